package dev.mlsim.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mlsim.clock.FunctionFailed;
import dev.mlsim.clock.VirtualClock;
import dev.mlsim.engine.events.Audience;
import dev.mlsim.engine.events.Broadcasts;
import dev.mlsim.engine.rules.FaultRules;
import dev.mlsim.engine.rules.ScriptRules;
import dev.mlsim.internal.Undo;
import dev.mlsim.journal.JournalEntry;
import dev.mlsim.lifecycle.Lifecycle;
import dev.mlsim.lifecycle.Resource;
import dev.mlsim.lifecycle.Step;
import dev.mlsim.service.Account;
import dev.mlsim.service.Documents;
import dev.mlsim.service.Emission;
import dev.mlsim.service.Holding;
import dev.mlsim.service.Rate;
import dev.mlsim.service.ResourceType;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** What a world does with its resources, taken back and made final. */
class WorldStateTest {
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private static final Duration HOUR = Duration.ofHours(1);
  private static final String TOPIC = "arn:aws:sns:us-east-1:123456789012:done";
  private static final String FAIL = "fail";

  private static final Lifecycle TABLE =
      Lifecycle.builder()
          .on(Lifecycle.CREATE)
          .goes(Step.stay("Starting", Duration.ofMinutes(1)), Step.rest("Runs"))
          .on(FAIL)
          .from("Starting")
          .goes(Step.rest("Failed"))
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
          .holds(Holding.of("servers"))
          .grouped(server -> server.attributes().path("Of").asText())
          .bills(Rate.byName("ml.*", server -> Map.of("ml.one", 1L)).during("Runs"))
          .emits(Emission.ofStatus("Server Change", (type, server, world) -> Documents.empty()))
          .build();

  private final VirtualClock clock = new VirtualClock(START);
  private final Undo undo = new Undo();
  private final Catalogue services = Catalogue.standard();
  private final JournalLog journal =
      new JournalLog(
          clock.guard(),
          () -> {
            throw new AssertionError("no story is told here");
          });
  private final FaultRules faults =
      new FaultRules(
          clock.guard(),
          undo,
          services::operations,
          services::eventTypes,
          services::usualRates,
          new ResourceStanding(services, () -> world()),
          clock::now,
          1);
  private final Broadcasts broadcasts = new Broadcasts(of -> audience(of));
  private WorldState world = newWorld();

  private final Resource runs = begin("runs", "a");
  private final Resource starts;

  WorldStateTest() {
    clock.advance(HOUR);
    starts = begin("starts", "a");
  }

  private WorldState world() {
    return world;
  }

  private Audience audience(Broadcasts of) {
    return new Audience(
        of,
        new Audience.Place(
            account(), 1, this::world, services::eventTypes, type -> "aws." + type.name()),
        clock,
        faults,
        journal::add);
  }

  private static Account account() {
    return new Account("123456789012", "us-east-1");
  }

  private WorldState newWorld() {
    return new WorldState(
        services,
        account(),
        clock,
        journal,
        new AccountQuotas(clock.guard(), services::hasQuota, services::quotaNames),
        new ScriptRules(clock.guard(), undo, services::lifecycle, rule -> {}, clock::now, 1),
        faults,
        new StoredObjects(clock.guard(), clock::now, undo, new ObjectShelf()),
        new Setups(
            clock.guard(), new SetupPlace(clock.guard(), account(), this::world, undo), services),
        new ReadLags(clock.guard(), services::typeName, 1),
        broadcasts,
        undo,
        1);
  }

  private static Resource server(String name, String of) {
    return new Resource(
        TYPE.name(),
        name,
        name,
        "arn:aws:test:us-east-1:123456789012:server/" + name,
        TABLE,
        Documents.of("{'Of': '" + of + "'}"),
        START);
  }

  private Resource begin(String name, String of) {
    return world.begin(TYPE, server(name, of));
  }

  /** All that can be told of the world. */
  private record Stand(
      long chance,
      long lastSequence,
      List<SavedWorld.SavedSlot> slots,
      List<SavedWorld.SavedTimer> timers,
      List<Resource> unfinished,
      List<Resource> group,
      long used,
      long sent,
      List<JournalEntry> journal) {}

  private Stand stand() {
    SavedWorld saved = world.save();
    return new Stand(
        saved.chance(),
        saved.lastSequence(),
        saved.slots(),
        saved.timers(),
        List.copyOf(world.registry().unfinished(TYPE)),
        List.copyOf(world.registry().group(TYPE, "a")),
        world.registry().used("servers"),
        broadcasts.save().sent(),
        journal.entries());
  }

  /** Something that is done in a world. */
  private record Change(String what, Consumer<WorldState> made) {}

