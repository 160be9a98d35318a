package dev.mlsim.internal;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What has changed in a world since something was begun, so that all of it can be taken back: when
 * a function of the test fails, nothing half-made is left. Used under the simulator's lock.
 */
public final class Undo {

  /** One change. */
  public interface Step {

    /** Makes it undone; the changes after it are undone already. */
    void takeBack();

    /** Makes it final, for what would be hard to undo and isn't looked at before. */
    default void settle() {}
  }

  private final List<Step> steps = new ArrayList<>();
  private boolean open;
  private @Nullable Thread opener;

  /** Whether something was begun. */
  public boolean isOpen() {
    return open;
  }

  /** Begins: from now on changes can be taken back. */
  public void open() {
    if (open) {
      throw new IllegalStateException("mlsim: something was begun already that can be taken back");
    }
    open = true;
    opener = Thread.currentThread();
  }

  /** Notes a change; if nothing was begun, it is final at once. */
  public void note(Step step) {
    if (open) {
      steps.add(step);
    } else {
      step.settle();
    }
  }

  /** Whether a change has been noted that equals this one. */
  public boolean has(Step step) {
    return steps.contains(step);
  }

  /**
   * A place to come back to by {@link #takeBackTo}, while what was begun is not ended.
   *
   * @throws IllegalStateException if nothing was begun
   */
  public int mark() {
    if (!open) {
      throw new IllegalStateException("mlsim: nothing was begun that could be taken back in part");
    }
    return steps.size();
  }

  /** Takes back the changes after a mark; what was begun goes on. */
  public void takeBackTo(int mark) {
    for (int i = steps.size() - 1; i >= mark; i--) {
      steps.remove(i).takeBack();
    }
  }

  /** Ends what was begun, and makes it final. */
  public void settle() {
    open = false;
    opener = null;
    try {
      for (int i = 0; i < steps.size(); i++) {
        steps.get(i).settle();
      }
    } finally {
      steps.clear();
    }
  }

  /**
   * Ends what this thread has begun, and takes it back; what another has begun since, when this one
   * let go of the lock and was refused it again, is not this one's to end.
   */
  public void takeBack() {
    if (opener != Thread.currentThread()) {
      return;
    }
    open = false;
    opener = null;
    for (int i = steps.size() - 1; i >= 0; i--) {
      steps.get(i).takeBack();
    }
    steps.clear();
  }

  /** Does the work, and takes it back if it throws; within something begun, that decides. */
  public void attempt(Runnable work) {
    if (open) {
      work.run();
      return;
    }
    open();
    boolean done = false;
    try {
      work.run();
      done = true;
    } finally {
      if (done) {
        settle();
      } else {
        takeBack();
      }
    }
  }
}
