package dev.mlsim.samples.spring;

import static dev.mlsim.assertj.MlSimAssertions.assertThat;

import dev.mlsim.Simulator;
import dev.mlsim.junit.MlSimulator;
import dev.mlsim.samples.sagemaker.NightlyTraining;
import java.time.LocalDate;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;

/**
 * An application that calls AWS while it starts, and tests that tell one story in order. Where one
 * instance serves all tests, the world has to last as long: it is there before the context.
 */
@MlSimulator(ambient = true, world = MlSimulator.Scope.PER_CLASS)
@SpringBootTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@Execution(ExecutionMode.SAME_THREAD)
class OneWorldPerClassTest {

  /** Takes up at its start what an earlier run left. */
  @TestConfiguration
  static class Resuming {
    @Bean
    ApplicationRunner resume(NightlyTraining training) {
      return arguments -> training.start("churn-2026-01-01-1");
    }
  }

  @Autowired private NightlyTraining training;

  @Test
  @Order(1)
  void the_application_starts_a_job_while_it_starts(Simulator sim) {
    assertThat(sim).resource("training-job", "churn-2026-01-01-1").isInProgress();
  }

  @Test
  @Order(2)
  void the_nights_run_goes_on_with_that_job(Simulator sim) {
    training.run(LocalDate.of(2026, 1, 1));

    assertThat(sim).resources("training-job").hasSize(1);
    assertThat(sim).resource("training-job", "churn-2026-01-01-1").hasStatus("Completed");
  }
}
