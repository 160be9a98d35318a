package dev.mlsim.sweep;

import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * A harm that a rule does.
 *
 * @param applied how often the rule has applied
 * @param resting has it rest, or go on
 * @param ending ends it
 */
record ArmedRule(LongSupplier applied, Consumer<Boolean> resting, Runnable ending)
    implements Harm.Armed {
  @Override
  public boolean hasCome() {
    return applied.getAsLong() > 0;
  }

  @Override
  public void rest(boolean rests) {
    resting.accept(rests);
  }

  @Override
  public void end() {
    ending.run();
  }
}
