package dev.mlsim.junit;

import dev.mlsim.sweep.FaultKind;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.TestTemplate;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * A test that runs again and again, in place of {@code @Test}, and each time something else goes
 * wrong: each of its calls is throttled, denied, its answer lost; each job fails, is stopped, is
 * stuck. Its class has {@link MlSimulator}.
 *
 * <pre>{@code
 * @FaultSweep
 * void the_night_works_or_says_why(SageMakerClient sageMaker, Simulator sim) {
 *   new NightlyTraining(sageMaker).run(NIGHT);
 *   assertThat(sim).resource("training-job", FIRST).hasStatus("Completed");
 * }
 * }</pre>
 *
 * <p>A run passes if the test passes, or if an exception comes out: the code works, or it says so.
 * It fails if the code returns and an assertion doesn't hold, if the exception is a mistake such as
 * a NullPointerException, if something goes on costing that nobody knows of or has tried to end, if
 * something is paid twice, or if the code doesn't end. The first run that finds a fault fails;
 * those that find the same are aborted.
 *
 * <p>The first two runs are the test as it stands, and have to do the same. {@code @BeforeEach}
 * methods are spared. A parameter of type {@link dev.mlsim.sweep.SweepRun} has {@code unharmed} for
 * what else is to be spared, and {@code whenClean} for assertions that hold only if nothing goes
 * wrong.
 *
 * <p>The configuration parameter {@value #ONLY} has one thing alone go wrong: a line of the report.
 * What failed is remembered under {@code target/mlsim/failed}, and tried first the next time.
 */
@Target({ElementType.METHOD, ElementType.ANNOTATION_TYPE})
@Retention(RetentionPolicy.RUNTIME)
@Documented
@TestTemplate
@Execution(ExecutionMode.SAME_THREAD)
@ExtendWith(FaultSweepExtension.class)
@SuppressWarnings("exports") // the extension is for JUnit to make, and for nobody to name
public @interface FaultSweep {
  /** The configuration parameter that has one thing alone go wrong. */
  String ONLY = "mlsim.sweep";

  /** Kinds of trouble under which the code must work: an exception isn't enough. */
  FaultKind[] survives() default {};

  /** What the code may throw, and nothing else; where nothing is said, whatever isn't a bug. */
  Class<? extends Throwable>[] tells() default {};

  /**
   * Whether, where it fails, running the test again two days later, without the trouble, must pass.
   */
  boolean heals() default false;

  /** How many runs at most. */
  int runs() default 200;

  /** How many things may go wrong in a run: 1 or 2. */
  int depth() default 2;

  /** Whether all kinds are tried, at every call. */
  boolean thorough() default false;

  /** Kinds that aren't tried. */
  FaultKind[] without() default {};

  /** Types of resources that may go on costing; {@code *} is wild. */
  String[] mayLeave() default {};

  /** The one thing that is to go wrong, a line of a report; empty for all. */
  String only() default "";
}
