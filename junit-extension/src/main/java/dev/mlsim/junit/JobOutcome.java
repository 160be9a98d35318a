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
 * What becomes of jobs or other resources, as by {@code sim.script().resource(resource)}: one of
 * {@link #failAt}, {@link #stopAt}, {@link #interruptAt}, {@link #stuckAt}, or {@link #phase} with
 * {@link #takes}. On a class and on a method they add up, the method's word last.
 */
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@Documented
@Inherited
@ExtendWith(OwnWorldCheck.class)
@SuppressWarnings("exports") // the extension is for JUnit to make, and for nobody to name
@Repeatable(JobOutcome.Several.class)
public @interface JobOutcome {

  /** The type, such as {@code training-job}. */
  String resource();

  /** Only those whose name fits; {@code *} and {@code ?} are wild. */
  String named() default "*";

  /** How many of them, in the order in which they come there; 0 for all. */
  int first() default 0;

  /** They fail when they have been in this phase as long as planned. */
  String failAt() default "";

  /** Why they fail, as the service shows it. */
  String reason() default "AlgorithmError: as declared by the test";

  /** They are stopped from outside in this phase. */
  String stopAt() default "";

  /** They lose their spot instances in this phase. */
  String interruptAt() default "";

  /** They never leave this phase by themselves. */
  String stuckAt() default "";

  /** The phase that {@link #takes} so long. */
  String phase() default "";

  /** How long {@link #phase} takes, such as {@code PT3H}. */
  String takes() default "";

  /** Several of them. */
  @Target({ElementType.TYPE, ElementType.METHOD})
  @Retention(RetentionPolicy.RUNTIME)
  @Documented
  @Inherited
  @ExtendWith(OwnWorldCheck.class)
  @interface Several {
    /** All of them. */
    JobOutcome[] value();
  }
}
