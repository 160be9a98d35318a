package dev.mlsim.services.sagemaker.training;

import static dev.mlsim.services.sagemaker.vocabulary.SharedErrors.IN_USE;
import static dev.mlsim.services.sagemaker.vocabulary.SharedErrors.VALIDATION;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mlsim.lifecycle.Plan;
import dev.mlsim.lifecycle.Resource;
import dev.mlsim.service.Call;
import dev.mlsim.service.Documents;
import dev.mlsim.service.Draft;
import dev.mlsim.service.Precondition;
import dev.mlsim.service.World;
import dev.mlsim.services.sagemaker.vocabulary.AlgorithmUse;
import dev.mlsim.services.sagemaker.vocabulary.ContainerImages;
import dev.mlsim.services.sagemaker.vocabulary.Lists;
import dev.mlsim.services.sagemaker.vocabulary.PlannedCapacity;
import dev.mlsim.services.sagemaker.vocabulary.SharedErrors;
import dev.mlsim.services.sagemaker.vocabulary.Surroundings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What holds for a training job beyond its shape: the texts of the API reference
 * (CreateTrainingJob, UpdateTrainingJob, StoppingCondition) and of the developer guide ("Managed
 * Spot Training", "Train Using SageMaker AI Managed Warm Pools"), with sentences from public issues
 * (Kenza-AI/sagify#111, aws/sagemaker-python-sdk#2063, #5555 and #6089, zenml-io/zenml#3749).
 */
final class TrainingJobRules {
  private static final Duration USUAL_TRAINING = Duration.ofMinutes(30);
  private static final String MAX_RUNTIME = "StoppingCondition.MaxRuntimeInSeconds";
  private static final Pattern HOST = Pattern.compile("[^/]*[.:][^/]*/");
  private static final String MAX_WAIT = "StoppingCondition.MaxWaitTimeInSeconds";

  private static final ObjectNode OF_GROUPS =
      Documents.of("{'ResourceConfig': {'InstanceCount': 0}}");

  private static final ObjectNode CHANNEL_DEFAULTS =
      Documents.of(
          """
          {'InputDataConfig': [{
            'CompressionType': 'None', 'RecordWrapperType': 'None',
            '?DataSource': {'?S3DataSource': {'S3DataDistributionType': 'FullyReplicated'}}}]}
          """);

  private static final ObjectNode TIME_SERIES =
      Documents.of("{'?AlgorithmSpecification': {'EnableSageMakerMetricsTimeSeries': true}}");
  private static final ObjectNode NO_TIME_SERIES =
      Documents.of("{'?AlgorithmSpecification': {'EnableSageMakerMetricsTimeSeries': false}}");

  private static final Precondition NAMES_OF_RULES =
      Precondition.of(
          "each rule of Debugger and Profiler has a name of its own",
          VALIDATION,
          DebuggerRules::doubled);

  static final Precondition[] OF_CREATE = {
    Precondition.unless(
        call ->
            call.has("ServerlessJobConfig")
                || (call.has("AlgorithmSpecification")
                    && call.has("ResourceConfig")
                    && call.has("StoppingCondition")),
        "AlgorithmSpecification, ResourceConfig and StoppingCondition, unless it is serverless",
        VALIDATION,
        "AlgorithmSpecification, ResourceConfig and StoppingCondition are required for a training"
            + " job without ServerlessJobConfig."),
    Precondition.of(
        "exactly one of TrainingImage and AlgorithmName; an algorithm that is there, and supports"
            + " the job; of a serverless one what it has to say, and nothing of machines",
        VALIDATION,
        TrainingJobRules::algorithm),
    Precondition.unless(
        call -> call.flag("EnableManagedSpotTraining") || !call.has(MAX_WAIT),
        "MaxWaitTimeInSeconds only with managed spot training",
        VALIDATION,
        "Invalid MaxWaitTimeInSeconds. It is only supported when EnableManagedSpotTraining is set"
            + " to true"),
    Precondition.unless(
        TrainingJobRules::waitsLongEnough,
        "managed spot training with MaxWaitTimeInSeconds of at least MaxRuntimeInSeconds",
        VALIDATION,
        "Invalid MaxWaitTimeInSeconds. It must be present and be greater than or equal to"
            + " MaxRuntimeInSeconds"),
    ContainerImages.ofJob("AlgorithmSpecification.TrainingImage", TrainingJobRules::elsewhere),
    Precondition.unless(
        call ->
            !call.has("ResourceConfig.InstanceGroups")
                || (!call.has("ResourceConfig.InstanceType")
                    && call.number("ResourceConfig.InstanceCount").orElse(0L) == 0),
        "InstanceGroups exclude InstanceType and InstanceCount",
        VALIDATION,
        "InstanceType or InstanceCount cannot be specified with InstanceGroups"),
    Precondition.unless(
        call -> call.at("ResourceConfig").map(TrainingJobRules::hasInstances).orElse(true),
        "ResourceConfig has instances",
        VALIDATION,
        "ResourceConfig must have InstanceType and an InstanceCount of at least 1, or"
            + " InstanceGroups of at least 1 each."),
    Precondition.unless(
        call ->
            call.number("ResourceConfig.KeepAlivePeriodInSeconds").orElse(0L) == 0
                || (!call.flag("EnableManagedSpotTraining")
                    && !call.has("ResourceConfig.InstanceGroups")),
        "KeepAlivePeriodInSeconds excludes spot training and InstanceGroups",
        VALIDATION,
        "KeepAlivePeriodInSeconds is not supported with managed spot training or InstanceGroups."),
    Precondition.of(
        "each channel has a name of its own", VALIDATION, TrainingJobRules::doubleChannel),
    NAMES_OF_RULES,
    Precondition.of(
        "all channels name instance groups, or none", VALIDATION, TrainingJobRules::mixedChannels)
  };

  static final Precondition[] OF_SURROUNDINGS = {
    SharedErrors.OWN_ROLE,
    Precondition.of("each S3 input is there", VALIDATION, TrainingJobRules::missingInput),
    Precondition.of(
        "the training plan is for training jobs, and Scheduled or Active",
        VALIDATION,
        call ->
            call.text("ResourceConfig.TrainingPlanArn")
                .flatMap(arn -> PlannedCapacity.unfit(arn, "training-job", call.world())))
  };

  static final Precondition[] OF_UPDATE = {
    Precondition.unless(
        call -> call.input().size() > 1,
        "something to update",
        VALIDATION,
        "Invalid UpdateTrainingJobRequest, the request cannot be empty"),
    Precondition.of(
        "profiler members only while InProgress, RemoteDebugConfig only while Downloading or"
            + " Training, KeepAlivePeriodInSeconds only with a warm pool",
        VALIDATION,
        TrainingJobRules::untimely),
    NAMES_OF_RULES
  };

  static final Precondition OF_DELETE =
      Precondition.of(
          "no warm pool is kept for it",
          IN_USE,
          call ->
              WarmPools.isAvailable(TrainingJobs.TYPE.require(call), call.world())
                  ? Optional.of(
                      "The request was rejected because the training job has a warm pool in status"
                          + " Available.")
                  : Optional.empty());

  private TrainingJobRules() {}

  private static Optional<String> algorithm(Call call) {
    boolean isNamed = call.has("AlgorithmSpecification.AlgorithmName");
    if (call.has(Serverless.CONFIG)) {
      return Serverless.breach(call);
    }
    return isNamed == call.has("AlgorithmSpecification.TrainingImage")
        ? Optional.of(
            "Exactly one of TrainingImage and AlgorithmName must be specified in"
                + " AlgorithmSpecification.")
        : isNamed ? AlgorithmUse.breach(call) : Optional.empty();
  }

  /** What the service fills in that depends on what else there is. */
  static void fill(Draft job) {
    job.fill(CHANNEL_DEFAULTS);
    if (Documents.at(job.attributes(), "ResourceConfig.InstanceGroups").isPresent()) {
      job.fill(OF_GROUPS);
    }
    JsonNode metrics = job.attributes().path("AlgorithmSpecification").path("MetricDefinitions");
    job.fill(metrics.isEmpty() ? NO_TIME_SERIES : TIME_SERIES);
  }

  /** By default a job is done well within its limits: in half an hour, or half of what it has. */
  static Plan durations(Resource job, Plan planned, World world) {
    Plan plan =
        job.attributes().path("ResourceConfig").has("TrainingPlanArn")
            ? PlannedJobs.waiting(job, planned, world)
            : planned;
    if (!plan.passes("Uploading") || !plan.passes("Downloading")) {
      return plan;
    }
    Plan started = WarmPools.startsWarm(job, plan);
    Duration half =
        seconds(job, MAX_RUNTIME)
            .map(d -> Duration.ofMillis(d.toMillis() / 2))
            .orElse(USUAL_TRAINING);
    Plan shortened =
        half.compareTo(USUAL_TRAINING) < 0 ? started.taking("Training", half) : started;
    return Surroundings.of(job, shortened, world);
  }

  static Plan limits(Resource job, Plan planned, World world) {
    Plan plan = job.attributes().has("RetryStrategy") ? Retries.instead(job, planned) : planned;
    Plan limited =
        seconds(job, MAX_RUNTIME)
            .map(
                limit ->
                    plan.meetingAfter(
                        s -> s.isCalled("Downloading") || s.isCalled("Training"),
                        left(limit, worked(job, world)),
                        TrainingJobLife.OUT_OF_RUNTIME,
                        ""))
            .orElse(plan);
    return seconds(job, MAX_WAIT)
        .map(
            limit ->
                limited.meetingAfter(
                    s -> s.status().equals("InProgress"),
                    left(limit, Duration.between(job.created(), world.now())),
                    TrainingJobLife.OUT_OF_WAIT,
                    ""))
        .orElse(limited);
  }

  /** What counts for MaxRuntimeInSeconds, of all attempts together. */
  private static Duration worked(Resource job, World world) {
    return job.timeIn("Downloading", world.now()).plus(job.timeIn("Training", world.now()));
  }

  private static Duration left(Duration limit, Duration used) {
    Duration left = limit.minus(used);
    return left.isNegative() ? Duration.ZERO : left;
  }

  private static Optional<Duration> seconds(Resource job, String path) {
    return Documents.at(job.attributes(), path).map(s -> Duration.ofSeconds(s.asLong()));
  }

  private static boolean waitsLongEnough(Call call) {
    long run = call.number(MAX_RUNTIME).orElse(86_400L);
    return !call.flag("EnableManagedSpotTraining")
        || call.number(MAX_WAIT).map(wait -> wait >= run).orElse(false);
  }

  private static boolean hasInstances(JsonNode config) {
    JsonNode groups = config.path("InstanceGroups");
    return groups.isEmpty()
        ? config.has("InstanceType") && config.path("InstanceCount").asInt() > 0
        : Lists.of(groups).allMatch(group -> group.path("InstanceCount").asInt() > 0);
  }

  /**
   * A registry of the VPC's own is said to be one; other images are taken for one by their host.
   */
  private static Optional<String> elsewhere(Call call, String image) {
    String mode = "AlgorithmSpecification.TrainingImageConfig.TrainingRepositoryAccessMode";
    if (call.text(mode).orElse("").equals("Vpc")) {
      return Optional.empty();
    }
    return Optional.of(
        HOST.matcher(image).lookingAt()
            ? "TrainingImageConfig with TrainingRepositoryAccessMode set to VPC must be provided"
                + " when using a training image from a private Docker registry. Please"
                + " provideTrainingImageConfig and TrainingRepositoryAccessMode set to VPC when"
                + " using a training image from a private Docker registry."
            : "Invalid training image. Please provide a valid Amazon Elastic Container Registry"
                + " path of the Docker image to run.");
  }

  private static Optional<String> doubleChannel(Call call) {
    return Lists.doubled(call.input().path("InputDataConfig"), "ChannelName")
        .map(name -> "Duplicate channel name: " + name);
  }

  private static Optional<String> mixedChannels(Call call) {
    List<String> assigned = channels(call, true);
    List<String> others = channels(call, false);
    return assigned.isEmpty() || others.isEmpty()
        ? Optional.empty()
        : Optional.of(
            "Some channels have assigned instance groups: "
                + assigned
                + " while others not: "
                + others);
  }

  private static List<String> channels(Call call, boolean withGroups) {
    List<String> names = new ArrayList<>();
    for (JsonNode channel : call.input().path("InputDataConfig")) {
      JsonNode source = channel.path("DataSource").path("S3DataSource");
      if (source.path("InstanceGroupNames").isEmpty() != withGroups) {
        names.add(channel.path("ChannelName").asText());
      }
    }
    return names;
  }

  private static Optional<String> missingInput(Call call) {
    for (JsonNode channel : call.input().path("InputDataConfig")) {
      JsonNode uri = channel.path("DataSource").path("S3DataSource").path("S3Uri");
      if (uri.isTextual() && !call.world().objects().isReadable(uri.textValue())) {
        return Optional.of(SharedErrors.noObjects(call, uri.textValue()));
      }
    }
    return Optional.empty();
  }

  private static Optional<String> untimely(Call call) {
    Resource job = TrainingJobs.TYPE.require(call);
    boolean profiles = call.has("ProfilerConfig") || call.has("ProfilerRuleConfigurations");
    boolean debugs = call.has("RemoteDebugConfig");
    String phase = job.state().phase();
    boolean debuggable = phase.equals("Downloading") || phase.equals("Training");
    if ((profiles && !job.is("InProgress")) || (debugs && !debuggable)) {
      return Optional.of(
          "The request was rejected because the training job is in status "
              + job.state().status()
              + ".");
    }
    return call.has("ResourceConfig") && !WarmPools.isAlive(job, call.world())
        ? Optional.of(
            "Invalid KeepAlivePeriodInSeconds. The training job has no warm pool in status"
                + " Available or InUse.")
        : Optional.empty();
  }
}
