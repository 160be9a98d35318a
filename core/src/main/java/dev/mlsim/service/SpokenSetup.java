package dev.mlsim.service;

/**
 * A setup that is nothing but what a test has said to it, word by word.
 *
 * @param <W> a word
 */
public abstract class SpokenSetup<W> implements Setup {
  /** What was said. */
  protected final LastWord<W> said;

  /**
   * Nothing is said yet.
   *
   * @param place where the setup is made
   * @param bound how many words are kept at most
   * @param what what has them, as in {@code the setup of logs}, for the message
   * @param words what they are called there, such as {@code words}
   */
  protected SpokenSetup(Place place, int bound, String what, String words) {
    this.said = new LastWord<>(place, bound, what, words);
  }

  @Override
  public final void clear() {
    said.clear();
  }

  @Override
  public final Object save() {
    return said.save();
  }

  @Override
  public final void restore(Object saved) {
    said.restore(saved);
  }
}
