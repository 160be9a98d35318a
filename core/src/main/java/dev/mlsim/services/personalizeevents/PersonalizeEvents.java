package dev.mlsim.services.personalizeevents;

import dev.mlsim.contract.Contract;
import dev.mlsim.service.Family;
import dev.mlsim.service.Service;
import dev.mlsim.service.ServiceProvider;
import dev.mlsim.services.personalize.vocabulary.Errors;
import dev.mlsim.services.personalizeevents.ingestion.Ingestion;
import java.util.List;

/**
 * Amazon Personalize Events (API of 2018-03-22): the data plane by which records come one by one,
 * into the datasets of Personalize, whose world it shares. Errors have their own HTTP statuses
 * here: 404 for what is missing, 409 for what is in use.
 */
public final class PersonalizeEvents implements ServiceProvider {
  /** The service. */
  public static final Service SERVICE = Service.of(new PersonalizeEvents());

  private PersonalizeEvents() {}

  @Override
  public String name() {
    return "personalizeevents";
  }

  @Override
  public Contract contract() {
    return Contract.load("personalizeevents");
  }

  @Override
  public List<String> families() {
    return List.of("ingestion");
  }

  @Override
  public void declare(Family family) {
    switch (family.name()) {
      case "ingestion" -> Ingestion.declare(family);
      default -> throw family.unknown();
    }
  }

  @Override
  public void declare(Service.Builder service) {
    service
        .validationCode(Errors.INVALID)
        .judged(
            "constraints-of-events",
            "personalizeevents.InvalidInputException",
            "what breaks a constraint of the model is InvalidInputException, in the control plane's"
                + " words");
  }
}
