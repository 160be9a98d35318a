package dev.mlsim.samples.benchmarks;

import dev.mlsim.Simulator;
import dev.mlsim.sdk.SimulatedClients;
import dev.mlsim.wire.WireResponse;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.services.sagemaker.SageMakerAsyncClient;
import software.amazon.awssdk.services.sagemaker.SageMakerClient;

/** The clients of one of the yardsticks; each benchmark of calls is run once with each. */
final class Clients implements AutoCloseable {
  /** Where calls go. */
  enum Behind {
    /** The simulator. */
    MLSIM,
    /** Canned bytes: the floor. */
    CANNED,
    /** WireMock, over the loopback. */
    WIREMOCK
  }

  private final List<Runnable> closings = new ArrayList<>();
  private final SageMakerClient sync;
  private final SageMakerAsyncClient async;

  Clients(Behind behind, Simulator sim, String operation, WireResponse response) {
    switch (behind) {
      case MLSIM -> {
        SimulatedClients clients = SimulatedClients.of(sim);
        closings.add(clients::close);
        sync = clients.create(SageMakerClient.class);
        async = clients.create(SageMakerAsyncClient.class);
      }
      case CANNED -> {
        sync = CannedClients.sync(response);
        async = CannedClients.async(response);
        closings.addAll(List.of(sync::close, async::close));
      }
      case WIREMOCK -> {
        WireMockClients wireMock = new WireMockClients(operation, response);
        sync = wireMock.sync();
        async = wireMock.async();
        closings.addAll(List.of(sync::close, async::close, wireMock::close));
      }
      default -> throw new AssertionError(behind);
    }
  }

  SageMakerClient sync() {
    return sync;
  }

  SageMakerAsyncClient async() {
    return async;
  }

  @Override
  public void close() {
    closings.forEach(Runnable::run);
  }
}
