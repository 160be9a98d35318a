package dev.mlsim.samples.recipes;

import static dev.mlsim.assertj.MlSimAssertions.assertThat;
import static dev.mlsim.fixtures.Jobs.job;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mlsim.Simulator;
import dev.mlsim.fault.Fault;
import dev.mlsim.junit.InjectFault;
import dev.mlsim.junit.MlSimulator;
import dev.mlsim.junit.Quota;
import dev.mlsim.junit.Seeds;
import dev.mlsim.junit.Strict;
import dev.mlsim.junit.Throttle;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sagemaker.SageMakerClient;
import software.amazon.awssdk.services.sagemaker.model.ResourceInUseException;
import software.amazon.awssdk.services.sagemaker.model.ResourceLimitExceededException;
import software.amazon.awssdk.services.sagemaker.model.SageMakerException;

@MlSimulator
class FaultsTest {
  @Test
  void the_sdk_backs_off_when_it_is_throttled(SageMakerClient sageMaker, Simulator sim) {
    sim.faults().on("CreateTrainingJob").first(2).throttle();

    sageMaker.createTrainingJob(job("churn-1")); // the SDK retries, and waits in virtual time

    assertThat(sim).called("CreateTrainingJob").times(3);
    assertThat(sim).called("CreateTrainingJob").failing("ThrottlingException").times(2);
  }

  @Test
  void calls_come_too_fast(SageMakerClient sageMaker, Simulator sim) {
    sim.faults().on("CreateTrainingJob").limitedTo(1); // a second, as AWS has it
    // or sim.faults().usualRates() for every limit that is known

    for (int i = 1; i <= 5; i++) {
      sageMaker.createTrainingJob(job("churn-" + i));
    }

    assertThat(sim).called("CreateTrainingJob").failing().atLeast(3);
    assertThat(sim).called("CreateTrainingJob").succeeding().times(5);
  }

  @Test
  @MlSimulator(strict = Strict.NOTHING)
  void every_family_of_faults_is_a_line(SageMakerClient sageMaker, Simulator sim) {
    sim.faults().on("CreateTrainingJob").once().fail("ResourceInUse", "Job exists.");
    sim.faults().on("CreateModel").fail(Fault.error("InternalFailure").status(500));
    sim.faults().on("Describe*").every(10).serverError(); // the SDK retries these
    sim.faults().on("List*").within(Duration.ofHours(1)).unavailable();
    sim.faults().on("personalize:*").accessDenied();
    sim.faults().on("lookoutvision:*").later(Duration.ofHours(12)).expiredToken();
    sim.faults().on("Create*").withProbability(0.05).resetConnection();
    sim.faults().on("StopTrainingJob").nth(1).readTimeout();
    sim.faults().on("DeleteModel").where("ModelName", "churn-*").connectTimeout();
    sim.faults().on("CreateEndpoint").first(1).loseAnswer(); // done, but the caller isn't told
    sim.faults().on("ListEndpoints").truncateBody();
    sim.faults().on("ListModels").malformedJson();
    sim.faults().on("ListImages").wrongContentType(); // a proxy's page of HTML
    sim.faults().on("Stop*").during("training-job", "churn-1", "Uploading").serverError();
    sim.faults().onAll().delay(Duration.ofMillis(20), Duration.ofMillis(400));

    assertThatThrownBy(() -> sageMaker.createTrainingJob(job("churn-1")))
        .isInstanceOf(ResourceInUseException.class)
        .hasMessageContaining("Job exists.");
    assertThatThrownBy(() -> sageMaker.listModels()).isInstanceOf(SdkException.class);
    assertThat(sim.faults().rules()).hasSize(15);
  }

  @Test
  void the_network_fails(SageMakerClient sageMaker, Simulator sim) {
    sim.faults().on("CreateTrainingJob").once().loseAnswer();

    assertThatThrownBy(() -> sageMaker.createTrainingJob(job("churn-1")))
        .isInstanceOf(ResourceInUseException.class); // the SDK's retry meets its own first attempt

    assertThat(sim).resource("training-job", "churn-1").isInProgress();
  }

  @Test
  @InjectFault(operation = "CreateTrainingJob", kind = InjectFault.Kind.RESET_CONNECTION)
  void the_connection_is_reset_at_every_attempt(SageMakerClient sageMaker, Simulator sim) {
    assertThatThrownBy(() -> sageMaker.createTrainingJob(job("churn-1")))
        .isInstanceOf(SdkClientException.class);

    assertThat(sim).doesNotHaveResource("training-job", "churn-1");
  }

  @Test
  @Throttle(operation = "CreateTrainingJob", first = 2)
  @InjectFault(operation = "StopTrainingJob", error = "ResourceNotFound", nth = 1)
  @Quota(name = "ml.m5.xlarge for training job usage", value = 1)
  void situations_can_be_declared(SageMakerClient sageMaker) {
    sageMaker.createTrainingJob(job("churn-1"));

    assertThatThrownBy(() -> sageMaker.stopTrainingJob(r -> r.trainingJobName("churn-1")))
        .isInstanceOf(SageMakerException.class);
    assertThatThrownBy(() -> sageMaker.createTrainingJob(job("churn-2")))
        .isInstanceOf(ResourceLimitExceededException.class);
  }

  @Test
  void a_quota_is_exhausted(SageMakerClient sageMaker, Simulator sim) {
    sim.quotas().set("ml.m5.xlarge for training job usage", 4);
    sim.quotas().exhaust("ml.m5.xlarge for training job usage"); // all four are in use

    assertThatThrownBy(() -> sageMaker.createTrainingJob(job("churn-1")))
        .isInstanceOf(ResourceLimitExceededException.class)
        .hasMessageContaining("ml.m5.xlarge for training job usage");

    sim.quotas().newAccount(); // or the values of AWS's first day, mostly none
  }

  @Test
  void reading_lags_behind_writing(SageMakerClient sageMaker, Simulator sim) {
    sim.consistency().of("training-job").inLists().lag(Duration.ofSeconds(5));

    sageMaker.createTrainingJob(job("churn-1"));

    assertThat(sageMaker.listTrainingJobs().trainingJobSummaries()).isEmpty();
    sim.clock().advance(Duration.ofSeconds(5));
    assertThat(sageMaker.listTrainingJobs().trainingJobSummaries()).hasSize(1);
  }

  @Seeds(count = 5) // in place of @Test; the name of a run says its seed
  void twenty_jobs_get_by_whatever_happens(SageMakerClient sageMaker, Simulator sim) {
    sim.chaos(0.2); // each call and each job goes wrong with this probability

    trainTwenty(sageMaker);
    sim.clock().runUntilIdle(Duration.ofDays(1));

    assertThat(sim).hasNothingInProgress();
    assertThat(sim.chaos().orElseThrow().schedule()).isNotEmpty(); // what went wrong, and when
  }

  private static void trainTwenty(SageMakerClient sageMaker) {
    for (int i = 1; i <= 20; i++) {
      try {
        sageMaker.createTrainingJob(job("churn-" + i));
      } catch (SdkException e) {
        // what production code does about it
      }
    }
  }

  @Test
  void an_operation_is_answered_by_the_test(SageMakerClient sageMaker, Simulator sim) {
    sim.faults()
        .on("GetLineageGroupPolicy")
        .answer(
            """
            {"ResourcePolicy": "{}"}
            """);

    assertThat(
            sageMaker
                .getLineageGroupPolicy(r -> r.lineageGroupName("shared-with-us"))
                .resourcePolicy())
        .isEqualTo("{}");
  }
}
