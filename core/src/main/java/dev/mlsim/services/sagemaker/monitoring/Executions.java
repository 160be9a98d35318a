package dev.mlsim.services.sagemaker.monitoring;

import static dev.mlsim.lifecycle.Lifecycle.CREATE;
import static dev.mlsim.lifecycle.Lifecycle.FAIL;
import static dev.mlsim.lifecycle.Lifecycle.STOP;
import static dev.mlsim.lifecycle.Step.rest;
import static dev.mlsim.lifecycle.Step.stay;
import static java.time.Duration.ofHours;
import static java.time.Duration.ofMinutes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mlsim.contract.Timestamps;
import dev.mlsim.lifecycle.Lifecycle;
import dev.mlsim.lifecycle.Plan;
import dev.mlsim.lifecycle.Resource;
import dev.mlsim.service.Documents;
import dev.mlsim.service.Family;
import dev.mlsim.service.ListAll;
import dev.mlsim.service.ResourceType;
import dev.mlsim.service.TypeRef;
import dev.mlsim.service.World;
import dev.mlsim.services.sagemaker.MonitoringRuns;
import dev.mlsim.services.sagemaker.vocabulary.SharedErrors;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The runs of monitoring schedules, of which the API knows a summary. A run is as its job is: while
 * the job works it is InProgress, and ends when that does. A run that has no data fails without a
 * job, as in aws/sagemaker-python-sdk#2634.
 */
final class Executions {
  static final String COMPLETE = "complete";
  static final String VIOLATE = "complete with violations";
  static final String FOLLOW = "follow its job";

  /** A note of a run: the configuration of the schedule when it began. */
  static final String CONFIG = "config";

  /** Notes of a run: the time of which its data are. */
  static final String FROM = "dataFrom";

  static final String UNTIL = "dataUntil";

  /** A note of a run: the name of the job that works for it now. */
  static final String JOB = "job";

  /** A note of a schedule: its last run. */
  private static final String LAST = "lastExecution";

  /** It starts its job, and then follows it: for as long as that is to take, and then on. */
  private static final String STARTING = "InProgress/Starting";

  private static final String FOLLOWING = "InProgress/Following";
  private static final String LATE = "InProgress/Late";
  private static final int DIGITS = 24;
  static final TypeRef PROCESSING = TypeRef.to("processing-job", SharedErrors.VALIDATION);
  private static final List<String> SUMMARY =
      List.of(
          "MonitoringScheduleName",
          "ScheduledTime",
          "CreationTime",
          "LastModifiedTime",
          "MonitoringExecutionStatus",
          "ProcessingJobArn",
          "EndpointName",
          "FailureReason",
          Definition.NAME,
          Definition.TYPE);

  private static final Lifecycle LIFECYCLE =
      Lifecycle.builder()
          .on(CREATE)
          .goes(stay("Pending", ofMinutes(1)), stay(STARTING, ofMinutes(10)), rest(LATE))
          .on(FOLLOW)
          .from(STARTING, FOLLOWING, LATE)
          .goes(stay(FOLLOWING, ofHours(1)), rest(LATE))
          .on(COMPLETE)
          .from(FOLLOWING, LATE)
          .goes(rest("Completed"))
          .on(VIOLATE)
          .from(FOLLOWING, LATE)
          .goes(rest("CompletedWithViolations"))
          .on(STOP)
          .from(FOLLOWING, LATE)
          .goes(stay("Stopping", ofMinutes(1)), rest("Stopped"))
          .on(FAIL)
          .from("Pending", STARTING, FOLLOWING, LATE, "Stopping")
          .goes(rest("Failed"))
          .build();

  static final ResourceType TYPE =
      ResourceType.named("monitoring-execution")
          .called("MonitoringScheduleName")
          .lifecycle(LIFECYCLE)
          .status("MonitoringExecutionStatus")
          .times("CreationTime", "LastModifiedTime")
          .computed("FailureReason", Executions::failureReason)
          .durations(Executions::durations)
          .entering(STARTING, MonitoringJobs::start)
          .entering("Completed", Alerts::heed)
          .entering("CompletedWithViolations", Alerts::heed)
          .entering("Failed", Alerts::heed)
          .build();

