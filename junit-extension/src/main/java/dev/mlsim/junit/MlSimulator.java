package dev.mlsim.junit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.ResourceLock;

/**
 * Gives each test method of a class a world of its own.
 *
 * <pre>{@code
 * @MlSimulator
 * class NightlyTrainingTest {
 *   @Test
 *   void trains(SageMakerClient sageMaker, Simulator sim) { ... }
 * }
 * }</pre>
 *
 * <p>Methods may take a {@link dev.mlsim.Simulator}, its {@link dev.mlsim.clock.VirtualClock}, and
 * any sync or async client of the AWS SDK; they all belong to the same world, as do those of
 * {@code @BeforeEach} and {@code @AfterEach} methods. Clients are closed after the test. Worlds
 * share nothing, tests may run in parallel.
 *
 * <p>It holds for subclasses and for {@code @Nested} classes, which may have one of their own, and
 * may be put on an annotation of yours.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Documented
@Inherited
@ExtendWith(MlSimulatorExtension.class)
@ResourceLock(providers = AmbientLock.class)
public @interface MlSimulator {

  /** The AWS region that the world is in; empty for the simulator's default. */
  String region() default "";

  /** The AWS account that the world belongs to, 12 digits; empty for the simulator's default. */
  String account() default "";

  /**
   * The virtual time at which a test starts, as an instant such as {@code 2026-01-01T00:00:00Z};
   * empty for the simulator's default.
   */
  String start() default "";

  /** What all chance in the world comes from; the same seed repeats a run. */
  long seed() default 0;

  /**
   * Whether the world also answers clients that the code under test makes by itself, by {@code
   * SageMakerClient.create()} or a builder; see {@link dev.mlsim.sdk.AmbientSimulation}. Test
   * classes that say so don't run at the same time.
   */
  boolean ambient() default false;
}
