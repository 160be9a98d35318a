package dev.mlsim.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.BinaryNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mlsim.wire.WireRequest;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DecodeTest {
  private static final Contract SAGEMAKER = Contract.load("sagemaker");
  private static final Contract CLEAN_ROOMS = Contract.load("cleanroomsml");
  private static final Contract LOOKOUT = Contract.load("lookoutvision");

  @Test
  void an_aws_json_body_is_the_document() {
    ObjectNode input =
        sageMaker(
            "ListTrainingJobs",
            "{\"MaxResults\":5,\"CreationTimeAfter\":1.614132738527E9,\"NextToken\":null}");

    assertThat(input.get("MaxResults").intValue()).isEqualTo(5);
    assertThat(Timestamps.instant(input.get("CreationTimeAfter")))
        .isEqualTo(Instant.parse("2021-02-24T02:12:18.527Z"));
    assertThat(input.has("NextToken")).isFalse();
  }

  @Test
  void whole_seconds_become_doubles_too() {
    ObjectNode input = sageMaker("ListTrainingJobs", "{\"CreationTimeAfter\":1614132738}");

    assertThat(input.get("CreationTimeAfter")).isEqualTo(DoubleNode.valueOf(1614132738.0));
  }

  @Test
  void an_empty_body_is_an_empty_document() {
    assertThat(sageMaker("ListTrainingJobs", "")).isEmpty();
    assertThat(sageMaker("ListTrainingJobs", "null")).isEmpty();
  }

  @Test
  void what_the_contract_does_not_know_is_kept() {
    String body =
        "{\"TrainingJobName\":\"j\",\"New\":{\"A\":[1,null]},"
            + "\"ResourceConfig\":{\"Spin\":\"up\"}}";

    ObjectNode input = sageMaker("CreateTrainingJob", body);

    assertThat(input).hasToString(body);
  }

  @Test
  void nulls_are_left_out_at_every_depth_but_in_lists() {
    ObjectNode input =
        sageMaker(
            "CreateTrainingJob",
            "{\"HyperParameters\":{\"a\":null},\"ResourceConfig\":{\"InstanceType\":null},"
                + "\"VpcConfig\":{\"Subnets\":[null]}}");

    assertThat(input)
        .hasToString(
            "{\"HyperParameters\":{},\"ResourceConfig\":{},\"VpcConfig\":{\"Subnets\":[null]}}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"TrainingJobName\":1}|NUMBER_VALUE can not be converted to a String",
        "{\"TrainingJobName\":true}|TRUE_VALUE can not be converted to a String",
        "{\"TrainingJobName\":[]}|Start of list found where not expected",
        "{\"TrainingJobName\":{}}|Start of structure or map found where not expected.",
        "{\"EnableNetworkIsolation\":\"true\"}|STRING_VALUE can not be converted to a Boolean",
        "{\"ResourceConfig\":\"x\"}|Expected null",
        "{\"ResourceConfig\":[]}|Start of list found where not expected",
        "{\"ResourceConfig\":{\"InstanceCount\":\"1\"}}|"
            + "STRING_VALUE can not be converted to an Integer",
        "{\"ResourceConfig\":{\"InstanceCount\":1.5}}|"
            + "NUMBER_VALUE can not be converted to an Integer",
        "{\"ResourceConfig\":{\"InstanceCount\":3000000000}}|"
            + "NUMBER_VALUE can not be converted to an Integer",
        "{\"Tags\":\"x\"}|Expected list or null",
        "{\"Tags\":{}}|Start of structure or map found where not expected.",
        "{\"HyperParameters\":{\"epochs\":10}}|NUMBER_VALUE can not be converted to a String",
        "[]|Start of list found where not expected",
      })
  void wrong_types_are_refused(String body, String message) {
    assertThatThrownBy(() -> sageMaker("CreateTrainingJob", body))
        .isInstanceOf(MalformedInput.class)
        .hasMessage(message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {"{", "{} x", "name=1", "{\"A\":1"})
  void what_is_no_json_is_refused(String body) {
    assertThatThrownBy(() -> sageMaker("CreateTrainingJob", body))
        .isInstanceOf(MalformedInput.class)
        .hasMessageStartingWith("Could not parse request body into json: ");
  }

  @Test
  void what_is_nested_too_deeply_is_refused() {
    String body = "{\"New\":" + "[".repeat(500) + "]".repeat(500) + "}";

    assertThatThrownBy(() -> sageMaker("CreateTrainingJob", body))
        .isInstanceOf(MalformedInput.class)
        .hasMessageStartingWith(
            "Could not parse request body into json: Document nesting depth (501) exceeds");
  }

  @Test
  void an_input_can_not_be_changed() {
    ObjectNode body = sageMaker("CreateTrainingJob", "{\"VpcConfig\":{\"Subnets\":[null]}}");
    ObjectNode parts = decode(CLEAN_ROOMS, "DELETE", "/tags/arn%3Aaws?tagKeys=x", Map.of(), "");

    assertThatThrownBy(() -> body.withObjectProperty("VpcConfig").put("x", 1))
        .isInstanceOf(UnsupportedOperationException.class);
    assertThatThrownBy(() -> body.withObjectProperty("VpcConfig").withArray("Subnets").add(1))
        .isInstanceOf(UnsupportedOperationException.class);
    assertThatThrownBy(() -> sageMaker("ListTrainingJobs", "").put("x", 1))
        .isInstanceOf(UnsupportedOperationException.class);
    assertThatThrownBy(() -> parts.withArray("tagKeys").add("y"))
        .isInstanceOf(UnsupportedOperationException.class);
  }

  @Test
  void timestamps_as_text_are_refused_where_the_wire_has_numbers() {
    assertThatThrownBy(
            () ->
                sageMaker(
                    "ListTrainingJobs", "{\"CreationTimeAfter\":\"2021-02-24T02:12:18.527Z\"}"))
        .hasMessage("STRING_VALUE can not be converted to a Timestamp");
  }

  @Test
  void labels_are_decoded_segment_by_segment() {
    ObjectNode input =
        decode(
            CLEAN_ROOMS,
            "DELETE",
            "/tags/arn%3Aaws%3Acleanrooms-ml%3Aus-east-1%3A1%3Amodel%2Fa%20b+c?tagKeys=x&tagKeys=y%26z",
            Map.of(),
            "");

    assertThat(input)
        .hasToString(
            "{\"resourceArn\":\"arn:aws:cleanrooms-ml:us-east-1:1:model/a b+c\","
                + "\"tagKeys\":[\"x\",\"y&z\"]}");
  }

  @Test
  void query_parameters_have_their_types() {
    ObjectNode input =
        decode(
            LOOKOUT,
            "GET",
            "/2020-11-20/projects/p/datasets/train/entries?labeled=true&maxResults=7"
                + "&createdAfter=2021-02-24T02%3A12%3A18.527Z",
            Map.of(),
            "");

    assertThat(input.get("Labeled").booleanValue()).isTrue();
    assertThat(input.get("MaxResults").intValue()).isEqualTo(7);
    assertThat(Timestamps.instant(input.get("AfterCreationDate")))
        .isEqualTo(Instant.parse("2021-02-24T02:12:18.527Z"));
    assertThat(input.get("DatasetType").textValue()).isEqualTo("train");
  }

  @ParameterizedTest
  @CsvSource({
    "labeled=yes,'yes' can not be converted to a Boolean",
    "maxResults=many,'many' can not be converted to an Integer",
    "createdAfter=1614132738,",
  })
  void query_parameters_of_the_wrong_type_are_refused(String query, String message) {
    assertThatThrownBy(
            () ->
                decode(
                    LOOKOUT,
                    "GET",
                    "/2020-11-20/projects/p/datasets/train/entries?" + query,
                    Map.of(),
                    ""))
        .isInstanceOf(MalformedInput.class)
        .hasMessageContaining(message == null ? "the expected format is iso8601" : message);
  }

  @Test
  void headers_labels_and_body_are_merged() {
    ObjectNode input =
        decode(
            LOOKOUT,
            "POST",
            "/2020-11-20/projects/p/models/1/start",
            Map.of("x-amzn-client-token", "t"),
            "{\"MinInferenceUnits\":2,\"ProjectName\":\"other\"}");

    assertThat(input.get("ClientToken").textValue()).isEqualTo("t");
    assertThat(input.get("ProjectName").textValue()).isEqualTo("p");
    assertThat(input.get("ModelVersion").textValue()).isEqualTo("1");
    assertThat(input.get("MinInferenceUnits").intValue()).isEqualTo(2);
  }

  @Test
  void a_raw_payload_is_bytes() {
    ObjectNode input =
        decode(
            LOOKOUT,
            "POST",
            "/2020-11-20/projects/p/models/1/detect",
            Map.of("Content-Type", "image/png"),
            "PNG");

    assertThat(input.get("Body"))
        .isEqualTo(BinaryNode.valueOf("PNG".getBytes(StandardCharsets.UTF_8)));
    assertThat(input.get("ContentType").textValue()).isEqualTo("image/png");
  }

  @Test
  void blobs_in_a_body_are_decoded() {
    ObjectNode input =
        decode(
            LOOKOUT,
            "PATCH",
            "/2020-11-20/projects/p/datasets/train/entries",
            Map.of(),
            "{\"Changes\":\"e30=\"}");

    assertThat(input.get("Changes"))
        .isEqualTo(BinaryNode.valueOf("{}".getBytes(StandardCharsets.UTF_8)));
  }

  @Test
  void iso_timestamps_in_a_body_become_seconds() {
    ObjectNode input =
        decode(
            CLEAN_ROOMS,
            "POST",
            "/audience-model",
            Map.of(),
            "{\"trainingDataStartTime\":\"2021-02-24T02:12:18.527Z\"}");

    assertThat(input.get("trainingDataStartTime")).isEqualTo(DoubleNode.valueOf(1.614132738527E9));
  }

  private static ObjectNode sageMaker(String operation, String body) {
    return decode(SAGEMAKER, "POST", "/", Map.of("X-Amz-Target", "SageMaker." + operation), body);
  }

  private static ObjectNode decode(
      Contract contract, String method, String path, Map<String, String> headers, String body) {
    WireRequest request =
        new WireRequest(method, path, headers, body.getBytes(StandardCharsets.UTF_8));
    Operation operation = contract.route(request).orElseThrow();
    return contract.protocol().decode(operation, request);
  }
}
