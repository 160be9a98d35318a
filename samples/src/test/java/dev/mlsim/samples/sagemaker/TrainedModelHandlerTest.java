package dev.mlsim.samples.sagemaker;

import static dev.mlsim.assertj.MlSimAssertions.assertThat;
import static dev.mlsim.fixtures.Jobs.job;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.mlsim.Simulator;
import dev.mlsim.event.Event;
import dev.mlsim.event.Subscription;
import dev.mlsim.junit.MlSimulator;
import dev.mlsim.services.sagemaker.TrainingMetrics;
import java.io.UncheckedIOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sagemaker.SageMakerClient;
import software.amazon.awssdk.services.sagemaker.model.CreateTrainingJobRequest;

/** A story: a job is trained, its event wakes a Lambda handler, which reads and publishes. */
@MlSimulator
class TrainedModelHandlerTest {
  private static final String PATTERN =
      """
      {"source": ["aws.sagemaker"],
       "detail-type": ["SageMaker Training Job State Change"],
       "detail": {"TrainingJobStatus": ["Completed"]}}
      """;

  private final SageMakerClient sageMaker;
  private final Simulator sim;
  private final Subscription<Event> rule;

  TrainedModelHandlerTest(SageMakerClient sageMaker, Simulator sim) {
    this.sageMaker = sageMaker;
    this.sim = sim;
    TrainedModelHandler handler =
        new TrainedModelHandler(
            sageMaker, uri -> sim.objects().get(uri).map(bytes -> bytes.length).orElse(0));
    rule = sim.events().on(PATTERN, event -> handle(handler, event));
  }

  private static void handle(TrainedModelHandler handler, Event event) {
    try {
      handler.handle(event.json());
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static CreateTrainingJobRequest training(String name) {
    return job(name).toBuilder()
        .algorithmSpecification(
            a ->
                a.trainingImage("123456789012.dkr.ecr.us-east-1.amazonaws.com/churn:7")
                    .trainingInputMode("File")
                    .metricDefinitions(m -> m.name("validation:auc").regex("auc=([0-9.]+)")))
        .build();
  }

  @Test
  void a_good_model_is_released_when_its_event_comes() {
    sim.setup(TrainingMetrics.class).job("churn-1").reports("validation:auc", 0.91);
    sageMaker.createTrainingJob(training("churn-1"));

    sim.clock().runUntilIdle(Duration.ofDays(1));

    assertThat(sim).resource("endpoint", ModelRelease.ENDPOINT).hasStatus("InService");
    assertThat(sim)
        .emitted("SageMaker Endpoint State Change")
        .withDetail("EndpointStatus", "IN_SERVICE");
  }

  @Test
  void a_poor_model_is_not() {
    sim.setup(TrainingMetrics.class).job("churn-1").reports("validation:auc", 0.6);
    sageMaker.createTrainingJob(training("churn-1"));

    sim.clock().runUntilIdle(Duration.ofDays(1));

    assertThat(rule.heard()).isEqualTo(1);
    assertThat(sim).doesNotHaveResource("endpoint", ModelRelease.ENDPOINT);
  }

  @Test
  void an_event_that_comes_twice_releases_once() {
    sim.setup(TrainingMetrics.class).job("churn-1").reports("validation:auc", 0.91);
    sim.faults().onEvents("SageMaker Training*").twice();
    sageMaker.createTrainingJob(training("churn-1"));

    sim.clock().runUntilIdle(Duration.ofDays(1));

    assertThat(rule.heard()).isEqualTo(2);
    assertThat(sim).called("CreateEndpoint").once();
    assertThat(sim).notCalled("UpdateEndpoint");
  }

  @Test
  void a_handler_that_fails_is_called_again_a_minute_later() {
    sim.setup(TrainingMetrics.class).job("churn-1").reports("validation:auc", 0.91);
    sim.faults().on("CreateEndpoint").once().accessDenied();
    sageMaker.createTrainingJob(training("churn-1"));

    sim.clock().runUntilIdle(Duration.ofDays(1));

    assertThat(sim).called("CreateEndpoint").times(2).apartAtLeast(Duration.ofMinutes(1));
    assertThat(sim).resource("endpoint", ModelRelease.ENDPOINT).hasStatus("InService");
    assertThat(sim.journal().story().text()).contains("and is called again in PT1M");
  }
}
