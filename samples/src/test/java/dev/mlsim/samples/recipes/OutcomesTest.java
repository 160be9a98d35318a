package dev.mlsim.samples.recipes;

import static dev.mlsim.assertj.MlSimAssertions.assertThat;
import static dev.mlsim.fixtures.Jobs.job;
import static java.time.Duration.ofHours;
import static java.time.Duration.ofMinutes;

import dev.mlsim.Simulator;
import dev.mlsim.junit.JobOutcome;
import dev.mlsim.junit.MlSimulator;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sagemaker.SageMakerClient;

@MlSimulator
class OutcomesTest {
  @Test
  void what_becomes_of_jobs_is_scripted(SageMakerClient sageMaker, Simulator sim) {
    sim.script().resource("training-job").named("fails-*").failAt("Training", "loss is NaN");
    sim.script().resource("training-job").named("hangs-*").stuckAt("Starting"); // no capacity
    sim.script().resource("training-job").named("stops-*").stopAt("Training"); // by somebody else
    sim.script().resource("training-job").named("spot-*").interruptAt("Training"); // restarts
    sim.script().resource("training-job").named("takes-*").takes("Training", ofHours(2));
    sim.script().resource("training-job").named("varies-*").takesAbout("Training", ofMinutes(40));

    for (String name : new String[] {"fails-1", "hangs-1", "stops-1", "takes-1", "varies-1"}) {
      sageMaker.createTrainingJob(job(name));
    }
    sageMaker.createTrainingJob(
        job("spot-1").toBuilder()
            .enableManagedSpotTraining(true)
            .stoppingCondition(s -> s.maxRuntimeInSeconds(3600).maxWaitTimeInSeconds(7200))
            .build());
    sim.clock().advance(Duration.ofDays(1));
    assertThat(sim)
        .resource("training-job", "spot-1")
        .walked("...", "InProgress/Interrupted", "...");
    assertThat(sim).resource("training-job", "fails-1").isFailed();
    assertThat(sim).resource("training-job", "hangs-1").isStuck();
    assertThat(sim).resource("training-job", "stops-1").hasStatus("Stopped");
    assertThat(sim).resource("training-job", "takes-1").stayed("Training", ofHours(2));
    assertThat(sim).resource("training-job", "varies-1").hasStatus("Completed");
  }

  @Test
  @JobOutcome(resource = "training-job", failAt = "Training", reason = "out of memory", first = 1)
  void only_the_first_job_fails(SageMakerClient sageMaker, Simulator sim) {
    sageMaker.createTrainingJob(job("churn-1"));
    sageMaker.createTrainingJob(job("churn-2"));

    sim.clock().runUntilIdle(Duration.ofDays(1));

    assertThat(sim).resource("training-job", "churn-1").hasFailureReason("out of memory");
    assertThat(sim).resource("training-job", "churn-2").isNotFailed();
  }

  @Test
  void a_job_is_stopped_by_the_code_under_test(SageMakerClient sageMaker, Simulator sim) {
    sageMaker.createTrainingJob(job("churn-1"));
    sim.clock().advance(ofMinutes(4));

    sageMaker.stopTrainingJob(r -> r.trainingJobName("churn-1"));

    assertThat(sim).resource("training-job", "churn-1").hasStatus("Stopping");
    sim.clock().runUntilIdle(ofHours(1));
    assertThat(sim).resource("training-job", "churn-1").hasStatus("Stopped");
  }
}
