package dev.mlsim.sweep;

import dev.mlsim.journal.Story;
import java.util.Optional;

/**
 * One run of a sweep, and what came of it.
 *
 * @param number which run it was, from 1
 * @param trouble what went wrong in it
 * @param verdict what came of it
 * @param detail what exactly, in words; empty where there is nothing to say
 * @param signature what is the same in all runs that find the same fault
 * @param failure what the code threw, if it did
 * @param story what happened, where something is to be mended
 */
public record Trial(
    int number,
    Trouble trouble,
    Verdict verdict,
    String detail,
    String signature,
    Optional<Throwable> failure,
    Optional<Story> story) {

  /** Whether something is to be mended. */
  public boolean isRed() {
    return verdict.isRed();
  }

  /** What is to be mended and how it is seen again, in a few lines. */
  public String text() {
    return ReportText.of(this);
  }

  /** Itself in a line. */
  @Override
  public String toString() {
    return "run " + number + ": " + trouble.text() + ": " + verdict.label();
  }
}
