package dev.mlsim.services.sagemakerruntime.inference;

import static dev.mlsim.services.sagemakerruntime.inference.AsyncInvocations.text;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mlsim.json.Json;
import dev.mlsim.lifecycle.Resource;
import dev.mlsim.service.Documents;
import dev.mlsim.service.World;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * What SNS would deliver of an asynchronous invocation that has ended (developer guide,
 * "Asynchronous inference: check prediction results"); with the response, where the configuration
 * wants it in the topic and it isn't too long.
 */
final class Notification {
  /** A note: the topics whose messages have the response. */
  static final String INCLUDED = "responseIn";

  private static final int MOST_BYTES = 128 * 1024;

  private Notification() {}

  static ObjectNode of(Resource invocation, String why, World world) {
    JsonNode asked = invocation.attributes();
    ObjectNode message = Documents.empty();
    message.put("awsRegion", world.account().region());
    message.put("eventTime", world.now().toString());
    message.put("receivedTime", invocation.created().toString());
    message.put("invocationStatus", invocation.state().status());
    ObjectNode request = message.putObject("requestParameters");
    text(asked, "Accept").ifPresent(accept -> request.put("accept", accept));
    text(asked, "ContentType").ifPresent(type -> request.put("contentType", type));
    request.set("endpointName", asked.path("EndpointName"));
    text(asked, "InputLocation").ifPresent(input -> request.put("inputLocation", input));
    boolean completed = invocation.is("Completed");
    if (completed) {
      ObjectNode response = message.putObject("responseParameters");
      text(invocation.notes(), AsyncInvocations.TYPE_OF_RESULT)
          .ifPresent(type -> response.put("contentType", type));
      response.set("outputLocation", asked.path("OutputLocation"));
    } else {
      message.put("failureReason", why);
      text(asked, "FailureLocation").ifPresent(failure -> message.put("failureLocation", failure));
    }
    if (isIncluded(invocation, completed)) {
      include(
          message,
          completed
              ? Json.binary(invocation.notes().path(AsyncInvocations.RESULT))
              : why.getBytes(StandardCharsets.UTF_8));
    }
    message.set("inferenceId", asked.path("InferenceId"));
    return message.put("eventVersion", "1.0").put("eventSource", "aws:sagemaker");
  }

  private static boolean isIncluded(Resource invocation, boolean completed) {
    String topic = completed ? "SUCCESS_NOTIFICATION_TOPIC" : "ERROR_NOTIFICATION_TOPIC";
    for (JsonNode included : invocation.notes().path(INCLUDED)) {
      if (included.asText().equals(topic)) {
        return true;
      }
    }
    return false;
  }

  private static void include(ObjectNode message, byte[] response) {
    if (response.length <= MOST_BYTES) {
      message
          .putObject("responseBody")
          .put("content", Base64.getEncoder().encodeToString(response))
          .put("encoding", "BASE64");
    }
  }
}
