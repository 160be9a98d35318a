package dev.mlsim.services.cleanroomsml;

import static dev.mlsim.services.cleanroomsml.vocabulary.Refusals.DENIED;
import static dev.mlsim.services.cleanroomsml.vocabulary.Refusals.NO_ACCESS;
import static dev.mlsim.services.cleanroomsml.vocabulary.Refusals.VALIDATION;

import dev.mlsim.contract.Contract;
import dev.mlsim.service.Guarded;
import dev.mlsim.service.Listing;
import dev.mlsim.service.Precondition;
import dev.mlsim.service.Service;
import dev.mlsim.service.ServiceError;
import dev.mlsim.service.TagStyle;
import dev.mlsim.service.Tagging;
import dev.mlsim.services.cleanroomsml.audience.AudienceExportJobs;
import dev.mlsim.services.cleanroomsml.audience.AudienceGenerationJobs;
import dev.mlsim.services.cleanroomsml.audience.AudienceModelPolicies;
import dev.mlsim.services.cleanroomsml.audience.AudienceModels;
import dev.mlsim.services.cleanroomsml.audience.ConfiguredAudienceModels;
import dev.mlsim.services.cleanroomsml.audience.TrainingDatasets;
import dev.mlsim.services.cleanroomsml.custom.Algorithms;
import dev.mlsim.services.cleanroomsml.custom.Associations;
import dev.mlsim.services.cleanroomsml.custom.InferenceJobs;
import dev.mlsim.services.cleanroomsml.custom.InputChannels;
import dev.mlsim.services.cleanroomsml.custom.ModelExports;
import dev.mlsim.services.cleanroomsml.custom.TrainedModels;
import dev.mlsim.services.cleanroomsml.membership.MlConfigurations;
import dev.mlsim.services.cleanroomsml.vocabulary.Reach;
import dev.mlsim.services.cleanroomsml.vocabulary.Refusals;
import dev.mlsim.services.cleanroomsml.vocabulary.SharedRules;

/**
 * AWS Clean Rooms ML (API of 2023-09-06): the audience half, which belongs to accounts, and the
 * custom-model half under memberships. Who is a member is said in {@link CleanRooms}.
 *
 * <p>Facts that hold for all: success is ACTIVE; nothing is idempotent, so a repeated Create or
 * Start makes a second resource; lists are newest first, ten to a page, filtered before they are
 * cut.
 */
public final class CleanRoomsMl {
  private static final Tagging TAGGING =
      Tagging.of(
              "resourceArn",
              SharedRules.MOST_TAGS,
              (call, arn) -> Refusals.missing(arn),
              (call, most) -> new ServiceError(VALIDATION, SharedRules.tooManyTags()))
          .requires(
              Precondition.of(
                  "the resource is of the caller's account",
                  DENIED,
                  call ->
                      call.text("resourceArn")
                          .filter(arn -> !Reach.account(arn).equals(call.caller().id()))
                          .map(arn -> NO_ACCESS + "Resource " + arn + " is of another account.")));

  /** The declaration. */
  public static final Service SERVICE = declare();

  private CleanRoomsMl() {}

  private static Service declare() {
    Service.Builder service =
        Service.of(Contract.load("cleanroomsml"))
            .tags(TagStyle.map("tags"))
            .listing(new Listing(10, false, call -> SharedRules.invalid("nextToken is not valid.")))
            .setup(CleanRooms.class, CleanRooms::new)
            .setup(ModelContainers.class, ModelContainers::new)
            .callers((world, accessKey) -> world.setup(CleanRooms.class).caller(accessKey))
            .operation("TagResource", Guarded.by(TAGGING.add(), SharedRules.TAGS))
            .operation("ListTagsForResource", TAGGING.list())
            .operation("UntagResource", Guarded.by(TAGGING.remove("tagKeys"), SharedRules.TAGS))
            .judged(
                "cleanroomsml",
                "Behind AWS's own sentence for an error its message says what it is about; real"
                    + " messages are not published.")
            .judged(
                "cleanroomsml",
                "statusDetails.statusCode is made from the reason of a failure; AWS's codes are not"
                    + " published.");
    Algorithms.declare(service);
    Associations.declare(service);
    MlConfigurations.declare(service);
    InputChannels.declare(service);
    TrainedModels.declare(service);
    ModelExports.declare(service);
    InferenceJobs.declare(service);
    TrainingDatasets.declare(service);
    AudienceModels.declare(service);
    ConfiguredAudienceModels.declare(service);
    AudienceModelPolicies.declare(service);
    AudienceGenerationJobs.declare(service);
    AudienceExportJobs.declare(service);
    return service.build();
  }
}
