package dev.mlsim.services.lookoutvision;

import dev.mlsim.contract.Contract;
import dev.mlsim.lifecycle.Resource;
import dev.mlsim.service.Call;
import dev.mlsim.service.Family;
import dev.mlsim.service.Handler;
import dev.mlsim.service.Listing;
import dev.mlsim.service.ResourceType;
import dev.mlsim.service.Service;
import dev.mlsim.service.ServiceError;
import dev.mlsim.service.ServiceProvider;
import dev.mlsim.service.TagStyle;
import dev.mlsim.service.Tagging;
import dev.mlsim.services.lookoutvision.projects.Inspection;
import dev.mlsim.services.lookoutvision.vocabulary.Kind;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Amazon Lookout for Vision (API of 2020-11-20), as it was until it ended on 31 October 2025.
 *
 * <p>Facts that hold for all its resources: a client token is good for eight hours; pages are cut
 * after filtering, a hundred to a page; only models have tags.
 */
public final class LookoutVision implements ServiceProvider {
  /** The service. */
  public static final Service SERVICE = Service.of(new LookoutVision());

  private static final Duration TOKEN_LIFE = Duration.ofHours(8);
  private static final int PAGE = 100;
  private static final int MOST_TAGS = 50;

  private LookoutVision() {}

  @Override
  public String name() {
    return "lookoutvision";
  }

  @Override
  public Contract contract() {
    return Contract.load("lookoutvision");
  }

  @Override
  public List<String> families() {
    return List.of("projects");
  }

  @Override
  public void declare(Family family) {
    switch (family.name()) {
      case "projects" -> Inspection.declare(family);
      default -> throw family.unknown();
    }
  }

  @Override
  public void declare(Service.Builder service) {
    Tagging tagging =
        Tagging.of(
                "ResourceArn",
                MOST_TAGS,
                (call, arn) -> Kind.MODEL.missing(arn),
                (call, most) ->
                    new ServiceError(
                            Kind.QUOTA, "The number of tags on a model cannot exceed " + most + ".")
                        .with("ResourceId", call.text("ResourceArn").orElse(""))
                        .with("ResourceType", Kind.MODEL.name()))
            .only(Kind.MODEL.type());
    service
        .tags(
            TagStyle.list("Tags", "Key", "Value")
                .reserving(message -> new ServiceError(Kind.VALIDATION, message)))
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
        .operation("TagResource", tagging.add())
        .operation("ListTagsForResource", tagging.list())
        .operation("UntagResource", tagging.remove("TagKeys"))
        .usualRate("lookoutvision:*", 5, "DetectAnomalies")
        .differs(
            "call-rate",
            "lookoutvision.ThrottlingException",
            "five calls a second are not a limit unless a test sets one")
        .judged(
            "error-wording",
            "lookoutvision",
            "the texts of errors, those of conflicts and missing resources too, except those of"
                + " constraints; and the ResourceId of a conflict")
        .judged(
            "reused-token",
            "lookoutvision.ConflictException",
            "a token used with other parameters is a ConflictException")
        .judged(
            "reserved-tag-keys",
            "lookoutvision.ValidationException",
            "a tag key that begins with aws: is refused in SageMaker's words")
        .judged(
            "quota-code",
            "lookoutvision.ServiceQuotaExceededException",
            "the code of every quota is L-XXXXXXXX")
        .judged(
            "quota-values",
            "lookoutvision.ServiceQuotaExceededException",
            "100 projects, 100 models a project, 2 running models and 5 units a model are the"
                + " values of Rekognition Custom Labels")
        .judged(
            "too-many-tags",
            "TagResource.ServiceQuotaExceededException",
            "more than 50 tags are a ServiceQuotaExceededException");
  }

  /** The error's code is not documented; a conflict is what it is. */
  private static ServiceError reused(Call call) {
    Optional<ResourceType> type =
        call.service().handler(call.operation().name()).flatMap(Handler::type);
    Kind kind = type.map(Kind::of).orElse(Kind.PROJECT);
    String id =
        type.flatMap(t -> t.find(call))
            .map(Resource::key)
            .orElse(call.text("ProjectName").orElse(""));
    return kind.conflict(
        id,
        "The client token "
            + call.text("ClientToken").orElse("")
            + " was used for "
            + call.operation().name()
            + " with other parameters.");
  }
}
