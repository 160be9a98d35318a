package dev.mlsim.services.sagemakerruntime.inference;

import static dev.mlsim.lifecycle.Lifecycle.CREATE;
import static dev.mlsim.lifecycle.Lifecycle.DELETE;
import static dev.mlsim.lifecycle.Lifecycle.FAIL;
import static dev.mlsim.lifecycle.Lifecycle.START;
import static dev.mlsim.lifecycle.Step.gone;
import static dev.mlsim.lifecycle.Step.rest;
import static dev.mlsim.lifecycle.Step.stay;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BinaryNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.mlsim.json.Json;
import dev.mlsim.lifecycle.Lifecycle;
import dev.mlsim.lifecycle.Plan;
import dev.mlsim.lifecycle.Resource;
import dev.mlsim.service.Documents;
import dev.mlsim.service.Family;
import dev.mlsim.service.ResourceType;
import dev.mlsim.service.World;
import dev.mlsim.services.sagemakerruntime.Inference;
import dev.mlsim.services.sagemakerruntime.Invocation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Calls in the queue of an endpoint for asynchronous inference, as the developer guide has it
 * ("Asynchronous inference"): one waits until its endpoint has a container free for it, at most as
 * long as its TTL; the container is called, and may take as long as the call says; what it answers
 * is written as an object. They are resources of the simulator's, which the API does not show.
 */
final class AsyncInvocations {
  private static final String ANSWER = "answer";
  private static final String REFUSE = "refuse";
  private static final String CALLED = "InProgress/Called";
  private static final Duration TTL = Duration.ofHours(6);
  private static final Duration TIMEOUT = Duration.ofMinutes(15);
  private static final Duration KEPT = Duration.ofDays(1);

  /** What SageMaker chooses where the configuration doesn't say. */
  private static final int USUAL_CONCURRENCY = 4;

  static final String BODY = "body";
  static final String RESULT = "result";
  static final String TYPE_OF_RESULT = "typeOfResult";
  private static final String TAKES = "takesMillis";

  private static final Lifecycle LIFECYCLE =
      Lifecycle.builder()
          .on(CREATE)
          .goes(stay("Queued", TTL), rest("Expired"))
          .on(START)
          .from("Queued")
          .goes(
              stay("InProgress/Starting", Duration.ofSeconds(1)),
              stay(CALLED, TIMEOUT),
              rest("Failed"))
          .on(ANSWER)
          .from(CALLED)
          .goes(stay("InProgress/Answering", Duration.ofSeconds(1)), rest("Completed"))
          .on(REFUSE)
          .from(CALLED)
          .goes(stay("InProgress/Failing", Duration.ofSeconds(1)), rest("Failed"))
          .on(FAIL)
          .from("Queued", "InProgress/Starting", CALLED, "InProgress/Answering")
          .goes(rest("Failed"))
          .on(DELETE)
          .from("Completed", "Failed", "Expired")
          .goes(gone())
          .build();

  static final ResourceType TYPE =
      ResourceType.named("async-invocation")
          .identifiedBy("InvocationName")
          .lifecycle(LIFECYCLE)
          .grouped(AsyncInvocations::queue)
          .durations(AsyncInvocations::durations)
          .entering(CALLED, AsyncInvocations::call)
          .entering("Completed", AsyncInvocations::end)
          .entering("Failed", AsyncInvocations::end)
          .entering("Expired", AsyncInvocations::end)
          .build();

  private AsyncInvocations() {}

  static void declare(Family family) {
    family
        .type(TYPE)
        .operation("InvokeEndpointAsync", new InvokeEndpointAsync())
        .watch("endpoint", "InService", (endpoint, world) -> proceed(endpoint.name(), world));
  }

  private static boolean isOver(Resource invocation) {
    return invocation.lifecycle().rests(invocation.state());
  }

  private static String queue(Resource invocation) {
    return isOver(invocation) ? "" : invocation.attributes().path("EndpointName").asText();
  }

  private static Plan durations(Resource invocation, Plan plan, World world) {
    JsonNode asked = invocation.attributes();
    return plan.taking("Queued", seconds(asked.path("RequestTTLSeconds"), TTL))
        .taking("Called", patience(invocation))
        .taking("Answering", takes(invocation))
        .taking("Failing", takes(invocation));
  }

  private static Duration patience(Resource invocation) {
    return seconds(invocation.attributes().path("InvocationTimeoutSeconds"), TIMEOUT);
  }

  private static Duration takes(Resource invocation) {
    return Duration.ofMillis(invocation.notes().path(TAKES).asLong());
  }

  private static Duration seconds(JsonNode seconds, Duration otherwise) {
    return seconds.isMissingNode() ? otherwise : Duration.ofSeconds(seconds.asLong());
  }

  /** Takes calls from the queue of an endpoint, oldest first, while it has containers free. */
  static void proceed(String endpoint, World world) {
    Optional<Resource> serving = Served.endpoint(world, endpoint);
    if (serving.isEmpty()) {
      return;
    }
    List<Resource> queue = new ArrayList<>(world.registry().group(TYPE, endpoint));
    long free = capacity(serving.get()) - queue.stream().filter(i -> i.is("InProgress")).count();
    for (Resource invocation : queue) {
      if (free > 0 && invocation.is("Queued")) {
        world.trigger(invocation, START, "");
        free--;
      }
    }
  }

