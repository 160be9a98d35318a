package dev.mlsim.sdk;

import dev.mlsim.Simulator;
import java.util.Set;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.regions.providers.AwsProfileRegionProvider;
import software.amazon.awssdk.regions.providers.AwsRegionProvider;
import software.amazon.awssdk.regions.providers.SystemSettingsRegionProvider;

/**
 * Lets a {@link Simulator} answer the clients that the code under test makes by itself, by {@code
 * SageMakerClient.create()} or a builder, with whatever HTTP client, region, credentials or
 * endpoint.
 *
 * <pre>{@code
 * try (AmbientSimulation ambient = AmbientSimulation.install(sim)) {
 *   new NightlyTraining().run(); // makes its own clients
 * }
 * }</pre>
 *
 * <p>Calls of the simulated services go to a {@link LoopbackEndpoint} of this simulation's own, by
 * way of {@link SimulatorInterceptor}; all reach the one simulator, whatever region their client is
 * of. Clients of other services go where they always went, and so do those of S3 unless {@link
 * #install(Simulator, Set)} names it: many tests have an S3 of their own. (A client of S3 finds a
 * bucket with dots in its name behind an address like this one only if it is built with {@code
 * forcePathStyle(true)}.) A call of a simulated service that would leave the JVM all the same fails
 * and says why. Retries of such clients wait on virtual time, their waiters end at the first poll.
 *
 * <p>There is one in a JVM at a time, since clients are told from each other by nothing; tests that
 * use it must not run in parallel.
 */
public final class AmbientSimulation implements AutoCloseable {
  private static final String REGION = "aws.region";

  private final LoopbackEndpoint endpoint;
  private final Ambience ambience;
  private final boolean regionSet;

  private AmbientSimulation(LoopbackEndpoint endpoint, Ambience ambience, boolean regionSet) {
    this.endpoint = endpoint;
    this.ambience = ambience;
    this.regionSet = regionSet;
  }

  /**
   * Installs the simulator until closed, guarded: a call that would leave the JVM fails.
   *
   * @throws IllegalStateException if one is installed
   */
  public static AmbientSimulation install(Simulator simulator) {
    return install(simulator, Set.of());
  }

  /**
   * The same, with services that otherwise are left alone since many tests have something else that
   * stands in for them.
   *
   * @param also such as {@code s3}
   * @throws IllegalStateException if one is installed
   * @throws IllegalArgumentException if there is no such service
   */
  public static AmbientSimulation install(Simulator simulator, Set<String> also) {
    return install(simulator, also, true);
  }

  /**
   * Installs the simulator without the guard: a call that something reroutes goes where it is sent.
   *
   * @throws IllegalStateException if one is installed
   */
  public static AmbientSimulation unguarded(Simulator simulator) {
    return unguarded(simulator, Set.of());
  }

  /** The same, with services that otherwise are left alone, as {@link #install} has them. */
  public static AmbientSimulation unguarded(Simulator simulator, Set<String> also) {
    return install(simulator, also, false);
  }

  private static AmbientSimulation install(Simulator simulator, Set<String> also, boolean guarded) {
    OldestSdk.check();
    Set<String> services = simulator.ambientServiceIds(also);
    LoopbackEndpoint endpoint = LoopbackEndpoint.only(simulator);
    Ambience ambience =
        new Ambience(
            endpoint.uri(),
            services,
            guarded,
            new AmbientRetries(
                new VirtualTimePlugin(new SdkTime(simulator.clock()), simulator.seed())),
            simulator.journal()::failure);
    if (!ambience.install()) {
      endpoint.close();
      throw new IllegalStateException(
          "mlsim: cannot install an ambient simulation: one is installed, and there is one in a JVM"
              + " at a time; close it first, and don't run tests that use it in parallel");
    }
    try {
      return new AmbientSimulation(endpoint, ambience, setRegion(simulator.region()));
    } catch (RuntimeException unreadable) { // the SDK's, of a broken profile file
      ambience.uninstall();
      endpoint.close();
      throw unreadable;
    }
  }

  // A client without a region can't be built; but where it finds one itself, it stays as it was,
  // for clients of other services look in the same places.
  private static boolean setRegion(String region) {
    if (finds(new SystemSettingsRegionProvider()) || finds(new AwsProfileRegionProvider())) {
      return false;
    }
    System.setProperty(REGION, region);
    return true;
  }

  private static boolean finds(AwsRegionProvider provider) {
    try {
      return provider.getRegion() != null;
    } catch (SdkException none) {
      return false;
    }
  }

  /** Where the calls go, for code that wants to be told. */
  public LoopbackEndpoint endpoint() {
    return endpoint;
  }

  /** Takes it out, and puts back what it changed. Closing again does nothing. */
  @Override
  public synchronized void close() {
    if (regionSet && Ambience.current() == ambience) {
      System.clearProperty(REGION);
    }
    ambience.uninstall();
    endpoint.close();
  }
}
