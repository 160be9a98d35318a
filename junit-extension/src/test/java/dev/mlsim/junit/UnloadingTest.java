package dev.mlsim.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import dev.mlsim.Simulator;
import dev.mlsim.architecture.Unloading;
import dev.mlsim.fixtures.Jobs;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;
import software.amazon.awssdk.services.sagemaker.SageMakerClient;

/** Development tools load classes anew: what an earlier run was made of has to go. */
class UnloadingTest {

  @Test
  void a_run_of_junit_leaves_nothing_behind() throws IOException, InterruptedException {
    assertThat(Unloading.leftBy(Runs.class)).isEmpty();
  }

  @MlSimulator
  static class PlainCase {
    @Test
    void trains(SageMakerClient sageMaker, Simulator sim) {
      sageMaker.createTrainingJob(Jobs.job("churn-1"));
      sim.clock().advance(Duration.ofDays(1));
      sageMaker.describeTrainingJob(r -> r.trainingJobName("churn-1"));
    }
  }

  @MlSimulator(ambient = true)
  static class AmbientCase {
    @Test
    void trains() {
      try (SageMakerClient sageMaker = SageMakerClient.create()) {
        sageMaker.createTrainingJob(Jobs.job("churn-1"));
      }
    }

    @Test
    void fails(Simulator sim) {
      throw new AssertionError("as it should");
    }
  }

  /** A run of tests. */
  public static final class Runs {
    private Runs() {}

    /** Lives. */
    public static void main(String[] args) {
      SummaryGeneratingListener summary = new SummaryGeneratingListener();
      try (LauncherSession session = LauncherFactory.openSession()) {
        session
            .getLauncher()
            .execute(
                LauncherDiscoveryRequestBuilder.request()
                    .selectors(selectClass(PlainCase.class), selectClass(AmbientCase.class))
                    .configurationParameter("junit.jupiter.execution.parallel.enabled", "false")
                    .configurationParameter(MlSimulatorExtension.FENCE, "true")
                    .build(),
                summary);
      }
      if (summary.getSummary().getTestsSucceededCount() != 2) {
        throw new IllegalStateException(summary.getSummary().getFailures().toString());
      }
    }
  }
}
