package dev.mlsim.assertj;

import static dev.mlsim.assertj.MlSimAssertions.assertThat;
import static dev.mlsim.fixtures.Jobs.job;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mlsim.Simulator;
import dev.mlsim.event.Event;
import dev.mlsim.sdk.SimulatedClients;
import java.time.Duration;
import org.assertj.core.error.AssertJMultipleFailuresError;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sagemaker.SageMakerClient;

class EventsAssertTest {
  private static final String TRAINING = "SageMaker Training Job State Change";

  private final Simulator sim = Simulator.create();
  private final SimulatedClients clients = SimulatedClients.of(sim);

  @BeforeEach
  void failAJob() {
    sim.script().resource("training-job").named("bad-*").failAt("Training", "loss is NaN");
    SageMakerClient sageMaker = clients.create(SageMakerClient.class);
    sageMaker.createTrainingJob(job("bad-1"));
    sageMaker.createTrainingJob(job("good-1"));
    sim.clock().advance(Duration.ofHours(1));
  }

  @AfterEach
  void close() {
    clients.close();
  }

  @Test
  void events_are_found_by_type_and_by_what_they_say() {
    assertThat(sim).emitted(TRAINING).times(10);
    assertThat(sim)
        .emitted("SageMaker Training*")
        .withDetail("TrainingJobStatus", "Failed")
        .withDetail("ResourceConfig.InstanceCount", 1)
        .about("bad-1")
        .once();
    assertThat(sim).emitted(TRAINING).about("good-1").withoutDetail("FailureReason").atLeast(5);
    assertThat(sim).emitted(TRAINING).about("good-1").atMost(5);
    assertThat(sim).notEmitted("SageMaker Endpoint State Change");
    assertThat(sim)
        .emitted(TRAINING)
        .withDetail("SecondaryStatus", "Completed")
        .events()
        .extracting(Event::name)
        .containsExactly("good-1");
  }

  @Test
  void an_event_that_was_not_sent_fails_with_those_that_were() {
    assertThatThrownBy(
            () ->
                assertThat(sim)
                    .emitted(TRAINING)
                    .about("good-1")
                    .withDetail("TrainingJobStatus", "Failed"))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("Expecting " + TRAINING + " about [good-1]")
        .hasMessageContaining("with [TrainingJobStatus] = \"Failed\"")
        .hasMessageContaining("but there was none")
        .hasMessageContaining("[" + TRAINING + "] of training-job [good-1]");
  }

  @Test
  void none_at_all_and_too_many_fail() {
    assertThatThrownBy(() -> assertThat(sim).emitted("SageMaker Endpoint State Change"))
        .hasMessageContaining("Expecting events of")
        .hasMessageContaining("but there was none");
    assertThatThrownBy(() -> assertThat(sim).emitted(TRAINING).once())
        .hasMessageContaining("but it was 10");
    assertThatThrownBy(() -> assertThat(sim).notEmitted(TRAINING))
        .hasMessageContaining("there were 10");
  }

  @Test
  void a_type_that_nothing_sends_is_refused_with_the_nearest() {
    assertThatThrownBy(() -> assertThat(sim).emitted("SageMaker Training Job Status Change"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("the nearest are [" + TRAINING);
  }

  @Test
  void soft_assertions_collect_them() {
    assertThatThrownBy(
            () ->
                MlSimSoftAssertions.assertAllOf(
                    softly -> {
                      softly.assertThat(sim).emitted(TRAINING).about("nobody").once();
                      softly.assertThat(sim).emitted(TRAINING).once();
                    }))
        .isInstanceOfSatisfying(
            AssertJMultipleFailuresError.class,
            error -> assertThat(error.getFailures()).hasSize(2));
  }
}
