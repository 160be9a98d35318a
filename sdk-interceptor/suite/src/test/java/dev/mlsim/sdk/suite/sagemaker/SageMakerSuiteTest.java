package dev.mlsim.sdk.suite.sagemaker;

import dev.mlsim.sdk.suite.FamilyExamples;
import dev.mlsim.sdk.suite.ServiceSuite;
import dev.mlsim.services.sagemaker.SageMaker;
import java.util.List;
import software.amazon.awssdk.services.sagemaker.SageMakerClient;

/** The shared suite over SageMaker. */
class SageMakerSuiteTest extends ServiceSuite {
  SageMakerSuiteTest() {
    super(SageMaker.SERVICE, SageMakerClient.class);
  }

  @Override
  protected List<List<String>> neighbours() {
    return List.of(
        List.of("sagemaker:model", "endpoint-config", "endpoint", "inference-component"),
        List.of("training-job", "processing-job", "sagemaker:model", "transform-job"),
        List.of("hyper-parameter-tuning-job", "training-job"),
        List.of("experiment", "experiment-trial", "experiment-trial-component"),
        List.of("pipeline", "pipeline-execution"),
        List.of("domain", "user-profile", "space", "app"),
        List.of("cluster", "compute-quota", "cluster-scheduler-config"),
        List.of("model-package-group", "model-package"),
        List.of("image", "image-version"),
        List.of("action", "artifact", "context", "association"),
        List.of("hub", "hub-content"),
        List.of("device-fleet", "edge-packaging-job", "edge-deployment"),
        List.of("data-quality-job-definition", "monitoring-schedule", "endpoint"),
        List.of("workforce", "workteam", "human-task-ui", "flow-definition", "labeling-job"));
  }

  @Override
  protected List<FamilyExamples> families() {
    return List.of(
        new TrainingExamples(),
        new ProcessingExamples(),
        new TransformExamples(),
        new HostingExamples(),
        new NotebookExamples(),
        new RepositoryExamples(),
        new ImageExamples(),
        new CompilationExamples(),
        new RegistryExamples(),
        new CardExamples(),
        new AlgorithmExamples(),
        new HubExamples(),
        new RecommenderExamples(),
        new FeatureExamples(),
        new ReviewExamples(),
        new PipelineExamples(),
        new ExperimentExamples(),
        new TuningExamples(),
        new AutoMlExamples(),
        new LineageExamples(),
        new LabelingExamples(),
        new StudioExamples(),
        new MlflowExamples(),
        new PartnerAppExamples(),
        new ComponentExamples(),
        new ClusterExamples(),
        new MonitoringExamples(),
        new ProjectExamples(),
        new EdgeExamples(),
        new ShadowTestExamples(),
        new PlanExamples(),
        new AiBenchmarkExamples(),
        new DocumentJobExamples());
  }
}
