package dev.mlsim.sdk.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mlsim.Polling;
import dev.mlsim.Simulator;
import dev.mlsim.clock.FunctionFailed;
import dev.mlsim.fault.FaultRule;
import dev.mlsim.fixtures.Jobs;
import dev.mlsim.lifecycle.Resource;
import dev.mlsim.sdk.SimulatedClients;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.services.sagemaker.SageMakerClient;
import software.amazon.awssdk.services.sagemaker.model.SageMakerException;

/** A function of the test that fails ends in words, and leaves the world as it was. */
class FailingFunctionsTest {
  private final Simulator sim = Simulator.create();
  private final SageMakerClient sageMaker = SimulatedClients.of(sim).create(SageMakerClient.class);

  /** A world in which nothing ever fails, to compare with. */
  private final Simulator untouched = Simulator.create();

  private final SageMakerClient elsewhere =
      SimulatedClients.of(untouched).create(SageMakerClient.class);

  @Test
  void a_where_of_a_fault_that_throws_is_told_in_the_simulators_voice_and_not_retried() {
    FaultRule failing =
        sim.faults()
            .on("CreateTrainingJob")
            .where(
                input -> {
                  throw new IllegalStateException("boom");
                })
            .throttle();
    FaultRule newer = sim.faults().onAll().first(1).delay(Duration.ofSeconds(1));

    assertFails(
        "mlsim: the test's function given to [where] failed, and what asked it has not happened:"
            + " it threw java.lang.IllegalStateException: boom");

    assertThat(sim.journal().calls()).hasSize(1);
    assertThat(sim.journal().calls().get(0).error()).isEqualTo("FunctionFailed");
    assertThat(sim.resources().all()).isEmpty();
    assertThat(newer.matched()).isZero();
    assertThat(newer.applied()).isZero();
    assertThat(newer.injections()).isEmpty();
    failing.end();
    sageMaker.createTrainingJob(Jobs.job("churn-1"));
    assertThat(newer.applied()).isOne();
  }

  @Test
  void an_assertion_that_fails_in_a_function_is_told_too() {
    sim.faults()
        .on("CreateTrainingJob")
        .where(
            input -> {
              throw new AssertionError("expected something else");
            })
        .throttle();

    assertFails("it threw java.lang.AssertionError: expected something else");
  }

  @ParameterizedTest
  @MethodSource("durations")
  void a_duration_that_cannot_be_leaves_no_job_behind(
      Function<Resource, Duration> duration, String why) {
    sim.script().resource("training-job").takes("Training", duration);

    assertFails(why);

    assertThat(sim.resources().all()).isEmpty();
    assertThat(sim.clock().pending()).isEmpty();
    sim.script().clear();
    assertGoesOnAsUntouched();
  }

  @SuppressWarnings("NullAway") // what a test may do
  static Stream<Arguments> durations() {
    Function<Resource, Duration> nothing = job -> null;
    Function<Resource, Duration> negative = job -> Duration.ofSeconds(-1);
    Function<Resource, Duration> endless = job -> Duration.ofSeconds(Long.MAX_VALUE);
    Function<Resource, Duration> throwing =
        job -> {
          throw new IllegalArgumentException("no idea");
        };
    return Stream.of(
        Arguments.of(
            nothing, "given to [takes] failed, and what asked it has not happened: it gave"),
        Arguments.of(negative, "it gave [PT-1S]; a duration is from zero to a million years"),
        Arguments.of(endless, "a duration is from zero to a million years"),
        Arguments.of(throwing, "it threw java.lang.IllegalArgumentException: no idea"));
  }

  @Test
  void a_script_that_fails_leaves_what_it_counted_before_as_it_was() {
    sim.script().resource("training-job").first(1).takes("Training", Duration.ofMinutes(1));
    sim.script().resource("training-job").where(failing()).stuckAt("Training");

    assertFails("given to [where] failed");

    assertThat(sim.script().rules()).allSatisfy(rule -> assertThat(rule.matched()).isZero());
    assertThat(sim.script().rules().get(0).bends()).isEmpty();
    sim.script().rules().get(1).end();
    sageMaker.createTrainingJob(Jobs.job("churn-1"));
    assertThat(sim.script().rules().get(0).applied()).isOne();
  }

  @Test
  void a_stop_that_fails_leaves_the_job_on_its_way() {
    sageMaker.createTrainingJob(Jobs.job("churn-1"));
    String pending = sim.clock().pending().toString();
    AtomicReference<Duration> stopping = new AtomicReference<>(Duration.ofMinutes(1));
    sim.script().resource("training-job").takes("Stopping", job -> stopping.get());
    stopping.set(Duration.ofMinutes(-1));

    assertThatThrownBy(() -> sageMaker.stopTrainingJob(r -> r.trainingJobName("churn-1")))
        .hasMessageContaining("it gave [PT-1M]");

    assertThat(sim.clock().pending()).hasToString(pending);
    assertThat(Jobs.describe(sageMaker, "churn-1").trainingJobStatusAsString())
        .isEqualTo("InProgress");
    stopping.set(Duration.ofMinutes(1));
    sageMaker.stopTrainingJob(r -> r.trainingJobName("churn-1"));
    sim.clock().advance(Duration.ofHours(1));
    assertThat(Jobs.describe(sageMaker, "churn-1").trainingJobStatusAsString())
        .isEqualTo("Stopped");
  }

