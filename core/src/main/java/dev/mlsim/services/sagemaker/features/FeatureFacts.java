package dev.mlsim.services.sagemaker.features;

import dev.mlsim.service.Family;

/** What the ledger says of feature groups. */
final class FeatureFacts {
  private FeatureFacts() {}

  static void declare(Family family) {
    family
        .judged(
            "feature-group-not-found",
            "feature-group",
            "The wording of not found behind 'can't find a FeatureGroup with name'.")
        .judged(
            "feature-group-refusals",
            "UpdateFeatureGroup.ValidationException",
            "The wording of the refusal of an Update or Delete by the state.")
        .judged(
            "feature-group-rules",
            "CreateFeatureGroup.ValidationException",
            "The wording where feature names are doubled, reserved or missing, where types don't"
                + " fit, and where a member needs another; that of two stores that are off was"
                + " seen.")
        .judged(
            "feature-group-record-identifier",
            "CreateFeatureGroup.RecordIdentifierFeatureName",
            "A record identifier is of type String or Integral.")
        .judged(
            "feature-group-in-memory",
            "feature-group",
            "With an online store in memory it is Creating for 12 minutes, Deleting for 3.")
        .judged(
            "feature-group-resolved-uri",
            "feature-group.OfflineStoreConfig",
            "ResolvedOutputS3Uri is <S3Uri>/<account>/sagemaker/<region>/offline-store/<name>-<epoch"
                + " seconds>/data; the table is called <name in lower case, with _>_<epoch seconds>.")
        .judged(
            "feature-group-pages",
            "DescribeFeatureGroup.NextToken",
            "All feature definitions are on one page, and no token is shown.")
        .judged(
            "feature-group-definitions",
            "UpdateFeatureGroup.ResourceLimitExceeded",
            "The name of the quota of feature definitions, and that an Update is held to it.")
        .judged(
            "feature-group-updates",
            "UpdateFeatureGroup",
            "What an Update changes is seen when it is Successful; one that failed changes nothing.")
        .judged(
            "online-store-size",
            "feature-group.OnlineStoreTotalSizeBytes",
            "Shown of online stores in memory: the bytes of names and values of their records.")
        .differs(
            "glue-tables",
            "CreateFeatureGroup.OfflineStoreConfig",
            "No Glue table is made or looked for.")
        .differs(
            "blocked-offline-stores",
            "feature-group.OfflineStoreStatus",
            "An offline store is Blocked by the test's word only, and Disabled never.");
  }
}
