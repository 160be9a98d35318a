package dev.mlsim.sdk.sagemaker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mlsim.Simulator;
import dev.mlsim.sdk.SimulatedClients;
import java.time.Duration;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sagemaker.SageMakerClient;
import software.amazon.awssdk.services.sagemaker.model.CreateOptimizationJobRequest;
import software.amazon.awssdk.services.sagemaker.model.DescribeOptimizationJobResponse;
import software.amazon.awssdk.services.sagemaker.model.ModelMetadataFilterType;
import software.amazon.awssdk.services.sagemaker.model.ModelMetadataSummary;
import software.amazon.awssdk.services.sagemaker.model.OptimizationJobStatus;
import software.amazon.awssdk.services.sagemaker.model.ResourceNotFoundException;
import software.amazon.awssdk.services.sagemaker.model.SageMakerException;

@SuppressWarnings("unchecked") // the SDK takes consumers as varargs
class OptimizationJobTest {
  private final Simulator sim = Simulator.create();
  private final SageMakerClient sageMaker = SimulatedClients.of(sim).create(SageMakerClient.class);

  private void create(Consumer<CreateOptimizationJobRequest.Builder> more) {
    sageMaker.createOptimizationJob(
        r -> {
          r.optimizationJobName("llm")
              .roleArn("arn:aws:iam::123456789012:role/Jobs")
              .deploymentInstanceType("ml.g5.2xlarge")
              .modelSource(m -> m.s3(s -> s.s3Uri("s3://models/llm")))
              .optimizationConfigs(
                  c ->
                      c.modelQuantizationConfig(
                          q -> q.overrideEnvironment(Map.of("OPTION_QUANTIZE", "awq"))))
              .outputConfig(o -> o.s3OutputLocation("s3://out/llm"))
              .stoppingCondition(s -> s.maxRuntimeInSeconds(36_000));
          more.accept(r);
        });
  }

  private DescribeOptimizationJobResponse describe() {
    return sageMaker.describeOptimizationJob(r -> r.optimizationJobName("llm"));
  }

  @Test
  void a_job_optimizes_a_model_and_makes_the_one_that_its_output_names() {
    create(
        r ->
            r.outputConfig(
                o -> o.s3OutputLocation("s3://out/llm").sageMakerModel(m -> m.modelName("fast"))));

    assertThat(describe().optimizationJobStatus()).isEqualTo(OptimizationJobStatus.STARTING);
    assertThat(describe().optimizationStartTime()).isNull();
    assertThat(describe().optimizationOutput()).isNull();
    sim.clock().advance(Duration.ofMinutes(31));

    assertThat(describe().optimizationJobStatus()).isEqualTo(OptimizationJobStatus.COMPLETED);
    assertThat(describe().optimizationEndTime()).isEqualTo(sim.clock().now());
    assertThat(describe().optimizationOutput().recommendedInferenceImage())
        .contains("djl-inference");
    assertThat(sim.objects().list("s3://out/"))
        .containsExactly("s3://out/llm/llm/model.safetensors");
    assertThat(
            sageMaker
                .describeModel(r -> r.modelName("fast"))
                .primaryContainer()
                .modelDataSource()
                .s3DataSource()
                .s3Uri())
        .isEqualTo("s3://out/llm/llm/");
    assertThat(
            sageMaker
                .listOptimizationJobs(r -> r.optimizationContains("Quant"))
                .optimizationJobSummaries()
                .get(0)
                .optimizationTypes())
        .containsExactly("Quantization");
  }

  @Test
  void a_job_is_stopped_and_then_deleted() {
    create(r -> {});
    assertThatThrownBy(() -> sageMaker.deleteOptimizationJob(r -> r.optimizationJobName("llm")))
        .isInstanceOf(SageMakerException.class)
        .hasMessageContaining(
            "The request was rejected because the optimization job is in status STARTING.");
    sageMaker.stopOptimizationJob(r -> r.optimizationJobName("llm"));
    sim.clock().advance(Duration.ofSeconds(30));
    assertThat(describe().optimizationJobStatus()).isEqualTo(OptimizationJobStatus.STOPPED);
    sageMaker.deleteOptimizationJob(r -> r.optimizationJobName("llm"));

    assertThatThrownBy(this::describe).isInstanceOf(ResourceNotFoundException.class);
  }

  @Test
  void what_can_not_be_optimized_is_refused() {
    assertThatThrownBy(
            () -> create(r -> r.modelSource(m -> m.sageMakerModel(s -> s.modelName("none")))))
        .hasMessageContaining("Could not find model");
    assertThatThrownBy(
            () ->
                create(
                    r ->
                        r.modelSource(
                            m ->
                                m.s3(
                                    s ->
                                        s.s3Uri("s3://models/llm")
                                            .modelAccessConfig(a -> a.acceptEula(false))))))
        .hasMessageContaining("AcceptEula must be true to use a gated model.");
    assertThatThrownBy(
            () ->
                create(
                    r ->
                        r.optimizationConfigs(
                            c -> c.modelCompilationConfig(q -> q.image("a")),
                            c -> c.modelCompilationConfig(q -> q.image("b")))))
        .hasMessageContaining("OptimizationConfigs can have at most one ModelCompilationConfig.");
  }

  @Test
  void models_that_are_known_are_found_by_all_filters() {
    assertThat(
            sageMaker
                .listModelMetadata(
                    r ->
                        r.searchExpression(
                            s ->
                                s.filters(
                                    f -> f.name(ModelMetadataFilterType.FRAMEWORK).value("XGBOOST"),
                                    f -> f.name(ModelMetadataFilterType.TASK).value("REGRESSION"))))
                .modelMetadataSummaries())
        .extracting(ModelMetadataSummary::model)
        .containsExactly("xgboost");
    assertThat(sageMaker.listModelMetadataPaginator(r -> r.maxResults(3)).modelMetadataSummaries())
        .hasSizeGreaterThan(10);
  }
}
