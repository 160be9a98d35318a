package dev.mlsim.samples.spring;

import static dev.mlsim.assertj.MlSimAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mlsim.Simulator;
import dev.mlsim.junit.MlSimulator;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.test.context.junit.jupiter.SpringJUnitConfig;
import software.amazon.awssdk.services.sagemaker.SageMakerClient;

/**
 * A context that builds its own clients needs no change: {@code ambient} answers them. Put it
 * before Spring's annotation ({@code @SpringBootTest} alike), so that the world is there first.
 */
@MlSimulator(ambient = true)
@SpringJUnitConfig(SpringContextTest.Application.class)
class SpringContextTest {

  /** The application, as in production. */
  @Configuration
  static class Application {
    @Bean
    SageMakerClient sageMaker() {
      return SageMakerClient.create();
    }

    @Bean
    Cleaner cleaner(SageMakerClient sageMaker) {
      return new Cleaner(sageMaker);
    }
  }

  /** Stops what trains. */
  record Cleaner(SageMakerClient sageMaker) {
    void stop(String job) {
      sageMaker.stopTrainingJob(r -> r.trainingJobName(job));
    }
  }

  @Autowired private Cleaner cleaner;

  @Test
  void the_contexts_own_client_meets_the_tests_world(Simulator sim, SageMakerClient mine) {
    mine.createTrainingJob(
        r ->
            r.trainingJobName("churn-1")
                .roleArn("arn:aws:iam::123456789012:role/Training")
                .algorithmSpecification(a -> a.trainingImage("churn:7").trainingInputMode("File"))
                .outputDataConfig(o -> o.s3OutputPath("s3://churn/models"))
                .resourceConfig(
                    c -> c.instanceType("ml.m5.xlarge").instanceCount(1).volumeSizeInGB(30))
                .stoppingCondition(s -> s.maxRuntimeInSeconds(3600)));

    cleaner.stop("churn-1");
    sim.clock().advance(Duration.ofMinutes(5));

    assertThat(sim).resource("training-job", "churn-1").hasStatus("Stopped");
    assertThat(sim.journal().calls()).hasSize(2);
  }
}
