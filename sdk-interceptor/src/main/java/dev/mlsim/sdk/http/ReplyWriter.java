package dev.mlsim.sdk.http;

import dev.mlsim.wire.WireResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Writes the replies that go over one connection. */
final class ReplyWriter {
  /** Written here; a Date of virtual time would make clients correct theirs. */
  private static final Set<String> OWN =
      Set.of("content-length", "transfer-encoding", "date", "connection");

  private static final Map<Integer, String> REASONS =
      Map.ofEntries(
          Map.entry(200, "OK"),
          Map.entry(201, "Created"),
          Map.entry(202, "Accepted"),
          Map.entry(204, "No Content"),
          Map.entry(206, "Partial Content"),
          Map.entry(301, "Moved Permanently"),
          Map.entry(304, "Not Modified"),
          Map.entry(400, "Bad Request"),
          Map.entry(403, "Forbidden"),
          Map.entry(404, "Not Found"),
          Map.entry(405, "Method Not Allowed"),
          Map.entry(408, "Request Timeout"),
          Map.entry(409, "Conflict"),
          Map.entry(412, "Precondition Failed"),
          Map.entry(413, "Payload Too Large"),
          Map.entry(415, "Unsupported Media Type"),
          Map.entry(416, "Range Not Satisfiable"),
          Map.entry(424, "Failed Dependency"),
          Map.entry(429, "Too Many Requests"),
          Map.entry(431, "Request Header Fields Too Large"),
          Map.entry(500, "Internal Server Error"),
          Map.entry(501, "Not Implemented"),
          Map.entry(502, "Bad Gateway"),
          Map.entry(503, "Service Unavailable"),
          Map.entry(505, "HTTP Version Not Supported"));

  /** The statuses of answers that never have a body, and so no length. */
  private static final Set<Integer> EMPTY = Set.of(204, 304);

  private final OutputStream out;

  ReplyWriter(OutputStream out) {
    this.out = out;
  }

  /**
   * Writes a response.
   *
   * @param silent whether it goes without its body, as to a HEAD
   * @param last whether the connection ends with it
   */
  void write(WireResponse response, boolean silent, boolean last, Instant now) throws IOException {
    StringBuilder head = new StringBuilder("HTTP/1.1 ");
    head.append(response.status()).append(' ');
    head.append(REASONS.getOrDefault(response.status(), "Unknown")).append("\r\n");
    header(head, "Date", DateTimeFormatter.RFC_1123_DATE_TIME.format(now.atOffset(ZoneOffset.UTC)));
    response
        .headers()
        .forEach(
            (name, values) -> {
              if (!OWN.contains(name.toLowerCase(Locale.ROOT))) {
                values.forEach(value -> header(head, name, value));
              }
            });
    if (!EMPTY.contains(response.status())) {
      header(head, "Content-Length", Long.toString(announced(response)));
    }
    if (last) {
      header(head, "Connection", "close");
    }
    head.append("\r\n");
    ByteArrayOutputStream whole = new ByteArrayOutputStream();
    whole.writeBytes(head.toString().getBytes(StandardCharsets.ISO_8859_1));
    if (!silent && !EMPTY.contains(response.status())) {
      whole.writeBytes(response.body());
    }
    whole.writeTo(out);
    out.flush();
  }

  private static void header(StringBuilder head, String name, String value) {
    head.append(name).append(": ").append(value.replaceAll("[\\r\\n]", " ")).append("\r\n");
  }

  /** More than there is if the connection is to break on the way. */
  private static long announced(WireResponse response) {
    return response.isTruncated() || response.isBodiless()
        ? response.header("Content-Length").map(Long::parseLong).orElse(0L)
        : response.body().length;
  }
}
