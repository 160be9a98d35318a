package dev.mlsim.services.sagemaker.tuning;

import static dev.mlsim.services.sagemaker.vocabulary.SharedErrors.VALIDATION;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mlsim.lifecycle.Resource;
import dev.mlsim.service.Arns;
import dev.mlsim.service.Call;
import dev.mlsim.service.Precondition;
import dev.mlsim.services.sagemaker.vocabulary.ContainerImages;
import dev.mlsim.services.sagemaker.vocabulary.Lists;
import dev.mlsim.services.sagemaker.vocabulary.SharedErrors;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;

/**
 * What holds for a tuning job beyond its shape: the rules of the API reference
 * (CreateHyperParameterTuningJob and its structures) and of "Run a Warm Start Hyperparameter Tuning
 * Job", with sentences from aws/amazon-sagemaker-examples#869 and #1207, and
 * aws/amazon-sagemaker-operator-for-k8s#123.
 */
final class TuningRules {
  private static final String CONFIG = "HyperParameterTuningJobConfig.";
  private static final String STRATEGY = CONFIG + "Strategy";
  static final String NUMBER = CONFIG + "ResourceLimits.MaxNumberOfTrainingJobs";
  private static final String PARALLEL = CONFIG + "ResourceLimits.MaxParallelTrainingJobs";
  private static final Set<String> RESOURCES =
      Set.of("epochs", "numepochs", "n-epochs", "n_epochs", "num_epochs");

  static final Precondition[] OF_SHAPE = {
    Precondition.oneOf(VALIDATION, "TrainingJobDefinition", "TrainingJobDefinitions"),
    Precondition.unless(
        call ->
            call.has("TrainingJobDefinition")
                || (!call.has(CONFIG + "HyperParameterTuningJobObjective")
                    && !call.has(CONFIG + "ParameterRanges")),
        "objective and ranges in each definition, where there are several",
        VALIDATION,
        "HyperParameterTuningJobObjective and ParameterRanges cannot be specified in"
            + " HyperParameterTuningJobConfig with TrainingJobDefinitions."),
    Precondition.of(
        "each of several definitions has a name of its own and an objective",
        VALIDATION,
        TuningRules::nameless),
    Precondition.unless(
        call -> Definition.of(call.input()).stream().noneMatch(d -> d.metric().isEmpty()),
        "an objective",
        VALIDATION,
        "A HyperParameterTuningJobObjective is required for this hyperparameter tuning job."),
    Precondition.unless(
        call -> call.has(NUMBER) || is(call, "Grid") || call.has("Autotune"),
        "MaxNumberOfTrainingJobs, unless the strategy is Grid or Autotune is on",
        VALIDATION,
        "MaxNumberOfTrainingJobs is required for this hyperparameter tuning job."),
    Precondition.unless(
        call -> call.number(PARALLEL).orElse(1L) <= call.number(NUMBER).orElse(Long.MAX_VALUE),
        "MaxParallelTrainingJobs of at most MaxNumberOfTrainingJobs",
        VALIDATION,
        "MaxParallelTrainingJobs must be less than or equal to MaxNumberOfTrainingJobs."),
    Precondition.unless(
        call ->
            !is(call, "Hyperband")
                || !call.text(CONFIG + "TrainingJobEarlyStoppingType").orElse("Off").equals("Auto"),
        "TrainingJobEarlyStoppingType is Off with Hyperband",
        VALIDATION,
        "TrainingJobEarlyStoppingType must be Off when the strategy is Hyperband."),
    Precondition.unless(
        call ->
            is(call, "Hyperband") || !call.has(CONFIG + "StrategyConfig.HyperbandStrategyConfig"),
        "HyperbandStrategyConfig only with Hyperband",
        VALIDATION,
        "HyperbandStrategyConfig is only supported when the strategy is Hyperband."),
    Precondition.unless(
        call -> !is(call, "Hyperband") || hasResource(call),
        "Hyperband has a MaxResource, or a hyperparameter of epochs",
        VALIDATION,
        "MaxResource must be specified in HyperbandStrategyConfig, or one of the hyperparameters"
            + " epochs, numepochs, n-epochs, n_epochs and num_epochs."),
    each(
        "MaxWaitTimeInSeconds only with managed spot training",
        (call, d) ->
            d.document().path("EnableManagedSpotTraining").asBoolean()
                    || !d.document().path("StoppingCondition").has("MaxWaitTimeInSeconds")
                ? Optional.empty()
                : Optional.of(
                    "Invalid MaxWaitTimeInSeconds. It is only supported when"
                        + " EnableManagedSpotTraining is set to true")),
    each(
        "either ResourceConfig or HyperParameterTuningResourceConfig",
        (call, d) ->
            d.document().has("ResourceConfig")
                    != d.document().has("HyperParameterTuningResourceConfig")
                ? Optional.empty()
                : Optional.of(
                    "Exactly one of ResourceConfig and HyperParameterTuningResourceConfig must be"
                        + " specified.")),
    each("the objective is one of the metrics", TuningRules::unmetered)
  };

  /** What a warm start must be. */
  static final Precondition WARM_START =
      Precondition.of(
          "a warm start from finished jobs, with Bayesian or Random",
          VALIDATION,
          TuningRules::cold);

