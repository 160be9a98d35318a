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
 * A quota of the account has this value: {@code sim.quotas().set(name, value)}. A method's word
 * counts before its class's.
 */
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@Documented
@Inherited
@ExtendWith(OwnWorldCheck.class)
@SuppressWarnings("exports") // the extension is for JUnit to make, and for nobody to name
@Repeatable(Quota.Several.class)
public @interface Quota {

  /** The name that AWS gives it. */
  String name();

  /** How much it allows; 0 for nothing more. */
  double value();

  /** Several of them. */
  @Target({ElementType.TYPE, ElementType.METHOD})
  @Retention(RetentionPolicy.RUNTIME)
  @Documented
  @Inherited
  @ExtendWith(OwnWorldCheck.class)
  @interface Several {
    /** All of them. */
    Quota[] value();
  }
}
