package dev.mlsim.sweep;

import dev.mlsim.Simulator;
import java.time.Duration;

/**
 * Everything is seen only a while after it happened.
 *
 * @param by how long
 */
public record LateReads(Duration by) implements Harm {

  @Override
  public String text() {
    return "reads lag by " + by;
  }

  @Override
  public String says() {
    return "whatever is created or deleted is seen " + by + " later";
  }

  @Override
  public String java() {
    return "sim.consistency().lag(Duration.parse(\"" + by + "\"));";
  }

  @Override
  public Armed arm(Simulator sim) {
    sim.consistency().lag(by);
    return new Armed() {
      @Override
      public boolean hasCome() {
        return true;
      }

      @Override
      public void rest(boolean rests) {
        if (rests) {
          sim.consistency().clear();
        } else {
          sim.consistency().lag(by);
        }
      }

      @Override
      public void end() {
        sim.consistency().clear();
      }
    };
  }
}
