package dev.mlsim.sdk.suite;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mlsim.contract.BlobShape;
import dev.mlsim.contract.BooleanShape;
import dev.mlsim.contract.Bounds;
import dev.mlsim.contract.ListShape;
import dev.mlsim.contract.MapShape;
import dev.mlsim.contract.Member;
import dev.mlsim.contract.NumberShape;
import dev.mlsim.contract.Shape;
import dev.mlsim.contract.StringShape;
import dev.mlsim.contract.StructureShape;
import dev.mlsim.contract.TimestampShape;
import dev.mlsim.contract.Timestamps;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Values that keep the constraints of a shape: as little as is valid, or all there is. */
final class Samples {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final int DEEPEST = 8;
  private static final String ACCOUNT = "123456789012";
  private static final String HERE = ":us-east-1:" + ACCOUNT + ":";
  private static final String UUID = "0f0e0d0c-0b0a-4908-8706-050403020100";

  private static final List<String> CANDIDATES =
      List.of(
          "sample",
          "arn:aws:iam::" + ACCOUNT + ":role/Sample",
          "s3://sample-bucket/sample",
          ACCOUNT,
          "1",
          "true",
          UUID,
          "arn:aws:kms" + HERE + "key/" + UUID,
          "arn:aws:s3:::sample-bucket",
          "https://example.com/sample",
          ACCOUNT + ".dkr.ecr.us-east-1.amazonaws.com/sample:1",
          "vpc-0123456789abcdef0",
          "subnet-0123456789abcdef0",
          "sg-0123456789abcdef0",
          "arn:aws:sagemaker" + HERE + "model-package/sample/1",
          "arn:aws:sagemaker" + HERE + "hub-content/sample/Model/sample/1.0.0",
          "arn:aws:sagemaker" + HERE + "image/sample",
          "arn:aws:sagemaker" + HERE + "model-package-group/sample",
          "arn:aws:sagemaker" + HERE + "mlflow-tracking-server/sample",
          "arn:aws:sagemaker" + HERE + "mlflow-app/sample",
          "arn:aws:sagemaker" + HERE + "pipeline/sample",
          "arn:aws:sagemaker" + HERE + "training-plan/sample",
          "arn:aws:personalize" + HERE + "dataset-group/sample",
          "arn:aws:cleanrooms" + HERE + "configuredtable/" + UUID,
          "arn:aws:sns" + HERE + "sample",
          "arn:aws:lambda" + HERE + "function:sample",
          "arn:aws:cognito-idp" + HERE + "userpool/us-east-1_sample",
          "arn:aws:fsx" + HERE + "file-system/fs-0123456789abcdef0",
          "1.0.0",
          "Sample 1.0",
          "$.sample",
          "cron(0 0 * * ? *)",
          "rate(1 hour)",
          "sample@example.com",
          "us-east-1",
          "/opt/ml/sample",
          "notebook-al2-v2",
          "arn:aws:sagemaker" + HERE + "partner-app/app-SAMPLE000000",
          "d-sample",
          "Tue:03:30",
          "1.0",
          "1D",
          "US",
          "p50",
          "1K",
          "None",
          "-PT1H",
          "UserName",
          "rate(1 day)",
          "text/csv",
          "10.0.0.0/16",
          "/sample",
          "fs-0123456789abcdef0",
          "fs-0123456789abcdef0.fsx.us-east-1.amazonaws.com",
          "us-east-1_sample",
          "dzd_sample",
          "sha256:" + "0".repeat(64),
          "arn:aws:eks" + HERE + "cluster/sample",
          "arn:aws:secretsmanager" + HERE + "secret:sample",
          "arn:aws:codewhisperer" + HERE + "profile/sample",
          "arn:aws:sso::" + ACCOUNT + ":application/ssoins-sample/apl-sample",
          "arn:aws:sagemaker" + HERE + "model/sample",
          "arn:aws:sagemaker" + HERE + "workteam/private-crowd/sample",
          "arn:aws:sagemaker" + HERE + "flow-definition/sample",
          "arn:aws:sagemaker" + HERE + "human-task-ui/sample",
          "arn:aws:sagemaker" + HERE + "pipeline/sample/execution/sample",
          "arn:aws:sagemaker" + HERE + "hub-content/sample/DataSet/sample/1.0.0",
          "arn:aws:cleanrooms" + HERE + "membership/" + UUID + "/analysistemplate/" + UUID,
          "arn:aws:cleanrooms-ml" + HERE + "audience-model/sample",
          "arn:aws:cleanrooms-ml" + HERE + "membership/" + UUID + "/trained-model/sample",
          "arn:aws:cleanrooms-ml"
              + HERE
              + "membership/"
              + UUID
              + "/configured-model-algorithm-association/sample");

