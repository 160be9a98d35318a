package dev.mlsim.wire;

import static java.util.Objects.requireNonNull;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;

/**
 * One HTTP response.
 *
 * <p>Immutable; the body is not copied, neither side may change it.
 */
public final class WireResponse implements WireReply {
  private final int status;
  private final Map<String, String> headers;
  private final byte[] body;

  /**
   * Makes a response.
   *
   * @param status the HTTP status
   * @param headers one value a name
   * @param body the payload, empty where there is none
   */
  public WireResponse(int status, Map<String, String> headers, byte[] body) {
    this.status = status;
    this.headers = Map.copyOf(headers);
    this.body = requireNonNull(body, "body");
  }

  /** The HTTP status. */
  public int status() {
    return status;
  }

  /** The headers. */
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
    return status + " " + new String(body, StandardCharsets.UTF_8);
  }
}
