package dev.mlsim.sdk.sagemaker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mlsim.Simulator;
import dev.mlsim.event.Event;
import dev.mlsim.sdk.SimulatedClients;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sagemaker.SageMakerClient;
import software.amazon.awssdk.services.sagemaker.model.ConflictException;
import software.amazon.awssdk.services.sagemaker.model.CreateModelPackageRequest;
import software.amazon.awssdk.services.sagemaker.model.DescribeModelPackageResponse;
import software.amazon.awssdk.services.sagemaker.model.DetailedModelPackageStatus;
import software.amazon.awssdk.services.sagemaker.model.InferenceSpecification;
import software.amazon.awssdk.services.sagemaker.model.ModelApprovalStatus;
import software.amazon.awssdk.services.sagemaker.model.ModelPackageGroupStatus;
import software.amazon.awssdk.services.sagemaker.model.ModelPackageStatus;
import software.amazon.awssdk.services.sagemaker.model.ModelPackageSummary;
import software.amazon.awssdk.services.sagemaker.model.ModelPackageType;
import software.amazon.awssdk.services.sagemaker.model.SageMakerException;
import software.amazon.awssdk.services.sagemaker.model.Tag;
import software.amazon.awssdk.services.sagemaker.model.TransformInstanceType;

@SuppressWarnings("unchecked") // the SDK takes consumers as varargs
class ModelRegistryTest {
  private static final String IMAGE = "123456789012.dkr.ecr.us-east-1.amazonaws.com/churn:7";
  private static final String ARN = "arn:aws:sagemaker:us-east-1:123456789012:";

  private final Simulator sim = Simulator.create();
  private final SageMakerClient sageMaker = SimulatedClients.of(sim).create(SageMakerClient.class);

  @Test
  void a_group_is_made_and_goes_when_it_is_empty() {
    group("churn");
    assertThat(groupStatus("churn")).isEqualTo(ModelPackageGroupStatus.PENDING);
    sim.clock().advance(Duration.ofSeconds(2));
    assertThat(groupStatus("churn")).isEqualTo(ModelPackageGroupStatus.COMPLETED);

    String version = version("churn", p -> {});
    assertThatThrownBy(
            () -> sageMaker.deleteModelPackageGroup(r -> r.modelPackageGroupName("churn")))
        .isInstanceOf(ConflictException.class)
        .hasMessageContaining("because it contains model packages");

    sageMaker.deleteModelPackage(r -> r.modelPackageName(version));
    sim.clock().advance(Duration.ofSeconds(1));
    sageMaker.deleteModelPackageGroup(r -> r.modelPackageGroupName("churn"));
    assertThat(groupStatus("churn")).isEqualTo(ModelPackageGroupStatus.DELETING);
    sim.clock().advance(Duration.ofSeconds(1));
    refused(
        () -> groupStatus("churn"),
        "ModelPackageGroup " + ARN + "model-package-group/churn does not exist.");
  }

  @Test
  void versions_are_counted_and_never_given_again() {
    group("churn");
    assertThat(version("churn", p -> {})).isEqualTo(ARN + "model-package/churn/1");
    String second = version(ARN + "model-package-group/churn", p -> {});
    assertThat(second).isEqualTo(ARN + "model-package/churn/2");
    sageMaker.deleteModelPackage(r -> r.modelPackageName(second));
    sim.clock().advance(Duration.ofSeconds(1));

    assertThat(version("churn", p -> {})).isEqualTo(ARN + "model-package/churn/3");
    assertThat(
            sageMaker
                .listModelPackages(r -> r.modelPackageGroupName("churn"))
                .modelPackageSummaryList())
        .extracting(ModelPackageSummary::modelPackageVersion)
        .containsExactly(1, 3);
  }

