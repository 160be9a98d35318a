package dev.mlsim.services.sagemaker.monitoring;

import static dev.mlsim.lifecycle.Lifecycle.CREATE;
import static dev.mlsim.lifecycle.Lifecycle.DELETE;
import static dev.mlsim.lifecycle.Lifecycle.FAIL;
import static dev.mlsim.lifecycle.Lifecycle.START;
import static dev.mlsim.lifecycle.Lifecycle.STOP;
import static dev.mlsim.lifecycle.Lifecycle.UPDATE;
import static dev.mlsim.lifecycle.Step.gone;
import static dev.mlsim.lifecycle.Step.rest;
import static dev.mlsim.lifecycle.Step.stay;
import static dev.mlsim.services.sagemaker.vocabulary.SharedErrors.NOT_FOUND;
import static dev.mlsim.services.sagemaker.vocabulary.SharedErrors.VALIDATION;
import static java.time.Duration.ofMinutes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mlsim.lifecycle.Lifecycle;
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
import dev.mlsim.service.ResourceTypeBuilder;
import dev.mlsim.service.Trigger;
import dev.mlsim.service.Values;
import dev.mlsim.service.World;
import dev.mlsim.services.sagemaker.vocabulary.EventDetail;
import dev.mlsim.services.sagemaker.vocabulary.InstanceQuotas;
import dev.mlsim.services.sagemaker.vocabulary.SharedErrors;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * SageMaker's monitoring schedules, whose every change passes through Pending as the AWS
 * controllers for Kubernetes record it; a schedule that is being changed is refused in words that
 * begin as in aws/amazon-sagemaker-examples#2342. What a test calls Pending has phases here, for
 * what brings it on.
 */
final class MonitoringSchedules {
  static final String CONFIG = "MonitoringScheduleConfig";
  static final String SCHEDULE = "ScheduleConfig";

  /** A note: the hour that the service picks where the request has no expression. */
  static final String HOUR = "hour";

  private static final String QUOTA = "Monitoring schedules";
  private static final int MOST = 100;
  private static final String SCHEDULED = "Scheduled";
  private static final String STOPPED = "Stopped";
  private static final String CREATING = "Pending/Creating";
  private static final List<String> CHANGING =
      List.of(
          "Pending/Updating",
          "Pending/UpdatingStopped",
          "Pending/Starting",
          "Pending/Stopping",
          "Pending/Deleting");

  private static final Lifecycle LIFECYCLE =
      Lifecycle.builder()
          .on(CREATE)
          .goes(stay(CREATING, ofMinutes(4)), rest(SCHEDULED))
          .on(UPDATE)
          .from(SCHEDULED)
          .goes(stay(CHANGING.get(0), ofMinutes(1)), rest(SCHEDULED))
          .on(UPDATE)
          .from(STOPPED)
          .goes(stay(CHANGING.get(1), ofMinutes(1)), rest(STOPPED))
          .on(START)
          .from(STOPPED)
          .goes(stay(CHANGING.get(2), ofMinutes(1)), rest(SCHEDULED))
          .on(START)
          .from(SCHEDULED)
          .goes(rest(SCHEDULED))
          .on(STOP)
          .from(SCHEDULED)
          .goes(stay(CHANGING.get(3), ofMinutes(1)), rest(STOPPED))
          .on(STOP)
          .from(STOPPED)
          .goes(rest(STOPPED))
          .on(DELETE)
          .from(SCHEDULED, STOPPED, "Failed")
          .goes(stay(CHANGING.get(4), ofMinutes(1)), gone())
          .on(FAIL)
          .from(allPending())
          .goes(rest("Failed"))
          .build();

  private static final ObjectNode INLINE_DEFAULTS =
      Documents.of(
          """
          {'?MonitoringJobDefinition': {
             'MonitoringInputs': [{
               '?EndpointInput': {
                 'S3InputMode': 'File', 'S3DataDistributionType': 'FullyReplicated'},
               '?BatchTransformInput': {
                 'S3InputMode': 'File', 'S3DataDistributionType': 'FullyReplicated'}}],
             '?MonitoringOutputConfig': {
               'MonitoringOutputs': [{'?S3Output': {'S3UploadMode': 'Continuous'}}]}}}
          """);

  static final ResourceType TYPE = type();

  private static final Quota SCHEDULES =
      Quota.of(QUOTA, MOST, InstanceQuotas.exceeded("Schedules"));

  private MonitoringSchedules() {}

  private static String[] allPending() {
    return Stream.concat(Stream.of(CREATING), CHANGING.stream()).toArray(String[]::new);
  }

