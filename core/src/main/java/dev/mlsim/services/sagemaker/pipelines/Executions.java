package dev.mlsim.services.sagemaker.pipelines;

import static dev.mlsim.lifecycle.Lifecycle.CREATE;
import static dev.mlsim.lifecycle.Lifecycle.DELETE;
import static dev.mlsim.lifecycle.Lifecycle.FAIL;
import static dev.mlsim.lifecycle.Lifecycle.START;
import static dev.mlsim.lifecycle.Lifecycle.STOP;
import static dev.mlsim.lifecycle.Step.gone;
import static dev.mlsim.lifecycle.Step.rest;
import static dev.mlsim.lifecycle.Step.stay;
import static dev.mlsim.services.sagemaker.vocabulary.SharedErrors.CONFLICT;
import static dev.mlsim.services.sagemaker.vocabulary.SharedErrors.NOT_FOUND;
import static dev.mlsim.services.sagemaker.vocabulary.SharedErrors.VALIDATION;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mlsim.lifecycle.Lifecycle;
import dev.mlsim.lifecycle.Plan;
import dev.mlsim.lifecycle.Resource;
import dev.mlsim.service.Call;
import dev.mlsim.service.Create;
import dev.mlsim.service.Describe;
import dev.mlsim.service.Documents;
import dev.mlsim.service.Draft;
import dev.mlsim.service.Emission;
import dev.mlsim.service.Family;
import dev.mlsim.service.Holding;
import dev.mlsim.service.ListAll;
import dev.mlsim.service.Precondition;
import dev.mlsim.service.Quota;
import dev.mlsim.service.ResourceType;
import dev.mlsim.service.ServiceError;
import dev.mlsim.service.Trigger;
import dev.mlsim.service.TypeRef;
import dev.mlsim.service.Update;
import dev.mlsim.service.Values;
import dev.mlsim.service.World;
import dev.mlsim.services.sagemaker.vocabulary.InstanceQuotas;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Executions of pipelines: the statuses of the API reference (DescribePipelineExecution). What they
 * run is what the pipeline's definition was when they started.
 */
final class Executions {
  static final String SUCCEED = "succeed";
  static final String END = "end";
  static final String TIME_OUT = "run out of time";

  /** Notes: the definition's text, its steps, the parameters' values. */
  static final String TEXT = "text";

  static final String NODES = "nodes";
  static final String PARAMETERS = "parameters";

  /** A note: the experiment that the definition asks for, as it says it. */
  static final String EXPERIMENT = "experiment";

  private static final String QUOTA = "Maximum number of concurrent pipeline executions";
  private static final Quota CONCURRENT =
      Quota.of(QUOTA, 20, InstanceQuotas.exceeded("PipelineExecutions"));

  /** 672 hours, as the quotas page of the developer guide has it. */
  static final Duration LONGEST = Duration.ofDays(28);

  private static final Lifecycle LIFECYCLE =
      Lifecycle.builder()
          .on(CREATE)
          .goes(stay("Executing", LONGEST), rest("Succeeded"))
          .on(SUCCEED)
          .from("Executing")
          .goes(rest("Succeeded"))
          .on(FAIL)
          .from("Executing", "Stopping")
          .goes(rest("Failed"))
          .on(TIME_OUT)
          .from("Executing", "Stopping")
          .goes(rest("Failed"))
          .on(STOP)
          .from("Executing")
          .goes(stay("Stopping", LONGEST), rest("Stopped"))
          .on(END)
          .from("Stopping")
          .goes(rest("Stopped"))
          .on(START)
          .from("Failed", "Stopped")
          .goes(stay("Executing", LONGEST), rest("Succeeded"))
          .on(DELETE)
          .from("Succeeded", "Failed", "Stopped")
          .goes(gone())
          .build();

