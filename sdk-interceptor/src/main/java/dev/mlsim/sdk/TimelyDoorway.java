package dev.mlsim.sdk;

import dev.mlsim.wire.ConnectionFailure;
import dev.mlsim.wire.WireReply;
import dev.mlsim.wire.WireRequest;
import java.time.Duration;
import software.amazon.awssdk.http.SdkHttpConfigurationOption;

/**
 * Lets the time pass that a reply takes to arrive, as the HTTP clients that are replaced would: the
 * client's own time-outs go off on the way, and an answer that takes longer than the SDK's HTTP
 * clients wait by default (30 s) is a read time-out.
 */
final class TimelyDoorway implements Doorway {
  /** A time-out of the client's own was quicker: it decides what becomes of the call. */
  static final WireReply NO_ANSWER =
      new ConnectionFailure(ConnectionFailure.Kind.RESET, "Request aborted");

  private static final Duration READ_TIMEOUT =
      SdkHttpConfigurationOption.GLOBAL_HTTP_DEFAULTS.get(SdkHttpConfigurationOption.READ_TIMEOUT);

  private final Doorway world;
  private final SdkTime time;

  TimelyDoorway(Doorway world, SdkTime time) {
    this.world = world;
    this.time = time;
  }

  @Override
  public WireReply exchange(WireRequest request) {
    try {
      return inTime(world.exchange(request));
    } finally {
      time.attemptEnds();
    }
  }

  @Override
  public void pause(Duration duration) {
    time.sleep(duration);
  }

  private WireReply inTime(WireReply reply) {
    if (reply.latency().isZero()) {
      return reply;
    }
    boolean late = reply.latency().compareTo(READ_TIMEOUT) > 0;
    if (!time.await(late ? READ_TIMEOUT : reply.latency())) {
      return NO_ANSWER;
    }
    return late ? new ConnectionFailure(ConnectionFailure.Kind.READ_TIMEOUT, "") : reply;
  }
}
