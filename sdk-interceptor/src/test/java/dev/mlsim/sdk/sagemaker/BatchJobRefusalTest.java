package dev.mlsim.sdk.sagemaker;

import static dev.mlsim.fixtures.Hosting.ARN;
import static dev.mlsim.sdk.sagemaker.BatchJobs.IMAGE;
import static dev.mlsim.sdk.sagemaker.BatchJobs.processing;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mlsim.Simulator;
import dev.mlsim.fixtures.Hosting;
import dev.mlsim.sdk.SimulatedClients;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sagemaker.SageMakerClient;
import software.amazon.awssdk.services.sagemaker.model.CreateProcessingJobRequest;
import software.amazon.awssdk.services.sagemaker.model.ProcessingClusterConfig;
import software.amazon.awssdk.services.sagemaker.model.ResourceLimitExceededException;
import software.amazon.awssdk.services.sagemaker.model.SageMakerException;

/** What processing and transform jobs are refused for. */
@SuppressWarnings("unchecked") // the SDK takes consumers as varargs
class BatchJobRefusalTest {
  private final Simulator sim = Simulator.create();
  private final SageMakerClient sageMaker = SimulatedClients.of(sim).create(SageMakerClient.class);

  @Test
  void two_inputs_of_one_local_path_are_refused_without_a_word() {
    CreateProcessingJobRequest one = processing("clean");
    CreateProcessingJobRequest twice =
        one.toBuilder()
            .processingInputs(
                one.processingInputs().get(0),
                one.processingInputs().get(0).toBuilder().inputName("more").build())
            .build();

    assertThatThrownBy(() -> sageMaker.createProcessingJob(twice))
        .satisfies(e -> assertThat(code(e)).isEqualTo("ValidationException"))
        .satisfies(
            e ->
                assertThat(((SageMakerException) e).awsErrorDetails().errorMessage())
                    .isNullOrEmpty());
  }

  @Test
  void an_image_that_is_in_no_registry_is_refused() {
    assertThatThrownBy(
            () ->
                sageMaker.createProcessingJob(
                    processing("clean").toBuilder()
                        .appSpecification(a -> a.imageUri("clean:1"))
                        .build()))
        .hasMessageContaining(
            "Invalid image URI clean:1. Please provide a valid Amazon Elastic Container Registry"
                + " path of the Docker image to run.");
  }

  @Test
  void an_image_of_another_region_is_refused() {
    String image = "123456789012.dkr.ecr.eu-west-1.amazonaws.com/clean:1";

    assertThatThrownBy(
            () ->
                sageMaker.createProcessingJob(
                    processing("clean").toBuilder()
                        .appSpecification(a -> a.imageUri(image))
                        .build()))
        .satisfies(e -> assertThat(code(e)).isEqualTo("ValidationException"))
        .hasMessageContaining(
            "Invalid region eu-west-1 in image URI "
                + image
                + ". Please provide an image URI in region us-east-1.");
  }

  @Test
  void inputs_and_outputs_share_their_names() {
    assertThatThrownBy(
            () ->
                sageMaker.createProcessingJob(
                    processing("clean").toBuilder()
                        .processingOutputConfig(
                            c ->
                                c.outputs(
                                    o ->
                                        o.outputName("raw")
                                            .s3Output(
                                                s ->
                                                    s.s3Uri("s3://out/raw")
                                                        .localPath("/opt/ml/processing/out")
                                                        .s3UploadMode("EndOfJob"))))
                        .build()))
        .satisfies(e -> assertThat(code(e)).isEqualTo("ValidationException"))
        .hasMessageContaining("Input and Output names must be globally unique: [raw]");
  }

