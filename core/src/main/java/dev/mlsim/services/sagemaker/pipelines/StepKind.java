package dev.mlsim.services.sagemaker.pipelines;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The types of steps, a row each: what a step of the type starts, what it may say besides, what has
 * to be equal for a hit of the cache ("Caching Pipeline Steps" of the developer guide), whether it
 * is tried again by a policy.
 */
@SuppressWarnings("ImmutableEnumChecker") // lists that are copies, and a record of such
enum StepKind {
  PROCESSING(
      "Processing",
      "ProcessingJob",
      Child.job("ProcessingJob", "processing-job"),
      "PropertyFiles CacheConfig RetryPolicies",
      "AppSpecification Environment ProcessingInputs"),
  TRAINING(
      "Training",
      "TrainingJob",
      new Child(
          "TrainingJob",
          "training-job",
          "StopTrainingJob",
          List.of("Completed/Completed"),
          List.of(
              "Failed/Failed",
              "Stopped/Stopped",
              "Stopped/MaxRuntimeExceeded",
              "Stopped/MaxWaitTimeExceeded")),
      "CacheConfig RetryPolicies",
      "AlgorithmSpecification CheckpointConfig DebugHookConfig DebugRuleConfigurations Environment"
          + " HyperParameters InputDataConfig"),
  TUNING(
      "Tuning",
      "TuningJob",
      Child.job("HyperParameterTuningJob", "hyper-parameter-tuning-job"),
      "CacheConfig RetryPolicies",
      "HyperParameterTuningJobConfig TrainingJobDefinition.AlgorithmSpecification"
          + " TrainingJobDefinition.HyperParameterRanges TrainingJobDefinition.InputDataConfig"
          + " TrainingJobDefinition.StaticHyperParameters TrainingJobDefinition.TuningObjective"
          + " TrainingJobDefinitions"),
  AUTO_ML(
      "AutoML",
      "AutoMLJob",
      new Child(
          "AutoMLJob",
          "automl-job",
          "StopAutoMLJob",
          List.of(
              "Completed/Completed",
              "Completed/MaxCandidatesReached",
              "Completed/MaxAutoMLJobRuntimeReached",
              "Completed/CandidateDefinitionsGenerated",
              "Completed/ExplainabilityError",
              "Completed/ModelInsightsError",
              "Completed/ModelDeploymentError"),
          List.of("Failed/Failed", "Stopped/Stopped")),
      "CacheConfig RetryPolicies",
      "AutoMLJobConfig AutoMLJobObjective InputDataConfig ProblemType"),
  TRANSFORM(
      "Transform",
      "TransformJob",
      Child.job("TransformJob", "transform-job"),
      "CacheConfig RetryPolicies",
      "DataProcessing Environment ModelName TransformInput"),
  MODEL("Model", "Model", Child.thing("Model", "sagemaker:model"), "RetryPolicies", ""),
  REGISTER_MODEL(
      "RegisterModel",
      "RegisterModel",
      Child.thing("ModelPackage", "model-package"),
      "RetryPolicies",
      ""),
  ENDPOINT_CONFIG(
      "EndpointConfig",
      "EndpointConfig",
      Child.thing("EndpointConfig", "endpoint-config"),
      "RetryPolicies",
      ""),
  ENDPOINT(
      "Endpoint",
      "Endpoint",
      new Child("Endpoint", "endpoint", "", List.of("InService"), List.of("Failed")),
      "",
      ""),
  QUALITY_CHECK(
      "QualityCheck",
      "QualityCheck",
      Child.job("ProcessingJob", "processing-job"),
      StepKind.CHECK + " SuppliedBaselineStatistics",
      StepKind.CHECK_KEY),
  CLARIFY_CHECK(
      "ClarifyCheck",
      "ClarifyCheck",
      Child.job("ProcessingJob", "processing-job"),
      StepKind.CHECK + " ModelName",
      StepKind.CHECK_KEY),
  CONDITION("Condition", "Condition", "", ""),
  FAIL("Fail", "Fail", "", ""),
  CALLBACK("Callback", "Callback", "SqsQueueUrl OutputParameters CacheConfig", "*"),
  LAMBDA("Lambda", "Lambda", "FunctionArn OutputParameters CacheConfig", "*"),
  EMR("EMR", "EMR", "ClusterConfig ExecutionRoleArn CacheConfig RetryPolicies", "*");

