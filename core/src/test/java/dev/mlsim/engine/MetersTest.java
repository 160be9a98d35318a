package dev.mlsim.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mlsim.clock.VirtualClock;
import dev.mlsim.internal.Undo;
import dev.mlsim.lifecycle.Lifecycle;
import dev.mlsim.lifecycle.Plan;
import dev.mlsim.lifecycle.Resource;
import dev.mlsim.lifecycle.State;
import dev.mlsim.lifecycle.Step;
import dev.mlsim.lifecycle.Transition;
import dev.mlsim.service.Charge;
import dev.mlsim.service.Documents;
import dev.mlsim.service.Rate;
import dev.mlsim.service.ResourceType;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MetersTest {
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private static final Lifecycle TABLE =
      Lifecycle.builder()
          .on(Lifecycle.CREATE)
          .goes(Step.stay("Starting", Duration.ofMinutes(1)), Step.rest("Runs"))
          .on(Lifecycle.UPDATE)
          .from("Runs")
          .goes(Step.stay("Updating", Duration.ofMinutes(30)), Step.rest("Runs"))
          .on(Lifecycle.DELETE)
          .from("Runs")
          .goes(Step.gone())
          .build();
  private static final ResourceType TYPE =
      ResourceType.named("server")
          .lifecycle(TABLE)
          .bills(
              Rate.byName("ml.*", r -> Map.of(r.name(), r.attributes().path("Count").asLong()))
                  .during("Runs", "Updating"))
          .build();

  private final VirtualClock clock = new VirtualClock(START);
  private final Undo undo = new Undo();
  private final StoredResources store = new StoredResources(undo);
  private final Progress progress =
      new Progress(
          clock,
          undo,
          new Progress.Observer() {
            @Override
            public void moved(Slot slot, Transition move) {
              if (move.to().equals(State.GONE)) {
                store.remove(slot);
              }
              meters().read(slot, slot.resource, clock.now());
            }

            @Override
            public void broughtOn() {}

            @Override
            public void waits(Slot slot) {
              store.note(slot, slot.resource.isMoving());
            }
          });
  private final Meters meters = new Meters(store, progress);

  private Meters meters() {
    return meters;
  }

  @Test
  void units_are_asked_whenever_the_resource_moves() {
    Slot server = created("ml.m5.large", 1);
    clock.advance(Duration.ofMinutes(1 + 60));
    go(server, Lifecycle.UPDATE);
    server.resource = server.resource.with("Count", 4);
    clock.advance(Duration.ofMinutes(30 + 60));

    assertThat(meters.totals(clock.now()))
        .isEqualTo(Map.of("ml.m5.large", Duration.ofMinutes(60 + 30 + 4 * 60)));
  }

  @Test
  void what_is_starting_is_coming() {
    created("ml.m5.large", 2);

    assertThat(meters.charges(clock.now())).isEmpty();
    assertThat(meters.running(clock.now()))
        .extracting(Charge::toString)
        .containsExactly("server [ml.m5.large]: 0 ml.m5.large hours, and 2 coming");
    clock.advance(Duration.ofMinutes(2));
    assertThat(meters.running(clock.now()))
        .extracting(Charge::toString)
        .containsExactly("server [ml.m5.large]: 0.033 ml.m5.large hours, and 2 running");
  }

  @Test
  void a_great_many_deleted_resources_are_summed_up_and_all_are_counted() {
    int many = Meters.DELETED_BOUND + 500;
    for (int i = 0; i < many; i++) {
      Slot server = created("ml.m5.large", 1);
      clock.advance(Duration.ofMinutes(1 + 60));
      go(server, Lifecycle.DELETE);
    }

    assertThat(meters.charges(clock.now())).hasSize(Meters.DELETED_BOUND);
    assertThat(meters.totals(clock.now())).isEqualTo(Map.of("ml.m5.large", Duration.ofHours(many)));
    assertThat(meters.running(clock.now())).isEmpty();
  }

  private Slot created(String name, int count) {
    Resource made =
        new Resource(
            TYPE.name(), name, name, "", TABLE, Documents.empty().put("Count", count), clock.now());
    Slot server = store.add(TYPE, made.numbered(store.nextSequence()));
    progress.follow(server, Plan.along(TABLE, TABLE.creation()));
    return server;
  }

  private void go(Slot server, String trigger) {
    progress.follow(
        server, Plan.along(TABLE, TABLE.way(trigger, server.resource.state()).orElseThrow()));
  }
}
