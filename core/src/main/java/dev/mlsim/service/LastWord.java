package dev.mlsim.service;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * What a test has said to a {@link Setup}, in order: of several words that fit, the last one
 * counts. It is one immutable value at a time, as a setup best saves it. Safe for threads.
 *
 * @param <W> a word
 */
public final class LastWord<W> {
  private final Setup.Place place;
  private final int bound;
  private final String bounded;
  private List<W> said = List.of();

  /**
   * Nothing is said yet.
   *
   * @param place where the setup is made
   * @param bound how many words are kept at most
   * @param what what has them, as in {@code the setup of logs}, for the message
   * @param words what they are called there, such as {@code words}
   */
  public LastWord(Setup.Place place, int bound, String what, String words) {
    this.place = place;
    this.bound = bound;
    this.bounded = "mlsim: " + what + " is bounded at " + bound + " " + words;
  }

  /**
   * Says one more.
   *
   * @throws IllegalStateException if that is one too many
   */
  public void say(W word) {
    place.change(
        () -> {
          if (said.size() == bound) {
            throw new IllegalStateException(bounded);
          }
          List<W> more = new ArrayList<>(said);
          more.add(word);
          said = List.copyOf(more);
        });
  }

  /** Has another word stand in the place of one. */
  public void replace(W word, W other) {
    place.change(
        () -> {
          List<W> changed = new ArrayList<>(said);
          changed.replaceAll(one -> one == word ? other : one);
          said = List.copyOf(changed);
        });
  }

  /** What the last word says that says something; asked while nobody else looks at the setup. */
  public <T> Optional<T> find(Function<? super W, Optional<T>> of) {
    return place.locked(
        () -> {
          for (int i = said.size() - 1; i >= 0; i--) {
            Optional<T> found = of.apply(said.get(i));
            if (found.isPresent()) {
              return found;
            }
          }
          return Optional.empty();
        });
  }

  /** Every word, the first one first. */
  public List<W> all() {
    return place.locked(() -> said);
  }

  /** As {@link Setup#clear}. */
  public void clear() {
    said = List.of();
  }

  /** As {@link Setup#save}. */
  public Object save() {
    return said;
  }

  /** As {@link Setup#restore}. */
  @SuppressWarnings("unchecked") // what save gave
  public void restore(Object saved) {
    said = (List<W>) saved;
  }
}
