package dev.mlsim.services.sagemaker.monitoring;

import static dev.mlsim.services.sagemaker.vocabulary.SharedErrors.IN_USE;
import static dev.mlsim.services.sagemaker.vocabulary.SharedErrors.NOT_FOUND;
import static dev.mlsim.services.sagemaker.vocabulary.SharedErrors.VALIDATION;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mlsim.lifecycle.Resource;
import dev.mlsim.service.Call;
import dev.mlsim.service.Precondition;
import dev.mlsim.service.ServiceError;
import dev.mlsim.service.World;
import java.time.Duration;
import java.util.Optional;

/** What must hold of schedules; the rules are of the API reference, most words are judged. */
final class ScheduleRules {
  private static final String CONFIG = "MonitoringScheduleConfig.";
  private static final String SCHEDULE = CONFIG + MonitoringSchedules.SCHEDULE;
  private static final Duration LONGEST = Duration.ofDays(1);

  static final Precondition[] OF_FORM = {
    Precondition.oneOf(VALIDATION, CONFIG + Definition.INLINE, CONFIG + Definition.NAME),
    Precondition.unless(
        call -> !call.has(CONFIG + Definition.NAME) || call.has(CONFIG + Definition.TYPE),
        "a definition is named with its MonitoringType",
        VALIDATION,
        "MonitoringType must be specified with MonitoringJobDefinitionName."),
    Precondition.unless(
        call ->
            !call.has(CONFIG + Definition.INLINE)
                || call.text(CONFIG + Definition.TYPE).orElse("DataQuality").equals("DataQuality"),
        "a definition inside a schedule is of DataQuality",
        VALIDATION,
        "MonitoringJobDefinition can only be specified with MonitoringType DataQuality."),
    Precondition.of("the expression is of a form that AWS has", VALIDATION, ScheduleRules::badTime),
    Precondition.of(
        "DataAnalysisStartTime and DataAnalysisEndTime for NOW only",
        VALIDATION,
        ScheduleRules::badAnalysis)
  };

  static final Precondition[] OF_DEFINITION = {
    Precondition.of(
        "a definition inside a schedule has one input, and good offsets",
        VALIDATION,
        ScheduleRules::badInput),
    Precondition.of(
        "the endpoint is there and captures data",
        VALIDATION,
        call -> definition(call).flatMap(d -> badEndpoint(d.endpoint(), call.world()))),
    Precondition.of(
        "MaxRuntimeInSeconds ends before the next run", VALIDATION, ScheduleRules::badRuntime)
  };

  private ScheduleRules() {}

  /** The definition that is named exists; what Create answers is judged. */
  static Precondition definitionExists(String code) {
    return Precondition.of(
        "the definition exists",
        code,
        call ->
            definition(call).isPresent()
                ? Optional.empty()
                : Optional.of(
                    "Could not find job definition with name "
                        + call.text(CONFIG + Definition.NAME).orElse("")));
  }

  private static Optional<Definition> definition(Call call) {
    return call.at("MonitoringScheduleConfig")
        .flatMap(config -> Definition.of(config, call.world()));
  }

  private static Optional<String> badTime(Call call) {
    return call.text(SCHEDULE + ".ScheduleExpression")
        .filter(text -> !text.equals(Recurrence.NOW) && Recurrence.of(text).isEmpty())
        .map(
            text ->
                "ScheduleExpression "
                    + text
                    + " is not valid. It must be NOW, or hourly or daily as in cron(0 * ? * * *),"
                    + " cron(0 12 ? * * *) or cron(0 0/6 ? * * *).");
  }

