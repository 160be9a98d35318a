package dev.mlsim.sdk;

import dev.mlsim.Simulator;
import dev.mlsim.internal.Given;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.NonRetryableException;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.SdkExecutionAttribute;

/**
 * While it is raised, no client of the AWS SDK for Java 2.x in this JVM reaches anything but a
 * simulator and the hosts that are allowed by name.
 *
 * <pre>{@code
 * try (Fence fence = Fence.raise("minio.test")) {
 *   new NightlyTraining().run();
 * }
 * }</pre>
 *
 * <p>A call that would leave fails, with its name, before it is sent, and before credentials are
 * looked for: one of a client that was kept after an {@linkplain AmbientSimulation ambient
 * simulation}, of a thread that lives on, of a service that is not simulated. This machine is
 * allowed - {@code localhost}, {@code 127.0.0.1} and the like, {@code *.localhost.localstack.cloud}
 * - so that LocalStack, S3Mock and Testcontainers go on; of several fences each must allow the
 * host. A client whose HTTP client is a test's own double is told from others by nothing, so that
 * the host which it asks for must be allowed too.
 *
 * <p>It sees what {@link SimulatorInterceptor} sees: sync and async clients, S3's CRT-based one
 * too, whatever their HTTP client, their region and the thread. It doesn't see what is no call of
 * such a client: the CRT used directly and what it asks by itself, presigned URLs once they are
 * made, the SDK's look for a region or credentials on an instance's metadata service (which {@code
 * AWS_EC2_METADATA_DISABLED=true} switches off), the SDK 1.x, and other processes.
 *
 * <p>Safe for threads.
 */
public final class Fence implements AutoCloseable {
  private static final int MOST_TOLD = 1_000;
  private static final List<Fence> RAISED = new CopyOnWriteArrayList<>();
  private static final List<Watch> WATCHES = new CopyOnWriteArrayList<>();

  private final AllowedHosts allowed;

  private Fence(AllowedHosts allowed) {
    this.allowed = allowed;
  }

  /**
   * Raises a fence until it is closed.
   *
   * @param allowedHosts the names of hosts that clients may reach besides this machine, such as
   *     {@code minio.test} or {@code *.internal}
   * @throws IllegalArgumentException if one is no name of a host
   */
  public static Fence raise(String... allowedHosts) {
    OldestSdk.check();
    Fence fence = new Fence(AllowedHosts.of(Given.each(allowedHosts)));
    RAISED.add(fence);
    return fence;
  }

  /**
   * Tells a simulator's story what fences refuse, until closed: what this thread calls, and what
   * other threads do of which nobody knows whose they are.
   */
  public static Watch watch(Simulator simulator) {
    Watch watch = new Watch(simulator);
    WATCHES.add(watch);
    return watch;
  }

  /** Whether a call will be refused unless something reroutes it: it needs no credentials. */
  @SuppressWarnings("deprecation") // what replaces the two attributes is younger than many SDKs
  static boolean isInTheWayOf(ExecutionAttributes call) {
    if (RAISED.isEmpty() || Ambience.isInProcess(call)) {
      return false;
    }
    URI endpoint = call.getAttribute(SdkExecutionAttribute.CLIENT_ENDPOINT);
    boolean chosen =
        Boolean.TRUE.equals(call.getAttribute(SdkExecutionAttribute.ENDPOINT_OVERRIDDEN));
    String host = chosen && endpoint != null ? endpoint.getHost() : null;
    return RAISED.stream()
        .anyMatch(fence -> host == null ? !fence.allowed.reachAws() : !fence.allowed.allow(host));
  }

  /** Refuses a call to a host that one of the fences doesn't allow. */
  static void check(String host, int port, ExecutionAttributes call) {
    if (RAISED.stream().allMatch(fence -> fence.allowed.allow(host))) {
      return;
    }
    String what =
        call.getAttribute(SdkExecutionAttribute.SERVICE_NAME)
            + " "
            + call.getAttribute(SdkExecutionAttribute.OPERATION_NAME)
            + " to ["
            + host
            + ":"
            + port
            + "]";
    tell(what);
    throw NonRetryableException.create(
        "mlsim: refused to send "
            + what
            + ": the fence is up, and lets clients of the AWS SDK reach simulators and this machine"
            + " alone; possible are an injected client, @MlSimulator(ambient = true) where code"
            + " makes its own client of a simulated service, a double of another, and"
            + " mlsim.fence.allow="
            + host
            + " for what is meant to be reached");
  }

  private static void tell(String what) {
    Thread here = Thread.currentThread();
    List<Watch> own = WATCHES.stream().filter(watch -> watch.thread == here).toList();
    (own.isEmpty() ? WATCHES : own).forEach(watch -> watch.tell(what, here));
  }

  /** Takes the fence down. Closing again does nothing. */
  @Override
  public void close() {
    RAISED.remove(this);
  }

  /** What fences have refused while a simulator was watched over. Safe for threads. */
  public static final class Watch implements AutoCloseable {
    private final Simulator simulator;
    private final List<String> refused = new ArrayList<>();
    private volatile @Nullable Thread thread = Thread.currentThread();

    private Watch(Simulator simulator) {
      this.simulator = simulator;
    }

    /** Takes this thread for the simulator's, in place of the one that began to watch. */
    public void follow() {
      thread = Thread.currentThread();
    }

    /** The calls that were refused, the first thousand, oldest first. */
    public List<String> refused() {
      synchronized (refused) {
        return List.copyOf(refused);
      }
    }

    private void tell(String what, Thread caller) {
      synchronized (refused) {
        if (refused.size() == MOST_TOLD) {
          return;
        }
        refused.add(what);
      }
      String by = caller == thread ? "" : ", of thread [" + caller.getName() + "]";
      try {
        simulator.note("the fence refused " + what + by);
      } catch (RuntimeException inTheMiddleOfAChange) {
        // It is told in refused() all the same.
      }
    }

    /** Ends the watching. Closing again does nothing. */
    @Override
    public void close() {
      WATCHES.remove(this);
      thread = null;
    }
  }
}