  private Samples() {}

  /** Only what is required. */
  static ObjectNode least(StructureShape shape) {
    return (ObjectNode) of(shape, false, 0).orElseThrow(() -> unmade(shape));
  }

  /** Everything, however deep. */
  static JsonNode most(Shape shape) {
    return of(shape, true, 0).orElseThrow(() -> unmade(shape));
  }

  /** As little as is valid. */
  static JsonNode least(Shape shape) {
    return of(shape, false, 0).orElseThrow(() -> unmade(shape));
  }

  /** The same, if one comes to mind. */
  static Optional<JsonNode> some(Shape shape) {
    return of(shape, false, 0);
  }

  /** Everything, if it comes to mind. */
  static Optional<JsonNode> all(Shape shape) {
    return of(shape, true, 0);
  }

  /** All members of which a sample comes to mind, and any text for the others. */
  static ObjectNode rough(StructureShape shape) {
    ObjectNode object = JSON.objectNode();
    for (Member member : shape.members()) {
      object.set(
          member.name(), of(member.shape(), true, 1).orElseGet(() -> JSON.textNode("sample")));
    }
    return object;
  }

  private static IllegalArgumentException unmade(Shape shape) {
    return new IllegalArgumentException(
        "no sample of " + shape + " comes to mind; give an example of it");
  }

  private static Optional<JsonNode> of(Shape shape, boolean all, int depth) {
    if (depth > DEEPEST) {
      return Optional.empty();
    }
    if (shape instanceof StructureShape structure) {
      return structure(structure, all, depth);
    }
    if (shape instanceof StringShape string) {
      return text(string).map(JSON::textNode);
    }
    if (shape instanceof ListShape list) {
      return of(list.element(), all, depth + 1).map(e -> list(list.length(), e));
    }
    if (shape instanceof MapShape map) {
      return of(map.value(), all, depth + 1)
          .flatMap(v -> text(map.key()).map(key -> JSON.objectNode().set(key, v)));
    }
    if (shape instanceof NumberShape number) {
      return Optional.of(number(number));
    }
    if (shape instanceof BooleanShape) {
      return Optional.of(JSON.booleanNode(true));
    }
    if (shape instanceof TimestampShape) {
      return Optional.of(Timestamps.of(Instant.parse("2025-12-24T12:00:00Z")));
    }
    return shape instanceof BlobShape
        ? Optional.of(JSON.binaryNode("sample".getBytes(StandardCharsets.UTF_8)))
        : Optional.empty();
  }

  private static Optional<JsonNode> structure(StructureShape shape, boolean all, int depth) {
    ObjectNode object = JSON.objectNode();
    Collection<Member> members = shape.members();
    for (Member member : members) {
      boolean wanted = shape.union() ? object.isEmpty() : member.required() || all;
      Optional<JsonNode> value = wanted ? of(member.shape(), all, depth + 1) : Optional.empty();
      if (value.isEmpty() && member.required()) {
        return Optional.empty();
      }
      value.ifPresent(v -> object.set(member.name(), v));
    }
    return Optional.of(object);
  }

  private static ArrayNode list(Bounds length, JsonNode element) {
    ArrayNode list = JSON.arrayNode();
    int size = Math.max(1, length.min().map(BigDecimal::intValue).orElse(1));
    for (int i = 0; i < size; i++) {
      list.add(element);
    }
    return list;
  }

  private static JsonNode number(NumberShape shape) {
    BigDecimal one = BigDecimal.ONE;
    BigDecimal value = shape.range().min().map(min -> min.max(one)).orElse(one);
    BigDecimal most = shape.range().max().map(max -> max.min(value)).orElse(value);
    return shape.kind().isWhole() ? JSON.numberNode(most.longValue()) : JSON.numberNode(most);
  }

  private static Optional<String> text(StringShape shape) {
    if (!shape.enumValues().isEmpty()) {
      return Optional.of(shape.enumValues().get(0));
    }
    int least = shape.length().min().map(BigDecimal::intValue).orElse(0);
    Stream<String> long_ = CANDIDATES.stream().map(c -> padded(c, least));
    return Stream.concat(CANDIDATES.stream(), long_).filter(c -> fits(shape, c)).findFirst();
  }

  private static String padded(String text, int least) {
    return text + "0".repeat(Math.max(0, least - text.length()));
  }

  private static boolean fits(StringShape shape, String text) {
    BigDecimal length = BigDecimal.valueOf(text.length());
    return !shape.length().isAbove(length)
        && !shape.length().isBelow(length)
        && shape.pattern().map(p -> p.matches(text)).orElse(true);
  }
}
