package dev.mlsim.wire;

import static java.util.Objects.requireNonNull;

import java.util.Map;
import java.util.Optional;

/**
 * One HTTP request as it reaches a service, whatever carried it: the in-process clients, the
 * loopback endpoint, or a test that speaks the protocol by hand.
 *
 * <p>Immutable; the body is not copied, the caller must not change it afterwards.
 */
public final class WireRequest {
  private final String method;
  private final String path;
  private final Map<String, String> headers;
  private final byte[] body;

  /**
   * Makes a request.
   *
   * @param method the HTTP method in capitals
   * @param path the path as sent, percent-encoded, with its query string if there is one
   * @param headers one value a name; names are looked up without regard to case
   * @param body the payload, empty where there is none
   */
  public WireRequest(String method, String path, Map<String, String> headers, byte[] body) {
    this.method = requireNonNull(method, "method");
    this.path = requireNonNull(path, "path");
    this.headers = Map.copyOf(headers);
    this.body = requireNonNull(body, "body");
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
  public Map<String, String> headers() {
    return headers;
  }

  /** The value of a header, whatever the case of its name. */
  public Optional<String> header(String name) {
    return Headers.find(headers, name);
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
