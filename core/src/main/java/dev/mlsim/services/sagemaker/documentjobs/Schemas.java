package dev.mlsim.services.sagemaker.documentjobs;

import static dev.mlsim.services.sagemaker.vocabulary.SharedErrors.NOT_FOUND;
import static dev.mlsim.services.sagemaker.vocabulary.SharedErrors.VALIDATION;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mlsim.json.Json;
import dev.mlsim.service.Call;
import dev.mlsim.service.Documents;
import dev.mlsim.service.Family;
import dev.mlsim.service.Handler;
import dev.mlsim.service.Precondition;
import dev.mlsim.service.ServiceError;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The schemas of jobs' documents: the members that aws/sagemaker-python-sdk sends, in the words of
 * JSON schema. They have one version.
 */
final class Schemas {
  private static final String VERSION = "1.0.0";
  private static final String ASKED = "JobConfigSchemaVersion";

  private static final Map<String, ObjectNode> BY_CATEGORY =
      Map.of(
          "AgentRFT",
          Documents.of(
              """
              {'type': 'object',
               'required': ['AgentConfig', 'TrainingConfig', 'InputDataConfig', 'OutputDataConfig'],
               'properties': {
                 'AgentConfig': {'type': 'object'},
                 'TrainingConfig': {'type': 'object'},
                 'InputDataConfig': {'type': 'array'},
                 'OutputDataConfig': {
                   'type': 'object', 'required': ['S3OutputPath'],
                   'properties': {
                     'S3OutputPath': {'type': 'string'}, 'KmsKeyArn': {'type': 'string'}}},
                 'ModelPackageConfig': {'type': 'object'},
                 'StoppingCondition': {
                   'type': 'object',
                   'properties': {'MaxRuntimeInSeconds': {'type': 'integer'}}}}}
              """),
          "AgentRFTEvaluation",
          Documents.of(
              """
              {'type': 'object',
               'required': ['AgentConfig', 'EvaluationConfig', 'InputDataConfig',
                            'OutputDataConfig'],
               'properties': {
                 'AgentConfig': {'type': 'object'},
                 'EvaluationConfig': {
                   'type': 'object',
                   'properties': {
                     'BaseModelArn': {'type': 'string'}, 'AcceptEula': {'type': 'boolean'},
                     'HyperParameters': {'type': 'object'}}},
                 'InputDataConfig': {'type': 'array'},
                 'OutputDataConfig': {
                   'type': 'object', 'required': ['S3OutputPath'],
                   'properties': {
                     'S3OutputPath': {'type': 'string'}, 'KmsKeyArn': {'type': 'string'},
                     'MlflowConfig': {'type': 'object'}}},
                 'ModelPackageConfig': {'type': 'object'},
                 'StoppingCondition': {
                   'type': 'object',
                   'properties': {'MaxRuntimeInSeconds': {'type': 'integer'}}}}}
              """));

  private static final Precondition KNOWN =
      Precondition.of(
          "the version of the schema exists",
          NOT_FOUND,
          call ->
              call.text(ASKED)
                  .filter(version -> !version.equals(VERSION))
                  .map(
                      version ->
                          "Schema version "
                              + version
                              + " does not exist for job category "
                              + call.text("JobCategory").orElse("")
                              + "."));

  static final Precondition[] OF_CREATE = {
    KNOWN,
    Precondition.of("the document keeps to its schema", VALIDATION, Schemas::violations),
    Precondition.of("the agent is one of two kinds", VALIDATION, Schemas::agents)
  };

  private Schemas() {}

  private static ObjectNode schema(Call call) {
    return Optional.ofNullable(BY_CATEGORY.get(call.text("JobCategory").orElse("")))
        .orElseThrow(() -> new ServiceError(NOT_FOUND, "There is no schema for the job category."));
  }

  private static Optional<String> violations(Call call) {
    Optional<ObjectNode> document = document(call);
    if (document.isEmpty()) {
      return Optional.of("JobConfigDocument is not a valid JSON object.");
    }
    List<String> wrong = new ArrayList<>();
    check(document.get(), schema(call), "", wrong);
    return wrong.isEmpty()
        ? Optional.empty()
        : Optional.of("JobConfigDocument is not valid: " + String.join("; ", wrong));
  }

  private static Optional<ObjectNode> document(Call call) {
    return Documents.parsed(call.text("JobConfigDocument").orElse(""));
  }

  private static void check(JsonNode value, JsonNode schema, String path, List<String> wrong) {
    if (!isA(value, schema.path("type").asText())) {
      wrong.add(path + " is not of type " + schema.path("type").asText());
      return;
    }
    for (JsonNode member : schema.path("required")) {
      if (!value.has(member.asText())) {
        wrong.add(join(path, member.asText()) + " is required");
      }
    }
    for (Map.Entry<String, JsonNode> member : schema.path("properties").properties()) {
      if (value.has(member.getKey())) {
        check(value.get(member.getKey()), member.getValue(), join(path, member.getKey()), wrong);
      }
    }
  }

  private static String join(String path, String member) {
    return path.isEmpty() ? member : path + "." + member;
  }

  private static boolean isA(JsonNode value, String type) {
    return switch (type) {
      case "object" -> value.isObject();
      case "array" -> value.isArray();
      case "string" -> value.isTextual();
      case "integer" -> value.isIntegralNumber();
      default -> value.isBoolean();
    };
  }

  private static Optional<String> agents(Call call) {
    JsonNode agent = document(call).map(d -> d.path("AgentConfig")).orElseGet(Documents::empty);
    return agent.has("BedrockAgentCoreConfig") != agent.has("CustomAgentLambdaConfig")
        ? Optional.empty()
        : Optional.of(
            "Exactly one of BedrockAgentCoreConfig and CustomAgentLambdaConfig must be specified in"
                + " AgentConfig.");
  }

  static void declare(Family family) {
    family
        .operation("ListJobSchemaVersions", new Versions())
        .operation("DescribeJobSchemaVersion", new Shown());
  }

  /** All versions of a category's schema. */
  private static final class Versions implements Handler {
    @Override
    public ObjectNode answer(Call call) {
      schema(call);
      ObjectNode output = Documents.empty();
      output.putArray("JobConfigSchemas").addObject().put(ASKED, VERSION);
      return output;
    }

    @Override
    public String kind() {
      return "list schemas";
    }
  }

  /** One version, the newest where the call says none. */
  private static final class Shown implements Handler {
    @Override
    public ObjectNode answer(Call call) {
      KNOWN.check().verify(call);
      ObjectNode output = Documents.empty().put(ASKED, VERSION);
      output.set("JobCategory", call.input().path("JobCategory"));
      return output.put("JobConfigSchema", Json.text(schema(call)));
    }

    @Override
    public String kind() {
      return "describe schema";
    }

    @Override
    public List<Precondition> preconditions() {
      return List.of(KNOWN);
    }
  }
}