  private static boolean throwing(Resource job) {
    throw new IllegalStateException("boom on " + job.name());
  }

  private static Predicate<Resource> failing() {
    return FailingFunctionsTest::throwing;
  }

  @Test
  void a_rule_that_fails_on_a_resource_that_exists_is_not_added() {
    sageMaker.createTrainingJob(Jobs.job("churn-1"));
    sageMaker.createTrainingJob(Jobs.job("churn-2"));
    String pending = sim.clock().pending().toString();

    assertThatExceptionOfType(FunctionFailed.class)
        .isThrownBy(
            () ->
                sim.script()
                    .resource("training-job")
                    .takes(
                        "Starting",
                        job ->
                            job.name().equals("churn-1")
                                ? Duration.ofHours(9)
                                : Duration.ofHours(-9)))
        .withMessageContaining("it gave [PT-9H]");

    assertThat(sim.script().rules()).isEmpty();
    assertThat(sim.clock().pending()).hasToString(pending);
    sim.clock().advance(Duration.ofHours(1));
    assertThat(Jobs.describe(sageMaker, "churn-1").trainingJobStatusAsString())
        .isEqualTo("Completed");
  }

  @Test
  void a_function_that_calls_the_simulator_is_refused_in_words() {
    sim.script()
        .resource("training-job")
        .where(job -> !sim.resources().all("training-job").isEmpty())
        .stuckAt("Training");

    assertFails(
        "the function given to [where] called the simulator, while the simulator waits for its"
            + " answer");
    assertThat(sim.resources().all()).isEmpty();
  }

  @Test
  void a_function_that_calls_through_the_client_is_refused_in_words() {
    sim.faults()
        .on("CreateTrainingJob")
        .where(input -> !sageMaker.listTrainingJobs().trainingJobSummaries().isEmpty())
        .throttle();

    assertFails("called the simulator");
  }

  @Test
  void a_wall_that_fails_is_told_by_the_call_that_asked_it() {
    AtomicReference<RuntimeException> failure = new AtomicReference<>();
    sim.polling(
        Polling.scaled(
            60,
            () -> {
              RuntimeException thrown = failure.get();
              if (thrown != null) {
                throw thrown;
              }
              return Instant.EPOCH;
            }));
    sageMaker.listTrainingJobs();
    failure.set(new IllegalStateException("no wall"));

    assertFails("given to [Polling.scaled] failed");
    failure.set(null);
    sageMaker.createTrainingJob(Jobs.job("churn-1"));
  }

  @Test
  void what_comes_after_a_failure_is_as_if_it_had_not_been() {
    sageMaker.createTrainingJob(Jobs.job("before"));
    elsewhere.createTrainingJob(Jobs.job("before"));
    sim.faults().onAll().withProbability(0.5).delay(Duration.ofSeconds(1), Duration.ofSeconds(9));
    untouched
        .faults()
        .onAll()
        .withProbability(0.5)
        .delay(Duration.ofSeconds(1), Duration.ofSeconds(9));
    sim.script().resource("training-job").named("churn-*").where(failing()).stuckAt("Training");

    assertFails("boom");
    sim.script().clear();

    assertGoesOnAsUntouched();
    for (int i = 0; i < 20; i++) {
      assertThat(sageMaker.listTrainingJobs().responseMetadata().requestId())
          .isEqualTo(elsewhere.listTrainingJobs().responseMetadata().requestId());
    }
    assertThat(sim.faults().rules().get(0).injections())
        .isEqualTo(untouched.faults().rules().get(0).injections())
        .isNotEmpty();
    assertThat(sim.clock().now()).isEqualTo(untouched.clock().now());
  }

  private void assertFails(String message) {
    assertThatThrownBy(() -> sageMaker.createTrainingJob(Jobs.job("churn-1")))
        .isInstanceOfSatisfying(
            SageMakerException.class,
            e -> {
              assertThat(e.statusCode()).isEqualTo(501);
              assertThat(e.awsErrorDetails().errorCode()).isEqualTo("FunctionFailed");
              assertThat(e.awsErrorDetails().errorMessage()).contains(message);
            });
    assertThat(sim.journal().retries()).isEmpty();
  }

  /** The same request ids, which come from the seed, and the same times. */
  private void assertGoesOnAsUntouched() {
    assertThat(sageMaker.createTrainingJob(Jobs.job("churn-1")).responseMetadata().requestId())
        .isEqualTo(elsewhere.createTrainingJob(Jobs.job("churn-1")).responseMetadata().requestId());
    assertThat(sim.clock().pending()).hasToString(untouched.clock().pending().toString());
  }
}
