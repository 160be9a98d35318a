package dev.mlsim.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.BinaryNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.mlsim.wire.WireResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class EncodeTest {
  private static final Contract SAGEMAKER = Contract.load("sagemaker");
  private static final Contract PERSONALIZE = Contract.load("personalize");
  private static final Contract CLEAN_ROOMS = Contract.load("cleanroomsml");
  private static final Contract LOOKOUT = Contract.load("lookoutvision");
  private static final Instant TIME = Instant.parse("2021-02-24T02:12:18.527Z");

  @Test
  void aws_json_sends_timestamps_as_seconds() {
    ObjectNode output = object().put("TrainingJobName", "j").put("Unknown", 1);
    output.set("CreationTime", Timestamps.of(TIME));

    WireResponse response = encode(SAGEMAKER, "DescribeTrainingJob", output);

    assertThat(response.status()).isEqualTo(200);
    assertThat(response.header("x-amzn-requestid")).contains("r-1");
    assertThat(response.header("content-type")).contains("application/x-amz-json-1.1");
    assertThat(body(response))
        .isEqualTo("{\"TrainingJobName\":\"j\",\"Unknown\":1,\"CreationTime\":1.614132738527E9}");
  }

  @Test
  void an_operation_without_output_has_an_empty_body() {
    WireResponse response = encode(SAGEMAKER, "StopTrainingJob", object());

    assertThat(response.status()).isEqualTo(200);
    assertThat(response.body()).isEmpty();
  }

  @Test
  void an_empty_output_is_an_empty_object() {
    assertThat(body(encode(SAGEMAKER, "AddTags", object()))).isEqualTo("{}");
  }

  @Test
  void clean_rooms_sends_timestamps_as_text_at_every_depth() {
    ObjectNode output = object().put("nextToken", "t").put("unknown", 1.5);
    ObjectNode model = output.putArray("audienceModels").addObject();
    model.put("name", "m").set("createTime", Timestamps.of(TIME));

    WireResponse response = encode(CLEAN_ROOMS, "ListAudienceModels", output);

    assertThat(response.header("content-type")).contains("application/json");
    assertThat(body(response))
        .isEqualTo(
            "{\"nextToken\":\"t\",\"unknown\":1.5,\"audienceModels\":"
                + "[{\"name\":\"m\",\"createTime\":\"2021-02-24T02:12:18.527Z\"}]}");
  }

  @Test
  void lookout_sends_its_own_success_status_and_blobs_as_base64() {
    ObjectNode result = object();
    byte[] mask = "{}".getBytes(StandardCharsets.UTF_8);
    result.putObject("DetectAnomalyResult").set("AnomalyMask", BinaryNode.valueOf(mask));

    assertThat(encode(LOOKOUT, "CreateModel", object()).status()).isEqualTo(202);
    assertThat(body(encode(LOOKOUT, "DetectAnomalies", result)))
        .isEqualTo("{\"DetectAnomalyResult\":{\"AnomalyMask\":\"e30=\"}}");
  }

  @Test
  void a_modelled_error_of_aws_json_spells_its_message_as_the_model_does() {
    WireResponse sageMaker = error(SAGEMAKER, ErrorReply.of(SAGEMAKER, "ResourceInUse", "busy"));
    WireResponse personalize =
        error(PERSONALIZE, ErrorReply.of(PERSONALIZE, "ResourceNotFoundException", "gone"));

    assertThat(sageMaker.status()).isEqualTo(400);
    assertThat(body(sageMaker)).isEqualTo("{\"__type\":\"ResourceInUse\",\"Message\":\"busy\"}");
    assertThat(personalize.status()).isEqualTo(400);
    assertThat(body(personalize))
        .isEqualTo("{\"__type\":\"ResourceNotFoundException\",\"message\":\"gone\"}");
  }

  @Test
  void an_error_that_no_model_has_is_spelled_in_lower_case() {
    WireResponse response = error(SAGEMAKER, ErrorReply.of(SAGEMAKER, "ValidationException", "no"));

    assertThat(response.status()).isEqualTo(400);
    assertThat(response.header("Content-Type")).contains("application/x-amz-json-1.1");
    assertThat(body(response)).isEqualTo("{\"__type\":\"ValidationException\",\"message\":\"no\"}");
  }

  @Test
  void a_rest_error_is_named_in_a_header_and_binds_members_to_headers() {
    ErrorReply error =
        ErrorReply.of(LOOKOUT, "ThrottlingException", "slow down")
            .member("RetryAfterSeconds", IntNode.valueOf(3))
            .member("QuotaCode", TextNode.valueOf("Q"));

    WireResponse response = error(LOOKOUT, error);

    assertThat(response.status()).isEqualTo(429);
    assertThat(response.header("x-amzn-ErrorType")).contains("ThrottlingException");
    assertThat(response.header("Retry-After")).contains("3");
    assertThat(body(response)).isEqualTo("{\"Message\":\"slow down\",\"QuotaCode\":\"Q\"}");
  }

  @Test
  void statuses_come_from_the_model_or_the_common_errors_unless_they_are_given() {
    assertThat(ErrorReply.of(CLEAN_ROOMS, "ServiceQuotaExceededException", "").status())
        .isEqualTo(402);
    assertThat(ErrorReply.of(CLEAN_ROOMS, "UnknownOperationException", "").status()).isEqualTo(404);
    assertThat(ErrorReply.of(SAGEMAKER, "UnknownOperationException", "").status()).isEqualTo(400);
    assertThat(ErrorReply.of(SAGEMAKER, "ThrottlingException", "").status()).isEqualTo(400);
    assertThat(ErrorReply.of(SAGEMAKER, "ServiceUnavailable", "").status()).isEqualTo(503);
    assertThat(ErrorReply.of(SAGEMAKER, MalformedInput.CODE, "").status()).isEqualTo(400);
    assertThat(ErrorReply.of(SAGEMAKER, "ResourceInUse", "").status(500).status()).isEqualTo(500);
  }

  @Test
  void users_contracts_may_rename_members_and_bind_outputs_to_headers() {
    Contract toy =
        ContractTest.read(
            """
            service toy
            protocol restJson1
            operation Get GET /toy 200 out=Out
            structure Out Name@body:name=Text Since@header:Last-Modified=Time Parts=Parts
            map Parts key=Text value=Out
            string Text
            timestamp Time
            """);
    ObjectNode output = object().put("Name", "n");
    output.set("Since", Timestamps.of(TIME));
    output.putObject("Parts").putObject("a").put("Name", "m");

    WireResponse response = encode(toy, "Get", output);

    assertThat(response.header("Last-Modified")).contains("Wed, 24 Feb 2021 02:12:18 GMT");
    assertThat(body(response)).isEqualTo("{\"name\":\"n\",\"Parts\":{\"a\":{\"name\":\"m\"}}}");
  }

  private static WireResponse encode(Contract contract, String operation, ObjectNode output) {
    return contract.protocol().encode(contract.operation(operation).orElseThrow(), output, "r-1");
  }

  private static WireResponse error(Contract contract, ErrorReply error) {
    Operation any = contract.operations().values().iterator().next();
    return contract.protocol().encodeError(any, error, "r-1");
  }

  private static String body(WireResponse response) {
    return new String(response.body(), StandardCharsets.UTF_8);
  }

  private static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }
}
