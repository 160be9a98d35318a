package dev.mlsim.services.cleanroomsml.custom;

import static dev.mlsim.lifecycle.Lifecycle.FAIL;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mlsim.lifecycle.Plan;
import dev.mlsim.lifecycle.Resource;
import dev.mlsim.service.World;
import dev.mlsim.services.cleanroomsml.ModelContainers;
import dev.mlsim.services.cleanroomsml.vocabulary.Lifecycles;

/**
 * How much the policies of a configured model algorithm association let a run bring out. A run that
 * makes more fails; the codes are ours, since AWS's are not published.
 */
final class SizeLimits {
  private SizeLimits() {}

  static Plan ofTraining(Resource model, Plan plan, World world) {
    JsonNode most = policy(model, world, "trainedModels").path("maxArtifactSize");
    return limited(
        plan,
        world.setup(ModelContainers.class).artifactSize(model.name()),
        most,
        "MAX_ARTIFACT_SIZE_EXCEEDED: The size of the model's artifacts");
  }

  static Plan ofExport(Resource job, Plan plan, World world) {
    JsonNode most =
        Associations.policy(world, ModelExports.association(job), "trainedModelExports")
            .path("maxSize");
    return limited(
        plan,
        world.setup(ModelContainers.class).artifactSize(Outputs.model(job)),
        most,
        "MAX_EXPORT_SIZE_EXCEEDED: The size of the files to export");
  }

  /** Without a word from the test, as much comes out as went in. */
  static Plan ofInference(Resource job, Plan plan, World world) {
    JsonNode most = policy(job, world, "trainedModelInferenceJobs").path("maxOutputSize");
    return limited(
        plan,
        world
            .setup(ModelContainers.class)
            .outputSize(job.name())
            .orElseGet(() -> Outputs.channel(job, world).path("sizeInGb").asDouble()),
        most,
        "MAX_OUTPUT_SIZE_EXCEEDED: The size of the output");
  }

  private static JsonNode policy(Resource run, World world, String kind) {
    return Associations.policy(world, run.attributes().path(Associations.ARN).asText(), kind);
  }

  private static Plan limited(Plan plan, double size, JsonNode limit, String codeAndWhat) {
    double most = limit.path("value").asDouble(Double.MAX_VALUE);
    return size > most && plan.passes(Lifecycles.RUNNING)
        ? plan.meeting(
            Lifecycles.RUNNING,
            FAIL,
            codeAndWhat + ", " + size + " GB, exceeds the maximum of " + most + " GB.")
        : plan;
  }
}
