package dev.mlsim.services.sagemaker;

import static java.util.Objects.requireNonNull;

import dev.mlsim.internal.Glob;
import dev.mlsim.service.SpokenSetup;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What the steps of pipelines find outside of SageMaker.
 *
 * <pre>{@code
 * PipelineSteps steps = sim.setup(PipelineSteps.class);
 * steps.lambda("arn:aws:lambda:*:function:deploy", call -> Map.of("endpoint", "churn"));
 * steps.propertyFile("EvaluationReport", "{\"metrics\": {\"auc\": {\"value\": 0.91}}}");
 * }</pre>
 *
 * <p>A function stands for the outside world: it may call AWS. One that throws or gives null lets
 * its step fail, and whoever moves time is told. A function of which nothing is said answers
 * nothing, and lets a step fail that expects outputs. Messages of callback steps are found with
 * {@code sim.notifications()}, by the URL of their queue. Safe for threads.
 */
public final class PipelineSteps extends SpokenSetup<PipelineSteps.Said> {
  private static final int BOUND = 1_000;

  PipelineSteps(Place place) {
    super(place, BOUND, "the setup of pipeline steps", "words");
  }

  /** What a test said of a function, or of a property file. */
  record Said(
      String kind,
      Glob name,
      Function<? super LambdaCall, ? extends @Nullable Map<String, ?>> function,
      String content) {}

  /**
   * What a function answers: the outputs that a step declares, by name. A value that is no text,
   * number or boolean is taken as the text that it has.
   *
   * @param functionArn its ARN; {@code *} and {@code ?} are wild
   */
  public PipelineSteps lambda(
      String functionArn,
      Function<? super LambdaCall, ? extends @Nullable Map<String, ?>> function) {
    requireNonNull(function, "function");
    said.say(new Said("lambda", Glob.of(functionArn), function, ""));
    return this;
  }

  /**
   * What Processing steps write into a property file.
   *
   * @param name the {@code PropertyFileName}; {@code *} and {@code ?} are wild
   * @param json what is in it; what isn't JSON lets a step fail that looks into it
   */
  public PipelineSteps propertyFile(String name, String json) {
    requireNonNull(json, "json");
    said.say(new Said("file", Glob.of(name), call -> Map.of(), json));
    return this;
  }

  /** What a function does, if the test said so. */
  public Optional<Function<? super LambdaCall, ? extends @Nullable Map<String, ?>>> function(
      String functionArn) {
    return said.find(
        word ->
            word.kind.equals("lambda") && word.name.matches(functionArn)
                ? Optional.of(word.function)
                : Optional.empty());
  }

  /** What is in a property file, if the test said so. */
  public Optional<String> file(String name) {
    return said.find(
        word ->
            word.kind.equals("file") && word.name.matches(name)
                ? Optional.of(word.content)
                : Optional.empty());
  }
}
