package dev.mlsim.services.sagemaker.pipelines;

import static dev.mlsim.lifecycle.Lifecycle.CREATE;
import static dev.mlsim.lifecycle.Lifecycle.DELETE;
import static dev.mlsim.lifecycle.Lifecycle.FAIL;
import static dev.mlsim.lifecycle.Lifecycle.START;
import static dev.mlsim.lifecycle.Lifecycle.STOP;
import static dev.mlsim.lifecycle.Step.gone;
import static dev.mlsim.lifecycle.Step.rest;
import static dev.mlsim.lifecycle.Step.stay;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mlsim.lifecycle.Lifecycle;
import dev.mlsim.lifecycle.Plan;
import dev.mlsim.lifecycle.Resource;
import dev.mlsim.lifecycle.Transition;
import dev.mlsim.service.Documents;
import dev.mlsim.service.Emission;
import dev.mlsim.service.ResourceType;
import dev.mlsim.service.Values;
import dev.mlsim.service.World;
import dev.mlsim.services.sagemaker.PipelineSteps;
import dev.mlsim.services.sagemaker.vocabulary.SharedErrors;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;

/**
 * The steps of executions, each from when it starts: the statuses of the API reference
 * (PipelineExecutionStep), and how long they take as notebooks of aws/amazon-sagemaker-examples
 * show it. A test can bend their lives as those of any resource.
 */
final class ExecutionSteps {
  /** A note of a step: the key of its execution. */
  static final String EXECUTION = "execution";

  /** A note of a step: the ARN of what it has started. */
  static final String CHILD = "child";

  /** A note of a step of callbacks: who ends it has to say this. */
  static final String TOKEN = "token";

  /** A note of a step that failed: it starts once more. */
  static final String AGAIN = "again";

  /** A note of a step: its type. */
  static final String KIND = "kind";

  /** A note of a step: how long it waits before it tries again. */
  static final String WAITS = "waitsMillis";

  static final String SUCCEED = "succeed";
  static final String FINISH = "finish";
  static final String WAIT = "wait";
  static final String END = "end";

  private static final String WAITING = "Executing/Waiting";
  private static final String FINISHING = "Executing/Finishing";
  private static final Duration SOON = ofSeconds(1);

  private static final Map<StepKind, Duration> TAKES =
      Map.of(
          StepKind.CONDITION, ofMillis(500),
          StepKind.FAIL, ofMillis(500),
          StepKind.LAMBDA, ofSeconds(2),
          StepKind.EMR, ofMinutes(5));

  private static final Lifecycle LIFECYCLE =
      Lifecycle.builder()
          .on(CREATE)
          .goes(stay("Starting", SOON), stay("Executing", SOON), rest("Succeeded"))
          .on(START)
          .from("Failed", "Stopped")
          .goes(stay("Starting", SOON), stay("Executing", SOON), rest("Succeeded"))
          .on(SUCCEED)
          .from("Executing", "Starting")
          .goes(rest("Succeeded"))
          .on(FINISH)
          .from("Executing")
          .goes(stay(FINISHING, SOON), rest("Succeeded"))
          .on(WAIT)
          .from("Executing")
          .goes(stay(WAITING, SOON), stay("Executing", SOON), rest("Succeeded"))
          .on(FAIL)
          .from("Starting", "Executing", WAITING, FINISHING, "Stopping")
          .goes(rest("Failed"))
          .on(STOP)
          .from("Starting", "Executing", WAITING)
          .goes(stay("Stopping", ofSeconds(30)), rest("Stopped"))
          .on(END)
          .from("Stopping")
          .goes(rest("Stopped"))
          .on(DELETE)
          .from(
              "Starting",
              "Executing",
              WAITING,
              FINISHING,
              "Stopping",
              "Succeeded",
              "Failed",
              "Stopped")
          .goes(gone())
          .build();

  static final ResourceType TYPE =
      ResourceType.named("pipeline-execution-step")
          .called("StepName")
          .grouped(step -> step.notes().path(EXECUTION).asText())
          .lifecycle(LIFECYCLE)
          .durations(ExecutionSteps::durations)
          .status("StepStatus")
          .computed("StartTime", (step, world) -> Values.time(started(step)))
          .computed("EndTime", (step, world) -> Values.time(ended(step)))
          .computed("FailureReason", SharedErrors::failureReason)
          .entering("Executing", Work::begin)
          .entering("Stopping", Work::stop)
          .entering("Succeeded", Walk::on)
          .entering("Failed", Work::stopChild)
          .entering("Failed", Walk::on)
          .entering("Stopped", Walk::on)
          .emits(
              Emission.ofStatus(
                  "SageMaker Model Building Pipeline Execution Step Status Change",
                  new PipelineEvents.OfStep()))
          .build();