  static final ResourceType TYPE =
      ResourceType.named("pipeline-execution")
          .identity(call -> pipeline(call).name() + "/execution/" + call.world().chance().id(12))
          .arn("PipelineExecutionArn", "pipeline/{key}")
          .grouped(Executions::pipelineOf)
          .lifecycle(LIFECYCLE)
          .durations(Executions::durations)
          .status("PipelineExecutionStatus")
          .times("CreationTime", "LastModifiedTime")
          .computed("StartTime", (run, world) -> Values.time(run.created()))
          .computed("PipelineArn", (run, world) -> Values.text(pipelineArn(run)))
          .computed("PipelineDefinition", (run, world) -> Documents.at(run.notes(), TEXT))
          .computed("PipelineParameters", (run, world) -> Optional.of(parameters(run)))
          .computed("FailureReason", (run, world) -> Values.text(reason(run)))
          .computed("PipelineExecutionFailureReason", (run, world) -> Values.text(reason(run)))
          .computed("CreatedBy", (run, world) -> Optional.of(Documents.empty()))
          .computed("LastModifiedBy", (run, world) -> Optional.of(Documents.empty()))
          .prepared(Executions::prepare)
          .entering("Executing", Walk::begin)
          .entering("Stopping", Walk::stop)
          .entering("Failed", Walk::abandon)
          .emits(
              Emission.ofStatus(
                  "SageMaker Model Building Pipeline Execution Status Change",
                  new PipelineEvents.OfExecution()))
          .holds(Holding.of(QUOTA).untilFinished())
          .missing(
              NOT_FOUND, (call, arn) -> "Pipeline execution with ARN '" + arn + "' does not exist")
          .duplicate((call, run) -> new ServiceError(VALIDATION, run.arn() + " already exists."))
          .refused(
              (call, run, trigger) ->
                  new ServiceError(
                      VALIDATION,
                      trigger.equals(STOP)
                          ? "Only pipelines with 'Executing' status can be stopped"
                          : "Only pipeline executions with 'Failed' or 'Stopped' status can be"
                              + " retried"))
          .build();

  private Executions() {}

  private static ArrayNode parameters(Resource run) {
    ArrayNode list = JsonNodeFactory.instance.arrayNode();
    Parameters.shown(run.notes().path(PARAMETERS)).forEach(list::add);
    return list;
  }

  static Resource pipeline(Call call) {
    return Pipelines.TYPE.require(call);
  }

  /** The name of the pipeline. */
  static String pipelineOf(Resource execution) {
    return execution.key().substring(0, execution.key().indexOf('/'));
  }

  static String id(Resource execution) {
    return execution.key().substring(execution.key().lastIndexOf('/') + 1);
  }

  static String pipelineArn(Resource execution) {
    return execution.arn().substring(0, execution.arn().indexOf("/execution/"));
  }

  private static String reason(Resource run) {
    return run.is("Failed") && run.lastTransition().trigger().equals(TIME_OUT)
        ? "Pipeline execution timed out."
        : run.reason();
  }

  private static Plan durations(Resource run, Plan plan, World world) {
    return plan.stuckAt("Executing").stuckAt("Stopping");
  }

  static int mostAtOnce(Resource execution) {
    return execution
        .attributes()
        .path("ParallelismConfiguration")
        .path("MaxParallelExecutionSteps")
        .asInt(Integer.MAX_VALUE);
  }

  private static void prepare(Call call, Draft run) {
    Resource pipeline = pipeline(call);
    Resource version = Versions.asked(call, pipeline);
    ObjectNode attributes = run.attributes();
    Definition definition = Versions.definition(version, call);
    run.notes().put(TEXT, Versions.text(version));
    run.notes().set(NODES, Selection.of(call, definition).kept().noted());
    run.notes()
        .set(
            PARAMETERS,
            Parameters.values(definition.parameters(), call.input().path("PipelineParameters")));
    if (definition.experiment().isObject()) {
      run.notes().set(EXPERIMENT, definition.experiment());
    }
    attributes.remove(List.of("PipelineName", "PipelineParameters"));
    attributes.set("PipelineVersionId", version.attributes().path("PipelineVersionId"));
    if (!attributes.has("PipelineExecutionDisplayName")) {
      // The recorded ones are some 0.1 s older than the execution.
      attributes.put(
          "PipelineExecutionDisplayName", "execution-" + (call.now().toEpochMilli() - 100));
    }
    if (!attributes.has("ParallelismConfiguration")) {
      Documents.at(pipeline.attributes(), "ParallelismConfiguration")
          .ifPresent(usual -> attributes.set("ParallelismConfiguration", usual));
    }
  }

