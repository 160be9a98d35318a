package dev.mlsim.services.lookoutvision;

import dev.mlsim.contract.Contract;
import dev.mlsim.lifecycle.Resource;
import dev.mlsim.service.Call;
import dev.mlsim.service.Listing;
import dev.mlsim.service.ResourceType;
import dev.mlsim.service.Service;
import dev.mlsim.service.ServiceError;
import dev.mlsim.service.TagStyle;
import dev.mlsim.service.Tagging;
import java.time.Duration;
import java.util.Optional;

/**
 * Amazon Lookout for Vision (API of 2020-11-20), as it was until it ended on 31 October 2025.
 *
 * <p>Facts that hold for all its resources: a client token is good for eight hours; pages are cut
 * after filtering, a hundred to a page; only models have tags.
 */
public final class LookoutVision {
  private static final Duration TOKEN_LIFE = Duration.ofHours(8);
  private static final int PAGE = 100;
  private static final int MOST_TAGS = 50;

  private static final Tagging TAGGING =
      Tagging.of(
              "ResourceArn",
              MOST_TAGS,
              (call, arn) -> Kind.MODEL.missing(arn),
              (call, most) ->
                  new ServiceError(
                          Kind.QUOTA, "The number of tags on a model cannot exceed " + most + ".")
                      .with("ResourceId", call.text("ResourceArn").orElse(""))
                      .with("ResourceType", Kind.MODEL.name()))
          .only(Models.TYPE);

  /** The declaration. */
  public static final Service SERVICE = declare();

  private LookoutVision() {}

  private static Service declare() {
    Service.Builder service =
        Service.of(Contract.load("lookoutvision"))
            .tags(TagStyle.list("Tags", "Key", "Value"))
            .listing(
                new Listing(
                    PAGE,
                    false,
                    call -> new ServiceError(Kind.VALIDATION, "The pagination token is invalid.")))
            .clientTokens(TOKEN_LIFE, LookoutVision::reused)
            // A quota's code was never seen; the model requires one.
            .errorMembers(
                """
                {'RetryAfterSeconds': 1, 'ServiceCode': 'lookoutvision',
                 'QuotaCode': 'L-XXXXXXXX'}
                """)
            .setup(VisionModels.class, VisionModels::new)
            .operation("TagResource", TAGGING.add())
            .operation("ListTagsForResource", TAGGING.list())
            .operation("UntagResource", TAGGING.remove("TagKeys"));
    Projects.declare(service);
    Datasets.declare(service);
    Models.declare(service);
    PackagingJobs.declare(service);
    return service.build();
  }

  /** The error's code is not documented; a conflict is what it is. */
  private static ServiceError reused(Call call) {
    Optional<ResourceType> type =
        call.service().handler(call.operation().name()).flatMap(handler -> handler.type());
    Kind kind = type.map(LookoutVision::kind).orElse(Kind.PROJECT);
    String id = type.flatMap(t -> t.find(call)).map(Resource::key).orElse(projectOf(call));
    return kind.conflict(
        id,
        "The client token "
            + call.text("ClientToken").orElse("")
            + " was used for "
            + call.operation().name()
            + " with other parameters.");
  }

  private static Kind kind(ResourceType type) {
    if (type == Models.TYPE) {
      return Kind.MODEL;
    }
    if (type == Datasets.TYPE) {
      return Kind.DATASET;
    }
    return type == PackagingJobs.TYPE ? Kind.MODEL_PACKAGE_JOB : Kind.PROJECT;
  }

  /** The project that a call names. */
  static String projectOf(Call call) {
    return call.text("ProjectName").orElse("");
  }
}
