package dev.mlsim.sdk.parity;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BinaryNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.mlsim.contract.BlobShape;
import dev.mlsim.contract.BooleanShape;
import dev.mlsim.contract.ErrorReply;
import dev.mlsim.contract.ListShape;
import dev.mlsim.contract.MapShape;
import dev.mlsim.contract.Member;
import dev.mlsim.contract.NumberShape;
import dev.mlsim.contract.Operation;
import dev.mlsim.contract.Shape;
import dev.mlsim.contract.StructureShape;
import dev.mlsim.contract.TimestampShape;
import dev.mlsim.recording.RecordedAttempt;
import dev.mlsim.recording.RecordedRun;
import dev.mlsim.recording.Recorder;
import dev.mlsim.recording.Sanitizing;
import dev.mlsim.recording.Sent;
import dev.mlsim.service.Service;
import dev.mlsim.services.cleanroomsml.CleanRoomsMl;
import dev.mlsim.services.lookoutvision.LookoutVision;
import dev.mlsim.services.personalize.Personalize;
import dev.mlsim.services.sagemaker.SageMaker;
import dev.mlsim.wire.WireRequest;
import dev.mlsim.wire.WireResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SanitizingTest {
  private static final List<Service> SERVICES =
      List.of(SageMaker.SERVICE, Personalize.SERVICE, CleanRoomsMl.SERVICE, LookoutVision.SERVICE);
  private static final Instant NOW = Instant.parse("2026-11-29T10:00:00Z");
  private static final int DEEPEST = 6;

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "AKIAIOSFODNN7EXAMPLE",
        "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY",
        "jane.doe@example.com",
        "-----BEGIN RSA PRIVATE KEY-----",
        "arn:aws:iam::123456789012:user/jane.doe",
        "s3://jane-doe/patients/jane.doe.csv",
        "https://jane:doe@internal.example.com/",
        "123456789012.dkr.ecr.us-east-1.amazonaws.com/jane:doe",
        "{\"password\": \"jane.doe\"}",
        "jane",
        "Jane Doe"
      })
  void no_secret_at_any_member_of_any_operation_is_in_the_file(String secret) throws IOException {
    Path file = folder.resolve("run.jsonl");
    try (Recorder recorder = Recorder.to(file, "2.40.2", NOW, Set.of())) {
      for (Service service : SERVICES) {
        for (Operation operation : service.contract().operations().values()) {
          recorder.add(succeeding(service, operation, secret));
          recorder.add(refused(service, operation, secret));
        }
      }
    }

    assertThat(Files.readString(file).toLowerCase(java.util.Locale.ROOT))
        .doesNotContain(
            secret.toLowerCase(java.util.Locale.ROOT), "jane", "akia", "123456789012", "bpxrf");
  }

  private static Sent succeeding(Service service, Operation operation, String secret) {
    ObjectNode output = filled(operation.output(), secret);
    return sent(
        service,
        operation,
        secret,
        service.contract().protocol().encode(operation, output, "request-1"));
  }

  private static Sent refused(Service service, Operation operation, String secret) {
    String message = "Could not find '" + secret + "' for [" + secret + "], " + secret + ".";
    return sent(
        service,
        operation,
        secret,
        service
            .contract()
            .protocol()
            .encodeError(
                operation,
                ErrorReply.of(service.contract(), "ValidationException", message),
                "request-2"));
  }

  private static Sent sent(
      Service service, Operation operation, String secret, WireResponse response) {
    ObjectNode input = filled(operation.input(), secret);
    input.put("AddedLater", secret);
    WireRequest request = service.contract().protocol().request(operation, input);
    return new Sent(
        service.contract().serviceId(),
        operation.name(),
        "us-east-1",
        operation.name() + response.status(),
        1,
        NOW,
        NOW.plusMillis(20),
        request,
        Optional.of(response),
        "");
  }

  private static ObjectNode filled(Optional<StructureShape> shape, String secret) {
    return shape
        .map(s -> (ObjectNode) filled(s, secret, 0))
        .orElseGet(JsonNodeFactory.instance::objectNode);
  }

  private static JsonNode filled(Shape shape, String secret, int depth) {
    JsonNodeFactory nodes = JsonNodeFactory.instance;
    if (shape instanceof StructureShape structure) {
      ObjectNode object = nodes.objectNode();
      for (Member member : structure.members()) {
        if (depth < DEEPEST) {
          object.set(member.name(), filled(member.shape(), secret, depth + 1));
        }
      }
      return object;
    }
    if (shape instanceof ListShape list) {
      return nodes.arrayNode().add(filled(list.element(), secret, depth + 1));
    }
    if (shape instanceof MapShape map) {
      return nodes.objectNode().set(secret, filled(map.value(), secret, depth + 1));
    }
    if (shape instanceof BlobShape) {
      return BinaryNode.valueOf(secret.getBytes(StandardCharsets.UTF_8));
    }
    if (shape instanceof BooleanShape) {
      return BooleanNode.TRUE;
    }
    if (shape instanceof TimestampShape) {
      return LongNode.valueOf(NOW.getEpochSecond());
    }
    return shape instanceof NumberShape ? IntNode.valueOf(1) : TextNode.valueOf(secret);
  }

  @Test
  void names_are_the_same_token_wherever_they_stand_and_lifted_rules_keep_what_they_are_about() {
    Path file = folder.resolve("run.jsonl");
    Operation describe =
        SageMaker.SERVICE.contract().operation("DescribeTrainingJob").orElseThrow();
    ObjectNode output = JsonNodeFactory.instance.objectNode();
    output.put("TrainingJobName", "churn-7");
    output.put("TrainingJobArn", "arn:aws:sagemaker:us-east-1:123456789012:training-job/churn-7");
    output.put("TrainingJobStatus", "Failed");
    output.put("FailureReason", "AlgorithmError: row 7 of churn-7 is bad");
    output
        .putObject("ModelArtifacts")
        .put("S3ModelArtifacts", "s3://b/churn-7/output/model.tar.gz");
    output.putObject("HyperParameters").put("depth", "3");
    try (Recorder recorder =
        Recorder.to(file, "2.40.2", NOW, Set.of(Sanitizing.MAPS, Sanitizing.REASONS))) {
      recorder.add(
          new Sent(
              "SageMaker",
              "DescribeTrainingJob",
              "us-east-1",
              "one",
              2,
              NOW.plusSeconds(3),
              NOW.plusSeconds(4),
              SageMaker.SERVICE
                  .contract()
                  .protocol()
                  .request(describe, filled(describe.input(), "churn-7")),
              Optional.of(
                  SageMaker.SERVICE.contract().protocol().encode(describe, output, "request")),
              ""));
    }

    RecordedAttempt attempt = RecordedRun.read(file).attempts().get(0);
    assertThat(attempt.input().path("TrainingJobName").asText()).isEqualTo("name-1");
    assertThat(attempt.output().path("TrainingJobArn").asText())
        .isEqualTo("arn:aws:sagemaker:us-east-1:100000000001:training-job/name-1");
    assertThat(attempt.output().at("/ModelArtifacts/S3ModelArtifacts").asText())
        .isEqualTo("s3://name-2/name-1/output/model.tar.gz");
    assertThat(attempt.output().path("FailureReason").asText())
        .isEqualTo("AlgorithmError: row 7 of name-1 is bad");
    assertThat(attempt.output().path("HyperParameters").has("name-3")).isTrue();
    assertThat(attempt.attempt()).isEqualTo(2);
    assertThat(attempt.at()).hasSeconds(3);
  }
}
