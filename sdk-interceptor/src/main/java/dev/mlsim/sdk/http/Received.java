package dev.mlsim.sdk.http;

import dev.mlsim.wire.Headers;
import dev.mlsim.wire.WireRequest;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/** A request as it came. Immutable; the body is not copied. */
public final class Received {
  private static final String SCHEME = "http://";

  private final String method;
  private final String target;
  private final String version;
  private final List<Header> headers;
  private final byte[] body;

  /**
   * One header.
   *
   * @param name its name as sent
   * @param value its value without the space around it
   */
  record Header(String name, String value) {}

  /**
   * Takes what came.
   *
   * @param method its method
   * @param target what it asks for: a path with its query, or with a host before it
   * @param version {@code HTTP/1.1} or {@code HTTP/1.0}
   * @param headers its headers in order
   * @param body its body, empty where there is none
   */
  Received(String method, String target, String version, List<Header> headers, byte[] body) {
    this.method = method;
    this.target = target;
    this.version = version;
    this.headers = List.copyOf(headers);
    this.body = body;
  }

  /** Its method. */
  public String method() {
    return method;
  }

  /** What it asks for, as sent. */
  String target() {
    return target;
  }

  /** Its body; not a copy. */
  byte[] body() {
    return body;
  }

  /** The values of a header, in order, whatever the case of its name. */
  public List<String> values(String name) {
    return headers.stream()
        .filter(header -> header.name().equalsIgnoreCase(name))
        .map(Header::value)
        .toList();
  }

  /** The first value of a header. */
  public Optional<String> value(String name) {
    return values(name).stream().findFirst();
  }

  /** The host in the target, if there is one, as a proxy is asked. */
  public Optional<String> targetHost() {
    if (!target.startsWith(SCHEME)) {
      return Optional.empty();
    }
    int end =
        SCHEME.length() + target.substring(SCHEME.length()).replaceFirst("[/?].*", "").length();
    return Optional.of(target.substring(SCHEME.length(), end));
  }

  /** The path with its query. */
  public String path() {
    String path = target.substring(targetHost().map(h -> SCHEME.length() + h.length()).orElse(0));
    return path.startsWith("/") ? path : "/" + path;
  }

  /** The request for a world. */
  public WireRequest wire() {
    TreeMap<String, List<String>> all = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    headers.forEach(header -> all.put(header.name(), values(header.name())));
    return new WireRequest(method, path(), Headers.ofAll(all), body);
  }

  /** Whether the client wants to send another request on the connection. */
  boolean keepsAlive() {
    String wish = value("Connection").orElse("");
    return version.equals("HTTP/1.1")
        ? !wish.equalsIgnoreCase("close")
        : wish.equalsIgnoreCase("keep-alive");
  }
}
