package dev.mlsim.sdk.sagemaker;

import static dev.mlsim.fixtures.Jobs.job;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mlsim.Simulator;
import dev.mlsim.sdk.SimulatedClients;
import java.time.Duration;
import java.util.Map;
import java.util.function.Consumer;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.sagemaker.SageMakerAsyncClient;
import software.amazon.awssdk.services.sagemaker.SageMakerClient;
import software.amazon.awssdk.services.sagemaker.model.Channel;
import software.amazon.awssdk.services.sagemaker.model.CreateTrainingJobRequest;
import software.amazon.awssdk.services.sagemaker.model.DescribeTrainingJobResponse;
import software.amazon.awssdk.services.sagemaker.model.InstanceGroup;
import software.amazon.awssdk.services.sagemaker.model.ResourceInUseException;
import software.amazon.awssdk.services.sagemaker.model.SageMakerException;
import software.amazon.awssdk.services.sagemaker.model.Tag;

class TrainingJobRequestsTest {
  private final Simulator sim = Simulator.create();
  private final SimulatedClients clients = SimulatedClients.of(sim);
  private final SageMakerClient sageMaker = clients.create(SageMakerClient.class);

  @Test
  void a_second_job_of_the_same_name_is_refused_and_changes_nothing() {
    sageMaker.createTrainingJob(job("churn-1"));
    sim.clock().advance(Duration.ofHours(1));

    assertThatThrownBy(() -> sageMaker.createTrainingJob(job("churn-1")))
        .isInstanceOfSatisfying(
            ResourceInUseException.class,
            e -> {
              assertThat(e.statusCode()).isEqualTo(400);
              assertThat(e.awsErrorDetails().errorCode()).isEqualTo("ResourceInUse");
              assertThat(e.awsErrorDetails().errorMessage())
                  .isEqualTo(
                      "Training job names must be unique within an AWS account and region, and a"
                          + " training job with this name already exists"
                          + " (arn:aws:sagemaker:us-east-1:123456789012:training-job/churn-1)");
            });
    assertThat(sim.resources().get("training-job", "churn-1").status()).isEqualTo("Completed");
  }

  @Test
  void an_unknown_job_is_a_validation_exception_whatever_is_asked_of_it() {
    refused(
        () -> sageMaker.describeTrainingJob(r -> r.trainingJobName("none")),
        "Requested resource not found.");
    refused(
        () -> sageMaker.stopTrainingJob(r -> r.trainingJobName("none")),
        "Requested resource not found.");
    refused(
        () -> sageMaker.deleteTrainingJob(r -> r.trainingJobName("none")),
        "Requested resource not found.");
  }

  @Test
  void stop_is_refused_after_completion() {
    sageMaker.createTrainingJob(job("churn-1"));
    sim.clock().advance(Duration.ofHours(1));

    refused(
        () -> sageMaker.stopTrainingJob(r -> r.trainingJobName("churn-1")),
        "The request was rejected because the training job is in status Completed.");
  }

  @Test
  void stop_is_refused_while_stopping() {
    sageMaker.createTrainingJob(job("churn-1"));
    sageMaker.stopTrainingJob(r -> r.trainingJobName("churn-1"));

    refused(
        () -> sageMaker.stopTrainingJob(r -> r.trainingJobName("churn-1")),
        "The request was rejected because the training job is in status Stopping.");
  }

  @Test
  void a_running_job_cannot_be_deleted() {
    sageMaker.createTrainingJob(job("churn-1"));

    assertThatThrownBy(() -> sageMaker.deleteTrainingJob(r -> r.trainingJobName("churn-1")))
        .isInstanceOf(ResourceInUseException.class)
        .hasMessageContaining("is in status InProgress.");
  }

