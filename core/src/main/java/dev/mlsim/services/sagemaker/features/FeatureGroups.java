package dev.mlsim.services.sagemaker.features;

import static dev.mlsim.lifecycle.Lifecycle.CREATE;
import static dev.mlsim.lifecycle.Lifecycle.DELETE;
import static dev.mlsim.lifecycle.Lifecycle.FAIL;
import static dev.mlsim.lifecycle.Lifecycle.UPDATE;
import static dev.mlsim.lifecycle.Step.gone;
import static dev.mlsim.lifecycle.Step.rest;
import static dev.mlsim.lifecycle.Step.stay;
import static dev.mlsim.services.sagemaker.vocabulary.SharedErrors.IN_USE;
import static dev.mlsim.services.sagemaker.vocabulary.SharedErrors.NOT_FOUND;
import static dev.mlsim.services.sagemaker.vocabulary.SharedErrors.VALIDATION;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mlsim.lifecycle.Lifecycle;
import dev.mlsim.lifecycle.Plan;
import dev.mlsim.lifecycle.Resource;
import dev.mlsim.service.Emission;
import dev.mlsim.service.Family;
import dev.mlsim.service.Holding;
import dev.mlsim.service.Quota;
import dev.mlsim.service.ResourceType;
import dev.mlsim.service.World;
import dev.mlsim.services.sagemaker.vocabulary.EventDetail;
import dev.mlsim.services.sagemaker.vocabulary.InstanceQuotas;
import dev.mlsim.services.sagemaker.vocabulary.SharedErrors;
import java.time.Duration;

/**
 * SageMaker's feature groups: the states and rules of the API reference (CreateFeatureGroup,
 * UpdateFeatureGroup) and of the developer guide's pages on the Feature Store; the error for two
 * stores that are off is quoted in aws/sagemaker-core#175, the quota of creations in issues.
 */
public final class FeatureGroups {
  private static final String UPDATING = "Created/Updating";
  private static final String UPDATE_FAILED = "Created/UpdateFailed";
  private static final Duration IN_MEMORY = Duration.ofMinutes(12);

  private static final Lifecycle LIFECYCLE =
      Lifecycle.builder()
          .on(CREATE)
          .goes(stay("Creating", Duration.ofSeconds(15)), rest("Created"))
          .on(UPDATE)
          .from("Created", UPDATE_FAILED)
          .goes(stay(UPDATING, Duration.ofSeconds(30)), rest("Created"))
          .on(DELETE)
          .from("Created", UPDATE_FAILED, "CreateFailed", "DeleteFailed")
          .goes(stay("Deleting", Duration.ofSeconds(15)), gone())
          .on(FAIL)
          .from("Creating")
          .goes(rest("CreateFailed"))
          .on(FAIL)
          .from(UPDATING)
          .goes(rest(UPDATE_FAILED))
          .on(FAIL)
          .from("Deleting")
          .goes(rest("DeleteFailed"))
          .build();

  private static final String TOTAL = "Maximum number of feature groups";
  private static final String PARALLEL =
      "Maximum number of feature group creation workflows executing in parallel";
  private static final Quota GROUPS =
      Quota.of(TOTAL, 100, InstanceQuotas.exceeded("FeatureGroups"));
  private static final Quota CREATIONS =
      Quota.of(PARALLEL, 4, InstanceQuotas.exceeded("FeatureGroups"));

  private FeatureGroups() {}

  /** Declares the family. */
  public static void declare(Family family) {
    ResourceType type =
        family
            .resource("FeatureGroup")
            .lifecycle(LIFECYCLE)
            .durations(FeatureGroups::durations)
            .emits(
                Emission.ofStatus(
                    "SageMaker Feature Group State Change",
                    EventDetail.of(
                        "FeatureGroupArn FeatureGroupName RecordIdentifierFeatureName"
                            + " EventTimeFeatureName FeatureDefinitions CreationTime:ms"
                            + " OnlineStoreConfig OfflineStoreConfig RoleArn FeatureGroupStatus"
                            + " Tags")))
            .defaults(
                """
                {'ThroughputConfig': {'ThroughputMode': 'OnDemand'},
                 '?OnlineStoreConfig': {'EnableOnlineStore': false, 'StorageType': 'Standard'},
                 '?OfflineStoreConfig': {
                   'DisableGlueTableCreation': false, 'TableFormat': 'Glue'}}
                """)
            .prepared(Stores::prepare)
            .computed("FailureReason", Stores::failureReason)
            .computed("LastUpdateStatus", Stores::lastUpdate)
            .computed("OfflineStoreStatus", Stores::offlineStatus)
            .computed("OnlineStoreTotalSizeBytes", Stores::onlineSize)
            .requires(FeatureRules.OF_CREATE)
            .thenRequires(SharedErrors.OWN_ROLE)
            .requires("Update", FeatureRules.OF_UPDATE)
            .changing(Changes::asked)
            .entering("Created", Changes::done)
            .entering(UPDATE_FAILED, Changes::given)
            .counts(TOTAL, GROUPS)
            .within(CREATIONS)
            .holds(Holding.of(PARALLEL).during("Creating"))
            .within("Update", FeatureRules.FEATURES)
            .filter("OfflineStoreStatusEquals", FeatureGroups::hasOfflineStatus)
            .missing(
                NOT_FOUND,
                "Resource Not Found: Amazon SageMaker can't find a FeatureGroup with name [{name}]")
            .duplicate(
                IN_USE,
                "Resource Already Exists: FeatureGroup with name {name} already exists. Choose a"
                    + " different name.\nInfo: Feature Group '{name}' already exists.")
            .refused(
                UPDATE,
                VALIDATION,
                "Validation Error: FeatureGroup {name} cannot be updated while it is in {status}"
                    + " state or while another update is in progress.")
            .refused(
                DELETE,
                VALIDATION,
                "Validation Error: FeatureGroup {name} is in {status} state and cannot be deleted.")
            .judgedTimes()
            .type();
    family
        .quota(PARALLEL, CREATIONS)
        .quota(FeatureRules.MOST_FEATURES, FeatureRules.FEATURES)
        .operation("DescribeFeatureMetadata", FeatureMetadata.describe(type))
        .operation("UpdateFeatureMetadata", FeatureMetadata.update(type));
    FeatureFacts.declare(family);
  }

  private static Plan durations(Resource group, Plan plan, World world) {
    boolean isInMemory =
        group.attributes().at("/OnlineStoreConfig/StorageType").asText().equals("InMemory");
    return isInMemory
        ? plan.taking("Creating", IN_MEMORY).taking("Deleting", IN_MEMORY.dividedBy(4))
        : plan;
  }

  private static boolean hasOfflineStatus(Resource group, JsonNode asked, World world) {
    return Stores.offlineStatus(group, world)
        .filter(status -> status.path("Status").equals(asked))
        .isPresent();
  }
}
