package dev.mlsim.contract;

import dev.mlsim.wire.Headers;
import dev.mlsim.wire.WireRequest;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Takes a body out of its {@code aws-chunked} wrapping: chunks with or without a signature, and
 * trailers after the last. The request is then as if it had been sent plain, the trailers as its
 * headers. Signatures are not checked.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming-trailers.html">Signature
 *     calculations for chunked uploads with trailers</a>
 */
final class AwsChunked {
  private static final String CODING = "aws-chunked";
  private static final String DECODED = "x-amz-decoded-content-length";
  private static final String CODE = "IncompleteBody";
  private static final int HEX = 16;

  private final byte[] wrapped;
  private int at;

  private AwsChunked(byte[] wrapped) {
    this.wrapped = wrapped;
  }

  /** The request with its bare body: itself where nothing is wrapped. */
  static WireRequest unwrapped(WireRequest request) {
    Optional<String> announced = request.header(DECODED);
    boolean streamed =
        request.header("x-amz-content-sha256").filter(s -> s.startsWith("STREAMING-")).isPresent();
    if (announced.isEmpty() && !streamed) {
      return request;
    }
    Map<String, List<String>> headers = new LinkedHashMap<>();
    request
        .headers()
        .forEach(
            (name, values) -> {
              switch (name.toLowerCase(Locale.ROOT)) {
                case "content-encoding" -> headers.put(name, bare(values));
                case DECODED, "content-length", "x-amz-trailer" -> {}
                default -> headers.put(name, values);
              }
            });
    byte[] body = new AwsChunked(request.body()).body(headers);
    if (announced.isPresent() && !announced.get().equals("" + body.length)) {
      throw incomplete();
    }
    headers.put("Content-Length", List.of("" + body.length));
    return new WireRequest(request.method(), request.path(), Headers.ofAll(headers), body);
  }

  private static List<String> bare(List<String> codings) {
    List<String> others = new ArrayList<>();
    for (String value : codings) {
      for (String coding : value.split(",", -1)) {
        if (!coding.isBlank() && !coding.strip().equals(CODING)) {
          others.add(coding.strip());
        }
      }
    }
    return others.isEmpty() ? List.of() : List.of(String.join(",", others));
  }

  private byte[] body(Map<String, List<String>> headers) {
    ByteArrayOutputStream bare = new ByteArrayOutputStream(wrapped.length);
    int size = size(line());
    while (size > 0) {
      if (size > wrapped.length - at) {
        throw incomplete();
      }
      bare.write(wrapped, at, size);
      at += size;
      if (!line().isEmpty()) {
        throw incomplete();
      }
      size = size(line());
    }
    while (at < wrapped.length) {
      String trailer = line();
      int colon = trailer.indexOf(':');
      if (colon > 0) {
        headers.put(
            trailer.substring(0, colon).strip(), List.of(trailer.substring(colon + 1).strip()));
      }
    }
    return bare.toByteArray();
  }

  private static int size(String line) {
    int end = line.indexOf(';');
    try {
      return Integer.parseUnsignedInt(end < 0 ? line : line.substring(0, end), HEX);
    } catch (NumberFormatException e) {
      throw incomplete();
    }
  }

  private String line() {
    int start = at;
    while (at < wrapped.length && wrapped[at] != '\n') {
      at++;
    }
    int end = at > start && wrapped[at - 1] == '\r' ? at - 1 : at;
    at = Math.min(at + 1, wrapped.length);
    return new String(wrapped, start, end - start, StandardCharsets.UTF_8);
  }

  private static MalformedInput incomplete() {
    return new MalformedInput(
        "You did not provide the number of bytes specified by the Content-Length HTTP header",
        CODE);
  }
}