  private static ResourceType type() {
    ResourceTypeBuilder type =
        ResourceType.named("monitoring-schedule")
            .identifiedBy("MonitoringScheduleName")
            .arn("MonitoringScheduleArn", "monitoring-schedule/{key}")
            .lifecycle(LIFECYCLE)
            .status("MonitoringScheduleStatus")
            .times("CreationTime", "LastModifiedTime")
            .computed("FailureReason", MonitoringSchedules::failureReason)
            .computed("MonitoringType", (one, world) -> Values.text(kind(one).word()))
            .computed("EndpointName", MonitoringSchedules::endpoint)
            .computed(Definition.NAME, (one, world) -> Documents.at(config(one), Definition.NAME))
            .computed("LastMonitoringExecutionSummary", Executions::last)
            .prepared(MonitoringSchedules::prepare)
            .missingError(NOT_FOUND, ScheduleRules::missing)
            .duplicate(ScheduleRules::duplicate)
            .refused(ScheduleRules::refused)
            .holds(Holding.of(QUOTA))
            .entering(CREATING, Alerts::begin)
            .entering(SCHEDULED, Timers::begin)
            .entering("Gone", Alerts::end)
            .emits(
                Emission.ofStatus(
                    "SageMaker Monitoring Schedule State Change",
                    EventDetail.of(
                        """
                        MonitoringScheduleName MonitoringScheduleArn MonitoringScheduleStatus
                        MonitoringType FailureReason CreationTime:ms LastModifiedTime:ms
                        MonitoringScheduleConfig EndpointName LastMonitoringExecutionSummary Tags
                        """)));
    CHANGING.forEach(state -> type.entering(state, Timers::end));
    return type.build();
  }

  static String arn(Call call, String name) {
    return name.startsWith("arn:") ? name : SharedErrors.arn(call, "monitoring-schedule", name);
  }

  /** What a schedule was last told to do. */
  static JsonNode config(Resource schedule) {
    return schedule.attributes().path(CONFIG);
  }

  static Kind kind(Resource schedule) {
    return Kind.of(config(schedule).path(Definition.TYPE).asText()).orElse(Kind.INLINE);
  }

  private static Optional<JsonNode> failureReason(Resource schedule, World world) {
    return schedule.is("Failed") ? SharedErrors.failureReason(schedule, world) : Optional.empty();
  }

  private static Optional<JsonNode> endpoint(Resource schedule, World world) {
    return Definition.of(config(schedule), world)
        .map(Definition::endpoint)
        .filter(name -> !name.isEmpty())
        .flatMap(Values::text);
  }

  private static void prepare(Call call, Draft schedule) {
    schedule.attributes().set(CONFIG, filled(call));
    schedule.notes().put(HOUR, call.world().chance().below(Recurrence.DAY));
  }

  /** The configuration as it is shown: with its type, and what an inline definition leaves out. */
  private static JsonNode filled(Call call) {
    ObjectNode config = call.at(CONFIG).orElseThrow().deepCopy();
    if (!config.has(Definition.TYPE)) {
      config.put(Definition.TYPE, Kind.INLINE.word());
    }
    return Documents.withDefaults(config, INLINE_DEFAULTS);
  }

  private static Precondition idle() {
    return Precondition.of(
        "it has no execution under way",
        VALIDATION,
        call ->
            TYPE.find(call)
                .filter(one -> Executions.current(one, call.world()).isPresent())
                .map(one -> "can't delete schedule as it has in-progress executions"));
  }

  static void declare(Family family) {
    family
        .quota(QUOTA, SCHEDULES)
        .type(TYPE)
        .operation(
            "CreateMonitoringSchedule",
            Create.a(TYPE)
                .requires(ScheduleRules.OF_FORM)
                .thenRequires(ScheduleRules.definitionExists(VALIDATION))
                .thenRequires(ScheduleRules.OF_DEFINITION)
                .within(SCHEDULES))
        .operation("DescribeMonitoringSchedule", Describe.a(TYPE))
        .operation("ListMonitoringSchedules", ListAll.of(TYPE))
        .operation(
            "UpdateMonitoringSchedule",
            Trigger.by(UPDATE, TYPE)
                .requires(ScheduleRules.OF_FORM)
                .requires(ScheduleRules.definitionExists(NOT_FOUND))
                .requires(ScheduleRules.OF_DEFINITION)
                .changing((call, one) -> one.with(CONFIG, filled(call))))
        .operation("StartMonitoringSchedule", Trigger.by(START, TYPE))
        .operation("StopMonitoringSchedule", Trigger.by(STOP, TYPE))
        .operation("DeleteMonitoringSchedule", Trigger.by(DELETE, TYPE).requires(idle()));
  }
}
