package dev.mlsim.sdk.sagemaker.pipelines;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mlsim.Invariants;
import dev.mlsim.Simulator;
import dev.mlsim.lifecycle.ScriptSubject;
import dev.mlsim.sdk.SimulatedClients;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.sagemaker.SageMakerClient;
import software.amazon.awssdk.services.sagemaker.model.ParallelismConfiguration;
import software.amazon.awssdk.services.sagemaker.model.PipelineExecutionStep;

/** Pipelines from seeds: each execution ends, and as a scheduler has it that knows no better. */
class RandomPipelineTest {
  private static final int EACH = 12;

  @ParameterizedTest
  @ValueSource(longs = {0, 1, 2, 3, 4, 5, 6, 7})
  void executions_go_as_a_naive_scheduler_has_it(long decade) {
    for (long seed = EACH * decade; seed < EACH * (decade + 1); seed++) {
      RandomPipeline pipeline = RandomPipeline.of(seed);
      List<String> expected = NaiveScheduler.of(pipeline);
      assertThat(lived(pipeline))
          .as("seed %s: %s", seed, pipeline.definition())
          .isEqualTo(expected);
    }
  }

  private static List<String> lived(RandomPipeline random) {
    Simulator sim = Simulator.create();
    try (SimulatedClients clients = SimulatedClients.of(sim)) {
      script(sim, random);
      Piped pipeline = Piped.of(sim, clients.create(SageMakerClient.class), random.definition());
      ParallelismConfiguration most =
          ParallelismConfiguration.builder().maxParallelExecutionSteps(random.most()).build();
      String arn = pipeline.start(r -> r.parallelismConfiguration(most));
      String status = pipeline.end(arn).pipelineExecutionStatusAsString();
      assertThat(Invariants.violations(sim)).isEmpty();
      List<String> lines =
          new java.util.ArrayList<>(
              pipeline.steps(arn).stream().map(step -> line(sim, step)).sorted().toList());
      lines.add(status);
      return lines;
    }
  }

  private static void script(Simulator sim, RandomPipeline random) {
    for (RandomPipeline.Step step : random.steps()) {
      if (step.kind().equals("EMR")) {
        ScriptSubject subject = sim.script().resource("pipeline-execution-step").named(step.name());
        Duration takes = Duration.ofMillis(step.millis());
        if (step.fails()) {
          subject.failAt("Executing", takes, "broken");
        } else {
          subject.takes("Executing", takes);
        }
      }
    }
  }

  private static String line(Simulator sim, PipelineExecutionStep step) {
    return NaiveScheduler.line(
        step.stepName(),
        step.stepStatusAsString(),
        Duration.between(sim.startedAt(), step.startTime()).toMillis(),
        Duration.between(sim.startedAt(), step.endTime()).toMillis());
  }
}
