package dev.mlsim.services.sagemaker.vocabulary;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mlsim.lifecycle.Resource;
import dev.mlsim.objects.S3Folder;
import dev.mlsim.service.Documents;
import dev.mlsim.service.ResourceType;
import dev.mlsim.service.SeededRandom;
import dev.mlsim.service.TypeRef;
import dev.mlsim.service.World;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The processing jobs that evaluate the rules of Debugger and Profiler, one for each rule of a
 * training job. Their names as the notebooks of aws/amazon-sagemaker-examples show them, their
 * members as a consumer of their events reads them (aws-samples/sagemaker-ssh-helper).
 */
public final class RuleJobs {
  /** The processing jobs. */
  public static final TypeRef PROCESSING = TypeRef.to("processing-job", SharedErrors.VALIDATION);

  /** A note of such a job: the rule's configuration. */
  public static final String RULE = "rule";

  /** A note of a training job: what has become of the rules whose jobs have ended. */
  public static final String ENDED = "rulesEnded";

  /** The trigger upon which a job waits for what it evaluates. */
  public static final String EVALUATE = "evaluate";

  /** The members of a training job that have rules. */
  public static final String DEBUG_RULES = "DebugRuleConfigurations";

  public static final String PROFILER_RULES = "ProfilerRuleConfigurations";

  /** Both of them. */
  public static final List<String> MEMBERS = List.of(DEBUG_RULES, PROFILER_RULES);

  private static final String TRAINING_JOB = "TrainingJobArn";
  private static final int LONGEST_NAME = 63;
  private static final int JOB_NAME = 26;
  private static final int DIGITS = 8;
  private static final int VOLUME = 10;
  private static final String USUAL_INSTANCE = "ml.t3.medium";
  private static final Pattern VARIABLE = Pattern.compile("[a-zA-Z_][a-zA-Z0-9_]*");

  private RuleJobs() {}

  /** What the job of a rule is called. */
  public static String name(Resource training, String rule) {
    String start = training.name().substring(0, Math.min(JOB_NAME, training.name().length()));
    String middle = rule.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9-]", "-");
    int most = LONGEST_NAME - start.length() - DIGITS - 2;
    long seed = (training.arn() + rule).hashCode() * 31L + training.created().toEpochMilli();
    return start
        + "-"
        + middle.substring(0, Math.min(most, middle.length()))
        + "-"
        + new SeededRandom(seed).hex(DIGITS);
  }

  /** The job of a rule, if it is still there. */
  public static Optional<Resource> of(Resource training, String rule, World world) {
    return world
        .registry()
        .byKey(PROCESSING, name(training, rule))
        .filter(job -> arnOfTraining(job).equals(training.arn()));
  }

  /** The training job whose rule such a job evaluates, if it is still there. */
  public static Optional<Resource> training(Resource processing, World world) {
    return world.registry().byArn(arnOfTraining(processing));
  }

  private static String arnOfTraining(Resource processing) {
    return processing.attributes().path(TRAINING_JOB).asText();
  }

  /** Whether a processing job evaluates a rule. */
  public static boolean isOne(Resource processing) {
    return processing.notes().has(RULE);
  }

  /** Starts the jobs of rules that have none. */
  public static void start(ResourceType processing, Resource training, String member, World world) {
    for (JsonNode rule : training.attributes().path(member)) {
      String name = name(training, rule.path("RuleConfigurationName").asText());
      if (world.registry().byKey(processing, name).isEmpty()) {
        world.trigger(begin(processing, training, rule, name, world), EVALUATE, "");
      }
    }
  }

  private static Resource begin(
      ResourceType type, Resource training, JsonNode rule, String name, World world) {
    Resource job =
        new Resource(
            type.name(),
            name,
            name,
            world.account().arn("sagemaker", type.name() + "/" + name),
            type.lifecycle(),
            document(training, rule, name),
            world.now());
    ObjectNode notes = Documents.empty();
    notes.set(RULE, rule);
    if (!rule.has("InstanceType")) {
      notes.put(ProcessingInstances.OF_SERVICE, 1);
    }
    return world.begin(type, job.withNotes(notes));
  }

  private static ObjectNode document(Resource training, JsonNode rule, String name) {
    ObjectNode job = Documents.empty().put("ProcessingJobName", name);
    ObjectNode cluster = job.putObject("ProcessingResources").putObject("ClusterConfig");
    cluster.put("InstanceCount", 1);
    cluster.put("InstanceType", rule.path("InstanceType").asText(USUAL_INSTANCE));
    cluster.put("VolumeSizeInGB", Math.max(VOLUME, rule.path("VolumeSizeInGB").asInt()));
    output(training, rule)
        .ifPresent(
            output -> job.putObject("ProcessingOutputConfig").putArray("Outputs").add(output));
    job.putObject("AppSpecification").set("ImageUri", rule.path("RuleEvaluatorImage"));
    job.set("Environment", environment(rule));
    job.set("StoppingCondition", limit(training));
    job.set("RoleArn", training.attributes().path("RoleArn"));
    return job.put(TRAINING_JOB, training.arn());
  }

  private static ObjectNode limit(Resource training) {
    ObjectNode limit = Documents.empty();
    Documents.at(training.attributes(), "StoppingCondition.MaxRuntimeInSeconds")
        .ifPresent(seconds -> limit.set("MaxRuntimeInSeconds", seconds));
    return limit;
  }

  private static ObjectNode environment(JsonNode rule) {
    ObjectNode environment = Documents.empty();
    for (Map.Entry<String, JsonNode> one : rule.path("RuleParameters").properties()) {
      if (VARIABLE.matcher(one.getKey()).matches()) {
        environment.set(one.getKey(), one.getValue());
      }
    }
    return environment;
  }

  /** Where its output goes: where the rule says, or else beside that of the training job. */
  private static Optional<ObjectNode> output(Resource training, JsonNode rule) {
    String name = rule.path("RuleConfigurationName").asText();
    String own = rule.path("S3OutputPath").asText();
    String usual = training.attributes().path("OutputDataConfig").path("S3OutputPath").asText();
    if (own.isEmpty() && usual.isEmpty()) {
      return Optional.empty();
    }
    ObjectNode output = Documents.empty().put("OutputName", "rule-output").put("AppManaged", false);
    output
        .putObject("S3Output")
        .put(
            "S3Uri",
            own.isEmpty() ? S3Folder.of(usual) + training.name() + "/rule-output/" + name : own)
        .put("LocalPath", rule.path("LocalPath").asText("/opt/ml/processing/output/rule/"))
        .put("S3UploadMode", "Continuous");
    return Optional.of(output);
  }
}
