package dev.mlsim.junit;

import static dev.mlsim.assertj.MlSimAssertions.assertThat;
import static dev.mlsim.junit.Runs.failures;
import static dev.mlsim.junit.Runs.run;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mlsim.Simulator;
import dev.mlsim.fixtures.Jobs;
import java.time.Duration;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sagemaker.SageMakerClient;
import software.amazon.awssdk.services.sagemaker.model.ConflictException;
import software.amazon.awssdk.services.sagemaker.model.ResourceLimitExceededException;

@MlSimulator
@Throttle(operation = "CreateTrainingJob", first = 1)
class SituationsTest {

  @Test
  @Throttle(operation = "CreateTrainingJob", first = 1)
  @Throttle(operation = "StopTrainingJob", first = 1)
  void those_of_class_and_method_add_up(SageMakerClient sageMaker, Simulator sim) {
    sageMaker.createTrainingJob(Jobs.job("a"));
    sageMaker.stopTrainingJob(r -> r.trainingJobName("a"));

    assertThat(sim).called("CreateTrainingJob").failing("ThrottlingException").times(2);
    assertThat(sim).called("StopTrainingJob").times(2);
  }

  @Test
  void those_of_a_class_need_not_come_into_play(Simulator sim) {
    assertThat(sim.faults().unused()).hasSize(1);
  }

  @Test
  @JobOutcome(resource = "training-job", named = "a*", failAt = "Training", reason = "NaN")
  @JobOutcome(resource = "training-job", named = "b", stuckAt = "Starting")
  @JobOutcome(resource = "training-job", named = "c", phase = "Training", takes = "PT3H")
  void outcomes_of_jobs_are_declared(SageMakerClient sageMaker, Simulator sim) {
    for (String name : new String[] {"a1", "b", "c"}) {
      sageMaker.createTrainingJob(Jobs.job(name));
    }
    sim.clock().advance(Duration.ofDays(1));

    assertThat(sim).resource("training-job", "a1").isFailed().hasFailureReason("NaN");
    assertThat(sim).resource("training-job", "b").isStuck();
    assertThat(sim).resource("training-job", "c").stayed("Training", Duration.ofHours(3));
  }

  @Test
  @InjectFault(
      operation = "CreateTrainingJob",
      error = "ConflictException",
      message = "busy",
      where = "TrainingJobName=b*")
  @InjectFault(operation = "Describe*", kind = InjectFault.Kind.SERVER_ERROR, nth = 1)
  void faults_are_declared(SageMakerClient sageMaker, Simulator sim) {
    sageMaker.createTrainingJob(Jobs.job("a"));
    sageMaker.describeTrainingJob(r -> r.trainingJobName("a"));

    assertThatThrownBy(() -> sageMaker.createTrainingJob(Jobs.job("b")))
        .isInstanceOf(ConflictException.class)
        .hasMessageContaining("busy");
    assertThat(sim).called("DescribeTrainingJob").times(2);
  }

  @Nested
  @Quota(name = "ml.m5.xlarge for training job usage", value = 1)
  class WithQuotas {
    @Test
    void that_of_the_class_holds(SageMakerClient sageMaker) {
      sageMaker.createTrainingJob(Jobs.job("a"));

      assertThatThrownBy(() -> sageMaker.createTrainingJob(Jobs.job("b")))
          .isInstanceOf(ResourceLimitExceededException.class);
    }

    @Test
    @Quota(name = "ml.m5.xlarge for training job usage", value = 0)
    void that_of_the_method_counts_before_it(SageMakerClient sageMaker) {
      assertThatThrownBy(() -> sageMaker.createTrainingJob(Jobs.job("a")))
          .isInstanceOf(ResourceLimitExceededException.class);
    }
  }

  @MlSimulator
  static class MistakenCase {
    @Test
    @Throttle(operation = "CreateTraningJob")
    void operation() {}

    @Test
    @JobOutcome(resource = "training-job", failAt = "Trainign")
    void phase() {}

    @Test
    @JobOutcome(resource = "training-job")
    void nothing() {}

    @Test
    @InjectFault(operation = "CreateTrainingJob")
    void neither() {}

    @Test
    @Quota(name = "ml.m5.xlarge for trainig job usage", value = 1)
    void quota() {}

    @Test
    @Throttle(operation = "CreateTrainingJob", where = "x")
    void where() {}

    @Test
    @JobOutcome(resource = "training-jop", stuckAt = "Training")
    void resource() {}

    @Test
    @InjectFault(operation = "CreateTrainingJob", error = "ResourceLimitExceded")
    void error() {}

    @Test
    @InjectFault(operation = "CreateTrainingJob", error = "ConflictException", probability = 50)
    void probability() {}

    @Test
    @InjectFault(operation = "CreateTrainingJob", error = "ConflictException", nth = -1)
    void nth() {}

    @Test
    @JobOutcome(resource = "training-job", stuckAt = "Training", first = -1)
    void times() {}

    @Test
    @JobOutcome(resource = "training-job", stuckAt = "Training", phase = "Training")
    void takes() {}

    @Test
    @JobOutcome(resource = "training-job", phase = "Training", takes = "3h")
    void duration() {}
  }

  @Test
  void a_mistake_fails_the_test_before_it_starts_and_offers_the_nearest() {
    assertThat(failures(run(MistakenCase.class)))
        .hasSize(13)
        .allMatch(message -> message.startsWith("mlsim: cannot set up what @"))
        .anyMatch(message -> message.contains("[training-jop]; the nearest are [training-job"))
        .anyMatch(message -> message.contains("the nearest are [ResourceLimitExceeded"))
        .anyMatch(message -> message.contains("50"))
        .anyMatch(message -> message.contains("it has phase but not takes; they belong together"))
        .anyMatch(message -> message.contains("takes [3h] is no duration; write it as PT3H"))
        .anyMatch(
            message ->
                message.startsWith(
                    "mlsim: cannot set up what @Throttle on [SituationsTest$MistakenCase.operation]"
                        + " declares: no simulated service has an operation [CreateTraningJob];"
                        + " the nearest are [CreateTrainingJob,"))
        .anyMatch(message -> message.contains("has no phase [Trainign]"))
        .anyMatch(message -> message.contains("it has 0 outcomes; say one of failAt"))
        .anyMatch(message -> message.contains("it has neither an error nor a kind"))
        .anyMatch(message -> message.contains("has a quota [ml.m5.xlarge for trainig job usage]"))
        .anyMatch(message -> message.contains("where [x] is no condition; write path=value"));
  }
}
