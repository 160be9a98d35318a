package dev.mlsim.sdk.http;

import dev.mlsim.wire.WireReply;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntFunction;

/**
 * Listens on a port of 127.0.0.1 until closed, and answers each connection on a daemon thread.
 *
 * <p>When all connections are taken, a new one takes the place of the one that has been waiting
 * longest, for a request or for its client to read: half-open requests keep nobody out. Safe for
 * threads.
 */
public final class HttpListener implements AutoCloseable {
  private static final int BACKLOG = 1024;

  private final ServerSocket server;
  private final Handler handler;
  private final Limits limits;
  private final Map<Connection, Thread> threads = new LinkedHashMap<>();
  private final Set<Connection> waiting = new LinkedHashSet<>(); // the longest first
  private boolean closed;

  /** Answers requests. */
  @FunctionalInterface
  public interface Handler {
    /** Answers one; a reply that is no response closes the connection. It throws nothing. */
    WireReply answer(Received request);
  }

  private HttpListener(ServerSocket server, Handler handler, Limits limits) {
    this.server = server;
    this.handler = handler;
    this.limits = limits;
  }

  /**
   * Listens on the port, on a free one if it is 0.
   *
   * @param handlers makes what answers, knowing the port
   * @throws UncheckedIOException if the port can't be had
   */
  public static HttpListener open(int port, IntFunction<Handler> handlers, Limits limits) {
    try {
      InetAddress loopback = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
      ServerSocket server = new ServerSocket();
      server.setReuseAddress(true);
      server.bind(new InetSocketAddress(loopback, port), BACKLOG);
      Handler handler = handlers.apply(server.getLocalPort());
      HttpListener listener = new HttpListener(server, handler, limits);
      thread(listener::accept).start();
      return listener;
    } catch (IOException e) {
      throw new UncheckedIOException(
          "mlsim: cannot listen on 127.0.0.1 port ["
              + port
              + "]: "
              + e.getMessage()
              + "; port 0 takes a free one",
          e);
    }
  }

  private static Thread thread(Runnable work) {
    Thread thread = new Thread(work, "mlsim-loopback");
    thread.setDaemon(true);
    return thread;
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        begin(new Connection(server.accept(), this, limits));
      } catch (IOException | InterruptedException e) {
        // It is closed, or this client was gone before it was met.
      }
    }
  }

  private synchronized void begin(Connection connection) throws InterruptedException {
    while (threads.size() >= limits.connections() && !closed) {
      Iterator<Connection> longest = waiting.iterator();
      if (longest.hasNext()) {
        Connection evicted = longest.next();
        longest.remove();
        evicted.abort();
        threads.remove(evicted);
      } else {
        wait(); // all of them are being answered
      }
    }
    if (closed) {
      connection.abort();
      return;
    }
    Thread thread = thread(connection);
    threads.put(connection, thread);
    waiting.add(connection);
    thread.start();
  }

  Handler handler() {
    return handler;
  }

  /** Whether the connection's request may be answered; while it is, the connection stays. */
  synchronized boolean answers(Connection connection) {
    waiting.remove(connection);
    return threads.containsKey(connection);
  }

  /** The connection waits for its client. */
  synchronized void waits(Connection connection) {
    if (threads.containsKey(connection)) {
      waiting.add(connection);
      notifyAll();
    }
  }

  synchronized void ended(Connection connection) {
    waiting.remove(connection);
    threads.remove(connection);
    notifyAll();
  }

  /** The port that it listens on. */
  public int port() {
    return server.getLocalPort();
  }

  /** Stops at once; connections are closed. Closing again does nothing. */
  @Override
  public void close() {
    List<Map.Entry<Connection, Thread>> open;
    synchronized (this) {
      closed = true;
      open = List.copyOf(threads.entrySet());
      notifyAll();
    }
    try {
      server.close();
    } catch (IOException e) {
      throw new UncheckedIOException("mlsim: cannot stop listening on port " + port(), e);
    }
    for (Map.Entry<Connection, Thread> one : open) {
      one.getKey().abort();
      one.getValue().interrupt();
    }
  }
}
