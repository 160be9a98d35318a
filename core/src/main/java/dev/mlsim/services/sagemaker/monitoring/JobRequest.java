package dev.mlsim.services.sagemaker.monitoring;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mlsim.contract.Timestamps;
import dev.mlsim.json.Json;
import dev.mlsim.lifecycle.Resource;
import dev.mlsim.service.Documents;
import dev.mlsim.service.World;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * The CreateProcessingJob of a run, with the environment that the developer guide promises a
 * container of one's own ("Container Contract Inputs").
 */
final class JobRequest {
  private static final DateTimeFormatter MINUTE =
      DateTimeFormatter.ofPattern("uuuuMMddHHmm", Locale.ROOT).withZone(ZoneOffset.UTC);
  private static final int DIGITS = 24;
  private static final long HOUR = 3_600;
  private static final String CAPTURED = "/opt/ml/processing/endpointdata";
  private static final String MERGED = "/opt/ml/processing/merged";

  private JobRequest() {}

  /** The job that merges the ground truth with what was captured. */
  static ObjectNode toMerge(Resource run, Definition definition, World world) {
    ObjectNode request = begun("groundtruth-merge-", run, definition, world);
    ArrayNode inputs = request.putArray("ProcessingInputs");
    captured(inputs, run, definition, world);
    folder(
        inputs,
        "groundtruth_input",
        definition.input().path("GroundTruthS3Input").path("S3Uri").asText(),
        "/opt/ml/processing/groundtruth");
    output(request, "merge", Results.folder(run, definition) + "merged/", MERGED, definition);
    return request;
  }

  /** The job that compares with the baseline. */
  static ObjectNode toMonitor(Resource run, Definition definition, World world) {
    boolean merged = definition.kind().merges();
    ObjectNode request = begun("model-monitoring-", run, definition, world);
    ArrayNode inputs = request.putArray("ProcessingInputs");
    if (merged) {
      folder(inputs, "merged_input", Results.folder(run, definition) + "merged/", MERGED);
    } else {
      captured(inputs, run, definition, world);
    }
    file(inputs, "baseline", definition.baseline().path("StatisticsResource"), "stats");
    file(inputs, "constraints", definition.baseline().path("ConstraintsResource"), "constraints");
    JsonNode config = definition.app().path("ConfigUri");
    if (!config.isMissingNode()) {
      folder(inputs, "analysis_config", config.asText(), "/opt/ml/processing/config");
    }
    output(
        request,
        "result",
        Results.folder(run, definition),
        definition.destination().path("LocalPath").asText(),
        definition);
    return request;
  }

  private static ObjectNode begun(String prefix, Resource run, Definition definition, World world) {
    ObjectNode request = Documents.empty();
    request.put(
        "ProcessingJobName",
        prefix + MINUTE.format(world.now()) + "-" + world.chance().hex(DIGITS));
    ObjectNode app = request.putObject("AppSpecification");
    for (String member : new String[] {"ImageUri", "ContainerEntrypoint", "ContainerArguments"}) {
      Documents.at(definition.app(), member).ifPresent(value -> app.set(member, value));
    }
    request.putObject("ProcessingResources").set("ClusterConfig", definition.cluster());
    request.set("RoleArn", definition.role());
    if (definition.network().isObject()) {
      request.set("NetworkConfig", definition.network());
    }
    request.putObject("StoppingCondition").put("MaxRuntimeInSeconds", seconds(run, definition));
    request.set("Environment", environment(run, definition));
    return request;
  }

  /** What the definition says; the two jobs of a run that merges share it. */
  private static long seconds(Resource run, Definition definition) {
    long asked = definition.stopping().path("MaxRuntimeInSeconds").asLong();
    JsonNode expression =
        run.notes()
            .path(Executions.CONFIG)
            .path(MonitoringSchedules.SCHEDULE)
            .path("ScheduleExpression");
    return asked > 0
        ? asked
        : Recurrence.of(expression.asText())
            .map(recurrence -> ScheduleRules.most(recurrence, definition.kind()))
            .orElse(HOUR);
  }

  private static ObjectNode environment(Resource run, Definition definition) {
    ObjectNode environment = Documents.empty();
    Window window = Executions.window(run);
    ObjectNode format = Documents.empty();
    format
        .putObject("sagemakerCaptureJson")
        .putArray("captureIndexNames")
        .add("endpointInput")
        .add("endpointOutput");
    environment.put("dataset_format", Json.text(format));
    environment.put("dataset_source", definition.source().path("LocalPath").asText(CAPTURED));
    environment.put("start_time", window.from().toString());
    environment.put("end_time", window.until().toString());
    environment.put("output_path", definition.destination().path("LocalPath").asText());
    environment.put("publish_cloudwatch_metrics", "Enabled");
    environment.put("sagemaker_monitoring_schedule_name", Executions.schedule(run));
    if (!definition.endpoint().isEmpty()) {
      environment.put("sagemaker_endpoint_name", definition.endpoint());
    }
    if (!definition.baseline().path("ConstraintsResource").isMissingNode()) {
      environment.put("baseline_constraints", "/opt/ml/processing/constraints/constraints.json");
    }
    if (!definition.baseline().path("StatisticsResource").isMissingNode()) {
      environment.put("baseline_statistics", "/opt/ml/processing/stats/statistics.json");
    }
    if (definition.environment() instanceof ObjectNode given) {
      environment.setAll(given);
    }
    return environment;
  }

  private static void captured(ArrayNode inputs, Resource run, Definition definition, World world) {
    String folder = CapturedData.folder(definition, world);
    boolean isThere = !CapturedData.of(definition, Executions.window(run), world).isEmpty();
    if (!folder.isEmpty() && (isThere || !world.objects().inputsAreRequired())) {
      String path = definition.source().path("LocalPath").asText(CAPTURED);
      ObjectNode s3 = folder(inputs, "endpoint_input", folder, path);
      for (String member : new String[] {"S3InputMode", "S3DataDistributionType"}) {
        Documents.at(definition.source(), member).ifPresent(value -> s3.set(member, value));
      }
    }
  }

  private static void file(ArrayNode inputs, String name, JsonNode resource, String folder) {
    String uri = resource.path("S3Uri").asText();
    if (!uri.isEmpty()) {
      folder(inputs, name, uri, "/opt/ml/processing/" + folder);
    }
  }

  private static ObjectNode folder(ArrayNode inputs, String name, String uri, String path) {
    ObjectNode s3 = inputs.addObject().put("InputName", name).putObject("S3Input");
    return s3.put("S3Uri", uri)
        .put("LocalPath", path)
        .put("S3DataType", "S3Prefix")
        .put("S3InputMode", "File");
  }

  private static void output(
      ObjectNode request, String name, String uri, String path, Definition definition) {
    ObjectNode config = request.putObject("ProcessingOutputConfig");
    ObjectNode s3 =
        config.putArray("Outputs").addObject().put("OutputName", name).putObject("S3Output");
    s3.put("S3Uri", uri).put("LocalPath", path);
    s3.put("S3UploadMode", definition.destination().path("S3UploadMode").asText("Continuous"));
    Documents.at(definition.output(), "KmsKeyId").ifPresent(key -> config.set("KmsKeyId", key));
  }

  /** When a run was due. */
  static Instant scheduled(Resource run) {
    return Timestamps.instant(run.attributes().path("ScheduledTime"));
  }
}