  private Executions() {}

  private static Optional<JsonNode> failureReason(Resource run, World world) {
    return run.is("Failed") ? SharedErrors.failureReason(run, world) : Optional.empty();
  }

  /** Begins a run of a schedule for the data of some time. */
  static void begin(Resource schedule, Instant scheduled, Window window, World world) {
    JsonNode config = MonitoringSchedules.config(schedule);
    String key = world.chance().hex(DIGITS);
    ObjectNode shown = Documents.empty();
    shown.put("MonitoringScheduleName", schedule.name());
    shown.set("ScheduledTime", Timestamps.of(scheduled));
    shown.put(Definition.TYPE, MonitoringSchedules.kind(schedule).word());
    Documents.at(config, Definition.NAME).ifPresent(name -> shown.set(Definition.NAME, name));
    Definition.of(config, world)
        .map(Definition::endpoint)
        .filter(name -> !name.isEmpty())
        .ifPresent(name -> shown.put("EndpointName", name));
    ObjectNode notes = Documents.empty();
    notes.set(CONFIG, config);
    notes.set(FROM, Timestamps.of(window.from()));
    notes.set(UNTIL, Timestamps.of(window.until()));
    world.change(schedule, old -> old.withNote(LAST, key));
    Resource run =
        new Resource(
            TYPE.name(),
            key,
            schedule.name() + "/" + scheduled,
            "",
            TYPE.lifecycle(),
            shown,
            world.now());
    world.begin(TYPE, run.withNotes(notes));
  }

  /** The name of the schedule whose run it is. */
  static String schedule(Resource run) {
    return run.attributes().path("MonitoringScheduleName").asText();
  }

  static Window window(Resource run) {
    return new Window(
        Timestamps.instant(run.notes().path(FROM)), Timestamps.instant(run.notes().path(UNTIL)));
  }

  static Optional<Definition> definition(Resource run, World world) {
    return Definition.of(run.notes().path(CONFIG), world);
  }

  /** The job that works for a run now, or did last. */
  static Optional<Resource> job(Resource run, World world) {
    return world.registry().byKey(PROCESSING, run.notes().path(JOB).asText());
  }

  private static Plan durations(Resource run, Plan plan, World world) {
    if (plan.passes("Pending") && !hasData(run, world)) {
      return plan.meeting("Pending", FAIL, "Job inputs had no data");
    }
    return job(run, world)
        .map(world::ahead)
        .map(ahead -> plan.taking("Following", ahead.length()).taking("Stopping", ahead.length()))
        .orElse(plan);
  }

  private static boolean hasData(Resource run, World world) {
    boolean said =
        world.told(MonitoringRuns.class).filter(s -> s.haveData(schedule(run))).isPresent();
    return said
        || definition(run, world)
            .filter(d -> CapturedData.of(d, window(run), world).isEmpty())
            .isEmpty();
  }

  private static Optional<Resource> latest(Resource schedule, World world) {
    return world.registry().byKey(TYPE, schedule.notes().path(LAST).asText());
  }

  /** The run of a schedule that is under way. */
  static Optional<Resource> current(Resource schedule, World world) {
    return latest(schedule, world)
        .filter(run -> run.is("Pending") || run.is("InProgress") || run.is("Stopping"));
  }

  /** The summary of the last run, as Describe has it. */
  static Optional<JsonNode> last(Resource schedule, World world) {
    return latest(schedule, world)
        .map(
            run -> {
              ObjectNode summary = Documents.empty();
              for (String member : SUMMARY) {
                TYPE.value(run, member, world).ifPresent(value -> summary.set(member, value));
              }
              return summary;
            });
  }

  static void declare(Family family) {
    family
        .type(TYPE)
        .operation("ListMonitoringExecutions", ListAll.of(TYPE))
        .watch(PROCESSING.name(), "Completed", MonitoringJobs::completed)
        .watch(PROCESSING.name(), "Stopping", MonitoringJobs::stopping)
        .watch(PROCESSING.name(), "Failed", MonitoringJobs::failed);
  }
}
