package dev.mlsim.sdk.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.mlsim.json.Json;
import dev.mlsim.wire.WireReply;
import dev.mlsim.wire.WireResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** One client's connection, on a thread of its own: a request, its answer, the next request. */
final class Connection implements Runnable {
  private static final Duration FAREWELL = Duration.ofSeconds(2);

  private final Socket socket;
  private final HttpListener listener;
  private final Limits limits;

  Connection(Socket socket, HttpListener listener, Limits limits) {
    this.socket = socket;
    this.listener = listener;
    this.limits = limits;
  }

  @Override
  public void run() {
    try (socket) {
      socket.setTcpNoDelay(true); // or Nagle's algorithm costs 40 ms a call
      TimedInput in = new TimedInput(socket, limits.wall());
      OutputStream out = socket.getOutputStream();
      RequestReader reader = new RequestReader(in, out, limits);
      ReplyWriter writer = new ReplyWriter(out);
      try {
        boolean open = true;
        while (open) {
          Optional<Received> request = reader.next();
          open = request.isPresent() && answer(request.get(), writer);
        }
      } catch (Unreadable e) {
        writer.write(refusal(e), false, true, limits.wall().instant());
        partFrom(in);
      }
    } catch (IOException gone) {
      // The client has left in the middle, or the listener wants the connection closed.
    } finally {
      listener.ended(this);
    }
  }

  /** Whether the connection stays open afterwards. */
  private boolean answer(Received request, ReplyWriter writer) throws IOException {
    if (!listener.answers(this)) {
      return false;
    }
    WireReply reply = listener.handler().answer(request);
    listener.waits(this);
    if (!(reply instanceof WireResponse response)) {
      return false; // the connection is closed without an answer
    }
    boolean last = !request.keepsAlive() || response.isTruncated();
    writer.write(response, request.method().equals("HEAD"), last, limits.wall().instant());
    return !last;
  }

  private static WireResponse refusal(Unreadable e) {
    JsonNode body =
        JsonNodeFactory.instance.objectNode().put("message", "mlsim: " + e.getMessage());
    return new WireResponse(
        e.status(), Map.of("Content-Type", "application/json"), Json.bytes(body));
  }

  /** Hears the client out for a moment, since a close before that would take the answer away. */
  private void partFrom(TimedInput in) throws IOException {
    socket.shutdownOutput();
    in.within(FAREWELL);
    byte[] passed = new byte[limits.head()];
    for (long left = 2L * limits.body(); left > 0 && in.hasMore(); ) {
      left -= in.next(passed, 0, passed.length);
    }
  }

  /** Ends it, from whatever thread. */
  void abort() {
    try {
      socket.close();
    } catch (IOException closed) {
      // Then there is nothing left to close.
    }
  }
}
