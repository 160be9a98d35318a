package dev.mlsim.services.sagemaker.shadowtests;

import static dev.mlsim.lifecycle.Lifecycle.CREATE;
import static dev.mlsim.lifecycle.Lifecycle.DELETE;
import static dev.mlsim.lifecycle.Lifecycle.FAIL;
import static dev.mlsim.lifecycle.Lifecycle.START;
import static dev.mlsim.lifecycle.Lifecycle.STOP;
import static dev.mlsim.lifecycle.Lifecycle.UPDATE;
import static dev.mlsim.lifecycle.Step.gone;
import static dev.mlsim.lifecycle.Step.rest;
import static dev.mlsim.lifecycle.Step.stay;
import static dev.mlsim.services.sagemaker.vocabulary.SharedErrors.CONFLICT;
import static dev.mlsim.services.sagemaker.vocabulary.SharedErrors.IN_USE;
import static dev.mlsim.services.sagemaker.vocabulary.SharedErrors.NOT_FOUND;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mlsim.lifecycle.Lifecycle;
import dev.mlsim.lifecycle.Plan;
import dev.mlsim.lifecycle.Resource;
import dev.mlsim.service.ConventionalResource;
import dev.mlsim.service.Family;
import dev.mlsim.service.ResourceType;
import dev.mlsim.service.TypeRef;
import dev.mlsim.service.Values;
import dev.mlsim.service.World;
import dev.mlsim.services.sagemaker.vocabulary.SharedErrors;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * SageMaker's inference experiments: statuses, schedules and what stopping asks for by the API
 * reference and the developer guide's "Shadow tests". There is no status for a failure: one whose
 * endpoint can't be changed is Cancelled, and says why.
 */
public final class InferenceExperiments {
  static final TypeRef TYPE = TypeRef.to("inference-experiment", NOT_FOUND);
  static final String CANCEL = "cancel";

  /** A note: why the call that stopped it says it did. */
  static final String REASON = "stop reason";

  /** How long an experiment gives its endpoint for a change. */
  private static final Duration CHANGE = ofMinutes(6);

  private static final String EXPIRE = "come to its end";

  private static final Lifecycle LIFECYCLE =
      Lifecycle.builder()
          .on(CREATE)
          .goes(stay("Creating", ofSeconds(30)), rest("Created"))
          .on(START)
          .from("Created")
          .goes(stay("Starting", CHANGE), rest("Running"))
          .on(UPDATE)
          .from("Created")
          .goes(stay("Updating", ofSeconds(30)), rest("Created"))
          .on(UPDATE)
          .from("Running")
          .goes(stay("Updating", CHANGE), rest("Running"))
          .on(FAIL)
          .from("Creating", "Starting", "Updating", "Running")
          .goes(rest("Cancelled"))
          .on(STOP)
          .from("Created", "Starting", "Running")
          .goes(stay("Stopping", CHANGE), rest("Completed"))
          .on(EXPIRE)
          .from("Running")
          .goes(stay("Stopping", CHANGE), rest("Completed"))
          .on(CANCEL)
          .from("Created", "Starting", "Running")
          .goes(stay("Stopping", CHANGE), rest("Cancelled"))
          .on(DELETE)
          .from("Created", "Completed", "Cancelled")
          .goes(gone())
          .build();

  private InferenceExperiments() {}

