package dev.mlsim.junit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.TestTemplate;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A test that runs once for each seed, in place of {@code @Test}. The name of a run says its seed.
 * For all tests of a class there is {@link ClassSeeds}; both add up: the method runs with the seeds
 * of both, with each once.
 *
 * <p>If a run fails by what went wrong by chance, as with {@link
 * dev.mlsim.Simulator#chaos(double)}, that is reduced to the fewest things with which it fails in
 * the same way, by running the method again in its world as it was before the method: they are told
 * with the failure, and {@value FaultSweep#ONLY} repeats them. Seeds that failed are tried first
 * the next time.
 *
 * <p>The configuration parameter {@value MlSimulatorExtension#SEED} has it run with that one alone.
 */
@Target({ElementType.METHOD, ElementType.ANNOTATION_TYPE})
@Retention(RetentionPolicy.RUNTIME)
@Documented
@TestTemplate
@ExtendWith(SeedsExtension.class)
@SuppressWarnings("exports") // the extension is for JUnit to make, and for nobody to name
public @interface Seeds {

  /** The seeds. */
  long[] value() default {};

  /** Or the seeds from 1 to this. */
  int count() default 0;
}
