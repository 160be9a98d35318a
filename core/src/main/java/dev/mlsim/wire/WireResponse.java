package dev.mlsim.wire;

import static java.util.Objects.requireNonNull;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One HTTP response.
 *
 * <p>Immutable; the body is not copied, neither side may change it.
 */
public final class WireResponse implements WireReply {
  private final int status;
  private final Headers headers;
  private final byte[] body;
  private final Duration latency;
  private final List<WirePart> parts;
  private final boolean bodiless;

  /** Makes a response whose headers have one value a name. */
  public WireResponse(int status, Map<String, String> headers, byte[] body) {
    this(status, Headers.of(headers), body);
  }

  /**
   * Makes a response.
   *
   * @param status the HTTP status
   * @param headers its headers
   * @param body the payload, empty where there is none
   */
  public WireResponse(int status, Headers headers, byte[] body) {
    this(status, headers, body, Duration.ZERO, List.of(), false);
  }

  /** Makes a response whose body comes in parts, some of them later. */
  public static WireResponse ofParts(int status, Headers headers, List<WirePart> parts) {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    for (WirePart part : parts) {
      body.writeBytes(part.bytes());
    }
    return new WireResponse(
        status, headers, body.toByteArray(), Duration.ZERO, List.copyOf(parts), false);
  }

  private WireResponse(
      int status,
      Headers headers,
      byte[] body,
      Duration latency,
      List<WirePart> parts,
      boolean bodiless) {
    this.bodiless = bodiless;
    this.status = status;
    this.headers = requireNonNull(headers, "headers");
    this.body = requireNonNull(body, "body");
    this.latency = requireNonNull(latency, "latency");
    this.parts = parts;
  }

  /** The HTTP status. */
  public int status() {
    return status;
  }

  /** The headers. */
  public Headers headers() {
    return headers;
  }

  /** The value of a header, the first if it has many, whatever the case of its name. */
  public Optional<String> header(String name) {
    return headers.first(name);
  }

  /** The payload; not a copy. */
  public byte[] body() {
    return body;
  }

  /** The parts in which the body comes; none where it comes as a whole. */
  public List<WirePart> parts() {
    return parts;
  }

  /** The same for a carrier that waits for the last part before it delivers the first. */
  public WireResponse whole() {
    Duration last = latency;
    for (WirePart part : parts) {
      last = last.plus(part.after());
    }
    return new WireResponse(status, headers, body, last, List.of(), bodiless);
  }

  /**
   * The same without a body, as {@code HEAD} is answered: its {@code Content-Length} is that of
   * what {@code GET} would bring.
   */
  public WireResponse bodiless() {
    return new WireResponse(status, headers, new byte[0], latency, List.of(), true);
  }

  /** Whether it has no body whatever it announces. */
  public boolean isBodiless() {
    return bodiless;
  }

  /**
   * Whether the connection broke before the whole body had come: its {@code Content-Length}
   * announces more than {@link #body} has. A carrier delivers what there is and breaks off.
   */
  public boolean isTruncated() {
    return !bodiless
        && header("Content-Length").map(length -> !length.equals("" + body.length)).orElse(false);
  }

  @Override
  public Duration latency() {
    return latency;
  }

  @Override
  public WireResponse late(Duration newLatency) {
    return new WireResponse(status, headers, body, newLatency, parts, bodiless);
  }

  @Override
  public String toString() {
    return status + " " + new String(body, StandardCharsets.UTF_8);
  }
}
