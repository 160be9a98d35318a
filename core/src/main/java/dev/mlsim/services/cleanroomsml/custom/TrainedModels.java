package dev.mlsim.services.cleanroomsml.custom;

import static dev.mlsim.lifecycle.Lifecycle.DELETE;
import static dev.mlsim.lifecycle.Lifecycle.STOP;
import static dev.mlsim.lifecycle.Step.rest;
import static dev.mlsim.services.cleanroomsml.vocabulary.Refusals.CONFLICT;
import static dev.mlsim.services.cleanroomsml.vocabulary.Refusals.DEPENDS;
import static dev.mlsim.services.cleanroomsml.vocabulary.Refusals.NOT_FOUND;
import static java.time.Duration.ofMinutes;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mlsim.lifecycle.Lifecycle;
import dev.mlsim.lifecycle.Resource;
import dev.mlsim.service.Call;
import dev.mlsim.service.Create;
import dev.mlsim.service.Describe;
import dev.mlsim.service.Family;
import dev.mlsim.service.Limit;
import dev.mlsim.service.ListAll;
import dev.mlsim.service.Precondition;
import dev.mlsim.service.ResourceType;
import dev.mlsim.service.Trigger;
import dev.mlsim.service.World;
import dev.mlsim.services.cleanroomsml.vocabulary.Lifecycles;
import dev.mlsim.services.cleanroomsml.vocabulary.Reach;
import dev.mlsim.services.cleanroomsml.vocabulary.SharedRules;
import dev.mlsim.services.cleanroomsml.vocabulary.Types;
import dev.mlsim.services.cleanroomsml.vocabulary.Usage;
import java.util.Optional;
import java.util.stream.Stream;

/** Trained models. Each version of one is a resource of its own; all versions share the ARN. */
final class TrainedModels {
  static final String ARN = "trainedModelArn";
  static final String NAME = "trained-model";

  private static final Lifecycle LIFE =
      Lifecycles.deletable(
              Lifecycles.cancellable(Lifecycles.created(ofMinutes(5), ofMinutes(30))),
              rest(Lifecycles.INACTIVE),
              Lifecycles.ACTIVE,
              Lifecycles.FAILED,
              "DELETE_FAILED",
              "CANCEL_FAILED")
          .build();

  static final String PER_ACCOUNT = "Pending or in-progress custom model training jobs per account";
  static final String PER_MEMBERSHIP =
      "Pending or in-progress custom model training jobs per membership";
  private static final Limit OF_ACCOUNT = Usage.perAccount(PER_ACCOUNT, 10, Lifecycles::isBusy);
  private static final Limit OF_MEMBERSHIP =
      Usage.perMembership(PER_MEMBERSHIP, 5, Lifecycles::isBusy);

  static final ResourceType TYPE =
      Types.living(
              NAME, ARN, "membership/{membershipIdentifier}/trained-model/{trainedModelId}", LIFE)
          .grouped(Resource::arn)
          .foundBy(Versions::find)
          .defaults(
              """
              {'resourceConfig': {'instanceCount': 1},
               'stoppingCondition': {'maxRuntimeInSeconds': 86400},
               'trainingInputMode': 'File'}
              """)
          .prepared(Versions::numbered)
          .computed("tags", Versions::tags)
          .durations(TrainingRules::durations)
          .limits(TrainingRules::limits)
          .entering(Lifecycles.PENDING, Versions::shareTags)
          .entering(Lifecycles.PENDING, TrainingRules::spend)
          .entering(Lifecycles.RUNNING, TrainedModels::start)
          .entering(Lifecycles.ACTIVE, Publishing::ofTraining)
          .entering(Lifecycles.FAILED, Publishing::ofTraining)
          .entering(Lifecycles.INACTIVE, Publishing::ofTraining)
          .bills(Usage.INSTANCES)
          .holds(OF_ACCOUNT.holding(), OF_MEMBERSHIP.holding())
          .build();

  private static final Precondition EXISTS =
      new Precondition(
          "the trained model exists",
          NOT_FOUND,
          call -> {
            if (Reach.find(call, NAME, ARN).isEmpty()) {
              throw Reach.unreached(call, call.text(ARN).orElse(""));
            }
          });

  private static final Precondition IDLE =
      Precondition.of("no job runs with the model", CONFLICT, TrainedModels::user);

  private TrainedModels() {}

  static void declare(Family family) {
    family
        .type(TYPE)
        .quota(PER_ACCOUNT, OF_ACCOUNT.quota())
        .quota(PER_MEMBERSHIP, OF_MEMBERSHIP.quota())
        .operation(
            "CreateTrainedModel",
            Create.a(TYPE)
                .requires(TrainingRules.OF_CREATE)
                .within(OF_MEMBERSHIP.quota(), OF_ACCOUNT.quota()))
        .operation("GetTrainedModel", Describe.a(TYPE))
        .operation("GetCollaborationTrainedModel", Describe.a(TYPE))
        .operation(
            "ListTrainedModels",
            ListAll.of(TYPE).among(Versions::latestOfEach).requires(Reach.MEMBER))
        .operation("ListTrainedModelVersions", ListAll.of(TYPE).requires(EXISTS).pagesOf(10))
        .operation(
            "ListCollaborationTrainedModels",
            ListAll.of(TYPE).among(Versions::latestOfEach).requires(Reach.COLLABORATOR))
        .operation("CancelTrainedModel", Trigger.by(STOP, TYPE))
        .operation("DeleteTrainedModelOutput", Trigger.by(DELETE, TYPE).requires(IDLE))
        .judged(
            "latest-versions-listed",
            "trained-model",
            "Lists but ListTrainedModelVersions show a model once, as its latest version.")
        .judged(
            "version-or-model",
            "trained-model.versionIdentifier",
            "A model trained on another of the same membership is a new version of it under the"
                + " same ARN; one trained on another member's is a model of its own.")
        .judged(
            "tags-of-versions",
            "trained-model.tags",
            "Tags belong to the ARN, so all versions show the same ones.")
        .judged(
            "max-runtime",
            "trained-model.stoppingCondition",
            "maxRuntimeInSeconds counts in CREATE_IN_PROGRESS; over it the model fails.");
  }

  private static Optional<String> user(Call call) {
    Resource model = TYPE.require(call);
    return Stream.concat(
            SharedRules.among(
                call, InferenceJobs.TYPE, (r, arn) -> SharedRules.says(r, ARN, arn), model),
            SharedRules.among(
                call, ModelExports.TYPE, (r, arn) -> SharedRules.says(r, ARN, arn), model))
        .filter(Lifecycles::isBusy)
        .filter(job -> Versions.isUsedBy(model, job))
        .findFirst()
        .map(job -> DEPENDS + "Depending: " + job.name());
  }

  private static void start(Resource model, World world) {
    String digest = "sha256:" + world.chance().hex(64);
    world.change(model, old -> old.with("trainingContainerImageDigest", digest));
  }

  /** Whether a model was trained on a channel. */
  static boolean reads(Resource model, String channelArn) {
    for (JsonNode channel : model.attributes().path("dataChannels")) {
      if (channel.path("mlInputChannelArn").asText().equals(channelArn)) {
        return true;
      }
    }
    return false;
  }
}
