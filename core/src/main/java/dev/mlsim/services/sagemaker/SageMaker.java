package dev.mlsim.services.sagemaker;

import dev.mlsim.contract.Contract;
import dev.mlsim.service.Call;
import dev.mlsim.service.Listing;
import dev.mlsim.service.Service;
import dev.mlsim.service.ServiceError;
import dev.mlsim.service.TagStyle;
import dev.mlsim.service.Tagging;
import java.time.Duration;

/**
 * Amazon SageMaker (API of 2017-07-24).
 *
 * <p>Facts that hold for all its resources: most business errors are {@code ValidationException},
 * which no operation models; lists cut the page before they filter it, so that a page can be empty
 * and yet have a token; ten to a page where nothing is documented.
 */
public final class SageMaker {
  static final String VALIDATION = "ValidationException";
  static final String IN_USE = "ResourceInUse";
  static final String NOT_FOUND = "ResourceNotFound";
  static final String LIMIT = "ResourceLimitExceeded";

  private static final int MOST_TAGS = 50;

  private static final Tagging TAGGING =
      Tagging.of(
          "ResourceArn",
          MOST_TAGS,
          (call, arn) -> new ServiceError(VALIDATION, "Requested resource not found."),
          (call, most) ->
              new ServiceError(
                  VALIDATION, "The number of tags on a resource cannot exceed " + most + "."));

  /** The declaration. */
  public static final Service SERVICE = declare();

  private SageMaker() {}

  static Contract contract() {
    return Contract.load("sagemaker");
  }

  private static ServiceError reused(Call call) {
    return new ServiceError(
        VALIDATION, "The client token was used before in a request with different parameters.");
  }

  private static Service declare() {
    Service.Builder service =
        Service.of(Contract.load("sagemaker"))
            .tags(TagStyle.list("Tags", "Key", "Value"))
            // Of AWS's tokens it is known only that they make calls idempotent.
            .clientTokens(Duration.ofDays(1), SageMaker::reused)
            .listing(
                new Listing(
                    10, true, call -> new ServiceError(VALIDATION, "Invalid pagination token.")))
            .operation("AddTags", TAGGING.add())
            .operation("ListTags", TAGGING.list())
            .operation("DeleteTags", TAGGING.remove("TagKeys"));
    TrainingJobs.declare(service);
    ProcessingJobs.declare(service);
    TransformJobs.declare(service);
    Models.declare(service);
    EndpointConfigs.declare(service);
    Endpoints.declare(service);
    NotebookInstances.declare(service);
    NotebookLifecycleConfigs.declare(service);
    Images.declare(service);
    ImageVersions.declare(service);
    Caveats.declare(service);
    return service.build();
  }
}
