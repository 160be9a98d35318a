package dev.mlsim.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import dev.mlsim.Simulator;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.platform.engine.DiscoverySelector;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Events;
import software.amazon.awssdk.services.sagemaker.SageMakerClient;

@ResourceLock("dev.mlsim.ambient") // of this JVM's tests; those below run in an engine of their own
class AmbientTest {
  private static final Set<Simulator> MET = ConcurrentHashMap.newKeySet();
  private static final AtomicInteger AT_ONCE = new AtomicInteger();

  @MlSimulator(ambient = true)
  static class OneCase {
    @RepeatedTest(5)
    void its_own_client_is_answered(Simulator sim) {
      meet(sim);
    }

    @Nested
    class InsideCase {
      @RepeatedTest(5)
      void its_own_client_is_answered(Simulator sim) {
        meet(sim);
      }
    }
  }

  @MlSimulator(ambient = true)
  static class AnotherCase {
    @RepeatedTest(5)
    void its_own_client_is_answered(Simulator sim) {
      meet(sim);
    }
  }

  @MlSimulator
  static class PlainCase {
    @RepeatedTest(5)
    void is_left_alone(SageMakerClient sageMaker, Simulator sim) {
      sageMaker.listTrainingJobs();

      assertThat(sim.journal().calls()).hasSize(1);
    }
  }

  @Test
  void clients_that_the_code_under_test_makes_are_answered_by_the_tests_own_world() {
    Events tests = run(OneCase.class, AnotherCase.class, PlainCase.class);

    tests.assertStatistics(events -> events.succeeded(20).failed(0));
    assertThat(MET).hasSize(15);
    assertThat(System.getProperty("aws.region")).isNull();
  }

  private static void meet(Simulator sim) {
    assertThat(AT_ONCE.incrementAndGet()).isEqualTo(1);
    try (SageMakerClient sageMaker = SageMakerClient.create()) {
      sageMaker.listTrainingJobs();
    }
    assertThat(sim.journal().calls()).hasSize(1);
    MET.add(sim);
    AT_ONCE.decrementAndGet();
  }

  private static Events run(Class<?>... cases) {
    return EngineTestKit.engine("junit-jupiter")
        .configurationParameter("junit.jupiter.execution.parallel.enabled", "true")
        .configurationParameter("junit.jupiter.execution.parallel.mode.default", "concurrent")
        .selectors(
            Arrays.stream(cases).map(type -> selectClass(type)).toArray(DiscoverySelector[]::new))
        .execute()
        .testEvents();
  }
}
