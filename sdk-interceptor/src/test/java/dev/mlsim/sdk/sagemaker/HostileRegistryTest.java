package dev.mlsim.sdk.sagemaker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mlsim.Simulator;
import dev.mlsim.sdk.SimulatedClients;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sagemaker.SageMakerClient;
import software.amazon.awssdk.services.sagemaker.model.ConflictException;
import software.amazon.awssdk.services.sagemaker.model.DescribeModelPackageResponse;
import software.amazon.awssdk.services.sagemaker.model.ModelApprovalStatus;
import software.amazon.awssdk.services.sagemaker.model.SageMakerException;

/** Model packages at their limits, and while they or their group are being deleted. */
@SuppressWarnings("unchecked") // the SDK takes consumers as varargs
class HostileRegistryTest {
  private static final String IMAGE = "123456789012.dkr.ecr.us-east-1.amazonaws.com/churn:7";

  private final Simulator sim = Simulator.create();
  private final SageMakerClient sageMaker = SimulatedClients.of(sim).create(SageMakerClient.class);

  @BeforeEach
  void group() {
    sageMaker.createModelPackageGroup(r -> r.modelPackageGroupName("churn"));
    sim.clock().advance(Duration.ofSeconds(2));
  }

  private String version() {
    return sageMaker
        .createModelPackage(
            r ->
                r.modelPackageGroupName("churn")
                    .inferenceSpecification(s -> s.containers(c -> c.image(IMAGE)))
                    .additionalInferenceSpecifications(
                        s -> s.name("first").containers(c -> c.image(IMAGE))))
        .modelPackageArn();
  }

  private DescribeModelPackageResponse describe(String arn) {
    return sageMaker.describeModelPackage(r -> r.modelPackageName(arn));
  }

  private static Map<String, String> properties(String prefix, int count) {
    Map<String, String> properties = new HashMap<>();
    for (int i = 0; i < count; i++) {
      properties.put(prefix + i, "value");
    }
    return properties;
  }

  @Test
  void a_group_that_is_being_deleted_gets_no_version_and_no_policy() {
    sageMaker.deleteModelPackageGroup(r -> r.modelPackageGroupName("churn"));

    assertThatThrownBy(this::version)
        .isInstanceOf(ConflictException.class)
        .hasMessageContaining("model-package-group/churn is in status Deleting.");
    assertThatThrownBy(
            () ->
                sageMaker.putModelPackageGroupPolicy(
                    r -> r.modelPackageGroupName("churn").resourcePolicy("{}")))
        .isInstanceOf(SageMakerException.class)
        .hasMessageContaining("is in status Deleting.");
    sim.clock().advance(Duration.ofSeconds(1));
    assertThat(sageMaker.listModelPackages(r -> {}).modelPackageSummaryList()).isEmpty();
  }

  @Test
  void a_package_that_is_being_deleted_is_not_updated() {
    String arn = version();
    sageMaker.deleteModelPackage(r -> r.modelPackageName(arn));

    assertThatThrownBy(
            () ->
                sageMaker.updateModelPackage(
                    r -> r.modelPackageArn(arn).modelApprovalStatus(ModelApprovalStatus.APPROVED)))
        .isInstanceOf(ConflictException.class)
        .hasMessageContaining("model-package/churn/1 is in status Deleting.");
  }

  @Test
  void metadata_that_is_merged_has_the_bound_of_metadata_that_is_created() {
    String arn = version();
    sageMaker.updateModelPackage(
        r -> r.modelPackageArn(arn).customerMetadataProperties(properties("a", 50)));

    assertThatThrownBy(
            () ->
                sageMaker.updateModelPackage(
                    r -> r.modelPackageArn(arn).customerMetadataProperties(properties("b", 1))))
        .hasMessageContaining("A model package can have at most 50 CustomerMetadataProperties.");
    sageMaker.updateModelPackage(
        r ->
            r.modelPackageArn(arn)
                .customerMetadataProperties(properties("b", 1))
                .customerMetadataPropertiesToRemove("a0"));
    assertThat(describe(arn).customerMetadataProperties()).hasSize(50).containsKey("b0");
  }

  @Test
  void a_source_that_is_not_there_is_refused_by_an_update_too() {
    String arn = version();

    assertThatThrownBy(
            () ->
                sageMaker.updateModelPackage(
                    r ->
                        r.modelPackageArn(arn)
                            .sourceUri("arn:aws:sagemaker:us-east-1:123456789012:model/none")))
        .hasMessageContaining("model/none");
  }

  @Test
  void containers_of_additional_specifications_have_digests_as_well() {
    String arn = version();
    sageMaker.updateModelPackage(
        r ->
            r.modelPackageArn(arn)
                .additionalInferenceSpecificationsToAdd(
                    s -> s.name("second").containers(c -> c.image(IMAGE))));

    assertThat(describe(arn).additionalInferenceSpecifications())
        .hasSize(2)
        .allSatisfy(
            s -> assertThat(s.containers().get(0).imageDigest()).matches("sha256:[0-9a-f]{64}"));
  }

  @Test
  void an_event_tells_the_fields_of_the_update_that_it_is_of() {
    String arn = version();
    sageMaker.updateModelPackage(
        r -> r.modelPackageArn(arn).modelApprovalStatus(ModelApprovalStatus.APPROVED));
    sageMaker.deleteModelPackage(r -> r.modelPackageName(arn));

    assertThat(sim.events().list("SageMaker Model Package State Change"))
        .filteredOn(event -> event.detail().has("UpdatedModelPackageFields"))
        .extracting(event -> event.detail().path("UpdatedModelPackageFields").toString())
        .containsExactly("[\"ModelApprovalStatus\"]");
  }
}
