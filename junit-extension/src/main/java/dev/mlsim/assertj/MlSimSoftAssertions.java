package dev.mlsim.assertj;

import dev.mlsim.ResourceSnapshot;
import dev.mlsim.Simulator;
import java.util.function.Consumer;
import org.assertj.core.api.SoftAssertions;

/**
 * AssertJ's soft assertions with those of this package: they are all checked, and {@link
 * #assertAll()} tells of every one that failed.
 *
 * <pre>{@code
 * MlSimSoftAssertions.assertAllOf(softly -> {
 *   softly.assertThat(sim).resource("training-job", "churn-1").isFailed();
 *   softly.assertThat(sim).called("CreateTrainingJob").times(2);
 * });
 * }</pre>
 */
@SuppressWarnings("exports") // who uses it has AssertJ, which others need not have
public class MlSimSoftAssertions extends SoftAssertions {

  /** Makes one without failures; AssertJ's own JUnit extension can inject it too. */
  public MlSimSoftAssertions() {}

  /** Runs the assertions and then tells of all that failed. */
  public static void assertAllOf(Consumer<MlSimSoftAssertions> assertions) {
    MlSimSoftAssertions softly = new MlSimSoftAssertions();
    assertions.accept(softly);
    softly.assertAll();
  }

  /** Begins soft assertions on a simulator. */
  public SimulatorAssert assertThat(Simulator actual) {
    return proxy(SimulatorAssert.class, Simulator.class, actual).reporting(new SoftReport(this));
  }

  /** Begins soft assertions on one resource. */
  public ResourceAssert assertThat(ResourceSnapshot actual) {
    return new SoftReport(this).resource(actual);
  }
}
