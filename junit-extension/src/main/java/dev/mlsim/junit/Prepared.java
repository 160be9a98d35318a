package dev.mlsim.junit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A static method that sets up, once for a class, the world from which each of its tests starts.
 *
 * <pre>{@code
 * @MlSimulator
 * class DeployTest {
 *   @Prepared
 *   static void trained(SageMakerClient sageMaker, Simulator sim) {
 *     sageMaker.createTrainingJob(...);
 *     sim.clock().advance(ofHours(1));
 *     sim.journal().clear();
 *   }
 *
 *   @Test
 *   void deploys(SageMakerClient sageMaker) { ... } // the job has ended
 * }
 * }</pre>
 *
 * <p>It may take what a test method may take. It runs in a world of its own, of which a {@link
 * dev.mlsim.Snapshot} is taken; each test, also in parallel, gets a simulator that is made of that.
 * What it did stands in the journals of the tests, unless it clears the journal in the end; its
 * rules need not come into play in each test. {@link Throttle}, {@link InjectFault}, {@link Quota}
 * and {@link JobOutcome} set the scene after it, so they don't disturb it.
 *
 * <p>It holds for nested classes too, whose own go on from there. Tests with other settings, such
 * as another seed, have it run again for theirs. A class has at most one besides what it inherits.
 */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@Documented
public @interface Prepared {}
