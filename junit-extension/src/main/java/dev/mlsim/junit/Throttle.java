package dev.mlsim.junit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Calls of an operation are answered with the service's throttling error: {@code
 * sim.faults().on(operation).first(first).throttle()}. On a class and on a method they add up.
 */
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@Documented
@Inherited
@ExtendWith(OwnWorldCheck.class)
@SuppressWarnings("exports") // the extension is for JUnit to make, and for nobody to name
@Repeatable(Throttle.Several.class)
public @interface Throttle {

  /** The operation; {@code *} and {@code ?} are wild. */
  String operation();

  /** How many of its first calls; 0 for every one. */
  int first() default 0;

  /** Only calls with these values in their input, such as {@code TrainingJobName=churn-*}. */
  String[] where() default {};

  /** Several of them. */
  @Target({ElementType.TYPE, ElementType.METHOD})
  @Retention(RetentionPolicy.RUNTIME)
  @Documented
  @Inherited
  @ExtendWith(OwnWorldCheck.class)
  @interface Several {
    /** All of them. */
    Throttle[] value();
  }
}
