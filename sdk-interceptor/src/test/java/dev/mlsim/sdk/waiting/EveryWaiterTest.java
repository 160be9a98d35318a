package dev.mlsim.sdk.waiting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mlsim.Simulator;
import dev.mlsim.sdk.SimulatedClients;
import java.lang.reflect.Method;
import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.services.sagemaker.SageMakerAsyncClient;
import software.amazon.awssdk.services.sagemaker.SageMakerClient;
import software.amazon.awssdk.services.sagemaker.waiters.SageMakerWaiter;

class EveryWaiterTest {
  private final Simulator sim = Simulator.create();
  private final SimulatedClients clients = SimulatedClients.of(sim);
  private final SageMakerClient sageMaker = clients.create(SageMakerClient.class);

  @ParameterizedTest
  @EnumSource(SageMakerWait.class)
  void a_waiter_ends_at_its_first_poll_when_what_it_waits_for_has_come(SageMakerWait wait) {
    wait.begin(sim, sageMaker);
    Instant begun = sim.clock().now();
    int calls = sim.journal().calls().size();

    try (SageMakerWaiter waiter = sageMaker.waiter()) {
      wait.await(waiter);
    }

    assertThat(sim.clock().now()).isAfter(begun);
    assertThat(sim.journal().calls()).hasSize(calls + 1);
  }

  @ParameterizedTest
  @EnumSource(SageMakerWait.class)
  void an_async_waiter_does_so_too(SageMakerWait wait) {
    wait.begin(sim, sageMaker);
    Instant begun = sim.clock().now();
    int calls = sim.journal().calls().size();

    try (var waiter = clients.create(SageMakerAsyncClient.class).waiter()) {
      wait.await(waiter);
    }

    assertThat(sim.clock().now()).isAfter(begun);
    assertThat(sim.journal().calls()).hasSize(calls + 1);
  }

  @Test
  void no_waiter_is_left_out() {
    long waiters =
        Stream.of(SageMakerWaiter.class.getMethods())
            .map(Method::getName)
            .filter(name -> name.startsWith("waitUntil"))
            .distinct()
            .count();

    assertThat(SageMakerWait.values()).hasSize((int) waiters);
  }

  @Test
  void waiting_for_the_deletion_of_what_nobody_deletes_fails_at_once() {
    SageMakerWait.ENDPOINT_IN_SERVICE.begin(sim, sageMaker);

    try (SageMakerWaiter waiter = sageMaker.waiter()) {
      assertThatThrownBy(() -> waiter.waitUntilEndpointDeleted(r -> r.endpointName("it")))
          .rootCause()
          .hasMessageContaining(
              "mlsim: the waiter [EndpointDeleted] would never end: endpoint [it] is [InService]");
    }
  }
}