  static final Precondition[] OF_SURROUNDINGS = {
    SharedErrors.IN_ORDER,
    each(
        "the role is of the same account",
        (call, d) ->
            Arns.account(d.document().path("RoleArn").asText()).equals(call.world().account().id())
                ? Optional.empty()
                : Optional.of("RoleArn: Cross-account pass role is not allowed.")),
    each("each S3 input is there", TuningRules::missingInput)
  };

  private TuningRules() {}

  /** A rule of each definition of training jobs. */
  static Precondition each(String rule, BiFunction<Call, Definition, Optional<String>> violation) {
    return Precondition.of(
        rule,
        VALIDATION,
        call ->
            Definition.of(call.input()).stream()
                .flatMap(definition -> violation.apply(call, definition).stream())
                .findFirst());
  }

  /** Whether a call asks for that strategy. */
  static boolean is(Call call, String strategy) {
    return call.text(STRATEGY).orElse("").equals(strategy);
  }

  private static Optional<String> nameless(Call call) {
    JsonNode definitions = call.input().path("TrainingJobDefinitions");
    Set<String> names = new HashSet<>();
    for (JsonNode definition : definitions) {
      if (!definition.has("DefinitionName") || !definition.has("TuningObjective")) {
        return Optional.of(
            "DefinitionName and TuningObjective are required in each of the"
                + " TrainingJobDefinitions.");
      }
      String name = definition.path("DefinitionName").asText();
      if (!names.add(name)) {
        return Optional.of("Duplicate training job definition name: " + name);
      }
    }
    return Optional.empty();
  }

  /** A built-in algorithm has metrics that are not defined; an image of one's own has none. */
  private static Optional<String> unmetered(Call call, Definition definition) {
    JsonNode algorithm = definition.document().path("AlgorithmSpecification");
    JsonNode metrics = algorithm.path("MetricDefinitions");
    boolean own =
        algorithm.path("TrainingImage").asText().startsWith(call.world().account().id() + ".dkr");
    boolean defined = Lists.texts(metrics, "Name").anyMatch(definition.metric()::equals);
    return defined || (metrics.isEmpty() && !own)
        ? Optional.empty()
        : Optional.of(
            "A metric is required for this hyperparameter tuning job objective. Provide a metric in"
                + " the metric definitions.");
  }

  private static boolean hasResource(Call call) {
    return call.has(CONFIG + "StrategyConfig.HyperbandStrategyConfig.MaxResource")
        || Definition.of(call.input()).stream()
            .allMatch(
                d -> RESOURCES.stream().anyMatch(d.document().path("StaticHyperParameters")::has));
  }

  private static Optional<String> cold(Call call) {
    JsonNode named = call.input().path("WarmStartConfig").path("ParentHyperParameterTuningJobs");
    if (named.isEmpty()) {
      return Optional.empty();
    }
    if (!is(call, "Bayesian") && !is(call, "Random")) {
      return Optional.of("Warm start is only supported with the Bayesian and Random strategies.");
    }
    for (JsonNode one : named) {
      String name = one.path("HyperParameterTuningJobName").asText();
      Resource parent = call.require(TuningJobs.REF, name);
      if (parent.isUnfinished() || parent.is("DeleteFailed")) {
        return Optional.of(
            "The parent hyperparameter tuning job "
                + name
                + " is in status "
                + parent.state().status()
                + ". It must be Completed, Stopped or Failed.");
      }
      Optional<String> strange = strange(call, parent);
      if (strange.isPresent()) {
        return strange;
      }
    }
    return Optional.empty();
  }

  private static Optional<String> strange(Call call, Resource parent) {
    Definition mine = Definition.of(call.input()).get(0);
    Definition other = Definition.of(parent.attributes()).get(0);
    if (!mine.metric().equals(other.metric()) || mine.maximizes() != other.maximizes()) {
      return Optional.of(
          "The objective metric must be the same as that of the parent hyperparameter tuning job "
              + parent.name()
              + ".");
    }
    boolean same =
        call.text("WarmStartConfig.WarmStartType").orElse("").equals("IdenticalDataAndAlgorithm");
    String image = "AlgorithmSpecification";
    boolean changed =
        !mine.document()
                .path(image)
                .path("TrainingImage")
                .equals(other.document().path(image).path("TrainingImage"))
            || !mine.document()
                .path("InputDataConfig")
                .equals(other.document().path("InputDataConfig"));
    return same && changed
        ? Optional.of(
            "The training image and the input data must be the same as those of the parent"
                + " hyperparameter tuning job "
                + parent.name()
                + " with IdenticalDataAndAlgorithm.")
        : Optional.empty();
  }

  private static Optional<String> missingInput(Call call, Definition definition) {
    String image =
        definition.document().path("AlgorithmSpecification").path("TrainingImage").asText();
    String own = call.world().account().region();
    Optional<String> region = ContainerImages.region(image).filter(r -> !r.equals(own));
    if (region.isPresent()) {
      return Optional.of(
          "Invalid region "
              + region.get()
              + " in image URI "
              + image
              + ". Please provide an image URI in region "
              + own
              + ".");
    }
    for (JsonNode channel : definition.document().path("InputDataConfig")) {
      JsonNode uri = channel.path("DataSource").path("S3DataSource").path("S3Uri");
      if (uri.isTextual() && !call.world().objects().isReadable(uri.textValue())) {
        return Optional.of(
            SharedErrors.noObjects(
                call, definition.document().path("RoleArn").asText(), uri.textValue()));
      }
    }
    return Optional.empty();
  }
}
