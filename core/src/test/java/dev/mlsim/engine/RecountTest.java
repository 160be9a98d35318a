package dev.mlsim.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mlsim.clock.VirtualClock;
import dev.mlsim.internal.Undo;
import dev.mlsim.lifecycle.Lifecycle;
import dev.mlsim.lifecycle.PlannedStep;
import dev.mlsim.lifecycle.Resource;
import dev.mlsim.lifecycle.Step;
import dev.mlsim.lifecycle.Transition;
import dev.mlsim.service.Documents;
import dev.mlsim.service.Holding;
import dev.mlsim.service.Rate;
import dev.mlsim.service.ResourceType;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A mistake in what is counted as resources change is found by counting them again. */
class RecountTest {
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private static final Lifecycle TABLE =
      Lifecycle.builder().on(Lifecycle.CREATE).goes(Step.rest("Free")).build();
  private static final ResourceType TYPE =
      ResourceType.named("pool")
          .lifecycle(TABLE)
          .grouped(pool -> pool.attributes().path("Of").asText())
          .holds(Holding.byName(pool -> Map.of("pools", pool.attributes().path("Count").asLong())))
          .bills(
              Rate.byName(
                      "ml.*", pool -> Map.of("ml.one", pool.attributes().path("Count").asLong()))
                  .during("Free"))
          .build();

  private final Undo undo = new Undo();
  private final StoredResources store = new StoredResources(undo);
  private final Progress progress =
      new Progress(
          new VirtualClock(START),
          undo,
          new Progress.Observer() {
            @Override
            public void moved(Slot slot, Transition move) {}

            @Override
            public void broughtOn() {}

            @Override
            public void waits(Slot slot) {}
          });
  private final Meters meters = new Meters(store, progress);

  private static Resource pool(String of, int count) {
    return new Resource(
            TYPE.name(),
            "first",
            "first",
            "",
            TABLE,
            Documents.of("{'Of': '" + of + "', 'Count': " + count + "}"),
            START)
        .entering(new PlannedStep(Step.rest("Free"), "create", ""), START);
  }

  private Slot add(int count) {
    Slot slot = store.add(TYPE, pool("a", count).numbered(store.nextSequence()));
    store.settle(slot);
    meters.read(slot, slot.resource, START);
    return slot;
  }

  @Test
  void nothing_differs_where_all_is_counted() {
    add(0);
    add(2);

    assertThat(Recount.differences(store, meters)).isEmpty();
  }

  @Test
  void what_differs_is_told() {
    Slot slot = add(2);
    slot.resource = pool("b", 3).numbered(1);
    store.note(slot, true);

    assertThat(Recount.differences(store, meters))
        .containsExactly(
            "quotas in use: counted is {pools=2}, found is {pools=3}",
            "pool [first] is on its way: counted is true, found is false",
            "pool [first] is in the group: counted is a, found is b",
            "units that pool [first] has running: counted is {ml.one=2}, found is {ml.one=3}");
  }
}