  @Test
  void everything_wrong_with_the_shape_is_reported_together() {
    CreateTrainingJobRequest wrong =
        job("under_score").toBuilder()
            .roleArn(null)
            .resourceConfig(r -> r.instanceType("ml.none").instanceCount(0).volumeSizeInGB(1))
            .hyperParameters(Map.of("k", "v".repeat(2501)))
            .tags(Tag.builder().key("").value("v").build())
            .build();

    assertThatThrownBy(() -> sageMaker.createTrainingJob(wrong))
        .isInstanceOf(SageMakerException.class)
        .satisfies(
            e ->
                assertThat(((SageMakerException) e).awsErrorDetails().errorCode())
                    .isEqualTo("ValidationException"))
        .hasMessageContaining("validation errors detected: ")
        .hasMessageContaining(
            "Value 'under_score' at 'trainingJobName' failed to satisfy constraint: Member must"
                + " satisfy regular expression pattern: ")
        .hasMessageContaining(
            "Value null at 'roleArn' failed to satisfy constraint: Member must not be null")
        .hasMessageContaining(
            "Value 'ml.none' at 'resourceConfig.instanceType' failed to satisfy constraint: Member"
                + " must satisfy enum value set: [")
        .hasMessageContaining("at 'hyperParameters' failed to satisfy constraint: Map value must")
        .hasMessageContaining("at 'tags.1.member.key' failed to satisfy constraint: Member must");
    assertThat(sim.resources().all("training-job")).isEmpty();
  }

  @Test
  void rules_beyond_the_shape_are_in_the_services_own_words() {
    refused(
        r -> r.stoppingCondition(s -> s.maxRuntimeInSeconds(60).maxWaitTimeInSeconds(60)),
        "Invalid MaxWaitTimeInSeconds. It is only supported when EnableManagedSpotTraining is set"
            + " to true");
    refused(
        r -> r.enableManagedSpotTraining(true).stoppingCondition(s -> s.maxRuntimeInSeconds(60)),
        "Invalid MaxWaitTimeInSeconds. It must be present and be greater than or equal to"
            + " MaxRuntimeInSeconds");
    refused(
        r -> r.roleArn("arn:aws:iam::999999999999:role/Other"),
        "RoleArn: Cross-account pass role is not allowed.");
    refused(
        r -> r.inputDataConfig(channel("train"), channel("train")),
        "Duplicate channel name: train");
    refused(
        r -> r.algorithmSpecification(a -> a.trainingInputMode("File")),
        "Exactly one of TrainingImage and AlgorithmName must be specified in"
            + " AlgorithmSpecification.");
    refused(
        r ->
            r.resourceConfig((software.amazon.awssdk.services.sagemaker.model.ResourceConfig) null),
        "AlgorithmSpecification, ResourceConfig and StoppingCondition are required for a training"
            + " job without ServerlessJobConfig.");
  }

