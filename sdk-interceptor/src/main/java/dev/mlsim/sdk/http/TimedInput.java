package dev.mlsim.sdk.http;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** Reads from a socket until a time is over, however slowly the bytes drop in. */
final class TimedInput {
  private static final int BUFFER = 8192;
  private static final long MOST_MILLIS = 3_600_000;

  private final Socket socket;
  private final InputStream in;
  private final InstantSource wall;
  private final byte[] buffer = new byte[BUFFER];
  private int from;
  private int to;
  private Instant end;

  TimedInput(Socket socket, InstantSource wall) throws IOException {
    this.socket = socket;
    this.in = socket.getInputStream();
    this.wall = wall;
    this.end = wall.instant();
  }

  /** From now on what is read must have come within so long. */
  void within(Duration time) {
    end = wall.instant().plus(time);
  }

  /** Whether a byte comes in time, rather than the connection's end. */
  boolean hasMore() throws IOException {
    if (from < to) {
      return true;
    }
    long left = Duration.between(wall.instant(), end).toMillis();
    if (left <= 0) {
      throw new SocketTimeoutException("too late");
    }
    socket.setSoTimeout((int) Math.min(left, MOST_MILLIS));
    from = 0;
    to = Math.max(0, in.read(buffer));
    return to > 0;
  }

  int next() throws IOException {
    if (!hasMore()) {
      throw new EOFException("the connection ended in the middle of a request");
    }
    return buffer[from++] & 0xff;
  }

  /** Reads as many bytes as are there at once, at most so many; at least one. */
  int next(byte[] into, int offset, int most) throws IOException {
    if (!hasMore()) {
      throw new EOFException("the connection ended in the middle of a body");
    }
    int length = Math.min(most, to - from);
    System.arraycopy(buffer, from, into, offset, length);
    from += length;
    return length;
  }
}
