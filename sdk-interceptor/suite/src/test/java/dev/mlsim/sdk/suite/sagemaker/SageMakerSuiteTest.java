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
        new PlanExamples());
  }
}
