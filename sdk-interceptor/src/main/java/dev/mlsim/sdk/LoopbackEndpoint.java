package dev.mlsim.sdk;

import com.sun.net.httpserver.HttpServer;
import dev.mlsim.Simulator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * A simulated world over HTTP on 127.0.0.1, for other processes and languages: {@code
 * AWS_ENDPOINT_URL=http://127.0.0.1:4571 aws sagemaker list-training-jobs}.
 *
 * <p>All services are on one port, told apart by target or path. Clients of other regions than the
 * simulator's (read from what they sign) find an isolated world each, made with the same settings.
 * Under {@code /mlsim/} lies a control API, which {@code GET /mlsim/} describes; {@code GET /} is a
 * page for a person. It listens on no other interface and asks for no credentials.
 *
 * <p>Waiters of Java's and Python's SDKs (and of the command line) end at their first poll, since
 * they send that they are waiters. Those of JavaScript's don't: give such clients the polling
 * policy {@code settle}. Their back-off between retries takes real time.
 *
 * <p>Safe for threads. Calls are answered by daemon threads of its own.
 */
public final class LoopbackEndpoint implements AutoCloseable {
  private static final int MAX_THREADS = 200;
  private static final int BACKLOG = 1024;
  private static final long IDLE_SECONDS = 10;
  private static final String NO_DELAY = "sun.net.httpserver.nodelay";

  private final HttpServer server;
  private final ExecutorService threads;
  private final RegionWorlds worlds;

  private LoopbackEndpoint(HttpServer server, ExecutorService threads, RegionWorlds worlds) {
    this.server = server;
    this.threads = threads;
    this.worlds = worlds;
  }

  /**
   * Serves the simulator on a free port until closed.
   *
   * @throws UncheckedIOException if no port can be had
   */
  public static LoopbackEndpoint open(Simulator simulator) {
    return open(simulator, 0);
  }

  /**
   * Serves the simulator on the port until closed.
   *
   * @param port the port, 0 for a free one
   * @throws UncheckedIOException if the port can't be had
   */
  public static LoopbackEndpoint open(Simulator simulator, int port) {
    RegionWorlds worlds = new RegionWorlds(simulator);
    return open(worlds, new LoopbackHandler(worlds::doorway, new ControlApi(worlds)), port);
  }

  /** Serves a world to every client, wherever its region, and nothing besides. */
  static LoopbackEndpoint only(Simulator simulator) {
    RegionWorlds worlds = new RegionWorlds(simulator);
    Doorway only = new TimelyDoorway(simulator::exchange, new SdkTime(simulator.clock()));
    return open(worlds, new LoopbackHandler(request -> only, new ControlApi(worlds)), 0);
  }

  private static LoopbackEndpoint open(RegionWorlds worlds, LoopbackHandler handler, int port) {
    HttpServer server = listen(port);
    ThreadPoolExecutor threads =
        new ThreadPoolExecutor(
            0,
            MAX_THREADS,
            IDLE_SECONDS,
            TimeUnit.SECONDS,
            new SynchronousQueue<>(),
            LoopbackEndpoint::thread,
            new ThreadPoolExecutor.CallerRunsPolicy());
    server.setExecutor(threads);
    server.createContext("/", handler);
    server.start();
    return new LoopbackEndpoint(server, threads, worlds);
  }

  private static Thread thread(Runnable work) {
    Thread thread = new Thread(work, "mlsim-loopback");
    thread.setDaemon(true);
    return thread;
  }

  // The JDK's server reads the property once; without it, Nagle's algorithm costs 40 ms a call.
  private static synchronized HttpServer listen(int port) {
    String before = System.getProperty(NO_DELAY);
    System.setProperty(NO_DELAY, "true");
    try {
      InetAddress loopback = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
      return HttpServer.create(new InetSocketAddress(loopback, port), BACKLOG);
    } catch (IOException e) {
      throw new UncheckedIOException(
          "mlsim: cannot listen on 127.0.0.1 port ["
              + port
              + "]: "
              + e.getMessage()
              + "; port 0 takes a free one",
          e);
    } finally {
      if (before == null) {
        System.clearProperty(NO_DELAY);
      } else {
        System.setProperty(NO_DELAY, before);
      }
    }
  }

  /** Where it listens, such as {@code http://127.0.0.1:4571}. */
  public URI uri() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
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
    server.stop(0);
    threads.shutdownNow();
  }

  @Override
  public String toString() {
    return "mlsim on " + uri();
  }
}
