package dev.mlsim.sdk.http;

import java.time.Duration;
import java.time.InstantSource;

/**
 * How much and how long a server puts up with.
 *
 * @param connections how many at a time
 * @param request within which time a request must have arrived whole, from its first byte on
 * @param idle how long a connection may stay open without a request
 * @param head how many bytes a request line and its headers may have
 * @param body how many bytes a body may have
 * @param wall by which time passes
 */
public record Limits(
    int connections, Duration request, Duration idle, int head, int body, InstantSource wall) {
  private static final int MOST_CONNECTIONS = 200;
  private static final Duration REQUEST = Duration.ofSeconds(30);
  private static final Duration IDLE = Duration.ofSeconds(75);
  private static final int HEAD = 64 * 1024;
  private static final int BODY = 128 * 1024 * 1024; // an object of 100 MB, at once or in parts

  /** What a loopback endpoint has. */
  public static Limits standard() {
    return new Limits(MOST_CONNECTIONS, REQUEST, IDLE, HEAD, BODY, InstantSource.system());
  }

  /** The same with another time for a request. */
  public Limits request(Duration time) {
    return new Limits(connections, time, idle, head, body, wall);
  }
}
