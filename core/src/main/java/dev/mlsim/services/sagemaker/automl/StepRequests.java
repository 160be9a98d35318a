package dev.mlsim.services.sagemaker.automl;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mlsim.lifecycle.Resource;
import dev.mlsim.service.Documents;
import dev.mlsim.service.World;

/**
 * The requests with which an AutoML job starts others, named as in the runs of the Autopilot
 * notebooks of aws/amazon-sagemaker-examples. What runs on which instances is judged.
 */
final class StepRequests {
  static final String SKLEARN = "sagemaker-sklearn-automl:2.5-1-cpu-py3";
  static final String XGBOOST = "sagemaker-xgboost:1.3-1-cpu-py3";
  private static final int LONGEST = 63;
  private static final int SHORT = 10;
  private static final long MOST_CANDIDATES = 250;
  private static final long MOST_AT_ONCE = 10;
  private static final long USUAL_RUNTIME = 3_600;

  private final Resource job;
  private final Problem problem;
  private final World world;

  StepRequests(Resource job, World world) {
    this.job = job;
    this.problem = Problem.of(job);
    this.world = world;
  }

  /** The name of one more job; {@code what} says what it does. */
  String name(String what) {
    String name = what + "-1-" + world.chance().hex(32);
    return name.length() > LONGEST ? name.substring(0, LONGEST) : name;
  }

  /** The name of a job whose name begins with that of the AutoML job. */
  String ownName(String what) {
    String own = job.name();
    String begin = own.length() > SHORT ? own.substring(0, SHORT) : own;
    return name(begin.replaceAll("-+$", "") + "-" + what);
  }

  static String image(String name, World world) {
    return "683313688378.dkr.ecr." + world.account().region() + ".amazonaws.com/" + name;
  }

  /** Where the job writes, without a slash at the end. */
  static String output(Resource job) {
    String path = job.attributes().path("OutputDataConfig").path("S3OutputPath").asText();
    return path.replaceAll("/+$", "") + "/" + job.name();
  }

  private ObjectNode begun(String member, String name) {
    ObjectNode request = Documents.empty().put(member, name);
    if (!job.tags().isEmpty()) {
      ArrayNode tags = request.putArray("Tags");
      job.tags().forEach((key, value) -> tags.addObject().put("Key", key).put("Value", value));
    }
    return request;
  }

  private String role() {
    return job.attributes().path("RoleArn").asText();
  }

  ObjectNode processing(String name) {
    ObjectNode request = begun("ProcessingJobName", name).put("RoleArn", role());
    request.putObject("AppSpecification").put("ImageUri", image(SKLEARN, world));
    request
        .putObject("ProcessingResources")
        .putObject("ClusterConfig")
        .put("InstanceType", "ml.m5.4xlarge")
        .put("InstanceCount", 1)
        .put("VolumeSizeInGB", 250);
    return request;
  }

  /** A training job that writes into a folder of the output; of a model if it has an algorithm. */
  ObjectNode training(String name, String folder, String algorithm) {
    ObjectNode request = begun("TrainingJobName", name).put("RoleArn", role());
    train(request, folder, algorithm);
    if (!algorithm.isEmpty()) {
      request.putObject("HyperParameters").put("algorithm", algorithm);
    }
    return request;
  }

  private void train(ObjectNode request, String folder, String algorithm) {
    ObjectNode specification = request.putObject("AlgorithmSpecification");
    boolean tuned = algorithm.equals("xgboost");
    specification.put("TrainingImage", image(tuned ? XGBOOST : SKLEARN, world));
    specification.put("TrainingInputMode", "File");
    if (!algorithm.isEmpty()) {
      String metric = problem.trainingMetric();
      specification
          .putArray("MetricDefinitions")
          .addObject()
          .put("Name", metric)
          .put("Regex", ".*" + metric.replace(':', '-') + ":(\\S+).*");
    }
    request.putObject("OutputDataConfig").put("S3OutputPath", output(job) + "/" + folder);
    request
        .putObject("ResourceConfig")
        .put("InstanceType", "ml.m5.4xlarge")
        .put("InstanceCount", 1)
        .put("VolumeSizeInGB", 50);
    request
        .putObject("StoppingCondition")
        .put(
            "MaxRuntimeInSeconds",
            problem.criterion("MaxRuntimePerTrainingJobInSeconds").orElse(USUAL_RUNTIME));
  }

  ObjectNode model(String name, String image, String data) {
    ObjectNode request = begun("ModelName", name).put("ExecutionRoleArn", role());
    request.putObject("PrimaryContainer").put("Image", image).put("ModelDataUrl", data);
    return request;
  }

  ObjectNode transform(String name, String model) {
    ObjectNode request = begun("TransformJobName", name).put("ModelName", model);
    request
        .putObject("TransformInput")
        .putObject("DataSource")
        .putObject("S3DataSource")
        .put("S3DataType", "S3Prefix")
        .put("S3Uri", problem.input().orElse(output(job)));
    request.putObject("TransformOutput").put("S3OutputPath", output(job) + "/transformed-data");
    request
        .putObject("TransformResources")
        .put("InstanceType", "ml.m5.4xlarge")
        .put("InstanceCount", 1);
    return request;
  }

  /** So many candidates are tried. */
  long candidates() {
    return problem.criterion("MaxCandidates").orElse(MOST_CANDIDATES);
  }

  ObjectNode tuning(String name) {
    ObjectNode request = begun("HyperParameterTuningJobName", name);
    ObjectNode config = request.putObject("HyperParameterTuningJobConfig");
    config.put("Strategy", "Bayesian");
    config
        .putObject("HyperParameterTuningJobObjective")
        .put("Type", problem.maximizes() ? "Maximize" : "Minimize")
        .put("MetricName", problem.trainingMetric());
    config
        .putObject("ResourceLimits")
        .put("MaxNumberOfTrainingJobs", candidates())
        .put("MaxParallelTrainingJobs", Math.min(candidates(), MOST_AT_ONCE));
    ArrayNode ranges = config.putObject("ParameterRanges").putArray("ContinuousParameterRanges");
    for (String parameter : new String[] {"eta", "gamma", "subsample"}) {
      ranges
          .addObject()
          .put("Name", parameter)
          .put("MinValue", "0.001")
          .put("MaxValue", "1")
          .put("ScalingType", "Linear");
    }
    ObjectNode definition = request.putObject("TrainingJobDefinition").put("RoleArn", role());
    train(definition, "tuning/xgb", "xgboost");
    return request;
  }
}
