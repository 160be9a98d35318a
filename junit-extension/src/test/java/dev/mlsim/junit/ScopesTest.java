package dev.mlsim.junit;

import static dev.mlsim.junit.Runs.failures;
import static dev.mlsim.junit.Runs.run;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mlsim.Simulator;
import dev.mlsim.clock.VirtualClock;
import dev.mlsim.fixtures.Jobs;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.services.sagemaker.SageMakerAsyncClient;
import software.amazon.awssdk.services.sagemaker.SageMakerClient;

class ScopesTest {

  @MlSimulator(world = MlSimulator.Scope.PER_CLASS)
  @TestMethodOrder(MethodOrderer.OrderAnnotation.class)
  @Execution(ExecutionMode.SAME_THREAD)
  static class SharedCase {
    @BeforeAll
    static void create(SageMakerClient sageMaker) {
      sageMaker.createTrainingJob(Jobs.job("of-all"));
    }

    @Test
    @Order(1)
    @Throttle(operation = "StopTrainingJob")
    void sees_what_was_created_before(Simulator sim, SageMakerClient sageMaker) {
      assertThat(sim.resources().get("training-job", "of-all").isUnfinished()).isTrue();
      sageMaker.createTrainingJob(Jobs.job("of-one"));
    }

    @Test
    @Order(2)
    void sees_what_another_did_but_not_its_faults(Simulator sim, SageMakerClient sageMaker) {
      assertThat(sim.resources().all("training-job")).hasSize(2);
      sageMaker.stopTrainingJob(r -> r.trainingJobName("of-one"));
    }

    @Nested
    @Order(3)
    class AlsoInside {
      @Test
      void sees_it(Simulator sim) {
        assertThat(sim.resources().all("training-job")).hasSize(2);
      }
    }

    @Nested
    @Order(4)
    @MlSimulator(world = MlSimulator.Scope.PER_METHOD)
    class ButNotHere {
      @Test
      void sees_nothing(Simulator sim) {
        assertThat(sim.resources().all()).isEmpty();
      }
    }

    @AfterAll
    static void look(Simulator sim) {
      assertThat(sim.resources().all("training-job")).hasSize(2);
    }
  }

  @Test
  void a_class_can_share_a_world() {
    assertThat(failures(run(SharedCase.class)))
        .singleElement() // the class is checked when its last test is over
        .asString()
        .contains("the fault rule [throttle StopTrainingJob] never applied");
  }

  @MlSimulator(world = MlSimulator.Scope.PER_CLASS)
  @TestMethodOrder(MethodOrderer.OrderAnnotation.class)
  @Execution(ExecutionMode.SAME_THREAD)
  static class MistakenGuestsCase {
    @Test
    @Order(1)
    @Quota(name = "ml.m5.xlarge for training job usage", value = 0)
    @Quota(name = "ml.m5.large for training job usage", value = 0)
    void quotas_would_stay() {}

    @Test
    @Order(2)
    @Throttle(operation = "CreateTrainingJob")
    @JobOutcome(resource = "training-jop", stuckAt = "Training")
    void half_is_right() {}

    @Test
    @Order(3)
    void has_nothing_of_theirs(SageMakerClient sageMaker, Simulator sim) {
      sageMaker.createTrainingJob(Jobs.job("churn-1"));

      assertThat(sim.journal().retries()).isEmpty();
    }
  }

  @Test
  void what_is_mistaken_in_one_method_leaves_nothing_in_the_shared_world() {
    assertThat(failures(run(MistakenGuestsCase.class)))
        .satisfiesExactly(
            first ->
                assertThat(first)
                    .startsWith("mlsim: cannot set the @Quota of [ScopesTest$MistakenGuestsCase"),
            second -> assertThat(second).contains("@JobOutcome").contains("training-jop"));
  }

  @MlSimulator(world = MlSimulator.Scope.PER_CLASS)
  static class OtherSettingsCase {
    @Test
    @MlSimulator(region = "eu-west-1")
    void would_be_elsewhere() {}

    @Nested
    @MlSimulator
    class Inside {
      @Test
      void says_nothing_else() {}
    }
  }

  @Test
  void what_a_shared_world_cannot_be_for_one_method_is_refused() {
    assertThat(failures(run(OtherSettingsCase.class)))
        .containsExactly(
            "mlsim: [ScopesTest$OtherSettingsCase.would_be_elsewhere] has settings of its own, by"
                + " an @MlSimulator inside of [ScopesTest$OtherSettingsCase], but shares the world"
                + " of that class; say it there, or give each method a world");
  }

  @MlSimulator(world = MlSimulator.Scope.PER_CLASS)
  static class OuterCase {
    @Test
    void creates(SageMakerClient sageMaker) {
      sageMaker.createTrainingJob(Jobs.job("outside"));
    }

    @Nested
    @MlSimulator(world = MlSimulator.Scope.PER_CLASS)
    class Inside {
      @Test
      void has_a_world_of_its_own(Simulator sim) {
        assertThat(sim.resources().all()).isEmpty();
      }
    }
  }

  @Test
  void a_nested_class_can_share_another_world_than_the_class_around_it() {
    assertThat(failures(run(OuterCase.class))).isEmpty();
  }

  @MlSimulator(world = MlSimulator.Scope.PER_CLASS)
  @TestInstance(TestInstance.Lifecycle.PER_CLASS)
  static class SharedInstanceCase {
    private final Simulator given;

    @Simulated private VirtualClock clock;

