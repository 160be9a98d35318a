package dev.mlsim.junit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A field that gets, before each test, the test's {@link dev.mlsim.Simulator}, its {@link
 * dev.mlsim.clock.VirtualClock} or a client of the AWS SDK; in any class that {@link MlSimulator}
 * holds for. Neither static nor final.
 */
@Target(ElementType.FIELD)
@Retention(RetentionPolicy.RUNTIME)
@Documented
@ExtendWith(OwnWorldCheck.class)
@SuppressWarnings("exports") // the extension is for JUnit to make, and for nobody to name
public @interface Simulated {}
