package dev.mlsim.services.sagemaker.experiments;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mlsim.lifecycle.Resource;
import dev.mlsim.service.Documents;
import dev.mlsim.service.Values;
import dev.mlsim.service.World;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * What the component of a job has, as a test of aws/sagemaker-experiments expects it of a
 * processing job (test_track_from_processing_job.py) and notebooks show it of training jobs.
 */
final class JobDocument {
  private static final Pattern NUMBER =
      Pattern.compile("[+-]?(\\d+(\\.\\d*)?|\\.\\d+)([eE][+-]?\\d+)?");
  private static final Pattern MEDIA_TYPE = Pattern.compile("[-\\w]{1,30}/[-\\w+]{1,30}");
  private static final int LONGEST_MESSAGE = 1_024;
  private static final int LONGEST_VALUE = 2_048;

  private final JsonNode job;
  private final String verb;
  private final ObjectNode parameters = Documents.empty();
  private final ObjectNode inputs = Documents.empty();
  private final ObjectNode outputs = Documents.empty();

  private JobDocument(JsonNode job, String verb) {
    this.job = job;
    this.verb = verb;
  }

  /** The members of the component that follow from its job. */
  static ObjectNode of(Resource job, JobKind kind, World world) {
    JobDocument document = new JobDocument(world.shown(job), kind.verb());
    switch (kind) {
      case TRAINING -> document.training();
      case PROCESSING -> document.processing();
      case TRANSFORM -> document.transform();
      default -> throw new IllegalStateException("mlsim: there is no kind " + kind);
    }
    return document.members();
  }

  private void training() {
    cluster(job.path("ResourceConfig"));
    for (Map.Entry<String, JsonNode> parameter : job.path("HyperParameters").properties()) {
      parameter(parameter.getKey(), parameter.getValue().asText());
    }
    artifact(inputs, "SageMaker.ImageUri", job.at("/AlgorithmSpecification/TrainingImage"));
    for (JsonNode channel : job.path("InputDataConfig")) {
      artifact(
          inputs,
          channel.path("ChannelName").asText(),
          channel.at("/DataSource/S3DataSource/S3Uri"));
      String type = channel.path("ContentType").asText();
      if (MEDIA_TYPE.matcher(type).matches()
          && inputs.path(channel.path("ChannelName").asText()) instanceof ObjectNode input) {
        input.put("MediaType", type);
      }
    }
    artifact(outputs, "SageMaker.ModelArtifact", job.at("/ModelArtifacts/S3ModelArtifacts"));
  }

  private void processing() {
    cluster(job.at("/ProcessingResources/ClusterConfig"));
    artifact(inputs, "SageMaker.ImageUri", job.at("/AppSpecification/ImageUri"));
    for (JsonNode input : job.path("ProcessingInputs")) {
      artifact(inputs, input.path("InputName").asText(), input.at("/S3Input/S3Uri"));
    }
    for (JsonNode output : job.at("/ProcessingOutputConfig/Outputs")) {
      artifact(outputs, output.path("OutputName").asText(), output.at("/S3Output/S3Uri"));
    }
  }

  private void transform() {
    cluster(job.path("TransformResources"));
    parameter("SageMaker.ModelName", job.path("ModelName").asText());
    artifact(
        inputs,
        "SageMaker.TransformInput",
        job.at("/TransformInput/DataSource/S3DataSource/S3Uri"));
    artifact(outputs, "SageMaker.TransformOutput", job.at("/TransformOutput/S3OutputPath"));
  }

  private void cluster(JsonNode config) {
    for (String member : new String[] {"InstanceType", "InstanceCount", "VolumeSizeInGB"}) {
      if (config.has(member)) {
        parameter("SageMaker." + member, config.path(member).asText());
      }
    }
  }

  private void parameter(String name, String value) {
    ObjectNode parameter = parameters.putObject(name);
    if (NUMBER.matcher(value).matches()) {
      parameter.put("NumberValue", Double.parseDouble(value));
    } else {
      parameter.put("StringValue", value);
    }
  }

  private static void artifact(ObjectNode artifacts, String name, JsonNode value) {
    if (value.isTextual()) {
      artifacts.putObject(name).put("Value", Values.cut(value.asText(), LONGEST_VALUE));
    }
  }

  private ObjectNode members() {
    ObjectNode members = Documents.empty();
    members.set("Parameters", parameters);
    if (!inputs.isEmpty()) {
      members.set("InputArtifacts", inputs);
    }
    if (!outputs.isEmpty()) {
      members.set("OutputArtifacts", outputs);
    }
    String status = job.path(verb + "JobStatus").asText();
    members
        .putObject("Status")
        .put("PrimaryStatus", status)
        .put(
            "Message",
            Values.cut(
                "Status: "
                    + status
                    + ", secondary status: "
                    + job.path("SecondaryStatus").asText(status)
                    + ", failure reason: "
                    + job.path("FailureReason").asText()
                    + ".",
                LONGEST_MESSAGE));
    time(members, "StartTime");
    time(members, "EndTime");
    return members;
  }

  private void time(ObjectNode members, String member) {
    JsonNode time = job.path(verb + member);
    if (time.isNumber()) {
      members.set(member, time);
    }
  }
}