    SharedInstanceCase(Simulator sim) {
      given = sim;
    }

    @BeforeAll
    void fields_are_filled() {
      assertThat(clock).isSameAs(given.clock());
    }

    @Test
    void all_are_of_one_world(Simulator sim) {
      assertThat(sim).isSameAs(given);
    }
  }

  @MlSimulator
  static class ConstructorCase {
    private final SageMakerClient sageMaker;
    private final Simulator given;

    ConstructorCase(SageMakerClient sageMaker, Simulator sim) {
      this.sageMaker = sageMaker;
      this.given = sim;
    }

    @Test
    void belongs_to_the_methods_world(Simulator sim) {
      sageMaker.createTrainingJob(Jobs.job("a"));

      assertThat(sim).isSameAs(given);
      assertThat(sim.resources().all()).hasSize(1);
    }

    @Test
    void which_is_another_for_each(Simulator sim) {
      assertThat(sim).isSameAs(given);
      assertThat(sim.resources().all()).isEmpty();
    }
  }

  @MlSimulator
  static class FieldsCase {
    @Simulated Simulator sim;
    @Simulated private SageMakerClient sageMaker;
    @Simulated private SageMakerAsyncClient async;

    @Test
    void are_filled(Simulator given) {
      assertThat(sim).isSameAs(given);
      assertThat(sageMaker).isNotNull();
      assertThat(async).isNotNull();
    }

    @Nested
    class Inside {
      @Test
      void those_outside_too(Simulator given) {
        assertThat(sim).isSameAs(given);
      }
    }
  }

  @MlSimulator
  static class BadFieldCase {
    @Simulated Thread thread;

    @Test
    void does_not_run() {}
  }

  @Test
  void constructors_and_fields_are_given_what_methods_are() {
    assertThat(failures(run(ConstructorCase.class, FieldsCase.class, SharedInstanceCase.class)))
        .isEmpty();
    assertThat(failures(run(BadFieldCase.class)))
        .containsExactly(
            "mlsim: cannot fill the field [BadFieldCase.thread]: its type is [java.lang.Thread];"
                + " possible are Simulator, VirtualClock, and the interface of an SDK client");
  }

  /** As production configures its clients. */
  static final class FiveAttempts implements ClientCustomizer {
    @Override
    public void customize(AwsClientBuilder<?, ?> builder) {
      builder.overrideConfiguration(c -> c.retryStrategy(r -> r.maxAttempts(5)));
    }
  }

  @MlSimulator(region = "eu-west-1", seed = 3, clients = FiveAttempts.class)
  static class LayersCase {
    @Test
    @MlSimulator(region = "eu-west-3")
    void a_method_changes_what_it_says(Simulator sim, SageMakerClient sageMaker) {
      assertThat(sim.region()).isEqualTo("eu-west-3");
      assertThat(sim.seed()).isEqualTo(3);
      sim.faults().on("ListTrainingJobs").first(4).throttle();
      assertThat(sageMaker.listTrainingJobs().trainingJobSummaries()).isEmpty();
    }

    @Nested
    @MlSimulator(account = "999999999999")
    class Inside {
      @Test
      void a_nested_class_too(Simulator sim) {
        assertThat(sim.region()).isEqualTo("eu-west-1");
        assertThat(sim.account()).isEqualTo("999999999999");
      }
    }
  }

  static class RegisteredCase {
    @RegisterExtension
    static final MlSimulatorExtension MLSIM =
        MlSimulatorExtension.builder()
            .region("eu-north-1")
            .account("555555555555")
            .startingAt(Instant.parse("2027-01-01T00:00:00Z"))
            .seed(9)
            .strict(Strict.NOTHING)
            .clients(new FiveAttempts())
            .build();

    @Test
    @Throttle(operation = "ListTrainingJobs", first = 4)
    void is_one_code_path(Simulator sim, SageMakerClient sageMaker) {
      assertThat(sim.region()).isEqualTo("eu-north-1");
      assertThat(sim.account()).isEqualTo("555555555555");
      assertThat(sim.clock().now()).isEqualTo("2027-01-01T00:00:00Z");
      assertThat(sim.seed()).isEqualTo(9);
      assertThat(sageMaker.listTrainingJobs().trainingJobSummaries()).isEmpty();
    }
  }

  @Test
  void inner_words_count_before_outer_ones() {
    assertThat(failures(run(LayersCase.class, RegisteredCase.class))).isEmpty();
  }

  @MlSimulator
  static class FactoryCase {
    @TestFactory
    Stream<DynamicTest> dynamic_tests_share_the_world_of_their_factory(Simulator sim) {
      return Stream.of(1, 2)
          .map(
              i ->
                  DynamicTest.dynamicTest(
                      "hour " + i, () -> sim.clock().advance(Duration.ofHours(1))));
    }
  }

  @Test
  void factories_have_a_world() {
    assertThat(failures(run(FactoryCase.class))).isEmpty();
  }

  @MlSimulator
  static class ScopeOnMethodCase {
    @Test
    @MlSimulator(world = MlSimulator.Scope.PER_CLASS)
    void does_not_run() {}
  }

  @Test
  void the_scope_is_said_on_a_class() {
    assertThat(failures(run(ScopeOnMethodCase.class)))
        .containsExactly(
            "mlsim: [ScopesTest$ScopeOnMethodCase.does_not_run] says @MlSimulator(world ="
                + " PER_CLASS), but how long a world lasts is said on a class");
  }
}
