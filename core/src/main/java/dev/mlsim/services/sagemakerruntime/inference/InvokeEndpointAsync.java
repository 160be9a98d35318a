package dev.mlsim.services.sagemakerruntime.inference;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mlsim.lifecycle.Resource;
import dev.mlsim.objects.S3Folder;
import dev.mlsim.service.Call;
import dev.mlsim.service.Documents;
import dev.mlsim.service.Precondition;
import dev.mlsim.service.ServiceError;
import dev.mlsim.service.World;
import java.util.List;
import java.util.Optional;

/** InvokeEndpointAsync: the call is queued, and its answer will be an object. */
final class InvokeEndpointAsync implements OfEndpoint {
  private static final String TOPICS = "AsyncInferenceConfig.OutputConfig.NotificationConfig.";

  @Override
  public ObjectNode answer(Call call) {
    World world = call.world();
    Served served = Served.by(call);
    Refusals.checkKind(served, true);
    checkInput(call);
    String file = world.chance().uuid();
    String id = call.text("InferenceId").orElseGet(world.chance()::uuid);
    JsonNode endpoint = served.endpoint().attributes();
    ObjectNode attributes = call.input().deepCopy();
    attributes.remove("Body");
    attributes.put("InferenceId", id);
    attributes.put("OutputLocation", location(call, endpoint, "S3OutputPath", file, ".out"));
    String failure = location(call, endpoint, "S3FailurePath", file, "-error.out");
    if (!failure.isEmpty()) {
      attributes.put("FailureLocation", failure);
    }
    ObjectNode notes = Documents.empty();
    Optional.ofNullable(call.input().get("Body"))
        .ifPresent(body -> notes.set(AsyncInvocations.BODY, body));
    Documents.at(endpoint, TOPICS + "SuccessTopic").ifPresent(t -> notes.set("successTopic", t));
    Documents.at(endpoint, TOPICS + "ErrorTopic").ifPresent(t -> notes.set("errorTopic", t));
    Documents.at(endpoint, TOPICS + "IncludeInferenceResponseIn")
        .ifPresent(topics -> notes.set(Notification.INCLUDED, topics));
    world.begin(
        AsyncInvocations.TYPE,
        new Resource(
                AsyncInvocations.TYPE.name(),
                file,
                id,
                "",
                AsyncInvocations.TYPE.lifecycle(),
                attributes,
                world.now())
            .withNotes(notes));
    AsyncInvocations.proceed(served.endpoint().name(), world);
    return answer(attributes);
  }

  private static ObjectNode answer(ObjectNode attributes) {
    ObjectNode answer = Documents.empty();
    for (String member : List.of("InferenceId", "OutputLocation", "FailureLocation")) {
      if (attributes.has(member)) {
        answer.set(member, attributes.get(member));
      }
    }
    return answer;
  }

  private static void checkInput(Call call) {
    boolean located = call.has("InputLocation");
    if (!located && !call.has("Body")) {
      throw new ServiceError(
          Refusals.VALIDATION,
          "1 validation error detected: Value null at 'inputLocation' failed to satisfy"
              + " constraint: Member must not be null");
    }
    if (located && call.has("Body")) {
      throw new ServiceError(
          Refusals.VALIDATION, "Exactly one of InputLocation and Body must be specified.");
    }
  }

  private static String location(
      Call call, JsonNode endpoint, String path, String file, String suffix) {
    String folder =
        Documents.at(endpoint, "AsyncInferenceConfig.OutputConfig." + path)
            .map(JsonNode::asText)
            .orElse("");
    if (folder.isEmpty()) {
      return "";
    }
    String extension = call.text("S3OutputPathExtension").map(S3Folder::of).orElse("");
    return S3Folder.of(folder) + extension + call.text("Filename").orElse(file + suffix);
  }

  @Override
  public List<Precondition> preconditions() {
    return List.of(Refusals.SERVES);
  }
}
