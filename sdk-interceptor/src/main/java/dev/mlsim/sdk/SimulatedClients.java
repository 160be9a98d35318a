package dev.mlsim.sdk;

import dev.mlsim.Simulator;
import dev.mlsim.clock.VirtualClock;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.defaultsmode.DefaultsMode;
import software.amazon.awssdk.core.SdkClient;
import software.amazon.awssdk.core.client.builder.SdkAsyncClientBuilder;
import software.amazon.awssdk.core.client.builder.SdkSyncClientBuilder;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.core.client.config.SdkAdvancedAsyncClientOption;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.async.SdkAsyncHttpClient;
import software.amazon.awssdk.profiles.ProfileFile;
import software.amazon.awssdk.regions.Region;

/**
 * Clients of the AWS SDK whose calls are answered by a {@link Simulator}.
 *
 * <pre>{@code
 * try (SimulatedClients clients = SimulatedClients.of(sim)) {
 *   SageMakerClient sageMaker = clients.create(SageMakerClient.class);
 *   PersonalizeAsyncClient personalize =
 *       clients.configure(PersonalizeAsyncClient.builder().overrideConfiguration(mine)).build();
 * }
 * }</pre>
 *
 * <p>The clients are real: they marshal, sign, retry and throw as in production. Their calls do not
 * leave the JVM, they need no credentials, region or configuration file and look for none, and
 * their waiting (back-off between attempts, delays of async waiters) moves the simulator's clock
 * instead of taking time. An async call completes on the calling thread, before the method returns.
 *
 * <p>Thread-safe, as far as the builders given to it are not shared.
 */
public final class SimulatedClients implements AutoCloseable {
  private static final int MAX_CLIENTS = 10_000;
  private static final ProfileFile NO_PROFILES = ProfileFile.aggregator().build();
  private static final Executor CALLING_THREAD = Runnable::run;
  private static final AwsCredentialsProvider CREDENTIALS =
      StaticCredentialsProvider.create(AwsBasicCredentials.create("AKIDMLSIM", "mlsim"));

  private final Doorway doorway;
  private final Region region;
  private final VirtualTimePlugin virtualTime;
  private final AttemptLimits attemptLimits;
  private final Set<String> services;
  private final FunctionFailures failures;
  private final Deque<SdkClient> made = new ArrayDeque<>();
  private boolean closed;

  /** Puts whatever is behind the doorway behind clients of whatever service. */
  SimulatedClients(Doorway doorway, VirtualClock clock, String region, long seed) {
    this(doorway, clock, region, seed, Set.of(), requestId -> Optional.empty());
  }

  private SimulatedClients(
      Doorway doorway,
      VirtualClock clock,
      String region,
      long seed,
      Set<String> services,
      FunctionFailures failures) {
    this.services = services;
    this.failures = failures;
    SdkTime time = new SdkTime(clock);
    this.doorway = new TimelyDoorway(doorway, time);
    this.region = Region.of(region);
    this.virtualTime = new VirtualTimePlugin(time, seed);
    this.attemptLimits = new AttemptLimits(time);
  }

  /** The clients of this world. */
  public static SimulatedClients of(Simulator simulator) {
    OldestSdk.check();
    return new SimulatedClients(
        simulator::exchange,
        simulator.clock(),
        simulator.region(),
        simulator.seed(),
        simulator.serviceIds(),
        simulator.journal()::failure);
  }

  /**
   * Whether {@link #create} makes clients of this type: it is the interface of a service's sync or
   * async client.
   */
  public static boolean canCreate(Class<?> type) {
    return ClientInterface.is(type);
  }

  /**
   * Makes a client with the SDK's defaults; it is closed with this object.
   *
   * @param clientType the interface of a service's sync or async client, such as {@code
   *     SageMakerClient.class}
   * @throws IllegalArgumentException if the type is no such interface, or of a service that is not
   *     simulated
   * @throws IllegalStateException if this object is closed
   */
  public <T extends SdkClient> T create(Class<T> clientType) {
    return create(clientType, builder -> {});
  }