  private static long capacity(Resource endpoint) {
    long each =
        Documents.at(
                endpoint.attributes(),
                "AsyncInferenceConfig.ClientConfig.MaxConcurrentInvocationsPerInstance")
            .map(JsonNode::asLong)
            .orElse((long) USUAL_CONCURRENCY);
    long instances = 0;
    for (JsonNode variant : endpoint.notes().path("deployed").path("ProductionVariants")) {
      instances += variant.path("CurrentInstanceCount").asLong();
    }
    return each * instances;
  }

  /** The container is called, while nobody holds the simulator. */
  private static void call(Resource invocation, World world) {
    JsonNode asked = invocation.attributes();
    String name = asked.path("EndpointName").asText();
    Optional<Resource> endpoint = Served.endpoint(world, name);
    String input = asked.path("InputLocation").asText();
    if (endpoint.isEmpty()) {
      refuse(invocation, "Endpoint " + name + " was deleted.", Duration.ZERO, world);
    } else if (!input.isEmpty() && !world.objects().isReadable(input)) {
      refuse(invocation, "Failed to download input " + input + ".", Duration.ZERO, world);
    } else {
      Served served = Served.of(endpoint.get(), Optional.empty(), world);
      Invocation call = invocation(invocation, served, body(invocation, world), world);
      world.<Inference>soon(
          Container.given(call),
          Container.asking(world, call, served),
          answer -> answered(invocation, call, answer, world));
    }
  }

  private static byte[] body(Resource invocation, World world) {
    JsonNode inline = invocation.notes().path(BODY);
    return inline.isMissingNode()
        ? world
            .objects()
            .get(invocation.attributes().path("InputLocation").asText())
            .orElse(new byte[0])
        : Json.binary(inline);
  }

  private static Invocation invocation(
      Resource invocation, Served served, byte[] body, World world) {
    JsonNode asked = invocation.attributes();
    return new Invocation(
        served.endpoint().name(),
        served.name(),
        served.variant().path("ModelName").asText(),
        body,
        text(asked, "ContentType"),
        text(asked, "Accept"),
        text(asked, "CustomAttributes"),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        text(asked, "InferenceId"),
        world.now());
  }

  static Optional<String> text(JsonNode document, String member) {
    return Documents.at(document, member).map(JsonNode::asText);
  }

  /** What the container does; without it, the test's function failed. */
  private static void answered(
      Resource asked, Invocation call, Optional<Inference> answer, World world) {
    Optional<Resource> there =
        world
            .registry()
            .byKey(TYPE, asked.key())
            .filter(r -> r.lastTransition().equals(asked.lastTransition()));
    if (there.isEmpty()) {
      return; // the simulator was reset, or time has passed meanwhile
    }
    Inference inference =
        Container.inTime(
            answer.orElse(Inference.failed(500, "the test's function failed")).whole(),
            patience(asked),
            Integer.MAX_VALUE);
    if (inference.outcome() == Inference.Outcome.ANSWERED) {
      world.trigger(
          world.change(
              there.get(),
              old ->
                  old.withNote(RESULT, BinaryNode.valueOf(inference.body()))
                      .withNote(TYPE_OF_RESULT, TextNode.valueOf(inference.contentType()))
                      .withNote(TAKES, inference.takes().toMillis())),
          ANSWER,
          "");
    } else {
      String message =
          inference.outcome() == Inference.Outcome.NOT_READY
              ? Refusals.notReady(call).message()
              : Refusals.failed(call, inference, world.account()).message();
      refuse(there.get(), message, inference.takes(), world);
    }
  }

  private static void refuse(Resource invocation, String why, Duration takes, World world) {
    Resource noted = world.change(invocation, old -> old.withNote(TAKES, takes.toMillis()));
    world.trigger(noted, REFUSE, why);
  }

  /** Its object is written, who waits for it is told, and the next one can begin. */
  private static void end(Resource invocation, World world) {
    JsonNode asked = invocation.attributes();
    boolean completed = invocation.is("Completed");
    String location = asked.path(completed ? "OutputLocation" : "FailureLocation").asText();
    if (completed) {
      world.write(invocation, location, Json.binary(invocation.notes().path(RESULT)));
    } else if (!location.isEmpty()) {
      world.write(invocation, location, why(invocation));
    }
    text(invocation.notes(), completed ? "successTopic" : "errorTopic")
        .ifPresent(
            topic ->
                world.publish(
                    invocation, topic, Notification.of(invocation, why(invocation), world)));
    world.later(world.now().plus(KEPT), invocation, DELETE);
    proceed(asked.path("EndpointName").asText(), world);
  }

  private static String why(Resource invocation) {
    if (invocation.is("Expired")) {
      return "The request expired before it was processed.";
    }
    return invocation.reason().isEmpty()
        ? "Your invocation timed out while waiting for a response from container primary."
        : invocation.reason();
  }
}
