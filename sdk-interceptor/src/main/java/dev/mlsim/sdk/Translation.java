package dev.mlsim.sdk;

import dev.mlsim.wire.ConnectionFailure;
import dev.mlsim.wire.Headers;
import dev.mlsim.wire.WireRequest;
import dev.mlsim.wire.WireResponse;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.SdkHttpFullResponse;
import software.amazon.awssdk.http.SdkHttpRequest;

/** Says the SDK's HTTP in the simulator's words, and the simulator's replies in the SDK's. */
final class Translation {
  private static final byte[] NO_BODY = {};

  private Translation() {}

  /** The path stays percent-encoded and has its query string. */
  static WireRequest request(SdkHttpRequest request, byte[] body) {
    String path = request.encodedPath().isEmpty() ? "/" : request.encodedPath();
    String query = request.encodedQueryParameters().orElse("");
    Headers.Builder headers = Headers.builder();
    request.forEachHeader(headers::add); // headers() would copy them first
    if (!headers.has("Host")) { // an HTTP client adds it, if no signer
      headers.add("Host", List.of(request.host()));
    }
    return new WireRequest(
            request.method().name(),
            query.isEmpty() ? path : path + '?' + query,
            headers.build(),
            body)
        .withLateHeader(WaiterFrames.HEADER, () -> WaiterFrames.behind(request));
  }

  /** Reads a request's payload; of exactly its Content-Length where it has one. */
  static byte[] body(SdkHttpRequest request, Optional<ContentStreamProvider> content)
      throws IOException {
    if (content.isEmpty()) {
      return NO_BODY;
    }
    int length = contentLength(request);
    try (InputStream stream = content.get().newStream()) {
      if (length < 0) {
        return stream.readAllBytes();
      }
      byte[] body = new byte[length];
      int read = stream.readNBytes(body, 0, length);
      if (read < length) {
        throw new EOFException(
            "The request body ended after " + read + " of " + length + " announced bytes");
      }
      return body;
    }
  }

  /** The announced length, or -1 where none that an array can have is announced. */
  static int contentLength(SdkHttpRequest request) {
    Optional<String> header = request.firstMatchingHeader("Content-Length");
    if (header.isEmpty()) {
      return -1;
    }
    try {
      return Integer.parseInt(header.get());
    } catch (NumberFormatException notALength) {
      return -1;
    }
  }

  /** Status and headers; the content is delivered apart. */
  static SdkHttpFullResponse response(WireResponse response) {
    SdkHttpFullResponse.Builder builder =
        SdkHttpFullResponse.builder().statusCode(response.status());
    response.headers().forEach(builder::putHeader);
    return builder.build();
  }

  /**
   * The exception that a real HTTP client throws, so that the SDK classifies it as in production.
   */
  static IOException failure(ConnectionFailure failure) {
    return switch (failure.kind()) {
      case RESET -> new SocketException(orElse(failure.detail(), "Connection reset"));
      case CONNECT_TIMEOUT ->
          new SocketTimeoutException(orElse(failure.detail(), "connect timed out"));
      case READ_TIMEOUT -> new SocketTimeoutException(orElse(failure.detail(), "Read timed out"));
    };
  }

  /** What the SDK's Apache client throws at the end of a body that came in part. */
  static IOException premature(WireResponse response) {
    return new IOException(
        "Premature end of Content-Length delimited message body (expected: "
            + response.header("Content-Length").orElse("?")
            + "; received: "
            + response.body().length
            + ")");
  }

  private static String orElse(String detail, String usual) {
    return detail.isBlank() ? usual : detail;
  }
}
