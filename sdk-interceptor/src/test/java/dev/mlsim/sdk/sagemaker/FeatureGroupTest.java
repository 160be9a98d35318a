package dev.mlsim.sdk.sagemaker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mlsim.Simulator;
import dev.mlsim.sdk.SimulatedClients;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sagemaker.SageMakerClient;
import software.amazon.awssdk.services.sagemaker.model.CreateFeatureGroupRequest;
import software.amazon.awssdk.services.sagemaker.model.DescribeFeatureGroupResponse;
import software.amazon.awssdk.services.sagemaker.model.DescribeFeatureMetadataResponse;
import software.amazon.awssdk.services.sagemaker.model.FeatureDefinition;
import software.amazon.awssdk.services.sagemaker.model.FeatureGroupSummary;
import software.amazon.awssdk.services.sagemaker.model.FeatureParameter;
import software.amazon.awssdk.services.sagemaker.model.FeatureType;
import software.amazon.awssdk.services.sagemaker.model.ResourceInUseException;
import software.amazon.awssdk.services.sagemaker.model.ResourceLimitExceededException;
import software.amazon.awssdk.services.sagemaker.model.ResourceNotFoundException;
import software.amazon.awssdk.services.sagemaker.model.SageMakerException;
import software.amazon.awssdk.services.sagemaker.model.UpdateFeatureGroupRequest;

@SuppressWarnings("unchecked") // the SDK takes consumers as varargs
class FeatureGroupTest {
  private static final Duration MINUTE = Duration.ofMinutes(1);

  private final Simulator sim = Simulator.create();
  private final SageMakerClient sageMaker = SimulatedClients.of(sim).create(SageMakerClient.class);

  @Test
  void a_group_with_both_stores_is_created_and_says_where_its_records_will_be() {
    long epoch = sim.clock().now().getEpochSecond();
    create("Customer-Churn", FeatureGroupTest::offline);

    DescribeFeatureGroupResponse creating = describe("Customer-Churn");
    assertThat(creating.featureGroupStatusAsString()).isEqualTo("Creating");
    assertThat(creating.offlineStoreStatus()).isNull();
    assertThat(creating.lastUpdateStatus()).isNull();
    assertThat(creating.throughputConfig().throughputModeAsString()).isEqualTo("OnDemand");

    sim.clock().advance(MINUTE);
    DescribeFeatureGroupResponse created = describe("Customer-Churn");
    assertThat(created.featureGroupStatusAsString()).isEqualTo("Created");
    assertThat(created.offlineStoreStatus().statusAsString()).isEqualTo("Active");
    assertThat(created.onlineStoreConfig().storageTypeAsString()).isEqualTo("Standard");
    assertThat(created.offlineStoreConfig().s3StorageConfig().resolvedOutputS3Uri())
        .isEqualTo(
            "s3://features/all/123456789012/sagemaker/us-east-1/offline-store/Customer-Churn-"
                + epoch
                + "/data");
    assertThat(created.offlineStoreConfig().dataCatalogConfig().tableName())
        .isEqualTo("customer_churn_" + epoch);
    assertThat(created.offlineStoreConfig().disableGlueTableCreation()).isFalse();
    assertThat(created.featureDefinitions()).hasSize(3);
  }

  @Test
  void one_in_memory_takes_longer() {
    create(
        "churn", r -> r.onlineStoreConfig(o -> o.enableOnlineStore(true).storageType("InMemory")));
    sim.clock().advance(MINUTE);
    assertThat(status("churn")).isEqualTo("Creating");

    sim.clock().advance(MINUTE.multipliedBy(11));

    assertThat(status("churn")).isEqualTo("Created");
    assertThat(describe("churn").onlineStoreTotalSizeBytes()).isZero();
  }

  @Test
  void a_script_fails_a_creation_and_what_failed_can_be_deleted() {
    sim.script().resource("feature-group").failAt("Creating", "Insufficient permission(s)");
    create("churn");
    sim.clock().advance(MINUTE);

    assertThat(status("churn")).isEqualTo("CreateFailed");
    assertThat(describe("churn").failureReason()).isEqualTo("Insufficient permission(s)");

    sageMaker.deleteFeatureGroup(r -> r.featureGroupName("churn"));
    assertThat(status("churn")).isEqualTo("Deleting");
    sim.clock().advance(MINUTE);
    assertThatThrownBy(() -> describe("churn"))
        .isInstanceOf(ResourceNotFoundException.class)
        .hasMessageContaining(
            "Resource Not Found: Amazon SageMaker can't find a FeatureGroup with name [churn]");
  }

  @Test
  void a_group_is_found_by_its_arn_and_missed_by_its_name_in_it() {
    create("churn");
    String arn = describe("churn").featureGroupArn();

    assertThat(describe(arn).featureGroupName()).isEqualTo("churn");
    assertThatThrownBy(() -> describe(arn + "2"))
        .isInstanceOf(ResourceNotFoundException.class)
        .hasMessageContaining("find a FeatureGroup with name [");
  }