  @Test
  void an_image_comes_from_ecr_in_the_same_region_or_from_a_registry_of_the_vpc() {
    refused(
        image("churn:7"),
        "Invalid training image. Please provide a valid Amazon Elastic Container Registry path of"
            + " the Docker image to run.");
    refused(
        image("registry.example.com/churn:7"),
        "TrainingImageConfig with TrainingRepositoryAccessMode set to VPC must be provided when"
            + " using a training image from a private Docker registry. Please"
            + " provideTrainingImageConfig and TrainingRepositoryAccessMode set to VPC when using a"
            + " training image from a private Docker registry.");
    refused(
        image("123456789012.dkr.ecr.eu-west-1.amazonaws.com/churn:7"),
        "Invalid region eu-west-1 in image URI"
            + " 123456789012.dkr.ecr.eu-west-1.amazonaws.com/churn:7. Please provide an image URI"
            + " in region us-east-1.");
    sageMaker.createTrainingJob(
        job(
            "vpc",
            r ->
                r.algorithmSpecification(
                    a ->
                        a.trainingImage("registry.example.com/churn:7")
                            .trainingInputMode("File")
                            .trainingImageConfig(c -> c.trainingRepositoryAccessMode("Vpc")))));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "763104351884.dkr.ecr.us-east-1.amazonaws.com/pytorch-training:2.4.0-gpu-py311",
        "683313688378.dkr.ecr.us-east-1.amazonaws.com/sagemaker-xgboost:1.7-1",
        "123456789012.dkr.ecr.us-east-1.amazonaws.com/team/churn",
        "123456789012.dkr.ecr.us-east-1.amazonaws.com/churn@sha256:0123456789abcdef",
        "123456789012.dkr.ecr-fips.us-east-1.amazonaws.com/churn:7",
        "123456789012.dkr-ecr.us-east-1.on.aws/churn:7"
      })
  void any_registry_of_ecr_will_do(String image) {
    sageMaker.createTrainingJob(job("churn-1", image(image)));
  }

  @Test
  void an_image_of_another_partition_is_named_by_its_own_domain() {
    SageMakerClient china =
        SimulatedClients.of(Simulator.builder().region("cn-north-1").build())
            .create(SageMakerClient.class);

    china.createTrainingJob(
        job("churn-1", image("123456789012.dkr.ecr.cn-north-1.amazonaws.com.cn/churn:7")));
  }

  @Test
  void a_job_has_instances_of_one_type_or_in_groups() {
    String none =
        "ResourceConfig must have InstanceType and an InstanceCount of at least 1, or"
            + " InstanceGroups of at least 1 each.";
    InstanceGroup group =
        InstanceGroup.builder()
            .instanceGroupName("fit")
            .instanceType("ml.m5.xlarge")
            .instanceCount(2)
            .build();

    refused(r -> r.resourceConfig(c -> {}), none);
    refused(r -> r.resourceConfig(c -> c.instanceType("ml.m5.xlarge").instanceCount(0)), none);
    refused(
        r ->
            r.resourceConfig(
                c ->
                    c.instanceGroups(group.toBuilder().instanceCount(0).build()).volumeSizeInGB(1)),
        none);
    refused(
        r -> r.resourceConfig(c -> c.instanceGroups(group).instanceType("ml.m5.xlarge")),
        "InstanceType or InstanceCount cannot be specified with InstanceGroups");
    refused(
        r -> r.resourceConfig(c -> c.instanceGroups(group).instanceCount(2)),
        "InstanceType or InstanceCount cannot be specified with InstanceGroups");
  }

  @Test
  void keys_of_tags_that_begin_with_aws_are_reserved() {
    String arn = sageMaker.createTrainingJob(job("tagged")).trainingJobArn();
    String message = "System prefix 'aws:' reserved for AWS usage in tag key: aws:team";

    refused(() -> sageMaker.addTags(r -> r.resourceArn(arn).tags(tag("aws:team", "ml"))), message);
    refused(() -> sageMaker.deleteTags(r -> r.resourceArn(arn).tagKeys("aws:team")), message);
    refused(
        () -> sageMaker.createTrainingJob(job("churn-1", r -> r.tags(tag("aws:team", "ml")))),
        message);
    assertThat(sim.resources().all("training-job")).hasSize(1);
  }

  @Test
  void an_input_that_is_not_there_is_refused_once_inputs_are_required() {
    sim.objects().requireInputs();
    Consumer<CreateTrainingJobRequest.Builder> withChannel =
        r -> r.inputDataConfig(channel("train"));

    refused(
        withChannel,
        "No S3 objects found under S3 URL \"s3://bucket/train\" given in input data source. Please"
            + " ensure that the bucket exists in the selected region (us-east-1), that objects"
            + " exist under that S3 prefix, and that the role"
            + " \"arn:aws:iam::123456789012:role/Training\" has \"s3:ListBucket\" permissions on"
            + " bucket \"bucket\".");
    sim.objects().put("s3://bucket/train/part-0.csv", "1,2");
    sageMaker.createTrainingJob(job("churn-2").toBuilder().applyMutation(withChannel).build());
  }

  @Test
  void what_create_was_given_describe_gives_back_with_the_services_defaults() {
    sageMaker.createTrainingJob(
        job("churn-1").toBuilder()
            .hyperParameters(Map.of("eta", "0.2"))
            .environment(Map.of("STAGE", "test"))
            .inputDataConfig(channel("train"))
            .vpcConfig(v -> v.securityGroupIds("sg-1").subnets("subnet-1"))
            .checkpointConfig(c -> c.s3Uri("s3://bucket/checkpoints"))
            .retryStrategy(r -> r.maximumRetryAttempts(3))
            .tags(Tag.builder().key("team").value("ml").build())
            .build());

    DescribeTrainingJobResponse job =
        sageMaker.describeTrainingJob(r -> r.trainingJobName("churn-1"));
    assertThat(job.hyperParameters()).isEqualTo(Map.of("eta", "0.2"));
    assertThat(job.environment()).isEqualTo(Map.of("STAGE", "test"));
    assertThat(job.vpcConfig().subnets()).containsExactly("subnet-1");
    assertThat(job.checkpointConfig().s3Uri()).isEqualTo("s3://bucket/checkpoints");
    assertThat(job.retryStrategy().maximumRetryAttempts()).isEqualTo(3);
    Channel channel = job.inputDataConfig().get(0);
    assertThat(channel.compressionTypeAsString()).isEqualTo("None");
    assertThat(channel.recordWrapperTypeAsString()).isEqualTo("None");
    assertThat(channel.dataSource().s3DataSource().s3DataDistributionTypeAsString())
        .isEqualTo("FullyReplicated");
    assertThat(job.outputDataConfig().kmsKeyId()).isEmpty();
    assertThat(job.outputDataConfig().compressionTypeAsString()).isEqualTo("GZIP");
    assertThat(job.enableNetworkIsolation()).isFalse();
    assertThat(job.enableManagedSpotTraining()).isFalse();
    assertThat(job.stoppingCondition().maxRuntimeInSeconds()).isEqualTo(86_400);
  }

  @Test
  void an_update_merges_into_what_is_there() {
    sageMaker.createTrainingJob(
        job("churn-1").toBuilder().remoteDebugConfig(d -> d.enableRemoteDebug(true)).build());
    sim.clock().advance(Duration.ofMinutes(10));

    sageMaker.updateTrainingJob(
        r -> r.trainingJobName("churn-1").remoteDebugConfig(d -> d.enableRemoteDebug(false)));

    DescribeTrainingJobResponse job =
        sageMaker.describeTrainingJob(r -> r.trainingJobName("churn-1"));
    assertThat(job.remoteDebugConfig().enableRemoteDebug()).isFalse();
    assertThat(job.resourceConfig().volumeSizeInGB()).isEqualTo(30);
    assertThat(job.lastModifiedTime()).isEqualTo(sim.clock().now());
  }

  @Test
  void an_update_that_comes_at_the_wrong_time_or_says_nothing_is_refused() {
    sageMaker.createTrainingJob(job("churn-1"));

    refused(
        () -> sageMaker.updateTrainingJob(r -> r.trainingJobName("churn-1")),
        "Invalid UpdateTrainingJobRequest, the request cannot be empty");
    refused(
        () ->
            sageMaker.updateTrainingJob(
                r ->
                    r.trainingJobName("churn-1").remoteDebugConfig(d -> d.enableRemoteDebug(true))),
        "The request was rejected because the training job is in status InProgress.");
  }

  @Test
  void tags_are_added_overwritten_listed_and_taken_away() {
    String arn =
        sageMaker
            .createTrainingJob(
                job("churn-1").toBuilder().tags(tag("team", "ml"), tag("stage", "test")).build())
            .trainingJobArn();

    assertThat(sageMaker.addTags(r -> r.resourceArn(arn).tags(tag("stage", "live"))).tags())
        .containsExactly(tag("team", "ml"), tag("stage", "live"));
    sageMaker.deleteTags(r -> r.resourceArn(arn).tagKeys("team"));
    assertThat(sageMaker.listTags(r -> r.resourceArn(arn)).tags())
        .containsExactly(tag("stage", "live"));
    refused(
        () -> sageMaker.listTags(r -> r.resourceArn(arn + "x")), "Requested resource not found.");
  }

  @Test
  void the_async_client_meets_the_same_service() {
    SageMakerAsyncClient async = clients.create(SageMakerAsyncClient.class);

    async.createTrainingJob(job("churn-1")).join();

    assertThat(sageMaker.describeTrainingJob(r -> r.trainingJobName("churn-1")).trainingJobName())
        .isEqualTo("churn-1");
    assertThatThrownBy(() -> async.createTrainingJob(job("churn-1")).join())
        .hasCauseInstanceOf(ResourceInUseException.class);
  }

  private static Tag tag(String key, String value) {
    return Tag.builder().key(key).value(value).build();
  }

  private static Consumer<CreateTrainingJobRequest.Builder> image(String uri) {
    return r -> r.algorithmSpecification(a -> a.trainingImage(uri).trainingInputMode("File"));
  }

  private static Channel channel(String name) {
    return Channel.builder()
        .channelName(name)
        .dataSource(d -> d.s3DataSource(s -> s.s3DataType("S3Prefix").s3Uri("s3://bucket/" + name)))
        .build();
  }

  private void refused(Consumer<CreateTrainingJobRequest.Builder> wrong, String message) {
    refused(
        () -> sageMaker.createTrainingJob(job("churn-1").toBuilder().applyMutation(wrong).build()),
        message);
    assertThat(sim.resources().all("training-job")).isEmpty();
  }

  private static void refused(ThrowingCallable call, String message) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            SageMakerException.class,
            e -> {
              assertThat(e.statusCode()).isEqualTo(400);
              assertThat(e.awsErrorDetails().errorCode()).isEqualTo("ValidationException");
              assertThat(e.awsErrorDetails().errorMessage()).isEqualTo(message);
            });
  }
}
