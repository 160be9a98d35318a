package dev.mlsim.assertj;

import dev.mlsim.ResourceSnapshot;
import dev.mlsim.Simulator;

/**
 * Where assertions on a simulated world begin.
 *
 * <pre>{@code
 * assertThat(sim).resource("training-job", "churn-1").isFailed();
 * assertThat(sim).called("CreateTrainingJob").times(2);
 * }</pre>
 *
 * <p>Import {@code assertThat} statically beside that of AssertJ; the compiler tells them apart. A
 * message shows what was expected, what is, and what happened to the resource.
 */
public final class MlSimAssertions {
  private MlSimAssertions() {}

  /** Begins assertions on a simulator: its resources, calls and time. */
  public static SimulatorAssert assertThat(Simulator actual) {
    return new SimulatorAssert(actual);
  }

  /** Begins assertions on one resource, as {@code sim.resources()} gives it. */
  public static ResourceAssert assertThat(ResourceSnapshot actual) {
    return new ResourceAssert(actual);
  }
}
