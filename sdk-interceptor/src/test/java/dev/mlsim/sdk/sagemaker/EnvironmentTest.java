package dev.mlsim.sdk.sagemaker;

import static dev.mlsim.fixtures.Jobs.describe;
import static dev.mlsim.fixtures.Jobs.job;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mlsim.Simulator;
import dev.mlsim.fixtures.Hosting;
import dev.mlsim.sdk.SimulatedClients;
import dev.mlsim.services.sagemaker.Environment;
import java.time.Duration;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.services.sagemaker.SageMakerClient;
import software.amazon.awssdk.services.sagemaker.model.CreateProcessingJobRequest;
import software.amazon.awssdk.services.sagemaker.model.CreateTrainingJobRequest;
import software.amazon.awssdk.services.sagemaker.model.SageMakerException;
import software.amazon.awssdk.services.sagemaker.model.Tag;

/** Each row of what AWS checks elsewhere: the words, and where they are met. */
class EnvironmentTest {
  private static final String ROLE = "arn:aws:iam::123456789012:role/Training";
  private static final String IMAGE = "123456789012.dkr.ecr.us-east-1.amazonaws.com/churn:7";
  private static final String USER =
      "User: arn:aws:iam::123456789012:user/mlsim is not authorized to perform: ";

  private final Simulator sim = Simulator.create();
  private final SimulatedClients clients = SimulatedClients.of(sim);
  private final SageMakerClient sageMaker = clients.create(SageMakerClient.class);

  @AfterEach
  void close() {
    clients.close();
  }

  private static Arguments row(String what, Consumer<Environment> said, String words) {
    return Arguments.of(what, said, words);
  }

  private static CreateTrainingJobRequest training() {
    return job(
        "churn-1",
        r ->
            r.inputDataConfig(
                    c ->
                        c.channelName("train")
                            .dataSource(
                                d ->
                                    d.s3DataSource(
                                        s -> s.s3DataType("S3Prefix").s3Uri("s3://churn/data/a"))))
                .outputDataConfig(o -> o.s3OutputPath("s3://out/models").kmsKeyId("out-key"))
                .resourceConfig(
                    c ->
                        c.instanceType("ml.g5.xlarge")
                            .instanceCount(1)
                            .volumeSizeInGB(30)
                            .volumeKmsKeyId("disk-key"))
                .vpcConfig(v -> v.subnets("subnet-1").securityGroupIds("sg-1"))
                .tags(Tag.builder().key("team").value("a").build()));
  }

