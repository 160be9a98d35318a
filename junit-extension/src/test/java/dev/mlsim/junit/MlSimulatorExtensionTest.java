package dev.mlsim.junit;

import static dev.mlsim.junit.Runs.run;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.platform.testkit.engine.EventConditions.finishedWithFailure;
import static org.junit.platform.testkit.engine.TestExecutionResultConditions.instanceOf;
import static org.junit.platform.testkit.engine.TestExecutionResultConditions.message;

import dev.mlsim.Simulator;
import dev.mlsim.clock.VirtualClock;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.lang.reflect.Modifier;
import java.time.Duration;
import java.util.Arrays;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ParameterResolutionException;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.testkit.engine.Events;
import software.amazon.awssdk.core.SdkClient;
import software.amazon.awssdk.services.sagemaker.SageMakerClient;

class MlSimulatorExtensionTest {

  @MlSimulator
  static class InParallelCase {
    static final Set<Simulator> MET = ConcurrentHashMap.newKeySet();

    @RepeatedTest(50)
    void moves_its_own_clock(Simulator sim, VirtualClock clock, SageMakerClient sageMaker) {
      var start = clock.now();
      clock.sleep(Duration.ofHours(3));

      assertThat(sageMaker.listTrainingJobs().trainingJobSummaries()).isEmpty();
      assertThat(clock.now()).isEqualTo(start.plus(Duration.ofHours(3)));
      assertThat(MET.add(sim)).isTrue();
    }
  }

  @Test
  void tests_in_parallel_do_not_meet() {
    run(InParallelCase.class)
        .testEvents()
        .assertStatistics(events -> events.succeeded(50).failed(0));

    assertThat(InParallelCase.MET).hasSize(50);
  }

  @MlSimulator
  static class ClientsCase {
    static final Queue<SageMakerClient> KEPT = new ConcurrentLinkedQueue<>();

    @Test
    void keeps_a_client(SageMakerClient sageMaker) {
      KEPT.add(sageMaker);
    }

    @AfterEach
    void still_open() {
      assertThat(KEPT.element().listTrainingJobs().trainingJobSummaries()).isEmpty();
    }
  }

  @Test
  void clients_are_closed_after_the_test() {
    run(ClientsCase.class).testEvents().assertStatistics(events -> events.succeeded(1));

    assertThatThrownBy(ClientsCase.KEPT.element()::listTrainingJobs)
        .hasMessageContaining("Connection pool shut down");
  }

  @MlSimulator(start = "tomorrow")
  static class BadStartCase {
    @Test
    void does_not_run() {}
  }

  @Test
  void a_start_that_is_no_instant_is_told_before_the_test() {
    assertFailure(
        run(BadStartCase.class).testEvents(),
        ExtensionConfigurationException.class,
        "mlsim: cannot start the world of [MlSimulatorExtensionTest$BadStartCase] at [tomorrow]:"
            + " @MlSimulator(start) is an instant, such as 2026-01-01T00:00:00Z");
  }

  @MlSimulator
  static class BeforeAllCase {
    @BeforeAll
    static void once(VirtualClock clock) {}

    @Test
    void does_not_run() {}
  }

  @Test
  void a_before_all_method_is_refused_a_world() {
    assertFailure(
        run(BeforeAllCase.class).containerEvents(),
        ParameterResolutionException.class,
        "mlsim: cannot inject [dev.mlsim.clock.VirtualClock clock] into [once]: a world lives as"
            + " long as one test method; possible are test methods, @BeforeEach and @AfterEach"
            + " methods and constructors of instances made for one method, @Prepared in place of"
            + " @BeforeAll, whose world each method starts from, or @MlSimulator(world = PER_CLASS)"
            + " on a class without @ClassSeeds");
  }

  @MlSimulator
  @TestInstance(TestInstance.Lifecycle.PER_CLASS)
  static class SharedInstanceCase {
    SharedInstanceCase(Simulator sim) {}

    @Test
    void does_not_run() {}
  }

  @Test
  void the_constructor_of_an_instance_for_all_methods_is_refused_a_world_of_one() {
    assertFailure(
        run(SharedInstanceCase.class).containerEvents(),
        ParameterResolutionException.class,
        "mlsim: cannot inject [dev.mlsim.Simulator sim] into ["
            + SharedInstanceCase.class.getName()
            + "]: a world lives as long as one test method; possible are test methods, @BeforeEach"
            + " and @AfterEach methods and constructors of instances made for one method, @Prepared"
            + " in place of @BeforeAll, whose world each method starts from, or @MlSimulator(world"
            + " = PER_CLASS) on a class without @ClassSeeds");
  }

  @MlSimulator
  static class OtherTypesCase {
    @Test
    void is_not_ours(SdkClient anyClient) {}

    @Test
    void is_not_ours_either(Object simulator) {}
  }

  @Test
  void other_types_are_left_to_others() {
    Events tests = run(OtherTypesCase.class).testEvents();

    tests.assertStatistics(events -> events.failed(2));
    assertThat(tests.failed().stream())
        .map(event -> event.getRequiredPayload(TestExecutionResult.class))
        .map(result -> result.getThrowable().map(Throwable::getMessage).orElse(""))
        .allMatch(message -> message.startsWith("No ParameterResolver registered"));
  }

  @Target(ElementType.TYPE)
  @Retention(RetentionPolicy.RUNTIME)
  @MlSimulator(region = "ap-south-1")
  @interface InMumbai {}

  @InMumbai
  static class OfTheUsersCase {
    @Test
    void is_there(Simulator sim) {
      assertThat(sim.region()).isEqualTo("ap-south-1");
    }
  }

  static class InheritedCase extends BaseCase {
    @Test
    void is_inherited(Simulator sim) {
      assertThat(sim.region()).isEqualTo("sa-east-1");
    }
  }

  @MlSimulator(region = "sa-east-1")
  abstract static class BaseCase {}

  @Test
  void annotations_of_the_users_and_base_classes_hold() {
    run(OfTheUsersCase.class, InheritedCase.class)
        .testEvents()
        .assertStatistics(events -> events.succeeded(2).failed(0));
  }

  @Test
  void the_extension_has_no_mutable_fields() {
    assertThat(Arrays.stream(MlSimulatorExtension.class.getDeclaredFields()))
        .allMatch(field -> Modifier.isFinal(field.getModifiers()));
  }

  private static void assertFailure(Events events, Class<? extends Throwable> type, String text) {
    events.assertThatEvents().haveExactly(1, finishedWithFailure(instanceOf(type), message(text)));
  }
}
