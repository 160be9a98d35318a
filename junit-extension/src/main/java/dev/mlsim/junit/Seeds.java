package dev.mlsim.junit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.ClassTemplate;
import org.junit.jupiter.api.TestTemplate;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A test that runs once for each seed, in place of {@code @Test}; or a class, all of whose tests do
 * so; its {@code @BeforeAll} and {@code @AfterAll} methods run once around all runs, and belong to
 * no world. The name of a run says its seed. On a class and on a method they add up: the method
 * runs with the seeds of both, with each once. Where tests share a world, the class that says so
 * has the seeds.
 *
 * <p>The configuration parameter {@value MlSimulatorExtension#SEED} has it run with that one alone.
 */
@Target({ElementType.METHOD, ElementType.TYPE})
@Retention(RetentionPolicy.RUNTIME)
@Documented
@Inherited
@TestTemplate
@ClassTemplate
@ExtendWith({SeedsExtension.class, ClassSeedsExtension.class})
@SuppressWarnings("exports") // the extensions are for JUnit to make, and for nobody to name
public @interface Seeds {

  /** The seeds. */
  long[] value() default {};

  /** Or the seeds from 1 to this. */
  int count() default 0;
}