  @Test
  void it_cannot_be_deleted_while_it_is_created() {
    create("churn");

    assertThatThrownBy(() -> sageMaker.deleteFeatureGroup(r -> r.featureGroupName("churn")))
        .isInstanceOf(SageMakerException.class)
        .hasMessageContaining(
            "Validation Error: FeatureGroup churn is in Creating state and cannot be deleted.");
  }

  @Test
  void a_second_one_of_the_name_and_a_fifth_at_once_are_refused() {
    create("a");
    assertThatThrownBy(() -> create("a"))
        .isInstanceOf(ResourceInUseException.class)
        .hasMessageContaining(
            "Resource Already Exists: FeatureGroup with name a already exists. Choose a different"
                + " name.\nInfo: Feature Group 'a' already exists.");
    List.of("b", "c", "d").forEach(this::create);

    assertThatThrownBy(() -> create("e"))
        .isInstanceOf(ResourceLimitExceededException.class)
        .hasMessageContaining(
            "The account-level service limit 'Maximum number of feature group creation workflows"
                + " executing in parallel' is 4 FeatureGroups, with current utilization of 4"
                + " FeatureGroups and a request delta of 1 FeatureGroups.");

    sim.clock().advance(MINUTE);
    create("e");
    sim.quotas().set("Maximum number of feature groups", 5);
    assertThatThrownBy(() -> create("f"))
        .isInstanceOf(ResourceLimitExceededException.class)
        .hasMessageContaining("'Maximum number of feature groups' is 5 FeatureGroups");
  }

  @Test
  void features_are_added_when_the_update_is_done() {
    created("churn");

    update(r -> r.featureAdditions(feature("age", FeatureType.INTEGRAL)));
    DescribeFeatureGroupResponse updating = describe("churn");
    assertThat(updating.featureGroupStatusAsString()).isEqualTo("Created");
    assertThat(updating.lastUpdateStatus().statusAsString()).isEqualTo("InProgress");
    assertThat(updating.featureDefinitions()).hasSize(3);
    assertThatThrownBy(() -> update(r -> r.featureAdditions(feature("b", FeatureType.STRING))))
        .hasMessageContaining("while another update is in progress");

    sim.clock().advance(MINUTE);
    DescribeFeatureGroupResponse updated = describe("churn");
    assertThat(updated.lastUpdateStatus().statusAsString()).isEqualTo("Successful");
    assertThat(updated.featureDefinitions())
        .extracting(FeatureDefinition::featureName)
        .containsExactly("id", "at", "score", "age");
    assertThatThrownBy(() -> update(r -> r.featureAdditions(feature("age", FeatureType.STRING))))
        .hasMessageContaining("Validation Error: The feature [age] already exists.");
  }

  @Test
  void an_update_that_fails_changes_nothing_and_the_group_stays_created() {
    created("churn");
    sim.script().resource("feature-group").failAt("Updating", "Internal error");

    update(r -> r.onlineStoreConfig(o -> o.ttlDuration(t -> t.unit("Days").value(1))));
    sim.clock().advance(MINUTE);

    DescribeFeatureGroupResponse failed = describe("churn");
    assertThat(failed.featureGroupStatusAsString()).isEqualTo("Created");
    assertThat(failed.failureReason()).isNull();
    assertThat(failed.lastUpdateStatus().statusAsString()).isEqualTo("Failed");
    assertThat(failed.lastUpdateStatus().failureReason()).isEqualTo("Internal error");
    assertThat(failed.onlineStoreConfig().ttlDuration()).isNull();
  }

  @Test
  void a_throughput_is_switched_to_demand_once_a_day() {
    created("churn");
    Consumer<UpdateFeatureGroupRequest.Builder> provision =
        r ->
            r.throughputConfig(
                t ->
                    t.throughputMode("Provisioned")
                        .provisionedReadCapacityUnits(5)
                        .provisionedWriteCapacityUnits(5));
    Consumer<UpdateFeatureGroupRequest.Builder> onDemand =
        r -> r.throughputConfig(t -> t.throughputMode("OnDemand"));
    for (Consumer<UpdateFeatureGroupRequest.Builder> change :
        List.of(provision, onDemand, provision)) {
      update(change);
      sim.clock().advance(MINUTE);
    }
    assertThat(describe("churn").throughputConfig().provisionedReadCapacityUnits()).isEqualTo(5);

    assertThatThrownBy(() -> update(onDemand)).hasMessageContaining("once in 24 hours");

    sim.clock().advance(Duration.ofDays(1));
    update(onDemand);
    sim.clock().advance(MINUTE);
    assertThat(describe("churn").throughputConfig().provisionedReadCapacityUnits()).isNull();
  }

