package dev.mlsim.junit;

import dev.mlsim.fault.FaultSpec;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.function.Function;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Calls of an operation go wrong, as by {@code sim.faults().on(operation)}. Either {@link #error}
 * names an error of the service's, or {@link #kind} another way to go wrong. On a class and on a
 * method they add up.
 */
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@Documented
@Inherited
@ExtendWith(OwnWorldCheck.class)
@SuppressWarnings("exports") // the extension is for JUnit to make, and for nobody to name
@Repeatable(InjectFault.Several.class)
public @interface InjectFault {

  /** Ways for a call to go wrong besides an error of the service's; see {@link FaultSpec}. */
  enum Kind {
    /** The error that {@link InjectFault#error} names. */
    ERROR(calls -> calls),
    /** The service fails inside. */
    SERVER_ERROR(FaultSpec::serverError),
    /** The service is unavailable. */
    UNAVAILABLE(FaultSpec::unavailable),
    /** The caller's identity doesn't allow the call. */
    ACCESS_DENIED(FaultSpec::accessDenied),
    /** The caller's security token has expired. */
    EXPIRED_TOKEN(FaultSpec::expiredToken),
    /** The connection is reset before the service has seen the call. */
    RESET_CONNECTION(FaultSpec::resetConnection),
    /** The connection can't be made in time. */
    CONNECT_TIMEOUT(FaultSpec::connectTimeout),
    /** The answer doesn't come in time. */
    READ_TIMEOUT(FaultSpec::readTimeout),
    /** The service does what was asked, but its answer is lost. */
    LOSE_ANSWER(FaultSpec::loseAnswer),
    /** The service does what was asked, but half of its answer is lost. */
    TRUNCATE_BODY(FaultSpec::truncateBody),
    /** The service does what was asked, but its answer is no JSON. */
    MALFORMED_JSON(FaultSpec::malformedJson),
    /** The service does what was asked, but the answer is a proxy's page. */
    WRONG_CONTENT_TYPE(FaultSpec::wrongContentType);

    @SuppressWarnings("ImmutableEnumChecker") // a function without state
    private final Function<FaultSpec, Object> does;

    Kind(Function<FaultSpec, Object> does) {
      this.does = does;
    }

    Object apply(FaultSpec calls) {
      return does.apply(calls);
    }
  }

  /** The operation; {@code *} and {@code ?} are wild. */
  String operation();

  /** The code of an error of the service's, such as {@code ResourceLimitExceeded}. */
  String error() default "";

  /** The error's message; empty for AWS's own. */
  String message() default "";

  /** How else it goes wrong. */
  Kind kind() default Kind.ERROR;

  /** How many of its first calls; 0 for every one. */
  int first() default 0;

  /** Only the nth call, counted from 1; 0 for no such choice. */
  int nth() default 0;

  /** The share of calls that go wrong, drawn from the seed; from 0 to 1. */
  double probability() default 1;

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
    InjectFault[] value();
  }
}
