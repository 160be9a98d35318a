package dev.mlsim.services.cleanroomsml.custom;

import static dev.mlsim.lifecycle.Lifecycle.STOP;
import static dev.mlsim.services.cleanroomsml.vocabulary.Refusals.CONFLICT;
import static dev.mlsim.services.cleanroomsml.vocabulary.Refusals.NOT_FOUND;
import static java.time.Duration.ofMinutes;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mlsim.lifecycle.Lifecycle;
import dev.mlsim.lifecycle.Resource;
import dev.mlsim.service.Call;
import dev.mlsim.service.ConventionalResource;
import dev.mlsim.service.Draft;
import dev.mlsim.service.Family;
import dev.mlsim.service.Limit;
import dev.mlsim.service.ListAll;
import dev.mlsim.service.Precondition;
import dev.mlsim.service.TypeRef;
import dev.mlsim.service.World;
import dev.mlsim.services.cleanroomsml.MemberAbility;
import dev.mlsim.services.cleanroomsml.vocabulary.Lifecycles;
import dev.mlsim.services.cleanroomsml.vocabulary.Members;
import dev.mlsim.services.cleanroomsml.vocabulary.Reach;
import dev.mlsim.services.cleanroomsml.vocabulary.SharedRules;
import dev.mlsim.services.cleanroomsml.vocabulary.Types;
import dev.mlsim.services.cleanroomsml.vocabulary.Usage;
import java.util.List;

/** Trained model inference jobs. They can be cancelled but not deleted, and stay listed. */
final class InferenceJobs {
  static final TypeRef TYPE = Types.ref("trained-model-inference-job");

  private static final Lifecycle LIFE =
      Lifecycles.cancellable(Lifecycles.created(ofMinutes(2), ofMinutes(8))).build();

  private static final Limit OF_ACCOUNT =
      Usage.perAccount(
          "Pending or in-progress custom model inference jobs per account", 10, Lifecycles::isBusy);
  private static final Limit OF_MEMBERSHIP =
      Usage.perMembership(
          "Pending or in-progress custom model inference jobs per membership",
          5,
          Lifecycles::isBusy);

  private static final Precondition MODEL =
      new Precondition(
          "the trained model exists and is ACTIVE",
          CONFLICT,
          call -> SharedRules.requireActive(model(call)));

  private static final Precondition ASSOCIATION =
      new Precondition(
          "the association, given or the model's, exists and has an inference container",
          NOT_FOUND,
          InferenceJobs::requireAssociation);

  private static final Precondition CHANNEL =
      new Precondition(
          "the ML input channel exists, is ACTIVE, and was created for the association",
          CONFLICT,
          call ->
              TrainingRules.requireChannel(
                  call,
                  call.text("dataSource." + InputChannels.ARN).orElse(""),
                  association(call)));

  private InferenceJobs() {}

  static void declare(Family family) {
    ConventionalResource job =
        family
            .resource("TrainedModelInferenceJob")
            .by("Create", "StartTrainedModelInferenceJob")
            .without("Start")
            .by("Stop", "CancelTrainedModelInferenceJob")
            .arn(
                "trainedModelInferenceJobArn",
                "membership/{membershipIdentifier}/trained-model-inference-job/{key}")
            .lifecycle(LIFE)
            .defaults(
                """
                {'resourceConfig': {'instanceCount': 1},
                 'outputConfiguration': {'accept': 'application/json'}}
                """)
            .prepared(InferenceJobs::prepared)
            .durations(SizeLimits::ofInference)
            .entering(Lifecycles.PENDING, InferenceJobs::spend)
            .entering(Lifecycles.RUNNING, InferenceJobs::start)
            .entering(Lifecycles.ACTIVE, Outputs::writeInference)
            .entering(Lifecycles.ACTIVE, Publishing::ofInference)
            .entering(Lifecycles.FAILED, Publishing::ofInference)
            .entering(Lifecycles.INACTIVE, Publishing::ofInference)
            .bills(Usage.INSTANCES)
            .counts(OF_MEMBERSHIP, OF_ACCOUNT)
            .requires(
                Reach.MEMBER,
                Members.can(MemberAbility.CAN_QUERY),
                SharedRules.TAGS,
                Members.areMembers("mlModelInferencePayerAccountId"),
                MODEL,
                ASSOCIATION,
                CHANNEL,
                Tables.haveBudget(InferenceJobs::channelArns),
                Members.receive(MemberAbility.CAN_RECEIVE_INFERENCE_OUTPUT))
            .requires("List", Reach.MEMBER)
            .refused(STOP, CONFLICT, Types.untimely("cancel"));
    family
        .operation(
            "ListCollaborationTrainedModelInferenceJobs",
            ListAll.of(job.type()).requires(Reach.COLLABORATOR))
        .judged(
            "inference-version",
            "trained-model-inference-job.trainedModelVersionIdentifier",
            "Without trainedModelVersionIdentifier a job uses the model's latest version, and shows"
                + " it; without an association it uses and shows the model's.")
        .judged(
            "inference-output-size",
            "trained-model-inference-job",
            "Its output counts as much as its channel unless ModelContainers.outputSize says"
                + " otherwise; where the policy's maxOutputSize is less, the job fails.");
  }

  private static Resource model(Call call) {
    return Versions.requireShared(
        call, call.text(TrainedModels.ARN).orElse(""), call.text(Versions.USED));
  }

  private static String association(Call call) {
    return call.text(Associations.ARN)
        .orElseGet(() -> model(call).attributes().path(Associations.ARN).asText());
  }

  private static void requireAssociation(Call call) {
    String arn = association(call);
    Resource association = Reach.requireShared(call, Associations.TYPE, arn);
    if (!Associations.has(call.world(), association, Algorithms.INFERENCE)) {
      throw SharedRules.invalid("The algorithm of " + arn + " has no inference container.");
    }
  }

  private static void prepared(Call call, Draft job) {
    job.attributes().put(Associations.ARN, association(call));
    Versions.showUsed(call, job);
    Outputs.note(call, job, model(call));
    Reach.note(call, job);
  }

  private static List<String> channelArns(JsonNode job) {
    return List.of(job.path("dataSource").path(InputChannels.ARN).asText());
  }

  private static void spend(Resource job, World world) {
    Tables.spendOnJob(channelArns(job.attributes()), world);
  }

  private static void start(Resource job, World world) {
    String digest = "sha256:" + world.chance().hex(64);
    world.change(job, old -> old.with("inferenceContainerImageDigest", digest));
  }
}
