package dev.mlsim.services.sagemaker;

import dev.mlsim.contract.Contract;
import dev.mlsim.service.Call;
import dev.mlsim.service.Listing;
import dev.mlsim.service.Service;
import dev.mlsim.service.ServiceError;
import dev.mlsim.service.TagStyle;
import dev.mlsim.service.Tagging;
import dev.mlsim.services.sagemaker.hosting.EndpointConfigs;
import dev.mlsim.services.sagemaker.hosting.Endpoints;
import dev.mlsim.services.sagemaker.hosting.Models;
import dev.mlsim.services.sagemaker.images.ImageVersions;
import dev.mlsim.services.sagemaker.images.Images;
import dev.mlsim.services.sagemaker.notebooks.NotebookInstances;
import dev.mlsim.services.sagemaker.notebooks.NotebookLifecycleConfigs;
import dev.mlsim.services.sagemaker.processing.ProcessingJobs;
import dev.mlsim.services.sagemaker.training.TrainingJobs;
import dev.mlsim.services.sagemaker.transform.TransformJobs;
import dev.mlsim.services.sagemaker.vocabulary.SharedErrors;
import java.time.Duration;

/**
 * Amazon SageMaker (API of 2017-07-24).
 *
 * <p>Facts that hold for all its resources: most business errors are {@code ValidationException},
 * which no operation models; lists cut the page before they filter it, so that a page can be empty
 * and yet have a token; ten to a page where nothing is documented.
 */
public final class SageMaker {
  private static final int MOST_TAGS = 50;

  private static final Tagging TAGGING =
      Tagging.of(
          "ResourceArn",
          MOST_TAGS,
          (call, arn) -> new ServiceError(SharedErrors.VALIDATION, "Requested resource not found."),
          (call, most) ->
              new ServiceError(
                  SharedErrors.VALIDATION,
                  "The number of tags on a resource cannot exceed " + most + "."));

  /** The declaration. */
  public static final Service SERVICE = declare();

  private SageMaker() {}

  private static ServiceError reused(Call call) {
    return new ServiceError(
        SharedErrors.VALIDATION,
        "The client token was used before in a request with different parameters.");
  }

  private static Service declare() {
    Service.Builder service =
        Service.of(Contract.load("sagemaker"))
            .tags(TagStyle.list("Tags", "Key", "Value"))
            // Of AWS's tokens it is known only that they make calls idempotent.
            .clientTokens(Duration.ofDays(1), SageMaker::reused)
            .listing(
                new Listing(
                    10,
                    true,
                    call -> new ServiceError(SharedErrors.VALIDATION, "Invalid pagination token.")))
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
