package dev.mlsim.services.sagemaker.monitoring;

import static dev.mlsim.lifecycle.Lifecycle.CREATE;
import static dev.mlsim.lifecycle.Lifecycle.DELETE;
import static dev.mlsim.lifecycle.Step.gone;
import static dev.mlsim.lifecycle.Step.rest;
import static dev.mlsim.services.sagemaker.vocabulary.SharedErrors.NOT_FOUND;
import static dev.mlsim.services.sagemaker.vocabulary.SharedErrors.VALIDATION;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mlsim.lifecycle.Lifecycle;
import dev.mlsim.lifecycle.Resource;
import dev.mlsim.service.Call;
import dev.mlsim.service.Documents;
import dev.mlsim.service.Family;
import dev.mlsim.service.ListAll;
import dev.mlsim.service.Precondition;
import dev.mlsim.service.ResourceType;
import dev.mlsim.service.ServiceError;
import dev.mlsim.service.Update;
import dev.mlsim.service.Values;
import dev.mlsim.service.World;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * The alert that SageMaker makes with each schedule, as the developer guide has it ("Model Monitor
 * Alerts"): it is InAlert when enough of the last runs failed or found violations, also before
 * there are as many runs as are looked at.
 */
final class Alerts {
  private static final String SCHEDULE = "MonitoringScheduleName";
  private static final String NAME = "MonitoringAlertName";
  private static final String PERIOD = "EvaluationPeriod";
  private static final String DATAPOINTS = "DatapointsToAlert";
  private static final String SUFFIX = "-alert";
  private static final String ALARM = "alarm";
  private static final String CALM = "calm";
  private static final int LONGEST_NAME = 63;
  private static final int MOST_PERIODS = 100;
  private static final int PAGE = 100;

  /** A note of an alert: of the last runs, oldest first, whether each went wrong. */
  private static final String RUNS = "runs";

  private static final Lifecycle LIFECYCLE =
      Lifecycle.builder()
          .on(CREATE)
          .goes(rest("OK"))
          .on(ALARM)
          .from("OK")
          .goes(rest("InAlert"))
          .on(CALM)
          .from("InAlert")
          .goes(rest("OK"))
          .on(DELETE)
          .from("OK", "InAlert")
          .goes(gone())
          .build();

  static final ResourceType TYPE =
      ResourceType.named("monitoring-alert")
          .identifiedBy(SCHEDULE, NAME)
          .lifecycle(LIFECYCLE)
          .status("AlertStatus")
          .times("CreationTime", "LastModifiedTime")
          .grouped(alert -> alert.attributes().path(SCHEDULE).asText())
          .computed(
              "MonitoringScheduleArn",
              (alert, world) -> schedule(alert, world).map(Resource::arn).flatMap(Values::text))
          .missingError(NOT_FOUND, Alerts::missing)
          .entering("InAlert", AlertHistory::add)
          .entering("OK", AlertHistory::add)
          .build();

  private Alerts() {}

  private static Optional<Resource> schedule(Resource alert, World world) {
    String name = alert.attributes().path(SCHEDULE).asText();
    return world.registry().byKey(MonitoringSchedules.TYPE, name);
  }

  private static ServiceError missing(Call call, String name) {
    String schedule = call.text(SCHEDULE).orElse("");
    return call.world().registry().byKey(MonitoringSchedules.TYPE, schedule).isEmpty()
        ? ScheduleRules.missing(call, schedule)
        : new ServiceError(
            NOT_FOUND,
            "Could not find monitoring alert "
                + call.text(NAME).orElse("")
                + " of "
                + MonitoringSchedules.arn(call, schedule));
  }

  /** A schedule is made, and its alert with it. */
  static void begin(Resource schedule, World world) {
    String name = schedule.name();
    int most = LONGEST_NAME - SUFFIX.length();
    String alert = (name.length() > most ? name.substring(0, most) : name) + SUFFIX;
    ObjectNode shown = Documents.empty();
    shown.put(SCHEDULE, name).put(NAME, alert).put(DATAPOINTS, 1).put(PERIOD, 1);
    shown.putObject("Actions").putObject("ModelDashboardIndicator").put("Enabled", true);
    world.begin(
        TYPE,
        new Resource(
            TYPE.name(), name + "/" + alert, alert, "", TYPE.lifecycle(), shown, world.now()));
  }

  /** A schedule is gone, and its alert with it. */
  static void end(Resource schedule, World world) {
    for (Resource alert : List.copyOf(world.registry().group(TYPE, schedule.name()))) {
      world.remove(alert);
    }
  }

  /** A run has ended. */
  static void heed(Resource run, World world) {
    for (Resource alert : List.copyOf(world.registry().group(TYPE, Executions.schedule(run)))) {
      evaluate(world.change(alert, old -> noted(old, !run.is("Completed"))), world);
    }
  }

  private static Resource noted(Resource alert, boolean wentWrong) {
    ArrayNode runs = Documents.empty().arrayNode();
    JsonNode before = alert.notes().path(RUNS);
    for (int i = before.size() < MOST_PERIODS ? 0 : 1; i < before.size(); i++) {
      runs.add(before.get(i));
    }
    return alert.withNote(RUNS, runs.add(wentWrong));
  }

  private static void evaluate(Resource alert, World world) {
    JsonNode runs = alert.notes().path(RUNS);
    int wrong = 0;
    int period = alert.attributes().path(PERIOD).asInt();
    for (int i = Math.max(0, runs.size() - period); i < runs.size(); i++) {
      wrong += runs.get(i).asBoolean() ? 1 : 0;
    }
    boolean isAlarming = wrong >= alert.attributes().path(DATAPOINTS).asInt();
    if (isAlarming != alert.is("InAlert")) {
      world.trigger(alert, isAlarming ? ALARM : CALM, "");
    }
  }

  private static Optional<String> badNumbers(Call call) {
    long datapoints = call.number(DATAPOINTS).orElse(0L);
    long period = call.number(PERIOD).orElse(0L);
    return datapoints <= period
        ? Optional.empty()
        : Optional.of(
            "DatapointsToAlert "
                + datapoints
                + " must be less than or equal to EvaluationPeriod "
                + period
                + ".");
  }

  private static Collection<Resource> ofSchedule(Call call) {
    return call.world().registry().group(TYPE, call.text(SCHEDULE).orElse(""));
  }

  static void declare(Family family) {
    family
        .type(TYPE)
        .operation(
            "ListMonitoringAlerts",
            ListAll.of(TYPE)
                .requires(Precondition.exists(SCHEDULE, MonitoringSchedules.TYPE))
                .among(Alerts::ofSchedule)
                .pagesOf(PAGE))
        .operation(
            "UpdateMonitoringAlert",
            Update.a(TYPE)
                .requires(
                    Precondition.of(
                        "not more datapoints than are looked at", VALIDATION, Alerts::badNumbers)));
    AlertHistory.declare(family);
  }
}
