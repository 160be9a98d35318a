package dev.mlsim.samples.spring;

import static dev.mlsim.assertj.MlSimAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mlsim.Simulator;
import dev.mlsim.junit.JobOutcome;
import dev.mlsim.junit.MlSimulator;
import dev.mlsim.junit.Throttle;
import dev.mlsim.samples.sagemaker.NightlyTraining;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;

/**
 * {@code ambient} answers the clients that the context builds. Spring keeps the context from test
 * to test, and from class to class; each test has a world of its own all the same.
 */
@MlSimulator(ambient = true)
@SpringBootTest
class RetrainingApplicationTest {
  private static final LocalDate NIGHT = LocalDate.of(2026, 1, 1);

  @Autowired private NightlyTraining training;

  @Test
  @Throttle(operation = "CreateTrainingJob", first = 2)
  void the_application_trains(Simulator sim) {
    training.run(NIGHT);

    assertThat(sim).called("CreateTrainingJob").times(3);
    assertThat(sim).resource("training-job", "churn-2026-01-01-1").hasStatus("Completed");
  }

  @Test
  @JobOutcome(resource = "training-job", first = 1, failAt = "Training")
  void it_tries_again_in_a_world_in_which_the_first_job_fails(Simulator sim) {
    assertThat(training.run(NIGHT).trainingJobName()).endsWith("-2");
    assertThat(sim).resources("training-job").hasSize(2);
  }
}