  private List<Change> changes() {
    return List.of(
        new Change("a new one", w -> w.begin(TYPE, server("new", "a"))),
        new Change("one of the same name", w -> w.begin(TYPE, server("runs", "b"))),
        new Change("another document", w -> w.change(runs, r -> r.with("Of", "b"))),
        new Change("a touch", w -> w.touch(runs)),
        new Change("a move", w -> w.trigger(runs, Lifecycle.UPDATE, "")),
        new Change("a move before its time", w -> w.trigger(starts, FAIL, "broken")),
        new Change("an end", w -> w.remove(runs)),
        new Change("a trigger later", w -> w.later(START.plus(HOUR), runs, Lifecycle.DELETE)),
        new Change("chance", w -> w.chance().uuid()),
        new Change("a note", w -> w.note("noted")),
        new Change("what a job writes", w -> w.write(runs, "s3://data/model", "bytes")),
        new Change("a message", w -> w.publish(runs, TOPIC, Documents.of("{'a': 1}"))));
  }

  @TestFactory
  Stream<DynamicTest> a_change_is_taken_back() {
    return changes().stream()
        .map(change -> DynamicTest.dynamicTest(change.what(), () -> takenBack(change.made())));
  }

  private void takenBack(Consumer<WorldState> change) {
    Stand before = stand();

    undo.open();
    change.accept(world);
    undo.takeBack();

    assertThat(stand()).isEqualTo(before);
    assertThat(world.miscounts()).isEmpty();
  }

  @TestFactory
  Stream<DynamicTest> a_change_is_made_final() {
    return IntStream.range(0, changes().size())
        .mapToObj(
            i ->
                DynamicTest.dynamicTest(
                    changes().get(i).what(), () -> new WorldStateTest().madeFinal(i)));
  }

  private void madeFinal(int change) {
    Stand before = stand();

    undo.open();
    changes().get(change).made().accept(world);
    undo.settle();

    assertThat(stand()).isNotEqualTo(before);
    assertThat(world.miscounts()).isEmpty();
  }

  @Test
  void what_is_taken_back_meets_its_time_all_the_same() {
    undo.open();
    world.trigger(starts, FAIL, "broken");
    undo.takeBack();

    clock.advance(Duration.ofMinutes(1));

    assertThat(world.latest(starts).state().toString()).isEqualTo("Runs");
  }

  @Test
  void the_latest_of_a_name_is_meant_and_the_one_before_it_when_that_is_taken_back() {
    undo.open();
    Resource second = begin("runs", "b");
    assertThat(world.registry().byKey(TYPE, "runs")).containsSame(second);
    undo.takeBack();

    assertThat(world.registry().byKey(TYPE, "runs")).containsSame(world.latest(runs));
  }

  @Test
  void a_trigger_comes_later_unless_the_resource_has_moved() {
    Resource other = world.trigger(runs, Lifecycle.UPDATE, "");
    clock.advance(HOUR);
    other = world.latest(other);
    world.later(clock.now().plus(HOUR), other, Lifecycle.DELETE);
    world.later(clock.now().plus(HOUR), world.latest(starts), Lifecycle.DELETE);
    world.trigger(starts, Lifecycle.UPDATE, "");

    clock.advance(HOUR);

    assertThat(world.registry().everything()).containsExactly(world.latest(starts));
    assertThat(world.latest(other)).isSameAs(other);
    assertThat(world.registry().held(other, "servers")).isZero();
    assertThat(world.registry().held(starts, "servers")).isEqualTo(1);
  }

  @Test
  void in_a_world_that_has_ended_nothing_moves() {
    world.later(clock.now().plus(HOUR), world.latest(runs), Lifecycle.DELETE);

    world.end();
    clock.advance(HOUR);

    assertThat(world.registry().everything())
        .extracting(server -> server.state().toString())
        .containsExactly("Runs", "Starting");
  }

  @Test
  void a_world_is_restored_as_it_stood() {
    world.later(clock.now().plus(HOUR), world.latest(runs), Lifecycle.DELETE);
    world.chance().uuid();
    begin("runs", "b");
    Stand before = stand();
    SavedWorld saved = world.save();

    world = newWorld();
    clock.rewind().to(clock.now());
    world.restore(saved);

    assertThat(stand()).isEqualTo(before);
    assertThat(begin("new", "a").sequence()).isEqualTo(4);
    clock.advance(HOUR);
    assertThat(world.registry().all(TYPE)).extracting(Resource::name).doesNotContain("");
  }

  @Test
  void work_is_charged_when_it_is_final() {
    undo.open();
    world.charge(runs, "Requests", HOUR);
    undo.takeBack();
    assertThat(units()).containsExactly("ml.one");

    world.charge(runs, "Requests", HOUR);
    assertThat(units()).containsExactlyInAnyOrder("ml.one", "Requests");
  }

