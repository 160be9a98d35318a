package com.example.retraining;

import static dev.mlsim.assertj.MlSimAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mlsim.Simulator;
import dev.mlsim.junit.MlSimulator;
import dev.mlsim.junit.Seeds;
import dev.mlsim.junit.Throttle;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;

@MlSimulator(ambient = true)
@SpringBootTest
class RetrainingTest {
  @Autowired private Retraining retraining;

  @Test
  @Throttle(operation = "CreateTrainingJob", first = 2)
  void the_application_trains(Simulator sim) {
    assertThat(retraining.run("churn-1")).isEqualTo("Completed");

    assertThat(sim).called("CreateTrainingJob").times(3);
    assertThat(sim).resource("training-job", "churn-1").hasStatus("Completed");
  }

  @Seeds({1, 2})
  void it_trains_in_every_world(Simulator sim) {
    assertThat(retraining.run("churn-" + sim.seed())).isEqualTo("Completed");
  }

  @Test
  void nothing_reaches_aws(Simulator sim) {
    assertThatThrownBy(retraining::account)
        .hasMessageStartingWith("mlsim: refused to send Sts GetCallerIdentity");
  }
}
