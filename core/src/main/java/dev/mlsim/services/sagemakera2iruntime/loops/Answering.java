package dev.mlsim.services.sagemakera2iruntime.loops;

import static dev.mlsim.lifecycle.Lifecycle.DELETE;
import static dev.mlsim.lifecycle.Lifecycle.FAIL;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.mlsim.lifecycle.Plan;
import dev.mlsim.lifecycle.Resource;
import dev.mlsim.service.Documents;
import dev.mlsim.service.TypeRef;
import dev.mlsim.service.Values;
import dev.mlsim.service.World;
import dev.mlsim.services.sagemakera2iruntime.HumanLoops;
import dev.mlsim.services.sagemakera2iruntime.HumanTask;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** How human loops come to an end: by people, by a failure, or because nobody answers. */
public final class Answering {
  private static final TypeRef TYPE = TypeRef.to("human-loop", Loops.NOT_FOUND);
  private static final Duration LIFETIME = Duration.ofDays(10);
  private static final String EXPIRED = "The human loop expired before it was completed.";
  private static final String ANSWERS = "answers";
  private static final String CODE = "failureCode";
  private static final String NO_ENTRY = "{}";

  private Answering() {}

  /** The loops that wait for an answer, first started first. */
  public static List<Resource> waiting(World world) {
    return world.registry().unfinished(TYPE).stream()
        .filter(loop -> loop.is("InProgress"))
        .toList();
  }

  static Plan durations(Resource loop, Plan plan, World world) {
    boolean isUnanswered = world.setup(HumanLoops.class).isUnanswered(flowName(loop));
    return isUnanswered && plan.passes("Waiting")
        ? plan.taking("Waiting", lifetime(loop, world)).meeting("Waiting", FAIL, EXPIRED)
        : plan;
  }

  private static Duration lifetime(Resource loop, World world) {
    return flow(loop, world)
        .map(flow -> flow.attributes().at("/HumanLoopConfig/TaskAvailabilityLifetimeInSeconds"))
        .filter(JsonNode::isNumber)
        .map(seconds -> Duration.ofSeconds(seconds.asLong()))
        .orElse(LIFETIME);
  }

  private static Optional<Resource> flow(Resource loop, World world) {
    return world.registry().byArn(Rules.FLOW, flowArn(loop));
  }

  private static String flowArn(Resource loop) {
    return loop.attributes().path("FlowDefinitionArn").asText();
  }

  private static String flowName(Resource loop) {
    String arn = flowArn(loop);
    return arn.substring(arn.indexOf('/') + 1);
  }

  private static int workers(Resource loop, World world) {
    return flow(loop, world)
        .map(flow -> flow.attributes().at("/HumanLoopConfig/TaskCount").asInt(1))
        .orElse(1);
  }

  /** The people are asked, while nobody holds the simulator. */
  static void ask(Resource loop, World world) {
    Optional<Function<? super HumanTask, ? extends @Nullable String>> function =
        world.setup(HumanLoops.class).answering(flowName(loop));
    int workers = workers(loop, world);
    Supplier<List<String>> asking =
        () -> {
          List<String> answers = new ArrayList<>();
          for (int worker = 1; worker <= workers; worker++) {
            answers.add(answer(function, task(loop, worker)));
          }
          return answers;
        };
    world.<List<String>>soon(
        "answers of human loop " + loop.name(), asking, answers -> answered(loop, answers, world));
  }

  private static HumanTask task(Resource loop, int worker) {
    return new HumanTask(
        loop.name(),
        flowName(loop),
        loop.attributes().at("/HumanLoopInput/InputContent").asText(),
        worker,
        loop.created());
  }

  private static String answer(
      Optional<Function<? super HumanTask, ? extends @Nullable String>> function, HumanTask task) {
    @Nullable String answer = function.isPresent() ? function.get().apply(task) : NO_ENTRY;
    if (answer == null) {
      throw new IllegalArgumentException("it gave null; it has to give a value");
    }
    return checked(answer);
  }

  private static String checked(String answer) {
    if (Documents.parsed(answer).isEmpty()) {
      throw new IllegalArgumentException(
          "mlsim: the answer of a worker is [" + answer + "]; it has to be a JSON object");
    }
    return answer;
  }

  private static void answered(Resource asked, Optional<List<String>> answers, World world) {
    Optional<Resource> there =
        world
            .registry()
            .byKey(TYPE, asked.key())
            .filter(r -> r.lastTransition().equals(asked.lastTransition()));
    if (there.isEmpty()) {
      return; // the simulator was reset, or the loop has ended meanwhile
    }
    if (answers.isPresent()) {
      complete(there.get(), answers.get(), world);
    } else {
      fail(there.get(), "InternalError", "The test's function of answers failed.", world);
    }
  }

  /**
   * Ends a loop with what each of its workers entered.
   *
   * @throws IllegalArgumentException if it is no JSON object
   */
  public static Resource complete(Resource loop, String content, World world) {
    checked(content);
    List<String> answers = new ArrayList<>();
    for (int worker = 1; worker <= workers(loop, world); worker++) {
      answers.add(content);
    }
    return complete(loop, answers, world);
  }

  private static Resource complete(Resource loop, List<String> answers, World world) {
    ArrayNode noted = JsonNodeFactory.instance.arrayNode();
    for (String answer : answers) {
      noted
          .addObject()
          .put("worker", world.chance().hex(16))
          .set("content", Documents.parsed(answer).orElseThrow());
    }
    Resource ready = world.change(loop, old -> old.withNote(ANSWERS, noted));
    return world.trigger(ready, Loops.ANSWER, "");
  }

  /** Ends a loop by a failure. */
  public static Resource fail(Resource loop, String code, String reason, World world) {
    return world.trigger(world.change(loop, old -> old.withNote(CODE, code)), FAIL, reason);
  }

  static Optional<JsonNode> failureCode(Resource loop, World world) {
    if (!loop.is("Failed")) {
      return Optional.empty();
    }
    String noted = loop.notes().path(CODE).asText();
    String usual = loop.reason().equals(EXPIRED) ? "Expired" : "InternalError";
    return Values.text(noted.isEmpty() ? usual : noted);
  }

  static Optional<JsonNode> output(Resource loop, World world) {
    return loop.is("Completed")
        ? Optional.of(
            Documents.empty().put("OutputS3Uri", loop.notes().path(OutputDocument.AT).asText()))
        : Optional.empty();
  }

  static void write(Resource loop, World world) {
    String folder =
        flow(loop, world)
            .map(flow -> flow.attributes().at("/OutputConfig/S3OutputPath").asText())
            .orElse("");
    String location = OutputDocument.location(loop, folder, flowName(loop));
    Resource noted = world.change(loop, old -> old.withNote(OutputDocument.AT, location));
    world.write(noted, location, OutputDocument.of(noted, loop.notes().path(ANSWERS), world.now()));
  }

  /** With its flow definition a loop that has ended is gone. */
  static void forget(Resource flow, World world) {
    for (Resource loop : List.copyOf(world.registry().all(TYPE))) {
      if (flowArn(loop).equals(flow.arn()) && !loop.isUnfinished()) {
        world.trigger(loop, DELETE, "");
      }
    }
  }
}
