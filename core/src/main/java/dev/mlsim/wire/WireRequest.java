package dev.mlsim.wire;

import static java.util.Objects.requireNonNull;

import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * One HTTP request as it reaches a service, whatever carried it: the in-process clients, the
 * loopback endpoint, or a test that speaks the protocol by hand.
 *
 * <p>Immutable; the body is not copied, the caller must not change it afterwards.
 */
public final class WireRequest {
  private final String method;
  private final String path;
  private final Headers headers;
  private final byte[] body;
  private final Late late;

  private record Late(String name, Supplier<Optional<String>> value) {
    static final Late NONE = new Late("", Optional::empty);
  }

  /** Makes a request whose headers have one value a name. */
  public WireRequest(String method, String path, Map<String, String> headers, byte[] body) {
    this(method, path, Headers.of(headers), body);
  }

  /**
   * Makes a request.
   *
   * @param method the HTTP method in capitals
   * @param path the path as sent, percent-encoded, with its query string if there is one
   * @param headers its headers
   * @param body the payload, empty where there is none
   */
  public WireRequest(String method, String path, Headers headers, byte[] body) {
    this(method, path, headers, body, Late.NONE);
  }

  private WireRequest(String method, String path, Headers headers, byte[] body, Late late) {
    this.method = requireNonNull(method, "method");
    this.path = requireNonNull(path, "path");
    this.headers = requireNonNull(headers, "headers");
    this.body = requireNonNull(body, "body");
    this.late = late;
  }

  /**
   * The same request with one more header, whose value is worked out each time somebody asks for
   * it, on his thread: for what costs something and mostly doesn't matter. It is not among {@link
   * #headers}.
   */
  public WireRequest withLateHeader(String name, Supplier<Optional<String>> value) {
    return new WireRequest(
        method,
        path,
        headers,
        body,
        new Late(requireNonNull(name, "name"), requireNonNull(value, "value")));
  }

  /** The HTTP method in capitals. */
  public String method() {
    return method;
  }

  /** The path as sent, percent-encoded, with its query string if there is one. */
  public String path() {
    return path;
  }

  /** The headers as sent. */
  public Headers headers() {
    return headers;
  }

  /** The value of a header, the first if it has many, whatever the case of its name. */
  public Optional<String> header(String name) {
    Optional<String> sent = headers.first(name);
    return sent.isEmpty() && late.name().equalsIgnoreCase(name) ? late.value().get() : sent;
  }

  /** The payload; not a copy. */
  public byte[] body() {
    return body;
  }

  @Override
  public String toString() {
    return method + " " + path + header("X-Amz-Target").map(t -> " (" + t + ")").orElse("");
  }
}
