package dev.mlsim.sdk.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the requests that come over one connection. */
final class RequestReader {
  private static final int BAD = 400;
  private static final int LATE = 408;
  private static final int LARGE_BODY = 413;
  private static final int LARGE_HEAD = 431;
  private static final int UNKNOWN_CODING = 501;
  private static final int UNKNOWN_VERSION = 505;

  private static final int CHUNK = 64 * 1024;
  private static final int HEX = 16;
  private static final Pattern LINE =
      Pattern.compile("([!#$%&'*+.^_`|~0-9A-Za-z-]+) (\\S+) (HTTP/\\d\\.\\d)");
  private static final Pattern HEADER =
      Pattern.compile("([!#$%&'*+.^_`|~0-9A-Za-z-]+):[ \\t]*([^\\r\\n\\x00]*?)[ \\t]*");
  private static final Pattern CHUNK_SIZE = Pattern.compile("([0-9A-Fa-f]{1,8})[ \\t]*(;.*)?");

  private final TimedInput in;
  private final OutputStream out;
  private final Limits limits;
  private int headLeft;

  RequestReader(TimedInput in, OutputStream out, Limits limits) {
    this.in = in;
    this.out = out;
    this.limits = limits;
  }

  /**
   * The next request; none if the connection has ended or was idle for too long.
   *
   * @throws Unreadable if it is refused as it is
   */
  Optional<Received> next() throws IOException {
    in.within(limits.idle());
    try {
      if (!in.hasMore()) {
        return Optional.empty();
      }
    } catch (SocketTimeoutException idle) {
      return Optional.empty();
    }
    in.within(limits.request());
    try {
      return Optional.of(read());
    } catch (SocketTimeoutException e) {
      throw new Unreadable(
          LATE, "a request must have arrived whole within [" + limits.request() + "]");
    }
  }

  private Received read() throws IOException {
    headLeft = limits.head();
    String first = line();
    if (first.isEmpty()) {
      first = line(); // an empty line before a request is to be passed over
    }
    Matcher line = LINE.matcher(first);
    if (!line.matches()) {
      throw new Unreadable(BAD, "cannot read [" + cut(first) + "] as the start of a request");
    }
    String version = line.group(3);
    if (!version.startsWith("HTTP/1.")) {
      throw new Unreadable(UNKNOWN_VERSION, "HTTP/1.1 is spoken here, not [" + version + "]");
    }
    List<Received.Header> headers = headers();
    Received head = new Received(line.group(1), line.group(2), version, headers, new byte[0]);
    if (!head.target().startsWith("/")
        && head.targetHost().isEmpty()
        && !head.target().equals("*")) {
      throw new Unreadable(BAD, "there is no path in [" + cut(head.target()) + "]");
    }
    return new Received(head.method(), head.target(), version, headers, body(head));
  }

  private List<Received.Header> headers() throws IOException {
    List<Received.Header> headers = new ArrayList<>();
    for (String line = line(); !line.isEmpty(); line = line()) {
      Matcher header = HEADER.matcher(line);
      if (!header.matches()) {
        throw new Unreadable(BAD, "cannot read [" + cut(line) + "] as a header");
      }
      headers.add(new Received.Header(header.group(1), header.group(2)));
    }
    return headers;
  }

  /** A line of the head, without its end. */
  private String line() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int read = in.next(); read != '\n'; read = in.next()) {
      headLeft--;
      if (headLeft < 0) {
        throw new Unreadable(
            LARGE_HEAD, "a request's headers are bounded at " + limits.head() + " bytes");
      }
      line.write(read);
    }
    headLeft--;
    String text = line.toString(StandardCharsets.ISO_8859_1);
    return text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
  }

  private byte[] body(Received head) throws IOException {
    List<String> codings = head.values("Transfer-Encoding");
    List<String> lengths = head.values("Content-Length").stream().distinct().toList();
    if (codings.isEmpty() && lengths.isEmpty()) {
      return head.body();
    }
    if (lengths.size() > 1 || !(codings.isEmpty() || lengths.isEmpty())) {
      throw new Unreadable(BAD, "a request says in one way how long its body is");
    }
    if (!codings.isEmpty() && !codings.get(0).equalsIgnoreCase("chunked")) {
      throw new Unreadable(UNKNOWN_CODING, "a body can be chunked, but not " + codings);
    }
    long length = lengths.isEmpty() ? 0 : length(lengths.get(0));
    checkBody(length);
    if (head.value("Expect").filter(wish -> wish.equalsIgnoreCase("100-continue")).isPresent()) {
      out.write("HTTP/1.1 100 Continue\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
      out.flush();
    }
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    if (lengths.isEmpty()) {
      chunks(body);
    } else {
      copy(length, body);
    }
    return body.toByteArray();
  }

  private long length(String said) throws Unreadable {
    if (!said.matches("\\d{1,18}")) {
      throw new Unreadable(BAD, "[" + cut(said) + "] is no length of a body");
    }
    return Long.parseLong(said);
  }

  private void chunks(ByteArrayOutputStream body) throws IOException {
    long size;
    do {
      headLeft = limits.head();
      String line = line();
      Matcher chunk = CHUNK_SIZE.matcher(line);
      if (!chunk.matches()) {
        throw new Unreadable(BAD, "[" + cut(line) + "] is no size of a chunk");
      }
      size = Long.parseLong(chunk.group(1), HEX);
      copy(size, body);
      if (size > 0 && !line().isEmpty()) {
        throw new Unreadable(BAD, "a chunk is longer than it says");
      }
    } while (size > 0);
    headers(); // the trailers, which nothing here asks for
  }

  private void copy(long length, ByteArrayOutputStream body) throws IOException {
    checkBody(body.size() + length);
    byte[] piece = new byte[(int) Math.min(length, CHUNK)];
    for (long left = length; left > 0; ) {
      int read = in.next(piece, 0, (int) Math.min(left, piece.length));
      body.write(piece, 0, read);
      left -= read;
    }
  }

  private void checkBody(long length) throws Unreadable {
    if (length > limits.body()) {
      throw new Unreadable(LARGE_BODY, "a body is bounded at " + limits.body() + " bytes");
    }
  }

  /** As much of a text as fits into a refusal. */
  private static String cut(String text) {
    char[] shown = Arrays.copyOf(text.toCharArray(), Math.min(text.length(), 100));
    return new String(shown);
  }
}
