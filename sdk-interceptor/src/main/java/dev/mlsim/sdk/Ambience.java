package dev.mlsim.sdk;

import java.net.URI;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.exception.NonRetryableException;
import software.amazon.awssdk.core.interceptor.ExecutionAttribute;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.SdkExecutionAttribute;
import software.amazon.awssdk.core.interceptor.SdkInternalExecutionAttribute;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.identity.spi.IdentityProviders;

/** What an ambient simulation does to the calls of the simulated services. Thread-safe. */
final class Ambience {
  /** Set in clients that have the simulator in-process already. */
  static final ExecutionAttribute<Boolean> IN_PROCESS = new ExecutionAttribute<>("MlsimInProcess");

  /** Set in clients that have the simulator in-process: what its functions threw. */
  static final ExecutionAttribute<FunctionFailures> FAILURES =
      new ExecutionAttribute<>("MlsimFailures");

  private static final AtomicReference<@Nullable Ambience> INSTALLED = new AtomicReference<>();

  // Real credentials are neither needed nor looked for: that could leave the JVM, too.
  private static final IdentityProviders IDENTITIES =
      IdentityProviders.builder()
          .putIdentityProvider(
              StaticCredentialsProvider.create(AwsBasicCredentials.create("AKIDMLSIM", "mlsim")))
          .build();

  private final URI endpoint;
  private final Set<String> services;
  private final boolean guarded;
  private final AmbientRetries retries;
  private final FunctionFailures failures;

  Ambience(
      URI endpoint,
      Set<String> services,
      boolean guarded,
      AmbientRetries retries,
      FunctionFailures failures) {
    this.failures = failures;
    this.endpoint = endpoint;
    this.services = services.stream().map(Ambience::comparable).collect(Collectors.toSet());
    this.guarded = guarded;
    this.retries = retries;
  }

  static @Nullable Ambience current() {
    return INSTALLED.get();
  }

  /** False if another one is installed. */
  boolean install() {
    return INSTALLED.compareAndSet(null, this);
  }

  /** Puts the clients' retries back first: the next ambience may move them as soon as it can. */
  void uninstall() {
    retries.restore();
    INSTALLED.compareAndSet(this, null);
  }

  /** Whether the call is of a service that is simulated, and not in-process already. */
  boolean isSimulated(ExecutionAttributes call) {
    return services.contains(service(call)) && !isInProcess(call);
  }

  /** Whether the call's client has the simulator in-process. */
  static boolean isInProcess(ExecutionAttributes call) {
    return call.getAttribute(IN_PROCESS) != null;
  }

  /** Real credentials are not looked for. */
  static void needNoCredentials(ExecutionAttributes call) {
    call.putAttribute(SdkInternalExecutionAttribute.IDENTITY_PROVIDERS, IDENTITIES);
  }

  private static String service(ExecutionAttributes call) {
    return Optional.ofNullable(call.getAttribute(SdkExecutionAttribute.SERVICE_NAME))
        .map(Ambience::comparable)
        .orElse("");
  }

  /** The SDK of one language writes {@code CleanRoomsML}, of another {@code cleanrooms-ml}. */
  static String comparable(String serviceId) {
    return serviceId.replaceAll("[ _-]", "").toLowerCase(Locale.ROOT);
  }

  /** As if the client had been built for our endpoint; the service's own rules then keep to it. */
  @SuppressWarnings("deprecation") // what replaces the two attributes is younger than many SDKs
  void reroute(ExecutionAttributes call) {
    call.putAttribute(SdkExecutionAttribute.CLIENT_ENDPOINT, endpoint);
    call.putAttribute(SdkExecutionAttribute.ENDPOINT_OVERRIDDEN, true);
    needNoCredentials(call);
    call.putAttribute(FAILURES, failures);
    retries.moveToVirtualTime(call.getAttribute(SdkInternalExecutionAttribute.SDK_CLIENT));
  }

  SdkHttpRequest mark(SdkHttpRequest request) {
    return WaiterFrames.behind(request)
        .map(waiter -> request.toBuilder().putHeader(WaiterFrames.HEADER, waiter).build())
        .orElse(request);
  }

  /** Refuses a call that would leave the JVM all the same. */
  void guard(SdkHttpRequest request, ExecutionAttributes call) {
    boolean stays =
        request.host().equals(endpoint.getHost()) && request.port() == endpoint.getPort();
    if (guarded && !stays) {
      throw NonRetryableException.create(
          "mlsim: refused to send "
              + call.getAttribute(SdkExecutionAttribute.SERVICE_NAME)
              + " "
              + call.getAttribute(SdkExecutionAttribute.OPERATION_NAME)
              + " to ["
              + request.host()
              + ":"
              + request.port()
              + "]: an ambient simulation is installed and answers this service at ["
              + endpoint
              + "], but something rerouted the call after it, such as an interceptor of the"
              + " client's or an endpoint provider; AmbientSimulation.unguarded(sim) lets it pass");
    }
  }
}