  private static Optional<String> badAnalysis(Call call) {
    Optional<JsonNode> schedule = call.at(SCHEDULE);
    String start = call.text(SCHEDULE + ".DataAnalysisStartTime").orElse("");
    String end = call.text(SCHEDULE + ".DataAnalysisEndTime").orElse("");
    if (schedule.isEmpty() || (start.isEmpty() && end.isEmpty())) {
      return Optional.empty();
    }
    if (!schedule.get().path("ScheduleExpression").asText().equals(Recurrence.NOW)) {
      return Optional.of(
          "DataAnalysisStartTime and DataAnalysisEndTime can only be specified when"
              + " ScheduleExpression is NOW.");
    }
    Optional<Duration> from = Window.offset(start);
    Optional<Duration> until = Window.offset(end);
    boolean fits =
        from.isPresent()
            && until.isPresent()
            && until.get().compareTo(from.get()) > 0
            && until.get().minus(from.get()).compareTo(LONGEST) <= 0;
    return fits
        ? Optional.empty()
        : Optional.of(
            "DataAnalysisStartTime "
                + start
                + " and DataAnalysisEndTime "
                + end
                + " must be offsets of at most 24 hours, the end after the start.");
  }

  private static Optional<String> badInput(Call call) {
    if (!call.has(CONFIG + Definition.INLINE)) {
      return Optional.empty();
    }
    JsonNode input = definition(call).orElseThrow().input();
    return input.has("EndpointInput") == input.has("BatchTransformInput")
        ? Optional.of("Exactly one of EndpointInput and BatchTransformInput must be specified.")
        : badOffsets(definition(call).orElseThrow().source());
  }

  /** What is wrong with the offsets of an input. */
  static Optional<String> badOffsets(JsonNode source) {
    String start = source.path("StartTimeOffset").asText("-PT1H");
    String end = source.path("EndTimeOffset").asText("-PT0H");
    Optional<Duration> from = Window.offset(start);
    Optional<Duration> until = Window.offset(end);
    if (from.isEmpty() || until.isEmpty()) {
      return Optional.of(
          "The time offset "
              + (from.isEmpty() ? start : end)
              + " is not valid. It must be of hours or days that have passed, as in -PT2H or"
              + " -P1D.");
    }
    return source.has("StartTimeOffset") && until.get().compareTo(from.get()) <= 0
        ? Optional.of(
            "The EndTimeOffset " + end + " must be after the StartTimeOffset " + start + ".")
        : Optional.empty();
  }

  /** What is wrong with the endpoint that is to be monitored. */
  static Optional<String> badEndpoint(String name, World world) {
    if (name.isEmpty()) {
      return Optional.empty();
    }
    Optional<Resource> endpoint = CapturedData.endpoint(name, world);
    if (endpoint.isEmpty()) {
      return Optional.of("Endpoint '" + name + "' does not exist.");
    }
    return CapturedData.captures(endpoint.get())
        ? Optional.empty()
        : Optional.of("Data capture is not enabled for endpoint '" + name + "'.");
  }

  /** A run that merges shares its time with the job that merges. */
  private static Optional<String> badRuntime(Call call) {
    Definition definition = definition(call).orElseThrow();
    long asked = definition.stopping().path("MaxRuntimeInSeconds").asLong();
    Optional<Recurrence> recurrence =
        call.text(SCHEDULE + ".ScheduleExpression").flatMap(Recurrence::of);
    long most = recurrence.map(r -> most(r, definition.kind())).orElse(Long.MAX_VALUE);
    return asked <= most
        ? Optional.empty()
        : Optional.of(
            "MaxRuntimeInSeconds "
                + asked
                + " is too long for a schedule of "
                + definition.kind().word()
                + " jobs that run every "
                + recurrence.orElseThrow().period().toHours()
                + " hours. It must be at most "
                + most
                + ".");
  }

  /** How many seconds a job of that kind may take on such a schedule. */
  static long most(Recurrence recurrence, Kind kind) {
    return recurrence.period().toSeconds() / (kind.merges() ? 2 : 1);
  }

  static ServiceError missing(Call call, String name) {
    return new ServiceError(
        NOT_FOUND, "Monitoring Schedule " + MonitoringSchedules.arn(call, name) + " not found");
  }

  static ServiceError duplicate(Call call, Resource existing) {
    return new ServiceError(
        IN_USE, "Monitoring schedule with name " + existing.name() + " already exists");
  }

  static ServiceError refused(Call call, Resource schedule, String trigger) {
    return new ServiceError(
        VALIDATION,
        "Monitoring schedule in status "
            + schedule.state().status()
            + " can not be changed: "
            + schedule.arn());
  }
}
