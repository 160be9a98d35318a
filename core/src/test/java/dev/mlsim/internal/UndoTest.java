package dev.mlsim.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class UndoTest {
  private final Undo undo = new Undo();
  private final List<String> log = new ArrayList<>();

  private record Noted(List<String> log, String what) implements Undo.Step {
    @Override
    public void takeBack() {
      log.add("not " + what);
    }

    @Override
    public void settle() {
      log.add(what);
    }
  }

  private void change(String what) {
    undo.note(new Noted(log, what));
  }

  @Test
  void what_is_taken_back_goes_backwards() {
    undo.open();
    change("one");
    change("two");

    undo.takeBack();

    assertThat(log).containsExactly("not two", "not one");
  }

  @Test
  void what_is_settled_is_final() {
    undo.open();
    change("one");
    change("two");
    undo.settle();
    undo.open();
    undo.takeBack();

    assertThat(log).containsExactly("one", "two");
  }

  @Test
  void a_change_outside_of_anything_is_final_at_once() {
    change("one");

    assertThat(log).containsExactly("one");
  }

  @Test
  void work_that_throws_is_taken_back() {
    assertThatThrownBy(
            () ->
                undo.attempt(
                    () -> {
                      change("one");
                      throw new IllegalStateException("boom");
                    }))
        .hasMessage("boom");
    undo.attempt(() -> change("two"));

    assertThat(log).containsExactly("not one", "two");
    assertThat(undo.isOpen()).isFalse();
  }

  @Test
  void work_within_something_that_was_begun_is_settled_with_it() {
    undo.open();
    undo.attempt(() -> change("one"));
    assertThat(log).isEmpty();

    undo.takeBack();

    assertThat(log).containsExactly("not one");
  }
}
