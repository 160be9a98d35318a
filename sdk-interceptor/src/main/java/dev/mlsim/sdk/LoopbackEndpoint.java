package dev.mlsim.sdk;

import static java.util.Objects.requireNonNull;

import dev.mlsim.Simulator;
import dev.mlsim.sdk.http.HttpListener;
import dev.mlsim.sdk.http.Limits;
import dev.mlsim.wire.WireRequest;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * A simulated world over HTTP on 127.0.0.1, for other processes and languages: {@code
 * AWS_ENDPOINT_URL=http://127.0.0.1:4571 aws sagemaker list-training-jobs}. {@link #environment()}
 * has all that such a process needs.
 *
 * <p>All services are on one port, told apart by target or path. Clients of other regions than the
 * simulator's (read from what they sign) find an isolated world each, made with the same settings;
 * only the objects of S3 are the same in all of them. Under {@code /mlsim/} lies a control API,
 * which {@code GET /mlsim/} describes; {@code GET /} is a page for a person. Reading makes and
 * changes no world.
 *
 * <p>It listens on no other interface. Calls of AWS must be signed, with whatever key; a request is
 * refused with 403 that asks for another host than 127.0.0.1, localhost, {@code <bucket>.localhost}
 * or [::1] at this port, unless {@link Builder#allowHost} allows it, and so is one that a web page
 * elsewhere makes. Links that are signed for S3 work, and so does reading an object at {@code
 * <bucket>.localhost} without a signature.
 *
 * <p>A request must arrive whole within 30 s, a connection without one is closed after 75 s, and
 * there are at most 200 connections: a further one takes the place of the one that waits longest. A
 * body has at most 128 MiB, so that an object of 100 MB comes at once or in parts. These bounds are
 * the endpoint's own, embedded or {@linkplain LoopbackServer standalone}; no property of the JVM is
 * read or set.
 *
 * <p>Waiters of Java's and Python's SDKs (and of the command line) end at their first poll, since
 * they send that they are waiters; Java's of 1.x and 2.x do. Those of JavaScript's don't: give such
 * clients the polling policy {@code settle}. Their back-off between retries takes real time, in
 * which rate limits refill only if {@link dev.mlsim.fault.Faults#refillAlsoBy} says so.
 *
 * <p>Safe for threads. Calls are answered by daemon threads of its own.
 */
public final class LoopbackEndpoint implements AutoCloseable {
  private static final int MOST_PORT = 65_535;

  private final HttpListener listener;
  private final RegionWorlds worlds;

  private LoopbackEndpoint(HttpListener listener, RegionWorlds worlds) {
    this.listener = listener;
    this.worlds = worlds;
  }

  /**
   * Serves the simulator on a free port until closed.
   *
   * @throws UncheckedIOException if no port can be had
   */
  public static LoopbackEndpoint open(Simulator simulator) {
    return builder(simulator).open();
  }

  /**
   * Serves the simulator on the port until closed.
   *
   * @param port the port, 0 for a free one
   * @throws IllegalArgumentException if there is no such port
   * @throws UncheckedIOException if the port can't be had
   */
  public static LoopbackEndpoint open(Simulator simulator, int port) {
    return builder(simulator).port(port).open();
  }

  /** Begins an endpoint that serves the simulator. */
  public static Builder builder(Simulator simulator) {
    return new Builder(simulator);
  }

  /** Serves a world to every client, wherever its region, and nothing besides. */
  static LoopbackEndpoint only(Simulator simulator) {
    Doorway only = new TimelyDoorway(simulator::exchange, new SdkTime(simulator.clock()));
    return builder(simulator).open(worlds -> request -> only);
  }

  /** Where it listens, such as {@code http://127.0.0.1:4571}. */
  public URI uri() {
    return URI.create("http://127.0.0.1:" + listener.port());
  }

  /**
   * The variables by which the command line and SDKs of other languages find it, in an order to be
   * printed: {@code AWS_ENDPOINT_URL_SAGEMAKER} and the like for each service that is simulated, by
   * AWS's rule - the service's id in capitals, spaces as underscores - so that other services go
   * where they always went; a region, and keys that nobody checks. {@code AWS_ENDPOINT_URL} in
   * their place sends all services here.
   *
   * <pre>{@code
   * processBuilder.environment().putAll(endpoint.environment());
   * }</pre>
   */
  public Map<String, String> environment() {
    return Environment.of(uri(), worlds.first());
  }

  /**
   * The world that clients of a region find.
   *
   * @throws IllegalArgumentException if no region is named like that
   */
  public Simulator simulator(String region) {
    return worlds.of(region);
  }

  /** Stops at once; connections are closed. Closing again does nothing. */
  @Override
  public void close() {
    listener.close();
  }

  @Override
  public String toString() {
    return "mlsim on " + uri();
  }

  /** Configures an endpoint. */
  public static final class Builder {
    private final Simulator simulator;
    private final Set<String> hosts = new TreeSet<>();
    private int port;
    private Limits limits = Limits.standard();
    private Consumer<Simulator> eachWorld = world -> {};

    private Builder(Simulator simulator) {
      this.simulator = requireNonNull(simulator, "simulator");
    }

    /**
     * The port, 0 for a free one, as it is unless told.
     *
     * @throws IllegalArgumentException if there is no such port
     */
    public Builder port(int number) {
      if (number < 0 || number > MOST_PORT) {
        throw new IllegalArgumentException(
            "mlsim: there is no port ["
                + number
                + "]; a port is 1 to "
                + MOST_PORT
                + ", and 0 takes a free one");
      }
      port = number;
      return this;
    }

    /**
     * Answers requests for another host too, at any port: {@code host.docker.internal}, say, where
     * something relays them. Everybody who can make that name mean this machine, or makes it in a
     * browser on it, can then use the endpoint.
     *
     * @throws IllegalArgumentException if it is no host's name
     */
    public Builder allowHost(String name) {
      String lower = name.toLowerCase(Locale.ROOT);
      if (!Gate.isHost(lower)) {
        throw new IllegalArgumentException(
            "mlsim: cannot allow ["
                + name
                + "]: a host is a name such as [host.docker.internal], without scheme or port");
      }
      hosts.add(lower);
      return this;
    }

    Builder limits(Limits bounds) {
      limits = bounds;
      return this;
    }

    /** Sets up each world before its first call. */
    Builder eachWorld(Consumer<Simulator> setUp) {
      eachWorld = setUp;
      return this;
    }

    /**
     * Serves until closed.
     *
     * @throws UncheckedIOException if the port can't be had
     */
    public LoopbackEndpoint open() {
      return open(worlds -> worlds::doorway);
    }

    private LoopbackEndpoint open(Function<RegionWorlds, Function<WireRequest, Doorway>> doorways) {
      RegionWorlds worlds = new RegionWorlds(simulator, eachWorld);
      HttpListener listener =
          HttpListener.open(
              port,
              at ->
                  new LoopbackHandler(new Gate(at, hosts), worlds, doorways.apply(worlds))::answer,
              limits);
      return new LoopbackEndpoint(listener, worlds);
    }
  }
}
