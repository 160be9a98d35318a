package dev.mlsim.services.sagemaker.recommender;

import static dev.mlsim.services.sagemaker.vocabulary.SharedErrors.OWN_ROLE;
import static dev.mlsim.services.sagemaker.vocabulary.SharedErrors.VALIDATION;
import static java.time.Duration.ofMinutes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mlsim.lifecycle.Resource;
import dev.mlsim.service.Call;
import dev.mlsim.service.Documents;
import dev.mlsim.service.Family;
import dev.mlsim.service.Precondition;
import dev.mlsim.service.ServiceError;
import dev.mlsim.service.TypeRef;
import dev.mlsim.service.World;
import dev.mlsim.services.sagemaker.vocabulary.Lists;
import dev.mlsim.services.sagemaker.vocabulary.ModelJobs;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * SageMaker's optimization jobs: states, codes, and the order and size of lists by the API
 * reference (CreateOptimizationJob, ListOptimizationJobs).
 */
final class OptimizationJobs {
  private static final String CONFIGS = "OptimizationConfigs";
  private static final String OUTPUT = "OutputConfig.SageMakerModel.ModelName";
  private static final TypeRef MODEL = TypeRef.to("sagemaker:model", "model", VALIDATION);

  private OptimizationJobs() {}

  static void declare(Family family) {
    ModelJobs.worded(family.resource("OptimizationJob"))
        .lifecycle(ModelJobs.life("STARTING", "INPROGRESS", ofMinutes(30)).deletable())
        .requires(
            Precondition.oneOf(VALIDATION, "ModelSource.S3", "ModelSource.SageMakerModel"),
            Precondition.unless(
                call ->
                    !call.has("ModelSource.S3.ModelAccessConfig")
                        || call.flag("ModelSource.S3.ModelAccessConfig.AcceptEula"),
                "the EULA is accepted, if it is spoken of",
                VALIDATION,
                "AcceptEula must be true to use a gated model."),
            Precondition.unless(
                call -> Lists.of(configs(call)).allMatch(config -> config.size() == 1),
                "one technique in each configuration",
                VALIDATION,
                "Each of OptimizationConfigs must have exactly one configuration."),
            Precondition.of("each technique once", VALIDATION, OptimizationJobs::doubled))
        .thenRequires(OWN_ROLE, Precondition.exists("ModelSource.SageMakerModel.ModelName", MODEL))
        .runtimeLimit("StoppingCondition.MaxRuntimeInSeconds")
        .reads(
            "ModelSource.S3.S3Uri",
            "ClientError: No S3 objects found under S3 URL \"{uri}\" given in ModelSource.")
        .writes("OutputConfig.S3OutputLocation", "{key}/model.safetensors")
        .computed("OptimizationTypes", OptimizationJobs::types)
        .computed("OptimizationOutput", OptimizationJobs::output)
        .entering("COMPLETED", OptimizationJobs::createModel)
        .filter(
            "OptimizationContains",
            (job, part, world) ->
                names(job.attributes().path(CONFIGS)).stream()
                    .anyMatch(name -> name.contains(part.asText())))
        .listsUpwards()
        .pagesOf(50)
        .judgedTimes()
        .judgedWords("not found", "duplicate", "what excludes each other")
        .judged(
            "optimization-job-status",
            "StopOptimizationJob.ValidationException",
            "The code and wording of the refusal of a Stop or Delete by the job's status; a job"
                + " that reaches its limit is stopped.")
        .judged(
            "optimization-job-output",
            "optimization-job.OptimizationOutput",
            "The recommended image is one of AWS's for large models; what is written is one object."
                + " A job whose OutputConfig names a model makes it when it completes; if that is"
                + " refused, the journal says so.");
  }

  private static JsonNode configs(Call call) {
    return call.input().path(CONFIGS);
  }

  /** The techniques, as ModelQuantizationConfig is Quantization. */
  private static List<String> names(JsonNode configs) {
    List<String> names = new ArrayList<>();
    for (JsonNode config : configs) {
      config
          .fieldNames()
          .forEachRemaining(name -> names.add(name.replaceAll("^Model|Config$", "")));
    }
    return names;
  }

  private static Optional<String> doubled(Call call) {
    return Lists.doubled(names(configs(call)).stream())
        .map(name -> "OptimizationConfigs can have at most one Model" + name + "Config.");
  }

  private static Optional<JsonNode> types(Resource job, World world) {
    ArrayNode types = Documents.empty().putArray(CONFIGS);
    names(job.attributes().path(CONFIGS)).forEach(types::add);
    return Optional.of(types);
  }

  private static String image(World world) {
    return "763104351884.dkr.ecr."
        + world.account().region()
        + ".amazonaws.com/djl-inference:0.31.0-lmi13.0.0-cu124";
  }

  private static Optional<JsonNode> output(Resource job, World world) {
    return job.is("COMPLETED")
        ? Optional.of(Documents.empty().put("RecommendedInferenceImage", image(world)))
        : Optional.empty();
  }

  /** The model that the output is to be. */
  private static void createModel(Resource job, World world) {
    Optional<String> name = Documents.at(job.attributes(), OUTPUT).map(JsonNode::asText);
    if (name.isEmpty()) {
      return;
    }
    String folder =
        job.attributes().at("/OutputConfig/S3OutputLocation").asText().replaceFirst("/*$", "/")
            + job.key()
            + "/";
    ObjectNode model = Documents.empty().put("ModelName", name.get());
    model.set("ExecutionRoleArn", job.attributes().get("RoleArn"));
    ObjectNode container = model.putObject("PrimaryContainer").put("Image", image(world));
    container
        .putObject("ModelDataSource")
        .putObject("S3DataSource")
        .put("S3Uri", folder)
        .put("S3DataType", "S3Prefix")
        .put("CompressionType", "None");
    try {
      world.invoke(job, "CreateModel", model);
    } catch (ServiceError e) {
      world.note(job + " makes no model [" + name.get() + "]: " + e.message());
    }
  }
}
