package dev.mlsim.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.TextNode;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ResourceTest {
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private static final Lifecycle JOB =
      Lifecycles.job(
              Step.stay("Busy/Loading", Duration.ofMinutes(1)),
              Step.stay("Busy/Working", Duration.ofMinutes(5)),
              Step.rest("Done"))
          .failing("Failed")
          .build();

  private final Resource job =
      new Resource(
          "toy", "key-1", "one", "arn:1", JOB, JsonNodeFactory.instance.objectNode(), START);

  private static Resource enter(Resource resource, String state, int minute, String reason) {
    Step step = new Step(State.of(state), Optional.empty(), "words of " + state);
    return resource.entering(new PlannedStep(step, "create", reason), at(minute));
  }

  private static Instant at(int minute) {
    return START.plus(Duration.ofMinutes(minute));
  }

  @Test
  void what_changes_a_resource_gives_another_one() {
    Resource changed = job.with("A", "x").with("B", 7).withNote("n", 1).touched(at(1));

    assertThat(job.attributes()).isEmpty();
    assertThat(job.notes()).isEmpty();
    assertThat(job.modified()).isEqualTo(START);
    assertThat(changed.attributes()).hasToString("{\"A\":\"x\",\"B\":7}");
    assertThat(changed.notes()).hasToString("{\"n\":1}");
    assertThat(changed.modified()).isEqualTo(at(1));
    assertThat(changed.created()).isEqualTo(START);
  }

  @Test
  void its_place_in_the_order_of_creation_is_all_that_numbering_changes() {
    Resource numbered = job.with("A", "x").numbered(7);

    assertThat(numbered.sequence()).isEqualTo(7);
    assertThat(numbered.attributes()).hasToString("{\"A\":\"x\"}");
    assertThat(List.of(numbered.type(), numbered.key(), numbered.name(), numbered.arn()))
        .containsExactly("toy", "key-1", "one", "arn:1");
    assertThat(numbered.lifecycle()).isSameAs(JOB);
    assertThat(numbered.created()).isEqualTo(START);
    assertThat(numbered).hasToString("toy [one]");
  }

  @Test
  void attributes_and_notes_are_taken_away_by_name() {
    Resource full =
        job.with("A", TextNode.valueOf("x"))
            .with("B", "y")
            .withNote("m", TextNode.valueOf("1"))
            .withNote("n", "2");

    assertThat(full.without(Set.of("A")).attributes()).hasToString("{\"B\":\"y\"}");
    assertThat(full.withoutNotes(Set.of("m")).notes()).hasToString("{\"n\":\"2\"}");
  }

  @Test
  void tags_keep_their_order_and_what_was_handed_in_changes_nothing_later() {
    Map<String, String> tags = new LinkedHashMap<>();
    tags.put("z", "1");
    tags.put("a", "2");
    Resource tagged = job.withTags(tags);
    tags.clear();

    assertThat(tagged.tags().keySet()).containsExactly("z", "a");
  }

  @Test
  void unknown_members_are_kept() {
    Resource keeping =
        job.keepingUnknown(JsonNodeFactory.instance.objectNode().put("New", "thing"));

    assertThat(keeping.unknownMembers()).hasToString("{\"New\":\"thing\"}");
    assertThat(job.unknownMembers()).isEmpty();
  }

  @Test
  void members_once_hidden_stay_hidden() {
    Resource hiding = job.hiding(Set.of("A")).hiding(Set.of("B"));

    assertThat(hiding.hidden()).containsExactly("A", "B");
    assertThat(hiding.hiding(Set.of("B"))).isSameAs(hiding);
  }

  @Test
  void it_stands_where_its_last_move_brought_it() {
    Resource working = enter(enter(job, "Busy/Loading", 1, ""), "Busy/Working", 2, "");

    assertThat(job.state()).isEqualTo(State.GONE);
    assertThat(working.state()).isEqualTo(State.of("Busy/Working"));
    assertThat(working.is("Busy")).isTrue();
    assertThat(working.is("Done")).isFalse();
    assertThat(working.modified()).isEqualTo(at(2));
    assertThat(working.lastTransition())
        .isEqualTo(
            new Transition(
                at(2),
                State.of("Busy/Loading"),
                State.of("Busy/Working"),
                "words of Busy/Working",
                "create",
                ""));
    assertThat(working.before().state()).isEqualTo(State.of("Busy/Loading"));
  }

  @Test
  void a_failed_one_knows_why() {
    Resource failed = enter(enter(job, "Busy/Loading", 1, ""), "Failed", 2, "out of luck");

    assertThat(job.reason()).isEmpty();
    assertThat(failed.before().reason()).isEmpty();
    assertThat(failed.reason()).isEqualTo("out of luck");
  }

  @Test
  void time_in_a_phase_is_told_for_all_its_runs_or_for_the_last_one() {
    Resource again =
        enter(
            enter(
                enter(enter(job, "Busy/Loading", 0, ""), "Busy/Working", 1, ""),
                "Busy/Loading",
                4,
                ""),
            "Busy/Working",
            5,
            "");

    assertThat(again.timeIn("Working", at(7))).isEqualTo(Duration.ofMinutes(5));
    assertThat(again.timeIn("Loading", at(7))).isEqualTo(Duration.ofMinutes(2));
    assertThat(again.timeInRun("Working", at(7))).isEqualTo(Duration.ofMinutes(2));
    assertThat(again.timeInRun("Loading", at(7))).isZero();
    assertThat(enter(again, "Busy/Working", 6, "").timeInRun("Working", at(7)))
        .isEqualTo(Duration.ofMinutes(2));
    assertThat(enter(job, "Busy/Loading", 0, "").timeInRun("Loading", at(3)))
        .isEqualTo(Duration.ofMinutes(3));
  }

  @Test
  void a_state_is_entered_when_it_is_come_to_from_another() {
    Resource working =
        enter(
            enter(enter(job, "Busy/Loading", 1, ""), "Busy/Working", 2, ""), "Busy/Working", 3, "");

    assertThat(working.entered("Working")).contains(at(2));
    assertThat(working.entered("Done")).isEmpty();
  }

  @Test
  void it_is_unfinished_while_it_moves_or_is_stuck_or_waits() {
    Resource done = enter(job, "Done", 1, "");

    assertThat(done.isUnfinished()).isFalse();
    assertThat(done.moving(true).isUnfinished()).isTrue();
    assertThat(done.moving(true).isMoving()).isTrue();
    assertThat(done.moving(true).moving(false).isMoving()).isFalse();
    assertThat(enter(job, "Busy/Working", 1, "").isUnfinished()).isTrue();
  }

  @Test
  void its_history_is_bounded() {
    Resource old = job;
    for (int i = 0; i < 10_000; i++) {
      old = enter(old, "Busy/Working", i, "");
    }
    Resource full = old;

    assertThat(full.history()).hasSize(10_000);
    assertThatThrownBy(() -> enter(full, "Busy/Working", 0, ""))
        .hasMessage("mlsim: the history of toy [one] is bounded at 10000 moves");
  }
}