  @Test
  void a_version_waits_for_its_approval() {
    group("churn");
    String arn = version("churn", p -> p.customerMetadataProperties(Map.of("a", "1", "b", "2")));

    DescribeModelPackageResponse made = describe(arn);
    assertThat(made.modelPackageStatus()).isEqualTo(ModelPackageStatus.COMPLETED);
    assertThat(made.modelPackageStatusDetails().validationStatuses()).isEmpty();
    assertThat(made.modelApprovalStatus()).isEqualTo(ModelApprovalStatus.PENDING_MANUAL_APPROVAL);
    assertThat(made.modelPackageName()).isNull();
    assertThat(made.modelPackageGroupName()).isEqualTo("churn");
    assertThat(made.modelPackageVersion()).isEqualTo(1);
    assertThat(made.inferenceSpecification().containers().get(0).imageDigest())
        .matches("sha256:[0-9a-f]{64}");
    assertThat(made.lastModifiedTime()).isNull();

    sim.clock().advance(Duration.ofMinutes(5));
    sageMaker.updateModelPackage(
        r ->
            r.modelPackageArn(arn)
                .modelApprovalStatus(ModelApprovalStatus.APPROVED)
                .approvalDescription("ship it")
                .customerMetadataProperties(Map.of("c", "3"))
                .customerMetadataPropertiesToRemove("a"));

    DescribeModelPackageResponse approved = describe(arn);
    assertThat(approved.modelApprovalStatus()).isEqualTo(ModelApprovalStatus.APPROVED);
    assertThat(approved.approvalDescription()).isEqualTo("ship it");
    assertThat(approved.customerMetadataProperties())
        .containsOnly(Map.entry("b", "2"), Map.entry("c", "3"));
    assertThat(approved.lastModifiedTime()).isEqualTo(sim.clock().now());
    assertThat(
            sageMaker
                .listModelPackages(
                    r ->
                        r.modelPackageGroupName("churn")
                            .modelApprovalStatus(ModelApprovalStatus.APPROVED))
                .modelPackageSummaryList())
        .hasSize(1);
  }

  @Test
  void a_package_with_a_validation_takes_its_time_and_can_fail() {
    sim.script().resource("model-package").named("bad").failAt("InProgress", "AlgorithmError: no");
    named("good", this::validated);
    named("bad", this::validated);

    assertThat(describe("good").modelPackageStatus()).isEqualTo(ModelPackageStatus.PENDING);
    assertThat(validation("good")).isEqualTo(DetailedModelPackageStatus.NOT_STARTED);
    sim.clock().advance(Duration.ofMinutes(1));
    assertThat(validation("good")).isEqualTo(DetailedModelPackageStatus.IN_PROGRESS);
    sim.clock().advance(Duration.ofMinutes(4));
    assertThat(describe("good").modelPackageStatus()).isEqualTo(ModelPackageStatus.COMPLETED);
    assertThat(validation("good")).isEqualTo(DetailedModelPackageStatus.COMPLETED);
    assertThat(describe("bad").modelPackageStatus()).isEqualTo(ModelPackageStatus.FAILED);
    assertThat(
            describe("bad").modelPackageStatusDetails().validationStatuses().get(0).failureReason())
        .isEqualTo("AlgorithmError: no");
  }

  @Test
  void what_a_package_must_be_is_said() {
    group("churn");
    refused(() -> sageMaker.createModelPackage(r -> specified(r)), "Missing ARN");
    refused(
        () -> version("churn", r -> r.modelPackageName("churn")),
        "Both ModelPackageName and ModelPackageGroupName are provided in the input. Cannot"
            + " determine which one to use.");
    refused(
        () -> version("Churn", r -> {}),
        "ModelPackageGroup " + ARN + "model-package-group/Churn does not exist.");
    refused(
        () -> version("churn", r -> r.tags(Tag.builder().key("a").value("b").build())),
        "Tags cannot be specified for a versioned model package");
    refused(
        () -> version("churn", r -> r.inferenceSpecification((InferenceSpecification) null)),
        "One of InferenceSpecification, SourceAlgorithmSpecification and SourceUri must be"
            + " specified.");
    named("churn", r -> {});
    refused(
        () -> named("churn", r -> {}),
        "ModelPackage already exists: " + ARN + "model-package/churn");
    refused(() -> describe("none"), "ModelPackage " + ARN + "model-package/none does not exist.");
  }

  @Test
  void lists_tell_versions_from_packages_of_a_name() {
    group("churn");
    version("churn", p -> {});
    named("scoring", p -> {});

    assertThat(arns(null)).containsExactly(ARN + "model-package/scoring");
    assertThat(arns(ModelPackageType.VERSIONED)).containsExactly(ARN + "model-package/churn/1");
    assertThat(arns(ModelPackageType.BOTH))
        .containsExactly(ARN + "model-package/churn/1", ARN + "model-package/scoring");
    assertThat(
            sageMaker
                .listModelPackages(
                    r -> r.nameContains("hur").modelPackageType(ModelPackageType.BOTH))
                .modelPackageSummaryList())
        .hasSize(1);
  }

