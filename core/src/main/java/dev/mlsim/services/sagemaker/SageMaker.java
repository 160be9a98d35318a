package dev.mlsim.services.sagemaker;

import dev.mlsim.contract.Contract;
import dev.mlsim.service.Call;
import dev.mlsim.service.Family;
import dev.mlsim.service.Listing;
import dev.mlsim.service.Service;
import dev.mlsim.service.ServiceError;
import dev.mlsim.service.ServiceProvider;
import dev.mlsim.service.TagStyle;
import dev.mlsim.service.Tagging;
import dev.mlsim.services.sagemaker.aibenchmark.AiBenchmarks;
import dev.mlsim.services.sagemaker.algorithms.Algorithms;
import dev.mlsim.services.sagemaker.automl.AutoMlJobs;
import dev.mlsim.services.sagemaker.cards.ModelCards;
import dev.mlsim.services.sagemaker.compilation.CompilationJobs;
import dev.mlsim.services.sagemaker.components.InferenceComponents;
import dev.mlsim.services.sagemaker.documentjobs.DocumentJobs;
import dev.mlsim.services.sagemaker.edge.Edge;
import dev.mlsim.services.sagemaker.experiments.Experiments;
import dev.mlsim.services.sagemaker.features.FeatureGroups;
import dev.mlsim.services.sagemaker.hosting.Hosting;
import dev.mlsim.services.sagemaker.hubs.Hubs;
import dev.mlsim.services.sagemaker.humanreview.FlowDefinitions;
import dev.mlsim.services.sagemaker.hyperpod.HyperPod;
import dev.mlsim.services.sagemaker.images.Images;
import dev.mlsim.services.sagemaker.labeling.Workforces;
import dev.mlsim.services.sagemaker.lineage.Lineage;
import dev.mlsim.services.sagemaker.mlflow.Mlflow;
import dev.mlsim.services.sagemaker.monitoring.Monitoring;
import dev.mlsim.services.sagemaker.notebooks.NotebookInstances;
import dev.mlsim.services.sagemaker.partnerapps.PartnerApps;
import dev.mlsim.services.sagemaker.pipelines.Pipelines;
import dev.mlsim.services.sagemaker.processing.ProcessingJobs;
import dev.mlsim.services.sagemaker.projects.Projects;
import dev.mlsim.services.sagemaker.recommender.Recommender;
import dev.mlsim.services.sagemaker.registry.ModelRegistry;
import dev.mlsim.services.sagemaker.repositories.CodeRepositories;
import dev.mlsim.services.sagemaker.search.Search;
import dev.mlsim.services.sagemaker.shadowtests.InferenceExperiments;
import dev.mlsim.services.sagemaker.studio.Studio;
import dev.mlsim.services.sagemaker.training.TrainingJobs;
import dev.mlsim.services.sagemaker.trainingplans.TrainingPlans;
import dev.mlsim.services.sagemaker.transform.TransformJobs;
import dev.mlsim.services.sagemaker.tuning.TuningJobs;
import dev.mlsim.services.sagemaker.vocabulary.SharedErrors;
import java.time.Duration;
import java.util.List;

/**
 * Amazon SageMaker (API of 2017-07-24).
 *
 * <p>Facts that hold for all its resources: most business errors are {@code ValidationException},
 * which no operation models; lists cut the page before they filter it, so that a page can be empty
 * and yet have a token; ten to a page where nothing is documented.
 */
public final class SageMaker implements ServiceProvider {
  /** The service. */
  public static final Service SERVICE = Service.of(new SageMaker());

  private static final int MOST_TAGS = 50;

  private SageMaker() {}

  @Override
  public String name() {
    return "sagemaker";
  }

  @Override
  public Contract contract() {
    return Contract.load("sagemaker");
  }

  @Override
  public List<String> families() {
    return List.of(
        "training",
        "processing",
        "transform",
        "hosting",
        "notebooks",
        "repositories",
        "images",
        "compilation",
        "registry",
        "cards",
        "algorithms",
        "hubs",
        "recommender",
        "features",
        "humanreview",
        "labeling",
        "experiments",
        "pipelines",
        "tuning",
        "automl",
        "lineage",
        "search",
        "studio",
        "mlflow",
        "partnerapps",
        "components",
        "hyperpod",
        "monitoring",
        "projects",
        "edge",
        "shadowtests",
        "trainingplans",
        "documentjobs",
        "aibenchmark",
        "containers");
  }

  @Override
  public void declare(Family family) {
    switch (family.name()) {
      case "training" -> TrainingJobs.declare(family);
      case "processing" -> ProcessingJobs.declare(family);
      case "transform" -> TransformJobs.declare(family);
      case "hosting" -> Hosting.declare(family);
      case "notebooks" -> NotebookInstances.declare(family);
      case "repositories" -> CodeRepositories.declare(family);
      case "images" -> Images.declare(family);
      case "compilation" -> CompilationJobs.declare(family);
      case "registry" -> ModelRegistry.declare(family);
      case "cards" -> ModelCards.declare(family);
      case "algorithms" -> Algorithms.declare(family);
      case "hubs" -> Hubs.declare(family.setup(PublicHub.class, PublicHub::new));
      case "recommender" -> Recommender.declare(family);
      case "features" -> FeatureGroups.declare(family);
      case "humanreview" -> FlowDefinitions.declare(family);
      case "experiments" -> Experiments.declare(family);
      case "pipelines" -> Pipelines.declare(family.setup(PipelineSteps.class, PipelineSteps::new));
      case "tuning" -> TuningJobs.declare(family);
      case "automl" -> AutoMlJobs.declare(family);
      case "search" -> Search.declare(family);
      case "labeling" -> Workforces.declare(family.setup(Labels.class, Labels::new));
      case "lineage" -> Lineage.declare(family);
      case "studio" -> Studio.declare(family);
      case "mlflow" -> Mlflow.declare(family);
      case "partnerapps" -> PartnerApps.declare(family);
      case "components" -> InferenceComponents.declare(family);
      case "hyperpod" -> HyperPod.declare(family);
      case "monitoring" ->
          Monitoring.declare(family.setup(MonitoringRuns.class, MonitoringRuns::new));
      case "projects" -> Projects.declare(family);
      case "edge" -> Edge.declare(family);
      case "shadowtests" -> InferenceExperiments.declare(family);
      case "trainingplans" -> TrainingPlans.declare(family);
      case "documentjobs" -> DocumentJobs.declare(family);
      case "aibenchmark" -> AiBenchmarks.declare(family);
      case "containers" -> containers(family);
      default -> throw family.unknown();
    }
  }