  private List<String> units() {
    return world.meters().charges(clock.now()).stream()
        .map(charge -> charge.unit())
        .distinct()
        .toList();
  }

  @Test
  void a_message_reaches_its_topic() {
    world.publish(runs, TOPIC, Documents.of("{'a': 1}"));

    assertThat(broadcasts.audience().notifications().list())
        .extracting(message -> message.json())
        .containsExactly("{\"a\":1}");
    assertThat(journal.text()).endsWith("server [runs] notifies " + TOPIC + ": {\"a\":1}");
  }

  @Test
  void the_world_outside_is_asked_without_the_lock_and_what_was_done_so_far_is_final() {
    clock.guard().lock();
    try {
      undo.open();
      world.note("before");

      String answer =
          world.outside(
              "answer",
              () -> {
                assertThat(clock.guard().isHeldByCurrentThread()).isFalse();
                assertThat(journal.text()).endsWith("before");
                return "yes";
              });

      assertThat(answer).isEqualTo("yes");
      assertThat(undo.isOpen()).isTrue();
      assertThat(clock.guard().getHoldCount()).isEqualTo(1);
    } finally {
      clock.guard().unlock();
    }
  }

  @Test
  void the_world_outside_is_asked_soon_and_its_answer_taken_under_the_lock() {
    List<Optional<String>> answers = new ArrayList<>();
    world.soon(
        "answer",
        () -> "yes",
        answer -> {
          assertThat(clock.guard().isHeldByCurrentThread()).isTrue();
          answers.add(answer);
        });
    assertThat(answers).isEmpty();

    clock.advance(Duration.ZERO);

    assertThat(answers).containsExactly(Optional.of("yes"));
    assertThat(clock.guard().isHeldByCurrentThread()).isFalse();
  }

  @Test
  void a_failure_outside_is_thrown_and_taken_for_no_answer() {
    List<Optional<String>> answers = new ArrayList<>();
    world.<String>soon(
        "answer",
        () -> {
          throw new IllegalStateException("no idea");
        },
        answers::add);
    world.<String>soon("answer", () -> null, answers::add);

    assertThatThrownBy(() -> clock.advance(Duration.ZERO)).rootCause().hasMessage("no idea");
    assertThat(answers).containsExactly(Optional.empty(), Optional.empty());
  }

  @Test
  void what_follows_from_a_move_finds_it_on_its_way_or_at_rest_and_counted() {
    List<String> found = new ArrayList<>();
    ResourceType.Effect notes =
        (resource, in) ->
            found.add(
                resource.state()
                    + (resource.isMoving() ? " moves" : " rests")
                    + in.registry().used("toys"));
    ResourceType type =
        ResourceType.named("toy")
            .lifecycle(TABLE)
            .holds(Holding.of("toys").during("Starting", "Updating"))
            .entering("Starting", notes)
            .entering("Updating", notes)
            .entering("Runs", notes)
            .build();
    Resource toy =
        world.begin(
            type, new Resource("toy", "one", "one", "", TABLE, Documents.empty(), clock.now()));
    clock.advance(HOUR);
    world.trigger(toy, Lifecycle.UPDATE, "");
    clock.advance(HOUR);

    assertThat(found)
        .containsExactly("Starting rests1", "Runs rests0", "Updating rests1", "Runs rests0");
  }

  @Test
  void what_is_held_until_the_end_is_free_at_rest() {
    ResourceType type =
        ResourceType.named("toy")
            .lifecycle(TABLE)
            .holds(Holding.of("toys").untilFinished())
            .build();
    world.begin(type, new Resource("toy", "one", "one", "", TABLE, Documents.empty(), clock.now()));
    assertThat(world.registry().used("toys")).isEqualTo(1);

    clock.advance(HOUR);

    assertThat(world.registry().used("toys")).isZero();
  }

  @Test
  void effects_that_fail_while_time_moves_are_noted_and_thrown_together_in_the_end() {
    ResourceType.Effect fails =
        (resource, in) -> {
          throw new FunctionFailed("effect of " + resource.name(), "it gave null");
        };
    ResourceType type =
        ResourceType.named("toy")
            .lifecycle(TABLE)
            .entering("Runs", fails)
            .entering("Runs", fails)
            .build();
    world.begin(type, new Resource("toy", "one", "one", "", TABLE, Documents.empty(), clock.now()));

    assertThatThrownBy(() -> clock.advance(HOUR))
        .cause()
        .isInstanceOfSatisfying(
            FunctionFailed.class, failure -> assertThat(failure.getSuppressed()).hasSize(1));
    assertThat(journal.entries())
        .filteredOn(entry -> entry.text().contains("effect of one"))
        .hasSize(2);
    assertThat(world.registry().all(type))
        .extracting(toy -> toy.state().toString())
        .containsExactly("Runs");
  }
}
