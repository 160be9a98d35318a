package dev.mlsim.sdk;

import dev.mlsim.Simulator;
import dev.mlsim.clock.VirtualClock;
import dev.mlsim.wire.WireReply;
import dev.mlsim.wire.WireRequest;
import dev.mlsim.wire.WireResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;

/**
 * Answers with what a test has laid out, in order, the last for ever; and keeps what it was asked.
 */
final class CannedWorld implements Doorway {
  private final VirtualClock clock = Simulator.create().clock();
  private final List<WireRequest> requests = new ArrayList<>();
  private final Queue<WireReply> replies = new ArrayDeque<>();
  private WireReply last = json(500, "{}");

  static CannedWorld of(WireReply... replies) {
    CannedWorld world = new CannedWorld();
    world.replies.addAll(List.of(replies));
    return world;
  }

  static WireResponse json(int status, String body) {
    return new WireResponse(
        status,
        Map.of("Content-Type", "application/x-amz-json-1.1"),
        body.getBytes(StandardCharsets.UTF_8));
  }

  static WireResponse throttled() {
    return json(400, "{\"__type\":\"ThrottlingException\",\"message\":\"Rate exceeded\"}");
  }

  static WireResponse trainingJob(String status) {
    return json(200, "{\"TrainingJobName\":\"churn-1\",\"TrainingJobStatus\":\"" + status + "\"}");
  }

  @Override
  public synchronized WireReply exchange(WireRequest request) {
    requests.add(request);
    WireReply next = replies.poll();
    if (next != null) {
      last = next;
    }
    return last;
  }

  SimulatedClients clients() {
    return clients(0);
  }

  SimulatedClients clients(long seed) {
    return new SimulatedClients(this, clock, "us-east-1", seed);
  }

  VirtualClock clock() {
    return clock;
  }

  synchronized List<WireRequest> requests() {
    return List.copyOf(requests);
  }

  WireRequest request() {
    return requests().get(requests().size() - 1);
  }
}
