package dev.mlsim.samples.recipes;

import static dev.mlsim.fixtures.Jobs.job;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.mlsim.Simulator;
import dev.mlsim.junit.MlSimulator;
import dev.mlsim.junit.Strict;
import dev.mlsim.sdk.AmbientSimulation;
import java.io.IOException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import software.amazon.awssdk.services.sagemaker.SageMakerClient;
import software.amazon.awssdk.services.sagemaker.waiters.SageMakerWaiter;

/** The messages that the README explains are those which users meet. */
@MlSimulator(strict = Strict.NOTHING)
class TroubleTest {
  private static final Pattern SAID =
      Pattern.compile("(mlsim: .*?)( \\(Service: .*)?", Pattern.DOTALL);

  @Test
  void what_is_not_simulated(SageMakerClient sageMaker) throws IOException {
    explained(
        () ->
            sageMaker.renderUiTemplate(
                r ->
                    r.humanTaskUiArn(
                            "arn:aws:sagemaker:us-east-1:394669845002:human-task-ui/VideoObjectTracking")
                        .task(t -> t.input("{}"))
                        .roleArn("arn:aws:iam::123456789012:role/Review")));
  }

  @Test
  void names_that_are_not_there(Simulator sim) throws IOException {
    explained(() -> sim.faults().on("CreateTraningJob").throttle());
  }

  @Test
  void a_waiter_that_would_never_end(SageMakerClient sageMaker, Simulator sim) throws IOException {
    sim.script().resource("training-job").stuckAt("Starting");
    sageMaker.createTrainingJob(job("churn-1"));

    try (SageMakerWaiter waiter = sageMaker.waiter()) {
      explained(
          () -> waiter.waitUntilTrainingJobCompletedOrStopped(r -> r.trainingJobName("churn-1")));
    }
  }

  @Test
  void time_that_nothing_is_left_for(Simulator sim) throws IOException {
    explained(() -> sim.clock().advanceToNext());
  }

  @Test
  @SuppressWarnings("try") // is held, not used
  @ResourceLock("dev.mlsim.ambient")
  void two_ambient_worlds(Simulator sim) throws IOException {
    try (AmbientSimulation first = AmbientSimulation.install(sim)) {
      explained(() -> AmbientSimulation.install(sim));
    }
  }

  private static void explained(ThrowingCallable mistake) throws IOException {
    Throwable cause = catchThrowable(mistake);
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    Matcher said = SAID.matcher(String.valueOf(cause.getMessage()));

    assertThat(said.matches()).as(cause.toString()).isTrue();
    assertThat(comparable(Readme.text())).contains(comparable(said.group(1)));
  }

  /** Without line breaks, and without how many operations there are by now. */
  private static String comparable(String text) {
    return text.replaceAll("\\s+", " ").replaceAll("operations \\d+ are", "operations some are");
  }
}