  private ExecutionSteps() {}

  static StepKind kind(Resource step) {
    return StepKind.of(step.notes().path(KIND).asText()).orElseThrow();
  }

  private static Plan durations(Resource step, Plan plan, World world) {
    StepKind kind = kind(step);
    Duration waits = Duration.ofMillis(step.notes().path(WAITS).asLong());
    Plan taking = plan.taking("Executing", TAKES.getOrDefault(kind, SOON)).taking("Waiting", waits);
    boolean waitsForAnother = step.notes().has(TOKEN) || running(step, world).isPresent();
    if (plan.passes("Stopping")) {
      return waitsForAnother
          ? taking.stuckAt("Stopping")
          : kind == StepKind.EMR ? taking : taking.taking("Stopping", Duration.ZERO);
    }
    boolean asks = kind == StepKind.LAMBDA && world.told(PipelineSteps.class).isPresent();
    return kind.waits() || asks ? taking.stuckAt("Executing") : taking;
  }

  static Optional<Resource> child(Resource step, World world) {
    String arn = step.notes().path(CHILD).asText();
    return arn.isEmpty() ? Optional.empty() : world.registry().byArn(arn);
  }

  /** What it has started and waits for, unless that is over. */
  static Optional<Resource> running(Resource step, World world) {
    StepKind kind = kind(step);
    return kind.child()
        .filter(started -> kind.waits())
        .flatMap(
            started ->
                child(step, world)
                    .filter(child -> !started.ends().contains(child.state().toString())));
  }

  static Optional<Resource> find(Resource execution, String step, World world) {
    return world.registry().byKey(TYPE, execution.key() + "/" + step);
  }

  static Collection<Resource> of(Resource execution, World world) {
    return world.registry().group(TYPE, execution.key());
  }

  static Resource execution(Resource step, World world) {
    return world
        .registry()
        .byKey(Executions.TYPE, step.notes().path(EXECUTION).asText())
        .orElseThrow();
  }

  /** A step that starts now. */
  static Resource begin(Resource execution, Definition.Node node, World world) {
    ObjectNode notes = Documents.empty();
    notes.put(EXECUTION, execution.key()).put(KIND, node.kind().type());
    return world.begin(TYPE, made(execution, node, TYPE.lifecycle(), world).withNotes(notes));
  }

  /** A step that an earlier execution has done, for one that is not to do it again. */
  static void copy(Resource execution, Definition.Node node, Resource source, World world) {
    ObjectNode result = Documents.empty();
    result.put("SourcePipelineExecutionArn", execution(source, world).arn());
    Resource made =
        made(execution, node, TYPE.lifecycle(), world)
            .withNotes(source.notes())
            .withNote(EXECUTION, execution.key())
            .withoutNotes(java.util.List.of(TOKEN));
    JsonNode metadata = source.attributes().path("Metadata");
    Resource known = metadata.isObject() ? made.with("Metadata", metadata) : made;
    Resource begun = world.begin(TYPE, known.with("SelectiveExecutionResult", result));
    world.trigger(begun, SUCCEED, "");
  }

  private static Resource made(
      Resource execution, Definition.Node node, Lifecycle lifecycle, World world) {
    ObjectNode attributes = Documents.empty().put("StepName", node.name());
    for (String member : java.util.List.of("DisplayName", "Description")) {
      Documents.at(node.step(), member).ifPresent(text -> attributes.set("Step" + member, text));
    }
    attributes.put("AttemptCount", 1);
    String key = execution.key() + "/" + node.name();
    return new Resource(TYPE.name(), key, node.name(), "", lifecycle, attributes, world.now());
  }

  private static Optional<Instant> started(Resource step) {
    Optional<Instant> started = Optional.empty();
    for (Transition move : step.history()) {
      if (move.to().status().equals("Starting")) {
        started = Optional.of(move.at());
      }
    }
    return started;
  }

  private static Optional<Instant> ended(Resource step) {
    return step.lifecycle().rests(step.state())
        ? Optional.of(step.lastTransition().at())
        : Optional.empty();
  }
}
