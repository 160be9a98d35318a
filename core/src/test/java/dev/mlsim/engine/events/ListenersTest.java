package dev.mlsim.engine.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mlsim.clock.Pending;
import dev.mlsim.clock.VirtualClock;
import dev.mlsim.engine.rules.FaultRules;
import dev.mlsim.engine.rules.Standing;
import dev.mlsim.event.Subscription;
import dev.mlsim.internal.Undo;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ListenersTest {
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private static final String NAME = "word";

  private final VirtualClock clock = new VirtualClock(START);
  private final FaultRules faults = rules(clock);
  private final List<String> notes = new ArrayList<>();
  private final Listeners listeners = new Listeners(clock, faults, notes::add);
  private final List<String> heard = new ArrayList<>();

  private static FaultRules rules(VirtualClock clock) {
    Standing nothing =
        new Standing() {
          @Override
          public boolean anyIn(String type, String name, String state) {
            return false;
          }

          @Override
          public void check(String type, String state) {}
        };
    return new FaultRules(
        clock.guard(), new Undo(), List::of, () -> Set.of(NAME), List::of, nothing, clock::now, 1);
  }

  private Subscription<String> listen() {
    return listeners.add(String.class, "on(words)", word -> true, heard::add);
  }

  private void tell(String... words) {
    for (String word : words) {
      listeners.tell(word, NAME);
    }
  }

  @Test
  void somebody_hears_of_a_kind_until_he_cancels() {
    assertThat(listeners.hear(String.class)).isFalse();

    Subscription<String> subscription = listen();
    assertThat(listeners.hear(String.class)).isTrue();
    assertThat(listeners.hear(Integer.class)).isFalse();

    subscription.cancel();
    assertThat(listeners.hear(String.class)).isFalse();
  }

  @Test
  void what_is_on_its_way_is_pending_in_words() {
    listen();

    tell("one");

    assertThat(clock.pending()).containsExactly(new Pending(START, "one reaches on(words)"));
  }

  @Test
  void what_reaches_a_listener_who_has_cancelled_meanwhile_is_not_heard() {
    Subscription<String> subscription = listen();
    tell("one");

    subscription.cancel();
    clock.advance(Duration.ZERO);

    assertThat(heard).isEmpty();
  }

  @Test
  void what_is_overtaken_follows_the_next_and_no_other() {
    listen();
    faults.onEvents(NAME).once().outOfOrder();

    tell("one", "two", "three");
    clock.advance(Duration.ZERO);

    assertThat(heard).containsExactly("two", "one", "three");
    clock.advance(Duration.ofHours(2));
    assertThat(heard).hasSize(3);
  }

  @Test
  void what_nothing_overtakes_comes_after_an_hour_and_is_not_overtaken_then() {
    listen();
    faults.onEvents(NAME).once().outOfOrder();

    tell("one");
    clock.advance(Duration.ofHours(1).minusSeconds(1));
    assertThat(heard).isEmpty();
    clock.advance(Duration.ofSeconds(1));
    tell("two");
    clock.advance(Duration.ZERO);

    assertThat(heard).containsExactly("one", "two");
  }

  @Test
  void others_do_not_overtake_what_is_on_its_way_to_a_listener() {
    faults.onEvents(NAME).once().outOfOrder();
    listeners.add(String.class, "on(one)", "one"::equals, heard::add);
    listeners.add(String.class, "on(two)", "two"::equals, heard::add);

    tell("one", "two");
    clock.advance(Duration.ZERO);

    assertThat(heard).containsExactly("two");
  }

  @Test
  void what_is_given_up_is_noted_and_whether_it_is_a_dead_letter() {
    List<String> letters = new ArrayList<>();
    fail(new IllegalStateException("no disk")).deadLetters(letters::add);

    tell("one");
    clock.advance(Duration.ofHours(1));

    String threw = "on(words) threw java.lang.IllegalStateException: no disk at one";
    assertThat(letters).containsExactly("one");
    assertThat(notes)
        .containsExactly(
            threw + ", and is called again in PT1M",
            threw + ", and is called again in PT2M",
            threw + " for the 3rd time, and that is given up: it is a dead letter");
  }

  @Test
  void what_is_given_up_without_dead_letters_says_nothing_of_them() {
    fail(new IllegalStateException("no disk"));

    tell("one");

    assertThatThrownBy(() -> clock.advance(Duration.ofHours(1))).rootCause().hasMessage("no disk");
    assertThat(notes.get(2)).endsWith(" for the 3rd time, and that is given up");
  }

  @Test
  void an_error_is_noted_and_no_second_try_made() {
    fail(new AssertionError("not so"));

    tell("one");

    assertThatThrownBy(() -> clock.advance(Duration.ofHours(1))).rootCause().hasMessage("not so");
    assertThat(notes).containsExactly("on(words) failed at one: java.lang.AssertionError: not so");
  }

  private Subscription<String> fail(Throwable failure) {
    return listeners.add(
        String.class,
        "on(words)",
        word -> true,
        word -> {
          if (failure instanceof Error error) {
            throw error;
          }
          throw (RuntimeException) failure;
        });
  }

  @Test
  void a_predicate_that_fails_is_noted_and_thrown_when_time_moves() {
    listeners.add(
        String.class,
        "on(predicate)",
        word -> {
          throw new IllegalStateException("no idea");
        },
        heard::add);

    tell("one");

    assertThatThrownBy(() -> clock.advance(Duration.ZERO)).rootCause().hasMessage("no idea");
    assertThat(notes).hasSize(1).allMatch(note -> note.contains("on(predicate)"));
    assertThat(heard).isEmpty();
  }

  @Test
  void listeners_are_bounded_and_those_who_cancelled_do_not_count() {
    Subscription<String> first = listen();
    for (int i = 1; i < 1_000; i++) {
      listen();
    }

    assertThatThrownBy(this::listen)
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("mlsim: a simulator is bounded at 1000 listeners; cancel those that are done");
    first.cancel();
    listen();
  }

  @Test
  void clearing_forgets_who_listens_and_what_is_on_its_way() {
    listen();
    tell("one");

    listeners.clear();

    assertThat(clock.pending()).isEmpty();
    assertThat(listeners.hear(String.class)).isFalse();
  }

  @Test
  void a_listener_is_restored_as_it_stood_and_is_still_its_owners() {
    Subscription<String> subscription = listen();
    tell("one");
    clock.advance(Duration.ZERO);
    Listeners.Saved saved = listeners.save();
    tell("two");
    clock.advance(Duration.ZERO);
    subscription.cancel();

    listeners.clear();
    listeners.restore(saved);

    assertThat(subscription.heard()).isEqualTo(1);
    tell("three");
    clock.advance(Duration.ZERO);
    assertThat(subscription.heard()).isEqualTo(2);
    subscription.cancel();
    assertThat(listeners.hear(String.class)).isFalse();
  }

  @Test
  void elsewhere_a_listener_is_a_copy() {
    Subscription<String> subscription = listen();
    tell("one");
    clock.advance(Duration.ZERO);
    VirtualClock otherClock = new VirtualClock(START);
    Listeners other = new Listeners(otherClock, rules(otherClock), notes::add);

    other.restore(listeners.save());
    subscription.cancel();
    other.tell("two", NAME);
    otherClock.advance(Duration.ZERO);

    assertThat(heard).containsExactly("one", "two");
    assertThat(subscription.heard()).isEqualTo(1);
  }
}