  /**
   * Makes a client whose builder was configured by the caller first, as {@link #configure} has it.
   *
   * @throws IllegalArgumentException if the type is no such interface, or of a service that is not
   *     simulated
   * @throws IllegalStateException if this object is closed
   */
  public <T extends SdkClient> T create(
      Class<T> clientType, Consumer<? super AwsClientBuilder<?, ?>> mine) {
    AwsClientBuilder<?, ?> builder = ClientInterface.builderOf(clientType);
    if (!services.isEmpty() && !ClientInterface.isOfOne(clientType, services)) {
      throw new IllegalArgumentException(
          "mlsim: cannot make a client of ["
              + clientType.getName()
              + "]: its service is not simulated, simulated are "
              + services
              + "; possible are a mock, a client of another simulator's, and a service that you"
              + " declare: Simulator.builder().service(...)");
    }
    builder.defaultsMode(DefaultsMode.LEGACY); // the SDK's default, wherever this runs
    mine.accept(builder);
    T client = clientType.cast(configure(builder).build());
    keep(client);
    return client;
  }

  /**
   * Points a builder of the caller's at the simulator, and gives it back. Call it last.
   *
   * <p>Replaced are what decides where a call goes and how long waiting takes: HTTP client, region,
   * credentials, executors. Kept is what decides how the client behaves: retry strategy (attempts,
   * conditions and back-off), interceptors, time-outs, headers, a profile file given in code, and
   * everything else. A completion executor given to an async builder afterwards is respected; an
   * HTTP client given afterwards would be used, and reach the real AWS.
   *
   * @throws IllegalArgumentException if it builds neither a sync nor an async client
   * @throws IllegalStateException if this object is closed
   */
  public <B extends AwsClientBuilder<?, ?>> B configure(B builder) {
    refuseIfClosed();
    if (builder instanceof SdkSyncClientBuilder<?, ?> sync) {
      sync.httpClient((SdkHttpClient) null);
      sync.httpClientBuilder(new InProcessHttpClient.Builder(doorway));
    } else if (builder instanceof SdkAsyncClientBuilder<?, ?> async) {
      async.httpClient((SdkAsyncHttpClient) null);
      async.httpClientBuilder(new InProcessAsyncHttpClient.Builder(doorway));
      async.asyncConfiguration(
          c ->
              c.advancedOption(
                  SdkAdvancedAsyncClientOption.FUTURE_COMPLETION_EXECUTOR, CALLING_THREAD));
    } else {
      throw new IllegalArgumentException(
          "mlsim: cannot configure ["
              + builder.getClass().getName()
              + "]: it builds neither a sync nor an async client of the AWS SDK for Java 2.x");
    }
    builder.region(region);
    builder.credentialsProvider(CREDENTIALS);
    builder.overrideConfiguration(withoutFiles(builder.overrideConfiguration()));
    virtualTime.plugInto(builder);
    if (builder instanceof SdkAsyncClientBuilder) {
      attemptLimits.plugInto(builder);
    }
    return builder;
  }

  // What is in ~/.aws on the machine must not change what a test does.
  private ClientOverrideConfiguration withoutFiles(ClientOverrideConfiguration mine) {
    ClientOverrideConfiguration.Builder changed =
        mine.toBuilder()
            .executionAttributes(
                mine.executionAttributes().toBuilder()
                    .put(Ambience.IN_PROCESS, true)
                    .put(Ambience.FAILURES, failures)
                    .build());
    if (mine.defaultProfileFileSupplier().isEmpty()) {
      changed.defaultProfileFileSupplier(() -> NO_PROFILES);
    }
    return changed.build();
  }

  private synchronized void keep(SdkClient client) {
    if (closed) { // by another thread, since it was asked for
      client.close();
    }
    refuseIfClosed();
    if (made.size() == MAX_CLIENTS) {
      client.close();
      throw new IllegalStateException(
          "mlsim: cannot make another client: "
              + MAX_CLIENTS
              + " made here are open; make one and use it for many calls, it is thread-safe");
    }
    made.push(client);
  }

  private synchronized void refuseIfClosed() {
    if (closed) {
      throw new IllegalStateException(
          "mlsim: cannot make a client: these SimulatedClients are closed;"
              + " SimulatedClients.of(sim) makes new ones");
    }
  }

  /**
   * Closes the clients made by {@link #create}, the last made first. Those of {@link #configure}
   * are the caller's.
   */
  @Override
  public synchronized void close() {
    closed = true;
    while (!made.isEmpty()) {
      made.pop().close();
    }
  }
}
