package dev.mlsim.sdk.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mlsim.Simulator;
import dev.mlsim.fixtures.Jobs;
import dev.mlsim.sdk.SimulatedClients;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sagemaker.SageMakerClient;
import software.amazon.awssdk.services.sagemaker.model.ResourceInUseException;
import software.amazon.awssdk.services.sagemaker.model.SageMakerException;
import software.amazon.awssdk.services.sagemaker.model.TrainingJobSummary;

/** Reading that lags behind writing. */
class ConsistencyTest {
  private static final Duration LAG = Duration.ofSeconds(2);

  private final Simulator sim = Simulator.create();
  private final SageMakerClient sageMaker = SimulatedClients.of(sim).create(SageMakerClient.class);

  @Test
  void a_new_resource_is_unseen_until_the_lag_has_passed() {
    sim.consistency().lag(LAG);
    sageMaker.createTrainingJob(Jobs.job("churn-1"));

    assertThatThrownBy(() -> Jobs.describe(sageMaker, "churn-1"))
        .isInstanceOf(SageMakerException.class)
        .hasMessageContaining("Requested resource not found.");
    assertThat(listed()).isEmpty();

    sim.clock().advance(LAG);
    assertThat(Jobs.describe(sageMaker, "churn-1").trainingJobName()).isEqualTo("churn-1");
    assertThat(listed()).containsExactly("churn-1");
  }

  @Test
  void writing_sees_the_truth_at_once() {
    sim.consistency().lag(LAG);
    sageMaker.createTrainingJob(Jobs.job("churn-1"));

    assertThatThrownBy(() -> sageMaker.createTrainingJob(Jobs.job("churn-1")))
        .isInstanceOf(ResourceInUseException.class);
    sageMaker.stopTrainingJob(r -> r.trainingJobName("churn-1"));

    assertThat(sim.resources().get("training-job", "churn-1").status()).isEqualTo("Stopping");
  }

  @Test
  void a_deleted_resource_is_still_seen_until_the_lag_has_passed() {
    sageMaker.createTrainingJob(Jobs.job("churn-1"));
    sim.clock().advance(Duration.ofHours(1));
    sim.consistency().of("training-job").lag(Duration.ofMinutes(1));
    sageMaker.deleteTrainingJob(r -> r.trainingJobName("churn-1"));

    sim.clock().advance(Duration.ofSeconds(30));
    assertThat(sim.resources().all()).isEmpty();
    assertThat(listed()).containsExactly("churn-1");
    assertThat(Jobs.describe(sageMaker, "churn-1").trainingJobStatusAsString())
        .isEqualTo("Deleting");

    sim.clock().advance(Duration.ofMinutes(1));
    assertThat(listed()).isEmpty();
    assertThatThrownBy(() -> Jobs.describe(sageMaker, "churn-1"))
        .hasMessageContaining("Requested resource not found.");
  }

  @Test
  void only_lists_may_lag() {
    sim.consistency().of("training-job").inLists().lag(LAG);

    sageMaker.createTrainingJob(Jobs.job("churn-1"));

    assertThat(listed()).isEmpty();
    assertThat(Jobs.describe(sageMaker, "churn-1").trainingJobName()).isEqualTo("churn-1");
  }

  @Test
  void a_lag_up_to_a_bound_comes_from_the_seed() {
    sim.consistency().lagUpTo(Duration.ofSeconds(10));
    for (int i = 0; i < 20; i++) {
      sageMaker.createTrainingJob(Jobs.job("churn-" + i));
    }

    sim.clock().advance(Duration.ofSeconds(5));
    assertThat(listed()).hasSizeBetween(1, 19);
    sim.clock().advance(Duration.ofSeconds(5));
    assertThat(listed()).hasSize(20);
  }

  @Test
  void a_type_that_is_none_is_refused() {
    assertThatThrownBy(() -> sim.consistency().of("trainingjob"))
        .hasMessageStartingWith("mlsim: there is no resource type [trainingjob]; the nearest are");
  }

  private List<String> listed() {
    return sageMaker.listTrainingJobs(r -> r.maxResults(100)).trainingJobSummaries().stream()
        .map(TrainingJobSummary::trainingJobName)
        .toList();
  }
}
