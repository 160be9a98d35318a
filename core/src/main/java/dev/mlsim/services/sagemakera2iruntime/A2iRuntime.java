package dev.mlsim.services.sagemakera2iruntime;

import dev.mlsim.contract.Contract;
import dev.mlsim.service.Family;
import dev.mlsim.service.Listing;
import dev.mlsim.service.Service;
import dev.mlsim.service.ServiceError;
import dev.mlsim.service.ServiceProvider;
import dev.mlsim.services.sagemakera2iruntime.loops.Loops;
import java.util.List;

/**
 * Amazon Augmented AI Runtime (API of 2019-11-07): human loops over SageMaker's flow definitions,
 * which it shares.
 */
public final class A2iRuntime implements ServiceProvider {
  /** The service. */
  public static final Service SERVICE = Service.of(new A2iRuntime());

  private static final int PAGE = 10;

  private A2iRuntime() {}

  @Override
  public String name() {
    return "sagemakera2iruntime";
  }

  @Override
  public Contract contract() {
    return Contract.load("sagemakera2iruntime");
  }

  @Override
  public List<String> families() {
    return List.of("loops");
  }

  @Override
  public void declare(Family family) {
    switch (family.name()) {
      case "loops" -> Loops.declare(family);
      default -> throw family.unknown();
    }
  }

  @Override
  public void declare(Service.Builder service) {
    service
        .listing(
            new Listing(
                PAGE,
                false,
                call -> new ServiceError("ValidationException", "Invalid pagination token.")))
        .setup(HumanLoops.class, HumanLoops::new)
        .judged(
            "constraint-wording",
            "sagemakera2iruntime.ValidationException",
            "what breaks a constraint of the model is refused in the control plane's words");
  }
}
