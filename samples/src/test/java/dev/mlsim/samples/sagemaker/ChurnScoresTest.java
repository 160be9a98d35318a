package dev.mlsim.samples.sagemaker;

import static dev.mlsim.assertj.MlSimAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mlsim.Simulator;
import dev.mlsim.junit.MlSimulator;
import dev.mlsim.services.sagemakerruntime.EndpointModels;
import dev.mlsim.services.sagemakerruntime.Inference;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sagemaker.SageMakerClient;
import software.amazon.awssdk.services.sagemakerruntime.SageMakerRuntimeClient;
import software.amazon.awssdk.services.sagemakerruntime.model.ValidationErrorException;

@MlSimulator
class ChurnScoresTest {
  private final Simulator sim;
  private final SageMakerClient sageMaker;
  private final ChurnScores scores;
  private final EndpointModels models;

  ChurnScoresTest(Simulator sim, SageMakerClient sageMaker, SageMakerRuntimeClient runtime) {
    this.sim = sim;
    this.sageMaker = sageMaker;
    this.scores = new ChurnScores(runtime);
    this.models = sim.setup(EndpointModels.class);
  }

  private void release(String version) {
    new ModelRelease(sageMaker).release(version, "s3://churn/models/" + version + ".tar.gz");
  }

  @Test
  void a_score_is_what_the_model_answers() {
    release("churn-1");
    models.endpoint("churn").answers(call -> Inference.of("0.9\n", "text/csv"));

    assertThat(scores.of("ann,12,3")).hasValue(0.9);
  }

  @Test
  void a_first_test_needs_no_model() {
    release("churn-1");

    assertThat(scores.of("ann,12,3").getAsDouble()).isBetween(0.0, 1.0);
  }

  @Test
  void a_model_that_fails_leaves_the_shop_without_a_score() {
    release("churn-1");
    models.endpoint("churn").answers(Inference.failed(500, "CUDA out of memory"));

    assertThat(scores.of("ann,12,3")).isEmpty();
    assertThat(sim).called("InvokeEndpoint").once();
  }

  @Test
  void a_model_that_is_still_loading_is_asked_again_by_the_sdk() {
    release("churn-1");
    AtomicInteger asked = new AtomicInteger();
    models
        .endpoint("churn")
        .answers(
            call ->
                asked.incrementAndGet() < 3
                    ? Inference.notReady()
                    : Inference.of("0.9", "text/csv"));

    assertThat(scores.of("ann,12,3")).hasValue(0.9);
    assertThat(sim).called("InvokeEndpoint").times(3);
    models.endpoint("churn").answers(Inference.notReady());
    assertThat(scores.of("ann,12,3")).isEmpty();
  }

  @Test
  void an_endpoint_that_is_not_there_is_nobodys_default() {
    assertThatThrownBy(() -> scores.of("ann,12,3")).isInstanceOf(ValidationErrorException.class);
  }

  @Test
  void a_slow_model_costs_the_shop_its_time() {
    release("churn-1");
    models.endpoint("churn").answers(Inference.of("0.9", "text/csv").takes(Duration.ofMillis(800)));
    Duration before = Duration.between(sim.startedAt(), sim.clock().now());

    scores.of("ann,12,3");

    assertThat(Duration.between(sim.startedAt(), sim.clock().now()).minus(before))
        .isEqualTo(Duration.ofMillis(800));
  }
}
