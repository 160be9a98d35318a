package dev.mlsim.services.cleanroomsml.custom;

import static dev.mlsim.services.cleanroomsml.vocabulary.Refusals.CONFLICT;
import static dev.mlsim.services.cleanroomsml.vocabulary.Refusals.INCORRECT;
import static dev.mlsim.services.cleanroomsml.vocabulary.Refusals.VALIDATION;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mlsim.lifecycle.Resource;
import dev.mlsim.service.Call;
import dev.mlsim.service.Draft;
import dev.mlsim.service.Family;
import dev.mlsim.service.Precondition;
import dev.mlsim.service.TypeRef;
import dev.mlsim.service.World;
import dev.mlsim.services.cleanroomsml.MemberAbility;
import dev.mlsim.services.cleanroomsml.ModelContainers;
import dev.mlsim.services.cleanroomsml.vocabulary.Lifecycles;
import dev.mlsim.services.cleanroomsml.vocabulary.Members;
import dev.mlsim.services.cleanroomsml.vocabulary.Reach;
import dev.mlsim.services.cleanroomsml.vocabulary.SharedRules;
import dev.mlsim.services.cleanroomsml.vocabulary.Types;
import java.util.Locale;
import java.util.Optional;

/** Trained model export jobs. Their ARN is in AWS's model, but no operation ever shows it. */
final class ModelExports {
  /** A note. */
  private static final String ASSOCIATION = "association";

  static final TypeRef TYPE = Types.ref("trained-model-export-job");

  private static final Precondition MODEL =
      new Precondition(
          "the model exists and is ACTIVE",
          CONFLICT,
          call -> SharedRules.requireActive(model(call)));

  private static final Precondition POLICY =
      Precondition.of(
          "the association's policy trainedModelExports allows it",
          VALIDATION,
          call -> {
            String association = model(call).attributes().path(Associations.ARN).asText();
            return policy(call.world(), association).isMissingNode()
                ? Optional.of(INCORRECT + "The policies of " + association + " allow no exports.")
                : Optional.empty();
          });

  private ModelExports() {}

  static void declare(Family family) {
    family
        .resource("TrainedModelExportJob")
        .by("Create", "StartTrainedModelExportJob")
        .without("Start")
        .by("List", "ListCollaborationTrainedModelExportJobs")
        .arn("", "trained-model-export-job/{key}")
        .lifecycle(Lifecycles.created(ofSeconds(10), ofMinutes(2)).build())
        .prepared(ModelExports::prepared)
        .durations(SizeLimits::ofExport)
        .entering(Lifecycles.ACTIVE, ModelExports::write)
        .requires(
            Reach.MEMBER, MODEL, POLICY, Members.receive(MemberAbility.CAN_RECEIVE_MODEL_OUTPUT))
        .requires("List", Reach.COLLABORATOR)
        .judged(
            "artifact-size",
            "trained-model-export-job",
            "Artifacts count as "
                + ModelContainers.ARTIFACT_GB
                + " GB unless ModelContainers.artifactSize says otherwise; where the policy's"
                + " maxSize is less, the job fails.");
  }

  private static Resource model(Call call) {
    return Versions.requireShared(
        call, call.text(TrainedModels.ARN).orElse(""), call.text(Versions.USED));
  }

  private static JsonNode policy(World world, String association) {
    return Associations.policy(world, association, "trainedModelExports");
  }

  private static void prepared(Call call, Draft job) {
    Versions.showUsed(call, job);
    Outputs.note(call, job, model(call));
    job.notes().set(ASSOCIATION, model(call).attributes().get(Associations.ARN));
    Reach.note(call, job);
  }

  /** The association that the exported model was trained with. */
  static String association(Resource job) {
    return job.notes().path(ASSOCIATION).asText();
  }

  private static void write(Resource job, World world) {
    JsonNode policy = policy(world, association(job));
    for (JsonNode kind : policy.path("filesToExport")) {
      Outputs.writeArchive(job, world, kind.asText().toLowerCase(Locale.ROOT) + ".tar.gz");
    }
  }
}