  @Test
  void a_batch_is_described_with_its_errors() {
    group("churn");
    String arn = version("churn", p -> {});
    String none = ARN + "model-package/churn/9";

    var answer = sageMaker.batchDescribeModelPackage(r -> r.modelPackageArnList(arn, none));

    assertThat(answer.modelPackageSummaries())
        .hasEntrySatisfying(arn, made -> assertThat(made.inferenceSpecification()).isNotNull())
        .hasSize(1);
    assertThat(answer.batchDescribeModelPackageErrorMap())
        .hasEntrySatisfying(
            none,
            error -> {
              assertThat(error.errorCode()).isEqualTo("ValidationException");
              assertThat(error.errorResponse())
                  .isEqualTo("ModelPackage " + none + " does not exist.");
            })
        .hasSize(1);
  }

  @Test
  void a_package_is_made_from_another_and_from_a_model() {
    group("churn");
    String first = version("churn", p -> {});
    sageMaker.createModel(
        r ->
            r.modelName("scorer")
                .executionRoleArn("arn:aws:iam::123456789012:role/Hosting")
                .primaryContainer(c -> c.image(IMAGE).modelDataUrl("s3://churn/model.tar.gz")));

    String copy =
        version(
            "churn", p -> p.inferenceSpecification((InferenceSpecification) null).sourceUri(first));
    String model =
        version(
            "churn",
            p ->
                p.inferenceSpecification((InferenceSpecification) null)
                    .sourceUri(ARN + "model/scorer"));

    assertThat(describe(copy).inferenceSpecification())
        .isEqualTo(describe(first).inferenceSpecification());
    assertThat(describe(model).inferenceSpecification().containers().get(0).modelDataUrl())
        .isEqualTo("s3://churn/model.tar.gz");
    refused(
        () -> version("churn", p -> p.sourceUri(ARN + "model/none")),
        "Could not find the source of the model package: " + ARN + "model/none.");
  }

  @Test
  void a_group_has_a_policy_as_long_as_it_lives() {
    group("churn");
    String none = "Cannot find resource policy for: " + ARN + "model-package-group/churn";
    refused(() -> policy("churn"), none);

    sageMaker.putModelPackageGroupPolicy(
        r -> r.modelPackageGroupName("churn").resourcePolicy("{\"Version\": \"2012-10-17\"}"));
    sageMaker.putModelPackageGroupPolicy(
        r -> r.modelPackageGroupName("churn").resourcePolicy("{\"Statement\": []}"));
    assertThat(policy("churn")).isEqualTo("{\"Statement\": []}");
    refused(
        () ->
            sageMaker.putModelPackageGroupPolicy(
                r -> r.modelPackageGroupName("churn").resourcePolicy("anybody")),
        "The resource policy is not a valid JSON document.");

    sim.clock().advance(Duration.ofSeconds(2));
    sageMaker.deleteModelPackageGroup(r -> r.modelPackageGroupName("churn"));
    sim.clock().advance(Duration.ofSeconds(1));
    group("churn");
    refused(() -> policy("churn"), none);
  }

  @Test
  void a_model_is_made_from_a_package() {
    group("churn");
    String arn = version("churn", p -> {});

    sageMaker.createModel(
        r ->
            r.modelName("churn")
                .executionRoleArn("arn:aws:iam::123456789012:role/Hosting")
                .containers(c -> c.modelPackageName(arn)));

    assertThat(
            sageMaker
                .describeModel(r -> r.modelName("churn"))
                .containers()
                .get(0)
                .modelPackageName())
        .isEqualTo(arn);
    refused(
        () -> model(ARN + "model-package/churn/9", null),
        "ModelPackage " + ARN + "model-package/churn/9 does not exist.");
    refused(
        () -> model(arn, IMAGE),
        "Specify one of either Image and Model Data URL or ModelPackageName in container"
            + " definition.");
    refused(
        () -> model(null, null),
        "Specify one of either Image and Model Data URL or ModelPackageName in container"
            + " definition.");
  }

