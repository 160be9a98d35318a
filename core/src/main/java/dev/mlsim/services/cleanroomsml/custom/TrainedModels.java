package dev.mlsim.services.cleanroomsml.custom;

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
import dev.mlsim.service.ConventionalResource;
import dev.mlsim.service.Family;
import dev.mlsim.service.Limit;
import dev.mlsim.service.ListAll;
import dev.mlsim.service.Precondition;
import dev.mlsim.service.TypeRef;
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
  static final TypeRef TYPE = Types.ref("trained-model");

  private static final Lifecycle LIFE =
      Lifecycles.deletable(
              Lifecycles.cancellable(Lifecycles.created(ofMinutes(5), ofMinutes(30))),
              rest(Lifecycles.INACTIVE),
              Lifecycles.ACTIVE,
              Lifecycles.FAILED,
              "DELETE_FAILED",
              "CANCEL_FAILED")
          .build();

  private static final Limit OF_ACCOUNT =
      Usage.perAccount(
          "Pending or in-progress custom model training jobs per account", 10, Lifecycles::isBusy);
  private static final Limit OF_MEMBERSHIP =
      Usage.perMembership(
          "Pending or in-progress custom model training jobs per membership",
          5,
          Lifecycles::isBusy);

  private static final Precondition EXISTS =
      new Precondition(
          "the trained model exists",
          NOT_FOUND,
          call -> {
            if (Reach.find(call, TYPE, ARN).isEmpty()) {
              throw Reach.unreached(call, call.text(ARN).orElse(""));
            }
          });

  private static final Precondition IDLE =
      Precondition.of("no job runs with the model", CONFLICT, TrainedModels::user);

  private TrainedModels() {}

  static void declare(Family family) {
    ConventionalResource model =
        family
            .resource("TrainedModel")
            .alsoBy("Describe", "GetCollaborationTrainedModel")
            .by("Stop", "CancelTrainedModel")
            .by("Delete", "DeleteTrainedModelOutput")
            .arn(ARN, "membership/{membershipIdentifier}/trained-model/{trainedModelId}")
            .grouped(Resource::arn)
            .foundBy(Versions::find)
            .lifecycle(LIFE)
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
            .counts(OF_MEMBERSHIP, OF_ACCOUNT)
            .among(Versions::latestOfEach)
            .requires(TrainingRules.OF_CREATE)
            .requires("List", Reach.MEMBER)
            .requires("Delete", IDLE)
            .refused(STOP, CONFLICT, Types.untimely("cancel"));
    family
        .operation(
            "ListTrainedModelVersions", ListAll.of(model.type()).requires(EXISTS).pagesOf(10))
        .operation(
            "ListCollaborationTrainedModels",
            ListAll.of(model.type()).among(Versions::latestOfEach).requires(Reach.COLLABORATOR))
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
    Resource model = call.subject(TYPE);
    return Stream.concat(
            SharedRules.naming(call, InferenceJobs.TYPE, ARN, model),
            SharedRules.naming(call, ModelExports.TYPE, ARN, model))
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