  private static final String CHECK =
      "CheckType ModelPackageGroupName SkipCheck FailOnViolation RegisterNewBaseline"
          + " SuppliedBaselineConstraints CacheConfig";
  private static final String CHECK_KEY = "AppSpecification Environment ProcessingInputs";

  /** Types that AWS has and mlsim hasn't. */
  static final Set<String> NOT_SIMULATED =
      Set.of(
          "EMRServerless",
          "Lineage",
          "InferenceComponent",
          "Job",
          "BedrockCustomModel",
          "BedrockCustomModelDeployment",
          "BedrockModelImport",
          "BedrockProvisionedModelThroughput");

  /**
   * What a step starts by a Create of its own.
   *
   * @param noun what the operation and its members are called after
   * @param type the name of its type
   * @param stop the operation that stops it; empty where there is none
   * @param good the states in which the step has succeeded; none if it has at once
   * @param bad those in which it hasn't
   */
  record Child(String noun, String type, String stop, List<String> good, List<String> bad) {
    static Child job(String noun, String type) {
      return new Child(
          noun, type, "Stop" + noun, List.of("Completed"), List.of("Failed", "Stopped"));
    }

    static Child thing(String noun, String type) {
      return new Child(noun, type, "", List.of(), List.of());
    }

    String operation() {
      return "Create" + noun;
    }

    String nameMember() {
      return noun + "Name";
    }

    String arnMember() {
      return noun + "Arn";
    }

    /** The states in which the step is over. */
    List<String> ends() {
      List<String> ends = new ArrayList<>(good);
      ends.addAll(bad);
      return ends;
    }
  }

  private final String type;
  private final String metadata;
  private final Optional<Child> child;
  private final List<String> extras;
  private final List<String> cached;

  StepKind(String type, String metadata, String extras, String cached) {
    this(type, metadata, Optional.empty(), extras, cached);
  }

  StepKind(String type, String metadata, Child child, String extras, String cached) {
    this(type, metadata, Optional.of(child), extras, cached);
  }

  StepKind(String type, String metadata, Optional<Child> child, String extras, String cached) {
    this.type = type;
    this.metadata = metadata;
    this.child = child;
    this.extras = words(extras);
    this.cached = words(cached);
  }

  private static List<String> words(String text) {
    return text.isEmpty() ? List.of() : List.of(text.split(" "));
  }

  /** What a definition calls it. */
  String type() {
    return type;
  }

  /** The member of a step's metadata that says what became of it. */
  String metadata() {
    return metadata;
  }

  /** What such a step starts, if it is a resource of SageMaker's. */
  Optional<Child> child() {
    return child;
  }

  /** The members of such a step besides those that all have. */
  List<String> extras() {
    return extras;
  }

  /** The arguments that have to be equal for a hit; {@code *} for all; none: no cache. */
  List<String> cached() {
    return cached;
  }

  /** Whether it runs until something else ends it. */
  boolean waits() {
    return this == CALLBACK || child.filter(c -> !c.good().isEmpty()).isPresent();
  }

  boolean isCheck() {
    return this == QUALITY_CHECK || this == CLARIFY_CHECK;
  }

  /** Whether such a step is stopped with its execution, and not waited for. */
  boolean canBeStopped() {
    return this == CALLBACK || this == EMR || child.filter(c -> !c.stop().isEmpty()).isPresent();
  }

  /** Jobs inside of these are tried again by themselves. */
  boolean retriesInside() {
    return this == TUNING || this == AUTO_ML;
  }

  static Optional<StepKind> of(String type) {
    for (StepKind kind : values()) {
      if (kind.type.equals(type)) {
        return Optional.of(kind);
      }
    }
    return Optional.empty();
  }
}
