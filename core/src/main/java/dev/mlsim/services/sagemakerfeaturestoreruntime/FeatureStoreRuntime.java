package dev.mlsim.services.sagemakerfeaturestoreruntime;

import dev.mlsim.contract.Contract;
import dev.mlsim.service.Family;
import dev.mlsim.service.Listing;
import dev.mlsim.service.Service;
import dev.mlsim.service.ServiceError;
import dev.mlsim.service.ServiceProvider;
import dev.mlsim.services.sagemakerfeaturestoreruntime.records.Records;
import java.util.List;

/**
 * Amazon SageMaker Feature Store Runtime (API of 2020-07-01): the data plane of SageMaker's feature
 * groups, which it shares.
 */
public final class FeatureStoreRuntime implements ServiceProvider {
  /** The service. */
  public static final Service SERVICE = Service.of(new FeatureStoreRuntime());

  private static final String VALIDATION = "ValidationError";
  private static final int PAGE = 100;

  private FeatureStoreRuntime() {}

  @Override
  public String name() {
    return "sagemakerfeaturestoreruntime";
  }

  @Override
  public Contract contract() {
    return Contract.load("sagemakerfeaturestoreruntime");
  }

  @Override
  public List<String> families() {
    return List.of("records");
  }

  @Override
  public void declare(Family family) {
    switch (family.name()) {
      case "records" -> Records.declare(family);
      default -> throw family.unknown();
    }
  }

  @Override
  public void declare(Service.Builder service) {
    service
        .validationCode(VALIDATION)
        .listing(
            new Listing(
                PAGE,
                false,
                call ->
                    new ServiceError(
                        VALIDATION, "Validation Error: The value of NextToken is invalid.")))
        .setup(FeatureRecords.class, FeatureRecords::new)
        .judged(
            "constraint-wording",
            "sagemakerfeaturestoreruntime.ValidationError",
            "what breaks a constraint of the model is refused in the control plane's words");
  }
}
