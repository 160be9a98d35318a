package com.example.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mlsim.Simulator;
import dev.mlsim.junit.MlSimulator;
import dev.mlsim.junit.Prepared;
import dev.mlsim.junit.Simulated;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sagemaker.SageMakerClient;

@MlSimulator
class ModulePathTest {
  @Simulated private SageMakerClient field;

  @Prepared
  static void model(SageMakerClient sageMaker) {
    sageMaker.createModel(
        r ->
            r.modelName("churn")
                .executionRoleArn("arn:aws:iam::123456789012:role/R")
                .primaryContainer(c -> c.image("123456789012.dkr.ecr.us-east-1.amazonaws.com/churn:7")));
  }

  @Test
  void all_of_it_is_modules() {
    assertEquals("dev.mlsim.core", Simulator.class.getModule().getName());
    assertEquals("dev.mlsim.junit", MlSimulator.class.getModule().getName());
    assertEquals("com.example.training", getClass().getModule().getName());
    assertTrue(SageMakerClient.class.getModule().isNamed());
  }

  @Test
  void clients_are_given_and_find_what_was_prepared(SageMakerClient sageMaker, Simulator sim) {
    assertEquals(1, sageMaker.listModels().models().size());
    assertEquals(1, field.listModels().models().size());
    sim.clock().advance(Duration.ofHours(1));
  }

  @Test
  @MlSimulator(ambient = true)
  void clients_that_code_makes_itself_are_answered(Simulator sim) {
    assertEquals(0, new Nightly().jobs());
    assertEquals(1, sim.journal().calls("ListTrainingJobs").size());
  }

  @Test
  @MlSimulator(services = Toys.class)
  void a_service_of_ones_own_is_simulated(Simulator sim) {
    assertTrue(sim.serviceIds().contains("Toys"));
    assertTrue(sim.operations().contains("Play"));
  }
}
