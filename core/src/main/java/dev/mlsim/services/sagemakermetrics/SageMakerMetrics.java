package dev.mlsim.services.sagemakermetrics;

import dev.mlsim.contract.Contract;
import dev.mlsim.service.Family;
import dev.mlsim.service.Service;
import dev.mlsim.service.ServiceProvider;
import dev.mlsim.services.sagemakermetrics.series.MetricSeries;
import java.util.List;

/**
 * Amazon SageMaker Metrics (API of 2022-09-30): the metrics of SageMaker's trial components, which
 * it shares.
 */
public final class SageMakerMetrics implements ServiceProvider {
  /** The service. */
  public static final Service SERVICE = Service.of(new SageMakerMetrics());

  private SageMakerMetrics() {}

  @Override
  public String name() {
    return "sagemakermetrics";
  }

  @Override
  public Contract contract() {
    return Contract.load("sagemakermetrics");
  }

  @Override
  public List<String> families() {
    return List.of("series");
  }

  @Override
  public void declare(Family family) {
    switch (family.name()) {
      case "series" -> MetricSeries.declare(family);
      default -> throw family.unknown();
    }
  }

  @Override
  public void declare(Service.Builder service) {
    service.judged(
        "constraint-wording",
        "sagemakermetrics.ValidationException",
        "what breaks a constraint of the model is refused in the control plane's code and words");
  }
}
