package dev.mlsim.sdk.sagemaker.pipelines;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mlsim.Simulator;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import software.amazon.awssdk.services.sagemaker.SageMakerClient;
import software.amazon.awssdk.services.sagemaker.model.DescribePipelineExecutionResponse;
import software.amazon.awssdk.services.sagemaker.model.PipelineExecutionStep;
import software.amazon.awssdk.services.sagemaker.model.SageMakerException;
import software.amazon.awssdk.services.sagemaker.model.StartPipelineExecutionRequest;

/** One pipeline of a test, as its code calls it. */
record Piped(Simulator sim, SageMakerClient sageMaker, String name) {
  static final String ROLE = "arn:aws:iam::123456789012:role/Pipelines";

  static Piped of(Simulator sim, SageMakerClient sageMaker, String definition) {
    sageMaker.createPipeline(
        r -> r.pipelineName("churn").pipelineDefinition(definition).roleArn(ROLE));
    return new Piped(sim, sageMaker, "churn");
  }

  /** The definition of these steps, written with single quotes. */
  static String definition(String steps) {
    return ("{'Version': '2020-12-01', 'Parameters': [], 'Steps': [" + steps + "]}")
        .replace('\'', '"');
  }

  static String resource(String file) {
    try (InputStream in = Objects.requireNonNull(Piped.class.getResourceAsStream(file), file)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String start() {
    return start(r -> {});
  }

  String start(Consumer<StartPipelineExecutionRequest.Builder> more) {
    return sageMaker
        .startPipelineExecution(r -> more.accept(r.pipelineName(name)))
        .pipelineExecutionArn();
  }

  /** Lets time pass until nothing is left to happen. */
  DescribePipelineExecutionResponse end(String execution) {
    sim.clock().runUntilIdle(java.time.Duration.ofDays(20));
    return describe(execution);
  }

  DescribePipelineExecutionResponse describe(String execution) {
    return sageMaker.describePipelineExecution(r -> r.pipelineExecutionArn(execution));
  }

  String status(String execution) {
    return describe(execution).pipelineExecutionStatusAsString();
  }

  /** The steps, the first one first. */
  List<PipelineExecutionStep> steps(String execution) {
    return sageMaker
        .listPipelineExecutionStepsPaginator(
            r -> r.pipelineExecutionArn(execution).sortOrder("Ascending"))
        .pipelineExecutionSteps()
        .stream()
        .toList();
  }

  PipelineExecutionStep step(String execution, String step) {
    return steps(execution).stream()
        .filter(s -> s.stepName().equals(step))
        .findFirst()
        .orElseThrow();
  }

  /** The steps with their statuses, the first one first. */
  List<String> standing(String execution) {
    return steps(execution).stream().map(s -> s.stepName() + " " + s.stepStatusAsString()).toList();
  }

  static void refused(ThrowingCallable call, String words) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            SageMakerException.class,
            e ->
                org.assertj.core.api.Assertions.assertThat(e.awsErrorDetails().errorMessage())
                    .isEqualTo(words));
  }
}