  @Test
  void an_approval_is_an_event() {
    group("churn");
    String arn = version("churn", p -> {});
    sim.clock().advance(Duration.ofMinutes(1));
    sageMaker.updateModelPackage(
        r -> r.modelPackageArn(arn).modelApprovalStatus(ModelApprovalStatus.APPROVED));

    List<JsonNode> details =
        sim.events().list("SageMaker Model Package State Change").stream()
            .map(Event::detail)
            .toList();
    assertThat(details)
        .extracting(detail -> detail.path("ModelApprovalStatus").asText())
        .endsWith("PendingManualApproval", "Approved");
    JsonNode approved = details.get(details.size() - 1);
    assertThat(approved.path("UpdatedModelPackageFields")).hasToString("[\"ModelApprovalStatus\"]");
    assertThat(approved.path("LastModifiedTime").asText()).isEqualTo("2026-01-01T00:01:00Z");
    assertThat(approved.path("ModelPackageVersion").asInt()).isEqualTo(1);
  }

  private void model(@Nullable String modelPackage, @Nullable String image) {
    sageMaker.createModel(
        r ->
            r.modelName("other")
                .executionRoleArn("arn:aws:iam::123456789012:role/Hosting")
                .primaryContainer(c -> c.modelPackageName(modelPackage).image(image)));
  }

  private void group(String name) {
    sageMaker.createModelPackageGroup(r -> r.modelPackageGroupName(name));
  }

  private ModelPackageGroupStatus groupStatus(String name) {
    return sageMaker
        .describeModelPackageGroup(r -> r.modelPackageGroupName(name))
        .modelPackageGroupStatus();
  }

  private static CreateModelPackageRequest.Builder specified(CreateModelPackageRequest.Builder to) {
    return to.inferenceSpecification(
        s ->
            s.containers(c -> c.image(IMAGE))
                .supportedTransformInstanceTypes(TransformInstanceType.ML_M5_LARGE)
                .supportedRealtimeInferenceInstanceTypesWithStrings("ml.m5.large"));
  }

  private String version(String group, Consumer<CreateModelPackageRequest.Builder> more) {
    return sageMaker
        .createModelPackage(r -> more.accept(specified(r).modelPackageGroupName(group)))
        .modelPackageArn();
  }

  private String named(String name, Consumer<CreateModelPackageRequest.Builder> more) {
    return sageMaker
        .createModelPackage(r -> more.accept(specified(r).modelPackageName(name)))
        .modelPackageArn();
  }

  private void validated(CreateModelPackageRequest.Builder request) {
    request.validationSpecification(
        v ->
            v.validationRole("arn:aws:iam::123456789012:role/Validator")
                .validationProfiles(
                    p ->
                        p.profileName("batch")
                            .transformJobDefinition(
                                t ->
                                    t.transformInput(
                                            i ->
                                                i.dataSource(
                                                    d ->
                                                        d.s3DataSource(
                                                            s ->
                                                                s.s3DataType("S3Prefix")
                                                                    .s3Uri("s3://churn/in"))))
                                        .transformOutput(o -> o.s3OutputPath("s3://churn/out"))
                                        .transformResources(
                                            r ->
                                                r.instanceType(TransformInstanceType.ML_M5_LARGE)
                                                    .instanceCount(1)))));
  }

  private DescribeModelPackageResponse describe(String name) {
    return sageMaker.describeModelPackage(r -> r.modelPackageName(name));
  }

  private DetailedModelPackageStatus validation(String name) {
    return describe(name).modelPackageStatusDetails().validationStatuses().get(0).status();
  }

  private List<String> arns(@Nullable ModelPackageType type) {
    return sageMaker
        .listModelPackages(r -> r.modelPackageType(type))
        .modelPackageSummaryList()
        .stream()
        .map(ModelPackageSummary::modelPackageArn)
        .toList();
  }

  private String policy(String group) {
    return sageMaker
        .getModelPackageGroupPolicy(r -> r.modelPackageGroupName(group))
        .resourcePolicy();
  }

  private static void refused(ThrowingCallable call, String words) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            SageMakerException.class,
            e -> {
              assertThat(e.awsErrorDetails().errorCode()).isEqualTo("ValidationException");
              assertThat(e.awsErrorDetails().errorMessage()).isEqualTo(words);
            });
  }
}
