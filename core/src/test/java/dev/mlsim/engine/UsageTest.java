package dev.mlsim.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mlsim.internal.Undo;
import dev.mlsim.lifecycle.Lifecycle;
import dev.mlsim.lifecycle.PlannedStep;
import dev.mlsim.lifecycle.Resource;
import dev.mlsim.lifecycle.State;
import dev.mlsim.lifecycle.Step;
import dev.mlsim.service.Documents;
import dev.mlsim.service.Holding;
import dev.mlsim.service.ResourceType;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class UsageTest {
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private static final Lifecycle TABLE =
      Lifecycle.builder()
          .on(Lifecycle.CREATE)
          .goes(Step.stay("Starting", Duration.ofMinutes(1)), Step.rest("Runs"))
          .on(Lifecycle.STOP)
          .from("Runs")
          .goes(Step.rest("Stopped"))
          .on(Lifecycle.DELETE)
          .from("Stopped")
          .goes(Step.gone())
          .build();

  private final Undo undo = new Undo();
  private final Usage usage = new Usage(undo);

  @Test
  void one_is_held_from_the_first_state_until_it_is_gone() {
    ResourceType type = type(Holding.of("Servers"));
    Slot slot = new Slot(type, resource(type, 1));

    assertThat(usage.of("Servers")).isZero();
    move(slot, "Starting");
    assertThat(usage.of("Servers")).isEqualTo(1);
    move(slot, State.GONE.toString());
    assertThat(usage.of("Servers")).isZero();
  }

  @Test
  void a_state_can_be_what_it_takes() {
    ResourceType type =
        type(
            Holding.of("Starting").during("Starting"),
            Holding.of("Powered").except("Stopped"),
            Holding.of("Unfinished").untilFinished());
    Slot slot = new Slot(type, resource(type, 1));

    move(slot, "Starting");
    assertThat(Arrays.asList(usage.of("Starting"), usage.of("Powered"), usage.of("Unfinished")))
        .containsExactly(1L, 1L, 1L);
    move(slot, "Runs");
    assertThat(Arrays.asList(usage.of("Starting"), usage.of("Powered"), usage.of("Unfinished")))
        .containsExactly(0L, 1L, 0L);
    move(slot, "Stopped");
    assertThat(usage.of("Powered")).isZero();
  }

  @Test
  void holders_of_one_quota_add_up_whatever_their_types_and_holdings() {
    ResourceType some = type(Holding.of("Machines"), units());
    ResourceType others = type(Holding.byName(r -> Map.of("Machines", 5L, "Disks", 1L)));
    Slot one = new Slot(some, resource(some, 3));
    Slot other = new Slot(others, resource(others, 0));

    move(one, "Runs");
    move(other, "Runs");

    assertThat(usage.of("Machines")).isEqualTo(1 + 3 + 5);
    assertThat(one.held.amounts()).containsEntry("Machines", 4L);
    move(one, State.GONE.toString());
    assertThat(usage.of("Machines")).isEqualTo(5);
  }

  @Test
  void other_attributes_or_notes_are_counted_without_a_move() {
    ResourceType type = type(units());
    Slot slot = new Slot(type, resource(type, 1));
    move(slot, "Runs");

    slot.resource = slot.resource.with("Count", 7);
    usage.count(slot);
    assertThat(usage.of("Machines")).isEqualTo(7);
    slot.resource = slot.resource.withNote("more", Documents.of("{'Count': 2}").get("Count"));
    usage.count(slot);
    assertThat(usage.of("Machines")).isEqualTo(9);
  }

  @Test
  void amounts_are_asked_for_again_only_where_they_can_be_others() {
    AtomicInteger asked = new AtomicInteger();
    ResourceType type =
        type(
            Holding.byName(
                    r -> {
                      asked.incrementAndGet();
                      return Map.of("Machines", 1L);
                    })
                .except("Stopped"));
    Slot slot = new Slot(type, resource(type, 1));

    move(slot, "Starting");
    move(slot, "Runs");
    usage.count(slot);
    move(slot, "Stopped");
    assertThat(asked).hasValue(1);
    move(slot, "Runs");
    assertThat(asked).hasValue(2);
  }

  @Test
  void what_is_taken_back_is_not_in_use() {
    ResourceType type = type(units());
    Slot kept = new Slot(type, resource(type, 1));
    Slot other = new Slot(type, resource(type, 2));
    move(kept, "Runs");

    undo.open();
    move(other, "Runs");
    move(kept, State.GONE.toString());
    assertThat(usage.of("Machines")).isEqualTo(2);
    undo.takeBack();

    assertThat(usage.of("Machines")).isEqualTo(1);
    assertThat(kept.held.amounts()).containsEntry("Machines", 1L);
    assertThat(other.held).isEqualTo(Usage.Held.NOTHING);
  }

  @Test
  void a_quota_for_each_of_something_is_counted_for_each() {
    ResourceType type = type(Holding.of("Models per project", Resource::name));
    Slot slot = new Slot(type, resource(type, 1));

    move(slot, "Runs");

    assertThat(usage.of("Models per project/a")).isEqualTo(1);
    assertThat(usage.of("Models per project")).isZero();
  }

  @Test
  void a_type_is_declared_with_a_bounded_number_of_holdings() {
    Holding[] many = new Holding[65];
    Arrays.fill(many, Holding.of("Servers"));

    assertThatThrownBy(() -> type(many))
        .hasMessage("mlsim: [server] has [65] holdings; there are at most 64");
  }

  private static Holding units() {
    return Holding.byName(
        r ->
            Map.of(
                "Machines",
                r.attributes().path("Count").asLong() + r.notes().path("more").asLong()));
  }

  private static ResourceType type(Holding... holdings) {
    return ResourceType.named("server").lifecycle(TABLE).holds(holdings).build();
  }

  private static Resource resource(ResourceType type, int count) {
    return new Resource(
        type.name(), "a", "a", "", TABLE, Documents.of("{'Count': " + count + "}"), START);
  }

  private void move(Slot slot, String state) {
    Step step = new Step(State.of(state), Optional.empty(), "");
    slot.resource = slot.resource.entering(new PlannedStep(step, "moves", ""), START);
    usage.count(slot);
  }
}
