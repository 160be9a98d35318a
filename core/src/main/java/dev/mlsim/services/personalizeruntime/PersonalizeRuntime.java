package dev.mlsim.services.personalizeruntime;

import dev.mlsim.contract.Contract;
import dev.mlsim.service.Family;
import dev.mlsim.service.Service;
import dev.mlsim.service.ServiceProvider;
import dev.mlsim.services.personalize.vocabulary.Errors;
import dev.mlsim.services.personalizeruntime.recommendations.Recommending;
import java.util.List;

/**
 * Amazon Personalize Runtime (API of 2018-05-22): the data plane that recommends, of the campaigns
 * and recommenders of Personalize, whose world it shares. Here a missing resource has the HTTP
 * status 404.
 */
public final class PersonalizeRuntime implements ServiceProvider {
  /** The service. */
  public static final Service SERVICE = Service.of(new PersonalizeRuntime());

  private PersonalizeRuntime() {}

  @Override
  public String name() {
    return "personalizeruntime";
  }

  @Override
  public Contract contract() {
    return Contract.load("personalizeruntime");
  }

  @Override
  public List<String> families() {
    return List.of("recommendations");
  }

  @Override
  public void declare(Family family) {
    switch (family.name()) {
      case "recommendations" -> Recommending.declare(family);
      default -> throw family.unknown();
    }
  }

  @Override
  public void declare(Service.Builder service) {
    service
        .validationCode(Errors.INVALID)
        .judged(
            "constraints-at-runtime",
            "personalizeruntime.InvalidInputException",
            "what breaks a constraint of the model is InvalidInputException, in the control plane's"
                + " words");
  }
}