  @Test
  void rules_are_kept() {
    refused(
        r -> r.onlineStoreConfig(o -> o.enableOnlineStore(false)),
        "Validation Error: OnlineStore and OfflineStore cannot be both disabled. Please enable at"
            + " least one of them and retry the request.");
    refused(r -> r.recordIdentifierFeatureName("x"), "[x] is not in FeatureDefinitions.");
    refused(
        r ->
            r.featureDefinitions(
                feature("id", FeatureType.STRING), feature("at", FeatureType.INTEGRAL)),
        "EventTimeFeatureName [at] has the type [Integral]");
    refused(
        r ->
            r.featureDefinitions(
                feature("id", FeatureType.STRING), feature("Write_Time", FeatureType.STRING)),
        "The feature name [Write_Time] is reserved.");
    refused(r -> offline(r).roleArn(null), "RoleArn is required to enable the OfflineStore.");
    refused(
        r -> r.throughputConfig(t -> t.throughputMode("Provisioned")),
        "ProvisionedReadCapacityUnits and ProvisionedWriteCapacityUnits are required");
    created("churn");
    assertThatThrownBy(() -> update(r -> {}))
        .hasMessageContaining("Exactly one of FeatureAdditions, OnlineStoreConfig and");
  }

  @Test
  void what_is_said_of_a_feature_is_merged_and_taken_away() {
    created("churn");

    sageMaker.updateFeatureMetadata(
        r ->
            r.featureGroupName("churn")
                .featureName("score")
                .description("of the last week")
                .parameterAdditions(parameter("team", "crm"), parameter("pii", "no")));
    sim.clock().advance(MINUTE);
    sageMaker.updateFeatureMetadata(
        r ->
            r.featureGroupName("churn")
                .featureName("score")
                .parameterAdditions(parameter("team", "growth"))
                .parameterRemovals("pii"));

    DescribeFeatureMetadataResponse shown =
        sageMaker.describeFeatureMetadata(r -> r.featureGroupName("churn").featureName("score"));
    assertThat(shown.description()).isEqualTo("of the last week");
    assertThat(shown.parameters()).containsExactly(parameter("team", "growth"));
    assertThat(shown.featureType()).isEqualTo(FeatureType.FRACTIONAL);
    assertThat(shown.lastModifiedTime()).isEqualTo(sim.clock().now());
    assertThat(shown.creationTime()).isBefore(shown.lastModifiedTime());
    assertThatThrownBy(
            () ->
                sageMaker.describeFeatureMetadata(
                    r -> r.featureGroupName("churn").featureName("none")))
        .isInstanceOf(ResourceNotFoundException.class);
  }

  @Test
  void lists_filter_by_both_statuses() {
    create("online");
    create("both", FeatureGroupTest::offline);
    assertThat(list(r -> r.featureGroupStatusEquals("Creating"))).containsExactly("both", "online");
    sim.clock().advance(MINUTE);

    assertThat(list(r -> r.offlineStoreStatusEquals("Active"))).containsExactly("both");
    assertThat(list(r -> r.featureGroupStatusEquals("Creating"))).isEmpty();
    assertThat(list(r -> r.nameContains("li"))).containsExactly("online");
  }

  private List<String> list(
      Consumer<software.amazon.awssdk.services.sagemaker.model.ListFeatureGroupsRequest.Builder>
          filter) {
    return sageMaker.listFeatureGroups(filter).featureGroupSummaries().stream()
        .map(FeatureGroupSummary::featureGroupName)
        .toList();
  }

  private void refused(Consumer<CreateFeatureGroupRequest.Builder> wrong, String why) {
    assertThatThrownBy(() -> create("wrong", wrong))
        .isInstanceOf(SageMakerException.class)
        .hasMessageContaining(why);
  }

  private void created(String name) {
    create(name);
    sim.clock().advance(MINUTE);
  }

  private void create(String name) {
    create(name, r -> {});
  }

  private void create(String name, Consumer<CreateFeatureGroupRequest.Builder> more) {
    sageMaker.createFeatureGroup(
        r -> {
          r.featureGroupName(name)
              .recordIdentifierFeatureName("id")
              .eventTimeFeatureName("at")
              .featureDefinitions(
                  feature("id", FeatureType.STRING),
                  feature("at", FeatureType.FRACTIONAL),
                  feature("score", FeatureType.FRACTIONAL))
              .onlineStoreConfig(o -> o.enableOnlineStore(true));
          more.accept(r);
        });
  }

  private static CreateFeatureGroupRequest.Builder offline(CreateFeatureGroupRequest.Builder r) {
    return r.roleArn("arn:aws:iam::123456789012:role/Features")
        .offlineStoreConfig(o -> o.s3StorageConfig(s -> s.s3Uri("s3://features/all/")));
  }

  private void update(Consumer<UpdateFeatureGroupRequest.Builder> change) {
    sageMaker.updateFeatureGroup(
        r -> {
          r.featureGroupName("churn");
          change.accept(r);
        });
  }

  private static FeatureDefinition feature(String name, FeatureType type) {
    return FeatureDefinition.builder().featureName(name).featureType(type).build();
  }

  private static FeatureParameter parameter(String key, String value) {
    return FeatureParameter.builder().key(key).value(value).build();
  }

  private DescribeFeatureGroupResponse describe(String name) {
    return sageMaker.describeFeatureGroup(r -> r.featureGroupName(name));
  }

  private String status(String name) {
    return describe(name).featureGroupStatusAsString();
  }
}
