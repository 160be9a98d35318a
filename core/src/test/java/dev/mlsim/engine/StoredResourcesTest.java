package dev.mlsim.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mlsim.internal.Undo;
import dev.mlsim.lifecycle.Lifecycle;
import dev.mlsim.lifecycle.PlannedStep;
import dev.mlsim.lifecycle.Resource;
import dev.mlsim.lifecycle.State;
import dev.mlsim.lifecycle.Step;
import dev.mlsim.service.Documents;
import dev.mlsim.service.ResourceType;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class StoredResourcesTest {
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private static final ResourceType TYPE =
      ResourceType.named("pool")
          .grouped(pool -> pool.is("Free") ? pool.attributes().path("Of").asText() : "")
          .build();

  private final Undo undo = new Undo();
  private final StoredResources store = new StoredResources(undo);

  @Test
  void a_group_has_those_that_are_of_it_now_oldest_first() {
    Slot first = pool("first", "a");
    Slot second = pool("second", "a");
    Slot other = pool("other", "b");

    enter(second, "Free");
    enter(first, "Free");
    enter(other, "Free");
    assertThat(store.group(TYPE, "a")).containsExactly(first.resource, second.resource);

    enter(first, "Taken");
    second.resource = second.resource.with("Of", "b");
    store.settle(second);
    assertThat(store.group(TYPE, "a")).isEmpty();
    assertThat(store.group(TYPE, "b")).containsExactly(second.resource, other.resource);

    enter(second, State.GONE.toString());
    assertThat(store.group(TYPE, "b")).containsExactly(other.resource);
    assertThat(store.group(TYPE, "")).isEmpty();
  }

  @Test
  void what_is_taken_back_is_in_the_group_it_was_in() {
    Slot pool = pool("first", "a");
    enter(pool, "Free");

    undo.open();
    enter(pool, "Taken");
    assertThat(store.group(TYPE, "a")).isEmpty();
    undo.takeBack();

    assertThat(store.group(TYPE, "a")).hasSize(1);
  }

  private Slot pool(String key, String of) {
    Resource pool =
        new Resource(
            TYPE.name(),
            key,
            key,
            "",
            Lifecycle.STATELESS,
            Documents.of("{'Of': '" + of + "'}"),
            START);
    return store.add(TYPE, pool.numbered(store.nextSequence()));
  }

  private void enter(Slot slot, String state) {
    Step step = new Step(State.of(state), Optional.empty(), "");
    slot.resource = slot.resource.entering(new PlannedStep(step, "moves", ""), START);
    store.settle(slot);
  }
}