  /** What a test says of containers; a family of its own, so that it loads when it is said. */
  private static void containers(Family family) {
    family
        .setup(TrainingMetrics.class, TrainingMetrics::new)
        .setup(ContainerLogs.class, ContainerLogs::new)
        .setup(RuleFindings.class, RuleFindings::new)
        .setup(Environment.class, Environment::new)
        .judged(
            "log-lines",
            "training-job.FailureReason",
            "a container prints what the test gives evenly over its work, on the first instance;"
                + " where the test gives nothing, a line that says so and the metrics that were"
                + " read; the last line of one that failed is its FailureReason")
        .judged(
            "log-streams",
            "training-job",
            "a stream is there from when the container starts, an endpoint's from its creation, one"
                + " for each variant; compilation jobs and notebooks have none")
        .judged(
            "environment-words",
            "training-job.FailureReason",
            "the texts of sim.environment() for subnets, groups and keys that are missing, for"
                + " instances that take no key, of a missing image the end, and what a processing"
                + " or transform job says by analogy with training jobs")
        .judged(
            "environment-phases",
            "training-job.FailureReason",
            "a role that isn't trusted and a key of a volume let a training job fail in Starting,"
                + " images and inputs in Downloading, outputs in Uploading; other jobs when"
                + " their container would start")
        .judged(
            "metrics-from-the-seed",
            "training-job.FinalMetricDataList",
            "where a test says nothing each metric of MetricDefinitions has a value from the seed,"
                + " which is between 0 and a half if its name is that of a loss or an error, and"
                + " else between a half and 1; the journal says so")
        .judged(
            "metrics-of-stopped-jobs",
            "training-job.FinalMetricDataList",
            "a job that is stopped or fails keeps what was read of its metrics until then; the list"
                + " is shown with the last status, not before")
        .judged(
            "metrics-without-definitions",
            "training-job.FinalMetricDataList",
            "an image of the account's own registry without MetricDefinitions has no metrics; one"
                + " of another account is taken for a built-in algorithm, which knows its own")
        .judged(
            "metrics-by-java-regex",
            "training-job.FinalMetricDataList",
            "the regular expressions of MetricDefinitions are Java's, looked for in each line; the"
                + " first group is the value");
  }

  @Override
  public void declare(Service.Builder service) {
    Tagging tagging =
        Tagging.of(
            "ResourceArn",
            MOST_TAGS,
            (call, arn) ->
                new ServiceError(SharedErrors.VALIDATION, "Requested resource not found."),
            (call, most) ->
                new ServiceError(
                    SharedErrors.VALIDATION,
                    "The number of tags on a resource cannot exceed " + most + "."));
    service
        .tags(
            TagStyle.list("Tags", "Key", "Value")
                .reserving(message -> new ServiceError(SharedErrors.VALIDATION, message)))
        // Of AWS's tokens it is known only that they make calls idempotent.
        .clientTokens(Duration.ofDays(1), SageMaker::reused)
        .listing(
            new Listing(
                10,
                true,
                call -> new ServiceError(SharedErrors.VALIDATION, "Invalid pagination token.")))
        .operation("AddTags", tagging.add())
        .operation("ListTags", tagging.list())
        .operation("DeleteTags", tagging.remove("TagKeys"))
        .judged(
            "event-form",
            "training-job.Tags",
            "where AWS's examples and what consumers receive differ, events have the consumers'"
                + " form: Tags is an object, times are numbers of milliseconds, an endpoint's too,"
                + " and what is not set is left out")
        .judged(
            "event-moments",
            "training-job.SecondaryStatus",
            "one event for each status, of a training job for each secondary status, of an endpoint"
                + " that is updated a deployment event for each stage; of a model or a"
                + " configuration when it is made, changed and deleted; in order, and each once"
                + " unless a fault rule says otherwise")
        .judged(
            "event-enums-of-processing",
            "processing-job.ProcessingInputs",
            "of the values that AWS shows in capitals only MANIFEST_FILE, PIPE, FULLYREPLICATED and"
                + " CONTINUOUS are known; the others follow them")
        .judged(
            "event-retries",
            "training-job",
            "a listener that throws is called again after one minute and after two more, as Lambda"
                + " does; then the event is given up")
        .usualRate("sagemaker:Describe*", 10)
        .usualRate("sagemaker:List*", 5)
        .judged(
            "instance-quotas",
            "sagemaker.ResourceLimitExceeded",
            "An account that has had its quotas raised has 1,000 instances of each type; a new one"
                + " 4 of a few small types and none of the others.");
  }

  private static ServiceError reused(Call call) {
    return new ServiceError(
        SharedErrors.VALIDATION,
        "The client token was used before in a request with different parameters.");
  }
}
