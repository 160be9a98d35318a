package dev.mlsim.junit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.ClassTemplate;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A class, all of whose tests run once for each seed; its {@code @BeforeAll} and {@code @AfterAll}
 * methods run once around all runs, and belong to no world. The name of a run says its seed. Where
 * tests share a world, the class that says so has the seeds. It needs JUnit 5.13 or later; for one
 * method there is {@link Seeds}, which doesn't.
 *
 * <p>The configuration parameter {@value MlSimulatorExtension#SEED} has it run with that one alone.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Documented
@Inherited
@ClassTemplate
@ExtendWith(ClassSeedsExtension.class)
@SuppressWarnings("exports") // the extension is for JUnit to make, and for nobody to name
public @interface ClassSeeds {

  /** The seeds. */
  long[] value() default {};

  /** Or the seeds from 1 to this. */
  int count() default 0;
}
