package dev.mlsim.services.sagemaker.monitoring;

import static dev.mlsim.lifecycle.Lifecycle.CREATE;
import static dev.mlsim.lifecycle.Lifecycle.DELETE;
import static dev.mlsim.lifecycle.Step.gone;
import static dev.mlsim.lifecycle.Step.rest;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mlsim.contract.Timestamps;
import dev.mlsim.lifecycle.Lifecycle;
import dev.mlsim.lifecycle.Resource;
import dev.mlsim.service.Documents;
import dev.mlsim.service.Family;
import dev.mlsim.service.ResourceType;
import dev.mlsim.service.World;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * What awaits the next run of a schedule: a resource of its own that no operation shows. It is time
 * in the background, which nobody waits for, since there is always a next run. A run starts within
 * 20 minutes after the hour (API reference, ScheduleConfig).
 */
final class Timers {
  private static final Duration LATEST = Duration.ofMinutes(20);
  private static final String COME = "come";
  private static final String DUE = "dueTime";
  private static final String SCHEDULE = "schedule";

  private static final ResourceType TYPE =
      ResourceType.named("monitoring-timer")
          .lifecycle(
              Lifecycle.builder()
                  .on(CREATE)
                  .goes(rest("Waiting"))
                  .on(COME)
                  .from("Waiting")
                  .goes(rest("Due"))
                  .on(DELETE)
                  .from("Waiting", "Due")
                  .goes(gone())
                  .build())
          .grouped(timer -> timer.notes().path(SCHEDULE).asText())
          .entering("Due", Timers::come)
          .build();

  private Timers() {}

  static void declare(Family family) {
    family.type(TYPE);
  }

  private static JsonNode schedule(Resource schedule) {
    return MonitoringSchedules.config(schedule).path(MonitoringSchedules.SCHEDULE);
  }

  private static Recurrence recurrence(Resource schedule) {
    return Recurrence.of(schedule(schedule).path("ScheduleExpression").asText())
        .orElseGet(() -> Recurrence.daily(schedule.notes().path(MonitoringSchedules.HOUR).asInt()));
  }

  /** A schedule has begun, or goes on. */
  static void begin(Resource schedule, World world) {
    JsonNode expression = schedule(schedule).path("ScheduleExpression");
    if (expression.asText().equals(Recurrence.NOW)) {
      Window window = Window.once(schedule(schedule), world.now());
      Executions.begin(schedule, world.now(), window, world);
    } else {
      await(schedule, recurrence(schedule).next(world.now()), world);
    }
  }

  private static void await(Resource schedule, Instant due, World world) {
    Resource timer =
        new Resource(
                TYPE.name(),
                schedule.key() + "/" + due,
                schedule.key() + "/" + due,
                "",
                TYPE.lifecycle(),
                Documents.empty(),
                world.now())
            .withNote(DUE, Timestamps.of(due))
            .withNote(SCHEDULE, schedule.key());
    Duration late = Duration.ofSeconds(world.chance().below((int) LATEST.toSeconds()));
    world.later(due.plus(late), world.begin(TYPE, timer), COME);
  }

  /** A schedule is stopped, changed or deleted. */
  static void end(Resource schedule, World world) {
    for (Resource timer : List.copyOf(world.registry().group(TYPE, schedule.key()))) {
      world.remove(timer);
    }
  }

  private static void come(Resource timer, World world) {
    Instant due = Timestamps.instant(timer.notes().path(DUE));
    world
        .registry()
        .byKey(MonitoringSchedules.TYPE, timer.notes().path(SCHEDULE).asText())
        .filter(schedule -> schedule.is("Scheduled"))
        .ifPresent(schedule -> run(schedule, due, world));
    world.remove(timer);
  }

  private static void run(Resource schedule, Instant due, World world) {
    Recurrence recurrence = recurrence(schedule);
    await(schedule, recurrence.next(due), world);
    if (Executions.current(schedule, world).isPresent()) {
      world.note(schedule + " skips its run of " + due + ": the one before is still under way");
      return;
    }
    JsonNode input =
        Definition.of(MonitoringSchedules.config(schedule), world)
            .map(Definition::source)
            .orElseGet(Documents::empty);
    Executions.begin(schedule, due, Window.of(recurrence, due, input), world);
  }
}
