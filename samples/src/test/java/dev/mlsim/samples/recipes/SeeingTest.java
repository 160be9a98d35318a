package dev.mlsim.samples.recipes;

import static dev.mlsim.assertj.MlSimAssertions.assertThat;
import static dev.mlsim.fixtures.Jobs.job;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mlsim.ResourceSnapshot;
import dev.mlsim.Simulator;
import dev.mlsim.assertj.MlSimSoftAssertions;
import dev.mlsim.junit.MlSimulator;
import dev.mlsim.junit.Strict;
import dev.mlsim.sdk.SdkCalls;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.sagemaker.SageMakerClient;
import software.amazon.awssdk.services.sagemaker.model.CreateTrainingJobRequest;

@MlSimulator(strict = Strict.EVERYTHING)
class SeeingTest {
  @BeforeEach
  void train(SageMakerClient sageMaker, Simulator sim) {
    sageMaker.createTrainingJob(job("churn-1"));
    sim.clock().runUntilIdle(Duration.ofDays(1));
  }

  @Test
  void resources_are_asserted_on(Simulator sim) {
    assertThat(sim)
        .resource("training-job", "churn-1")
        .hasStatus("Completed")
        .walked("InProgress/Starting", "...", "InProgress/Training", "...", "Completed/Completed")
        .tookAtMost(Duration.ofHours(1))
        .hasAttribute("ResourceConfig.InstanceType", "ml.m5.xlarge");
    assertThat(sim).hasNoFailedResource().hasNothingInProgress().hasNothingPending();
  }

  @Test
  void calls_are_asserted_on(Simulator sim, SageMakerClient sageMaker) {
    sageMaker.describeTrainingJob(r -> r.trainingJobName("churn-1"));

    assertThat(sim).called("CreateTrainingJob").once().allSucceeded();
    assertThat(sim).called("CreateTrainingJob").with("ResourceConfig.InstanceCount", 1);
    assertThat(sim).calledInOrder("CreateTrainingJob", "DescribeTrainingJob");
    assertThat(sim).notCalled("Delete*");

    List<CreateTrainingJobRequest> sent =
        SdkCalls.of(sim).requests(CreateTrainingJobRequest.class); // in the SDK's own types
    assertThat(sent).extracting(CreateTrainingJobRequest::trainingJobName).contains("churn-1");
  }

  @Test
  void what_it_costs_is_asserted_on(Simulator sim) {
    assertThat(sim).hasNothingBilling(); // nothing is left running
    assertThat(sim.billing().hours("ml.m5.xlarge")).isLessThan(1.0);
  }

  @Test
  void several_assertions_are_told_of_together(Simulator sim) {
    MlSimSoftAssertions.assertAllOf(
        softly -> {
          softly.assertThat(sim).resource("training-job", "churn-1").isNotFailed();
          softly.assertThat(sim).called("CreateTrainingJob").once();
        });
  }

  @Test
  void assertj_is_not_needed(Simulator sim) {
    ResourceSnapshot job = sim.resources().get("training-job", "churn-1");
    assertEquals("Completed", job.status());
    assertEquals(1, sim.journal().calls("CreateTrainingJob").size());
    assertTrue(sim.billing().running().isEmpty());
  }

  @Test
  void what_happened_is_told(Simulator sim, @TempDir Path folder) throws IOException {
    String text = sim.journal().story().text(); // what a failed test prints
    sim.journal().story().writeTo(folder.resolve("story.html")); // a timeline for the browser

    assertThat(text).contains("CreateTrainingJob", "churn-1");
    assertThat(Files.readString(folder.resolve("story.html"))).contains("churn-1");
  }
}
