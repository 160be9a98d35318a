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

  private final List<AutoCloseable> open = new ArrayList<>();
  private final SageMakerClient sync;
  private final SageMakerAsyncClient async;

  Clients(Behind behind, Simulator sim, String operation, WireResponse response) {
    switch (behind) {
      case MLSIM -> {
        SimulatedClients clients = opened(SimulatedClients.of(sim));
        sync = clients.create(SageMakerClient.class);
        async = clients.create(SageMakerAsyncClient.class);
      }
      case CANNED -> {
        sync = opened(CannedClients.sync(response));
        async = opened(CannedClients.async(response));
      }
      case WIREMOCK -> {
        WireMockClients wireMock = opened(new WireMockClients(operation, response));
        sync = opened(wireMock.sync());
        async = opened(wireMock.async());
      }
      default -> throw new AssertionError(behind);
    }
  }

  private <T extends AutoCloseable> T opened(T closeable) {
    open.add(0, closeable);
    return closeable;
  }

  SageMakerClient sync() {
    return sync;
  }

  SageMakerAsyncClient async() {
    return async;
  }

  @Override
  public void close() throws Exception {
    for (AutoCloseable closeable : open) {
      closeable.close();
    }
  }
}
