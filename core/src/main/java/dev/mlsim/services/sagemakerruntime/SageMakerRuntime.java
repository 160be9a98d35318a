package dev.mlsim.services.sagemakerruntime;

import dev.mlsim.contract.Contract;
import dev.mlsim.service.Family;
import dev.mlsim.service.Service;
import dev.mlsim.service.ServiceProvider;
import dev.mlsim.services.sagemakerruntime.inference.Invocations;
import java.util.List;

/**
 * Amazon SageMaker Runtime (API of 2017-05-13): the data plane of SageMaker's hosting, of which it
 * shares the endpoints.
 */
public final class SageMakerRuntime implements ServiceProvider {
  /** The service. */
  public static final Service SERVICE = Service.of(new SageMakerRuntime());

  private SageMakerRuntime() {}

  @Override
  public String name() {
    return "sagemakerruntime";
  }

  @Override
  public Contract contract() {
    return Contract.load("sagemakerruntime");
  }

  @Override
  public List<String> families() {
    return List.of("inference");
  }

  @Override
  public void declare(Family family) {
    switch (family.name()) {
      case "inference" -> Invocations.declare(family);
      default -> throw family.unknown();
    }
  }

  @Override
  public void declare(Service.Builder service) {
    service
        .validationCode("ValidationError")
        .setup(EndpointModels.class, EndpointModels::new)
        .judged(
            "constraint-wording",
            "sagemakerruntime.ValidationError",
            "what breaks a constraint of the model is refused in the control plane's words");
  }
}
