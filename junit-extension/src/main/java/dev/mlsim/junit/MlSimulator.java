package dev.mlsim.junit;

import dev.mlsim.service.ServiceProvider;
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
 * <p>Methods and constructors may take a {@link dev.mlsim.Simulator}, its {@link
 * dev.mlsim.clock.VirtualClock}, and any sync or async client of the AWS SDK, and fields that are
 * {@link Simulated} get them; they all belong to the same world, as do those of {@code @BeforeEach}
 * and {@code @AfterEach} methods. Clients are closed after the test. Worlds share nothing, tests
 * may run in parallel.
 *
 * <p>It holds for subclasses and for {@code @Nested} classes, and may be put on an annotation of
 * yours. A nested class or a method may have one of its own, which changes what it says and leaves
 * the rest as outside. {@link Throttle}, {@link InjectFault}, {@link Quota} and {@link JobOutcome}
 * beside it set the scene.
 *
 * <p>What all tests of a class need first is set up once by a {@link Prepared} method, from which
 * each of their worlds starts.
 *
 * <p>When a test fails, what happened in its world is printed, and written as a page under {@code
 * target/mlsim} (Gradle: {@code build/mlsim}) that opens in a browser. The configuration parameter
 * {@value MlSimulatorExtension#STORIES} says for which tests: {@code failed}, {@code all} or {@code
 * none}; {@value MlSimulatorExtension#SEED} repeats a run with another seed; {@value
 * MlSimulatorExtension#FENCE} keeps all clients of the AWS SDK in the JVM off AWS.
 */
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@Documented
@Inherited
@ExtendWith(MlSimulatorExtension.class)
@ResourceLock(providers = AmbientLock.class)
public @interface MlSimulator {

  /** How long a world lasts. */
  enum Scope {
    /** As the enclosing class has it, or else as long as a method. */
    AS_OUTSIDE,
    /** Each test method has a world of its own. */
    PER_METHOD,
    /** All methods of the class that says so, those of its nested classes included, share one. */
    PER_CLASS
  }

  /** The AWS region that the world is in; empty for the simulator's default. */
  String region() default "";

  /** The AWS account that the world belongs to, 12 digits; empty for the simulator's default. */
  String account() default "";

  /**
   * The virtual time at which a test starts, as an instant such as {@code 2026-01-01T00:00:00Z};
   * empty for the simulator's default.
   */
  String start() default "";

  /** What all chance in the world comes from; the same seed repeats a run. 0 for the default. */
  long seed() default 0;

  /**
   * What a look at an unfinished resource does to time, for code under test that polls with its own
   * {@code Thread.sleep}: {@code off}, {@code settle} (its end is there at once), or how far each
   * poll moves time, such as {@code PT30S}. Empty for as outside, or else for off. See {@link
   * dev.mlsim.Polling}.
   */
  String polling() default "";

  /**
   * Whether the world answers also the clients that the code under test makes by itself; see {@link
   * dev.mlsim.sdk.AmbientSimulation}. As there is one of these in a JVM at a time, such tests wait
   * for each other.
   *
   * <p>The world is there before a framework fills the test's instance, as Spring Boot does,
   * whatever the order of annotations; an application context that is kept for later tests meets
   * the world of each. Where one instance serves all methods ({@code TestInstance.Lifecycle
   * PER_CLASS}) it is made before any method's world: say {@code world = PER_CLASS} there.
   */
  boolean ambient() default false;

  /**
   * Which services answer in an ambient world that otherwise don't, since many tests have something
   * else that stands in for them: {@code s3}. Those said outside count too.
   */
  String[] also() default {};

  /**
   * How long a world lasts. One per class can be injected into {@code @BeforeAll} and
   * {@code @AfterAll} methods too; its tests see each other's resources, and must not run in
   * parallel. It is as that class says: other settings inside of it are refused.
   */
  Scope world() default Scope.AS_OUTSIDE;

  /**
   * What fails a test that has passed. Empty for as outside, or else for {@link
   * Strict#UNSIMULATED_CALL} and {@link Strict#UNUSED_RULE}.
   */
  Strict[] strict() default {};

  /** What is done to the builder of each injected client, the outermost first. */
  Class<? extends ClientCustomizer>[] clients() default {};

  /**
   * Services that the world simulates besides those that mlsim brings along, and those that are
   * said outside: classes with a constructor that takes nothing. Each is declared once in a JVM,
   * for all worlds; see {@link ServiceProvider}.
   */
  Class<? extends ServiceProvider>[] services() default {};
}