  /** Declares the family. */
  public static void declare(Family family) {
    ConventionalResource experiment = family.resource("InferenceExperiment");
    experiment
        .identifiedBy("Name")
        .arn("InferenceExperimentArn", "inference-experiment/{key}")
        .computed("Arn", (e, world) -> Values.text(e.arn()))
        .lifecycle(LIFECYCLE)
        .durations(InferenceExperiments::durations)
        .prepared((call, draft) -> Schedules.fill(draft.attributes(), call.now()))
        .computed("ModelVariants", Variants::shown)
        .computed("EndpointMetadata", ShadowEndpoints::metadata)
        .computed("StatusReason", InferenceExperiments::reason)
        .computed("CompletionTime", InferenceExperiments::completed)
        .entering("Created", InferenceExperiments::await)
        .entering("Starting", ShadowEndpoints::begin)
        .entering("Updating", ShadowEndpoints::change)
        .entering("Running", InferenceExperiments::run)
        .entering("Stopping", ShadowEndpoints::end)
        .requires(ExperimentRules.OF_CREATE)
        .thenRequires(SharedErrors.OWN_ROLE)
        .requires("Update", ExperimentRules.OF_UPDATE)
        .missing(NOT_FOUND, "Inference experiment {arn} does not exist.")
        .duplicate(IN_USE, "Inference experiment {arn} already exists.")
        .refused(CONFLICT, "Inference experiment {name} cannot be {trigger}d in state {status}.")
        .refused(STOP, CONFLICT, "Inference experiment {name} cannot be stopped in state {status}.")
        .refused(
            START, CONFLICT, "Inference experiment {name} cannot be started in state {status}.")
        .judgedTimes()
        .judgedWords("not found", "duplicate", "what its status refuses");
    ResourceType type = experiment.type();
    family
        .operation("StopInferenceExperiment", new StopExperiment(type))
        .watch("endpoint", "InService", ShadowEndpoints::proceed);
    facts(family);
  }

  /** One that is stopped while its endpoint is being changed waits for that first. */
  private static Plan durations(Resource experiment, Plan plan, World world) {
    return plan.passes("Stopping") && ShadowEndpoints.isBusy(experiment, world)
        ? plan.taking("Stopping", CHANGE.multipliedBy(2))
        : plan;
  }

  private static void await(Resource experiment, World world) {
    Instant start = Schedules.start(experiment);
    if (start.isAfter(world.now())) {
      world.later(start, experiment, START);
    } else {
      world.trigger(experiment, START, "");
    }
  }

  private static void run(Resource experiment, World world) {
    Optional<String> failure = ShadowEndpoints.failure(experiment, world);
    if (failure.isPresent()) {
      world.trigger(experiment, FAIL, failure.get());
      return;
    }
    Instant end = Schedules.end(experiment);
    Instant due = end.isBefore(world.now()) ? world.now() : end;
    world.later(due, experiment, EXPIRE);
  }

  private static Optional<JsonNode> reason(Resource experiment, World world) {
    String said = experiment.notes().path(REASON).asText();
    return Values.text(experiment.reason().isEmpty() ? said : experiment.reason());
  }

  private static Optional<JsonNode> completed(Resource experiment, World world) {
    return Values.time(experiment.entered("Completed").or(() -> experiment.entered("Cancelled")));
  }

  private static void facts(Family family) {
    family
        .judged(
            "shadow-test-endpoint",
            "inference-experiment.EndpointMetadata",
            "An endpoint that isn't there is made for the experiment. The configurations that it"
                + " makes are named after it; the shadow has the sampling percentage as its weight."
                + " While the endpoint is being changed a stop waits for that; where it can't be"
                + " changed, or is gone, it stays so.")
        .judged(
            "shadow-test-failure",
            "inference-experiment.Status",
            "An experiment whose endpoint is refused, or has failed when it would run, is"
                + " Cancelled with that reason.")
        .judged(
            "shadow-test-stop",
            "StopInferenceExperiment.ModelVariantActions",
            "Every variant has an action, and one is left in production; else it is refused with"
                + " ValidationException. The default of DesiredState is Completed; one whose time"
                + " is up keeps its production variant and removes the shadow.")
        .judged(
            "shadow-test-schedule",
            "inference-experiment.Schedule",
            "Without a schedule it starts at once and ends after 7 days; one that starts earlier or"
                + " later than planned shows when. An end that is past, not behind the start,"
                + " or more than 30 days behind it, is refused.")
        .judged(
            "shadow-test-update",
            "UpdateInferenceExperiment.ValidationException",
            "Of a running experiment only description, end and sampling percentage can be changed;"
                + " the words, and those for variants that are not among the models.");
  }
}