  static Stream<Arguments> refusedTraining() {
    String pull =
        "role "
            + ROLE
            + " has proper pull permissions for SageMaker: ecr:BatchCheckLayerAvailability,"
            + " ecr:BatchGetImage, ecr:GetDownloadUrlForLayer";
    String job = "arn:aws:sagemaker:us-east-1:123456789012:training-job/churn-1";
    return Stream.of(
        row(
            "the caller may not pass the role",
            e -> e.role(ROLE).cannotBePassed(),
            USER
                + "iam:PassRole on resource: "
                + ROLE
                + " because no identity-based policy allows the iam:PassRole action"),
        row(
            "the caller may not tag",
            e -> e.operation("CreateTrainingJob").deniesTags(),
            USER
                + "sagemaker:AddTags on resource: "
                + job
                + " because no identity-based policy allows the sagemaker:AddTags action"),
        row(
            "an explicit deny",
            e -> e.operation("Create*").isDenied(),
            USER
                + "sagemaker:CreateTrainingJob on resource: "
                + job
                + " with an explicit deny in an identity-based policy"),
        row(
            "a role that can't be assumed",
            e -> e.role("*/Training").cannotBeAssumed(),
            "Could not assume role "
                + ROLE
                + ". Please ensure that the role exists and allows principal"
                + " 'sagemaker.amazonaws.com' to assume the role."),
        row(
            "a missing repository",
            e -> e.image(IMAGE).hasNoRepository(),
            "Cannot find repository: churn in registry ID: 123456789012 Please check if your ECR"
                + " repository exists and "
                + pull),
        row(
            "a repository that can't be read",
            e -> e.image(IMAGE).cannotBeRead(),
            "Access denied for repository: churn in registry ID: 123456789012. Please check if your"
                + " ECR repository and image exist and "
                + pull),
        row(
            "a missing tag",
            e -> e.image("*:7").isMissing(),
            "Cannot find the requested image: " + IMAGE),
        row(
            "an empty input",
            e -> e.location("s3://churn/data").isMissing(),
            "No S3 objects found under S3 URL \"s3://churn/data/a\" given in input data source."),
        row(
            "an unknown subnet",
            e -> e.subnet("subnet-1").isMissing(),
            "The subnet ID 'subnet-1' does not exist"),
        row(
            "an unknown group",
            e -> e.securityGroup("sg-1").isMissing(),
            "The security group 'sg-1' does not exist"),
        row(
            "a key on local storage",
            e -> e.instances("ml.g5.*").takeNoKey(),
            "A KMS key cannot be specified for instance type ml.g5.xlarge"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("refusedTraining")
  void a_training_job_is_refused(String what, Consumer<Environment> said, String words) {
    said.accept(sim.environment());

    assertThatThrownBy(() -> sageMaker.createTrainingJob(training()))
        .isInstanceOf(SageMakerException.class)
        .hasMessageContaining(words);
    assertThat(sim.resources().all()).isEmpty();
  }

  static Stream<Arguments> failedTraining() {
    String noRoute =
        "Please ensure that the subnet's route table has a route to an S3 VPC endpoint or a NAT"
            + " device";
    return Stream.of(
        row(
            "Starting",
            e -> e.role(ROLE).losesTrust(),
            "ClientError: TrainingHostAgent Initialization failed:InvalidInputException: SageMaker"
                + " is unable to perform: sts:AssumeRole on the role."),
        row(
            "Downloading",
            e -> e.image(IMAGE).cannotBePulled(),
            "ClientError: Cannot pull algorithm container. Either the image does not exist or its"
                + " permissions are incorrect."),
        row(
            "Downloading",
            e -> e.location("s3://churn").isDenied(),
            "ClientError: Data download failed:Unable to download object s3://churn/data/a"
                + " (AccessDenied: Access Denied)"),
        row(
            "Downloading",
            e -> e.location("s3://churn").isUnreachable(),
            "ClientError: Data download failed:" + noRoute),
        row(
            "Downloading",
            e -> e.location("s3://churn/data/a").hasDoubledSlash(),
            "ClientError: Data download failed:Failed to download data. S3 key: s3://churn/data/a"
                + " has an illegal char sub-sequence '//' in it"),
        row(
            "Downloading",
            e -> e.location("s3://churn/data/a").isPartialPrefix(),
            "ClientError: Data download failed:Failed to download data. For FastFile mode, partial"
                + " S3 prefix is not supported."),
        row(
            "Training",
            e -> e.instances("ml.g5.xlarge").haveTooLittleMemory(),
            "ClientError: Please use an instance type with more memory"),
        row(
            "Uploading",
            e -> e.instances("ml.g5.*").haveTooLittleMemoryToUpload(),
            "ClientError: Artifact upload failed:ClientError: Out of Memory. Please use a larger"
                + " instance"),
        row(
            "Uploading",
            e -> e.location("s3://out").isDenied(),
            "ClientError: Artifact upload failed:Error 7: AccessDenied (403): Access Denied"),
        row(
            "Uploading",
            e -> e.location("s3://out").isUnreachable(),
            "ClientError: Artifact upload failed:" + noRoute),
        row(
            "Starting",
            e -> e.key("disk-key").isDenied(),
            "ClientError: User: "
                + ROLE
                + " is not authorized to perform: kms:CreateGrant on resource: disk-key because no"
                + " resource-based policy allows the kms:CreateGrant action"),
        row(
            "Uploading",
            e -> e.key("out-key").isDenied(),
            "ClientError: Artifact upload failed:Error 7: AccessDenied (403): Access Denied"));
  }

  @ParameterizedTest(name = "in {0}: {2}")
  @MethodSource("failedTraining")
  void a_training_job_fails_in_the_phase_in_which_it_would(
      String phase, Consumer<Environment> said, String words) {
    said.accept(sim.environment());
    sageMaker.createTrainingJob(training());

    sim.clock().advance(Duration.ofHours(2));

    var failed = describe(sageMaker, "churn-1");
    assertThat(failed.trainingJobStatusAsString()).isEqualTo("Failed");
    assertThat(failed.failureReason()).startsWith(words);
    var walked = sim.resources().get("training-job", "churn-1").walked();
    int last = walked.size() - (phase.equals("Training") ? 3 : 2);
    assertThat(walked.get(last)).isEqualTo("InProgress/" + phase);
  }

  private static CreateProcessingJobRequest processing() {
    return CreateProcessingJobRequest.builder()
        .processingJobName("prep")
        .roleArn(ROLE)
        .appSpecification(a -> a.imageUri(IMAGE))
        .networkConfig(n -> n.vpcConfig(v -> v.subnets("subnet-1").securityGroupIds("sg-1")))
        .processingInputs(
            i ->
                i.inputName("in")
                    .s3Input(
                        s ->
                            s.s3Uri("s3://churn/raw")
                                .localPath("/opt/ml/processing/input")
                                .s3DataType("S3Prefix")
                                .s3InputMode("File")))
        .processingResources(
            p ->
                p.clusterConfig(
                    c ->
                        c.instanceCount(1)
                            .instanceType("ml.m5.large")
                            .volumeSizeInGB(30)
                            .volumeKmsKeyId("disk-key")))
        .build();
  }

  static Stream<Arguments> failedProcessing() {
    String internal = "InternalServerError: We encountered an internal error.  Please try again.";
    return Stream.of(
        row("a missing subnet", e -> e.subnet("subnet-1").isMissing(), internal),
        row("a missing group", e -> e.securityGroup("sg-1").isMissing(), internal),
        row(
            "a role",
            e -> e.role(ROLE).losesTrust(),
            "ClientError: SageMaker was unable to assume the role '" + ROLE + "'"),
        row(
            "DHCP options",
            e -> e.subnet("subnet-*").lacksDhcpOptions(),
            "ClientError: expected DHCP options to include keys domain-name-servers and domain-name,"
                + " but missing one or more attributes: "),
        row(
            "an unreachable input",
            e -> e.location("s3://churn/raw").isUnreachable(),
            "ClientError: Failed to download data. ListObjectsV2 failed for s3://churn/raw: Unable to"
                + " execute request to S3"),
        row(
            "a missing input",
            e -> e.location("s3://churn/raw").isMissing(),
            "ClientError: No S3 objects found under S3 URL \"s3://churn/raw\""),
        row(
            "a denied input",
            e -> e.location("s3://churn/raw").isDenied(),
            "ClientError: Data download failed:Unable to download object s3://churn/raw"),
        row(
            "a key",
            e -> e.key("disk-key").isDenied(),
            "ClientError: User: " + ROLE + " is not authorized to perform: kms:CreateGrant"),
        row(
            "an image",
            e -> e.image(IMAGE).cannotBePulled(),
            "ClientError: Cannot pull algorithm container."));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("failedProcessing")
  void a_processing_job_fails(String what, Consumer<Environment> said, String words) {
    said.accept(sim.environment());
    sageMaker.createProcessingJob(processing());

    sim.clock().advance(Duration.ofMinutes(2));

    var failed = sageMaker.describeProcessingJob(r -> r.processingJobName("prep"));
    assertThat(failed.processingJobStatusAsString()).isEqualTo("Failed");
    assertThat(failed.failureReason()).startsWith(words);
  }

  static Stream<Arguments> refusedModels() {
    return Stream.of(
        row(
            "a role without trust",
            e -> e.role("*").cannotBeAssumed(),
            "The execution role ARN \""
                + ROLE
                + "\" is invalid. Please ensure that the role exists and that its trust relationship"
                + " policy allows the action \"sts:AssumeRole\" for the service principal"
                + " \"sagemaker.amazonaws.com\"."),
        row(
            "a missing image",
            e -> e.image(IMAGE).isMissing(),
            "Requested image " + IMAGE + " not found."),
        row(
            "missing model data",
            e -> e.location("s3://m/a.tar.gz").isMissing(),
            "Could not find model data at s3://m/a.tar.gz."),
        row(
            "model data that can't be read",
            e -> e.location("s3://m").isDenied(),
            "Could not access model data at s3://m/a.tar.gz. Please ensure that the role \""
                + ROLE
                + "\" exists"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("refusedModels")
  void a_model_is_refused(String what, Consumer<Environment> said, String words) {
    said.accept(sim.environment());

    assertThatThrownBy(
            () ->
                sageMaker.createModel(
                    r ->
                        r.modelName("churn")
                            .executionRoleArn(ROLE)
                            .primaryContainer(c -> c.image(IMAGE).modelDataUrl("s3://m/a.tar.gz"))))
        .hasMessageContaining(words);
  }

  @Test
  void a_model_of_the_marketplace_is_refused() {
    sim.environment().modelPackage("*/forecast/1").isNotSubscribed();
    sim.environment().modelPackage("*/forecast/2").takesNoEnvironment();
    String arn = "arn:aws:sagemaker:us-east-1:865070037744:model-package/forecast/";

    assertThatThrownBy(() -> model(arn + 1, Map.of()))
        .hasMessageContaining("Caller is not subscribed to the marketplace offering.");
    assertThatThrownBy(() -> model(arn + 2, Map.of("A", "b")))
        .hasMessageContaining(
            "Environment variable map cannot be specified when using a ModelPackage subscribed from"
                + " AWS Marketplace.");
    assertThatCode(() -> model(arn + 2, Map.of())).doesNotThrowAnyException();
  }

  private void model(String modelPackage, Map<String, String> environment) {
    sageMaker.createModel(
        r ->
            r.modelName("churn")
                .executionRoleArn(ROLE)
                .primaryContainer(c -> c.modelPackageName(modelPackage).environment(environment)));
  }

  @Test
  void a_container_of_nothing_is_refused() {
    assertThatThrownBy(
            () ->
                sageMaker.createModel(
                    r ->
                        r.modelName("churn")
                            .executionRoleArn(ROLE)
                            .primaryContainer(c -> c.modelDataUrl("s3://m/a.tar.gz"))))
        .hasMessageContaining(
            "Specify one of either Image and Model Data URL or ModelPackageName in container"
                + " definition.");
  }

  @Test
  void an_endpoint_fails_for_the_image_of_its_model() {
    Hosting hosting = new Hosting(sageMaker);
    hosting.hosted("plain", 1);
    sim.environment().image("*").cannotBePulled();
    hosting.hosted("ep", 1);
    sim.environment().image("*").cannotBePulledByRole();

    sim.clock().advance(Duration.ofMinutes(10));

    var failed = sageMaker.describeEndpoint(r -> r.endpointName("ep"));
    assertThat(failed.endpointStatusAsString()).isEqualTo("Failed");
    assertThat(failed.failureReason())
        .startsWith(
            "Please make sure all images included in the model for the production variant AllTraffic"
                + " exist");
    assertThat(sageMaker.describeEndpoint(r -> r.endpointName("plain")).endpointStatusAsString())
        .isEqualTo("InService");
  }

  @Test
  void an_endpoint_fails_for_a_role_that_may_not_pull() {
    sim.environment().image("*").cannotBePulledByRole();
    new Hosting(sageMaker).hosted("ep", 1);

    sim.clock().advance(Duration.ofMinutes(10));

    assertThat(sageMaker.describeEndpoint(r -> r.endpointName("ep")).failureReason())
        .startsWith("The role 'arn:aws:iam::123456789012:role/")
        .contains("does not have BatchGetImage permission for the image: '");
  }

  @Test
  void a_transform_job_is_refused_for_an_empty_input() {
    new Hosting(sageMaker).model("churn");
    sim.environment().location("s3://churn/batch").isMissing();

    assertThatThrownBy(this::transform)
        .hasMessageContaining("No S3 objects found under S3 URL \"s3://churn/batch/in\"");
  }

  @Test
  void a_transform_job_fails_without_its_key() {
    new Hosting(sageMaker).model("churn");
    sim.environment().key("disk-key").isDenied();
    transform();

    sim.clock().advance(Duration.ofHours(1));

    var failed = sageMaker.describeTransformJob(r -> r.transformJobName("score"));
    assertThat(failed.transformJobStatusAsString()).isEqualTo("Failed");
    assertThat(failed.failureReason())
        .contains("is not authorized to perform: kms:CreateGrant on resource: disk-key");
  }

  private void transform() {
    sageMaker.createTransformJob(
        r ->
            r.transformJobName("score")
                .modelName("churn")
                .transformInput(
                    i ->
                        i.dataSource(
                            d ->
                                d.s3DataSource(
                                    s -> s.s3DataType("S3Prefix").s3Uri("s3://churn/batch/in"))))
                .transformOutput(o -> o.s3OutputPath("s3://churn/scores"))
                .transformResources(
                    t ->
                        t.instanceType("ml.m5.large").instanceCount(1).volumeKmsKeyId("disk-key")));
  }

  /** Terraform and others try again while what IAM was told spreads. */
  @Test
  void a_role_that_is_new_can_be_assumed_at_the_second_try() {
    sim.environment().first(1).role(ROLE).cannotBeAssumed();

    assertThatThrownBy(() -> sageMaker.createTrainingJob(training()))
        .hasMessageContaining("Could not assume role");
    assertThatCode(() -> sageMaker.createTrainingJob(training())).doesNotThrowAnyException();
  }

  @Test
  void what_is_said_is_part_of_a_snapshot_and_forgotten_by_a_reset() {
    sim.environment().first(1).role(ROLE).cannotBeAssumed();
    var snapshot = sim.snapshot();
    assertThatThrownBy(() -> sageMaker.createTrainingJob(training())).isNotNull();

    sim.restore(snapshot);
    assertThatThrownBy(() -> sageMaker.createTrainingJob(training())).isNotNull();
    sim.restore(snapshot);
    sim.reset();
    assertThatCode(() -> sageMaker.createTrainingJob(training())).doesNotThrowAnyException();
  }

  @Test
  void none_at_all_cannot_meet_it() {
    assertThatThrownBy(() -> sim.environment().first(0))
        .hasMessage("mlsim: the first [0] that meet it are none; say 1 or more");
  }
}