  @Test
  void one_processing_job_asks_for_so_much_at_most() {
    overQuota(
        c -> c.volumeSizeInGB(1_025),
        "The request delta of 1025 GBs for 'Size of EBS volume for a processing job instance' is"
            + " greater than the account-level service-limit of 1024 GBs. Please use AWS Service"
            + " Quotas to request an increase for this quota. If AWS Service Quotas is not"
            + " available, contact AWS support to request an increase for this quota.");
    overQuota(
        c -> c.instanceCount(21),
        "The account-level service limit 'Maximum number of instances per processing job' is 20"
            + " Instances, with current utilization of 0 Instances and a request delta of 21"
            + " Instances.");
    assertThatThrownBy(
            () ->
                sageMaker.createProcessingJob(
                    processing("clean").toBuilder()
                        .stoppingCondition(s -> s.maxRuntimeInSeconds(432_001))
                        .build()))
        .hasMessageContaining("'Longest run time for a processing job' is 432000 Seconds");
  }

  @Test
  void a_transform_job_takes_no_model_with_a_data_source() {
    sageMaker.createModel(
        r ->
            r.modelName("churn")
                .primaryContainer(
                    c ->
                        c.image(IMAGE)
                            .modelDataSource(
                                d ->
                                    d.s3DataSource(
                                        s ->
                                            s.s3Uri("s3://in/model/")
                                                .s3DataType("S3Prefix")
                                                .compressionType("None")))));

    assertThatThrownBy(() -> transform("score", "s3://in/batch/"))
        .satisfies(e -> assertThat(code(e)).isEqualTo("ValidationException"))
        .hasMessageContaining(
            "SageMaker Batch currently doesn't support Model entity with container definitions"
                + " which use ModelDataSource attribute");
  }

  @Test
  void a_transform_job_needs_its_model() {
    assertThatThrownBy(() -> transform("score", "s3://in/batch/"))
        .satisfies(e -> assertThat(code(e)).isEqualTo("ValidationException"))
        .hasMessageContaining("Could not find model \"" + ARN + "model/churn\".");
  }

  @Test
  void a_transform_job_without_input_is_refused_if_the_test_says_so() {
    new Hosting(sageMaker).model("churn");
    sim.objects().requireInputs();

    assertThatThrownBy(() -> transform("score", "s3://in/batch/"))
        .satisfies(e -> assertThat(code(e)).isEqualTo("ValidationException"))
        .hasMessageContaining(
            "No S3 objects found under S3 URL \"s3://in/batch/\" given in input data source."
                + " Please ensure that the bucket exists in the selected region (us-east-1), that"
                + " objects exist under that S3 prefix, and that the role"
                + " \"arn:aws:iam::123456789012:role/Hosting\" has \"s3:ListBucket\" permissions on"
                + " bucket \"in\".");
  }

  @Test
  void one_transform_job_asks_for_so_many_instances_at_most() {
    new Hosting(sageMaker).model("churn");

    assertThatThrownBy(() -> transform("score", "s3://in/batch/", 21))
        .isInstanceOf(ResourceLimitExceededException.class)
        .hasMessageContaining(
            "'Maximum number of instances per transform job' is 20 Instances, with current"
                + " utilization of 0 Instances and a request delta of 21 Instances.");
  }

  private void overQuota(Consumer<ProcessingClusterConfig.Builder> special, String message) {
    CreateProcessingJobRequest plain = processing("clean");
    assertThatThrownBy(
            () ->
                sageMaker.createProcessingJob(
                    plain.toBuilder()
                        .processingResources(
                            r ->
                                r.clusterConfig(
                                    plain.processingResources().clusterConfig().toBuilder()
                                        .applyMutation(special)
                                        .build()))
                        .build()))
        .isInstanceOf(ResourceLimitExceededException.class)
        .hasMessageContaining(message);
  }

  private void transform(String name, String uri) {
    transform(name, uri, 1);
  }

  private void transform(String name, String uri, int instances) {
    sageMaker.createTransformJob(BatchJobs.transform(name, uri, instances));
  }

  private static String code(Throwable e) {
    return ((SageMakerException) e).awsErrorDetails().errorCode();
  }
}