  /** Whose states a poll of an execution waits for besides its own. */
  static List<Resource> beside(Resource execution, World world) {
    List<Resource> running = new ArrayList<>();
    for (Resource step : ExecutionSteps.of(execution, world)) {
      if (step.isUnfinished()) {
        running.add(step);
        ExecutionSteps.running(step, world)
            .ifPresent(
                child -> {
                  running.add(child);
                  running.addAll(inside(ExecutionSteps.kind(step), child, world));
                });
      }
    }
    return running;
  }

  /** What may run for a job that starts others; who polls can't tell theirs from the rest. */
  private static List<Resource> inside(StepKind kind, Resource child, World world) {
    List<Resource> jobs = new ArrayList<>();
    if (kind.retriesInside()) {
      for (String type : List.of("training-job", "processing-job", "transform-job")) {
        for (Resource job : world.registry().unfinished(TypeRef.to(type, VALIDATION))) {
          if (kind == StepKind.AUTO_ML || job.name().startsWith(child.name())) {
            jobs.add(job);
          }
        }
      }
    }
    return jobs;
  }

  static void declare(Family family) {
    Precondition startable =
        new Precondition(
            "the pipeline is there, the parameters fit its definition, and what is selected goes"
                + " together",
            VALIDATION,
            Executions::verify);
    family
        .type(TYPE)
        .type(ExecutionSteps.TYPE)
        .operation("StartPipelineExecution", Create.a(TYPE).requires(startable).within(CONCURRENT))
        .operation("DescribePipelineExecution", Describe.a(TYPE).showing(Executions::beside))
        .operation("DescribePipelineDefinitionForExecution", Describe.a(TYPE))
        .operation(
            "ListPipelineExecutions",
            ListAll.of(TYPE)
                .among(call -> call.world().registry().group(TYPE, pipeline(call).name()))
                .filter("PipelineName", (run, value, world) -> true))
        .operation("StopPipelineExecution", Trigger.by(STOP, TYPE))
        .operation(
            "RetryPipelineExecution",
            Trigger.by(START, TYPE)
                .requires(
                    Precondition.of("its pipeline is there", CONFLICT, Executions::isDeleting),
                    Precondition.of(
                        "it was not ended by a Fail step", VALIDATION, Executions::endedByFail))
                .within(CONCURRENT)
                .changing(Executions::inParallel))
        .operation(
            "UpdatePipelineExecution",
            Update.a(TYPE)
                .requires(
                    Precondition.unless(
                        call ->
                            !call.has("ParallelismConfiguration")
                                || TYPE.require(call).is("Executing"),
                        "parallelism is changed of one that runs",
                        VALIDATION,
                        "ParallelismConfiguration can only be updated for pipeline executions with"
                            + " 'Executing' status")))
        .operation("ListPipelineExecutionSteps", new ListSteps())
        .operation("ListPipelineParametersForExecution", new ListParameters())
        .quota(QUOTA, CONCURRENT);
  }

  private static void verify(Call call) {
    Resource pipeline = pipeline(call);
    if (!pipeline.is("Active")) {
      throw Pipelines.TYPE.refused(call, pipeline, START);
    }
    Definition definition = Versions.definition(Versions.asked(call, pipeline), call);
    Parameters.values(definition.parameters(), call.input().path("PipelineParameters"));
    Selection.of(call, definition).verify(call);
  }

  private static Resource inParallel(Call call, Resource run) {
    return call.at("ParallelismConfiguration")
        .map(given -> run.with("ParallelismConfiguration", given))
        .orElse(run);
  }

  private static Optional<String> isDeleting(Call call) {
    return call.world()
        .registry()
        .byKey(Pipelines.TYPE, pipelineOf(TYPE.require(call)))
        .filter(pipeline -> !pipeline.is("Active"))
        .map(pipeline -> Pipelines.TYPE.refused(call, pipeline, START).message());
  }

  private static Optional<String> endedByFail(Call call) {
    Resource run = TYPE.require(call);
    for (Resource step : ExecutionSteps.of(run, call.world())) {
      if (step.is("Failed") && ExecutionSteps.kind(step) == StepKind.FAIL) {
        return Optional.of(
            "Pipeline executions that were failed by a Fail step cannot be retried: '"
                + step.name()
                + "'");
      }
    }
    return Optional.empty();
  }

  /** A step's node of the definition. */
  static Definition.Node node(Resource execution, String step) {
    JsonNode note = execution.notes().path(NODES).path(step);
    return Definition.Node.of(step, note);
  }
}
