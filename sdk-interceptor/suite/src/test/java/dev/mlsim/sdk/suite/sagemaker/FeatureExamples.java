package dev.mlsim.sdk.suite.sagemaker;

import dev.mlsim.sdk.suite.Examples;
import dev.mlsim.sdk.suite.FamilyExamples;

/** Feature groups. */
final class FeatureExamples implements FamilyExamples {

  @Override
  public void give(Examples examples) {
    examples
        .atMost("feature-group", 4)
        .input(
            "CreateFeatureGroup",
            """
            {'RecordIdentifierFeatureName': 'id', 'EventTimeFeatureName': 'at',
             'FeatureDefinitions': [
               {'FeatureName': 'id', 'FeatureType': 'String'},
               {'FeatureName': 'at', 'FeatureType': 'Fractional'}],
             'OnlineStoreConfig': {'EnableOnlineStore': true}}
            """)
        .member("CreateFeatureGroup", "RecordIdentifierFeatureName", named("r", "at"))
        .member("CreateFeatureGroup", "EventTimeFeatureName", named("id", "t"))
        .member(
            "CreateFeatureGroup",
            "FeatureDefinitions",
            """
            {'FeatureDefinitions': [
               {'FeatureName': 'id', 'FeatureType': 'Integral'},
               {'FeatureName': 'at', 'FeatureType': 'String'},
               {'FeatureName': 'embedding', 'FeatureType': 'Fractional',
                'CollectionType': 'Vector', 'CollectionConfig': {'VectorConfig': {'Dimension': 3}}}],
             'OnlineStoreConfig': {'EnableOnlineStore': true, 'StorageType': 'InMemory'}}
            """)
        .member(
            "CreateFeatureGroup",
            "OfflineStoreConfig",
            """
            {'OfflineStoreConfig': {
               'S3StorageConfig': {'S3Uri': 's3://features/churn', 'KmsKeyId': 'key'},
               'DisableGlueTableCreation': false, 'TableFormat': 'Iceberg',
               'DataCatalogConfig': {
                  'TableName': 'churn', 'Catalog': 'AwsDataCatalog', 'Database': 'features'}},
             'RoleArn': 'arn:aws:iam::123456789012:role/Features'}
            """)
        .unseen(
            "CreateFeatureGroup",
            "OfflineStoreConfig.S3StorageConfig.ResolvedOutputS3Uri",
            "the service resolves it")
        .input("UpdateFeatureGroup", "{'OnlineStoreConfig': {'TtlDuration': " + days(2) + "}}")
        .member(
            "UpdateFeatureGroup",
            "OnlineStoreConfig",
            "{'OnlineStoreConfig': {'TtlDuration': " + days(3) + "}}")
        .member(
            "UpdateFeatureGroup",
            "ThroughputConfig",
            """
            {'OnlineStoreConfig': null,
             'ThroughputConfig': {
                'ThroughputMode': 'Provisioned', 'ProvisionedReadCapacityUnits': 10,
                'ProvisionedWriteCapacityUnits': 5}}
            """);
  }

  private static String days(int count) {
    return "{'Unit': 'Days', 'Value': " + count + "}";
  }

  private static String named(String identifier, String time) {
    return "{'RecordIdentifierFeatureName': '"
        + identifier
        + "', 'EventTimeFeatureName': '"
        + time
        + "', 'FeatureDefinitions': [{'FeatureName': '"
        + identifier
        + "', 'FeatureType': 'String'}, {'FeatureName': '"
        + time
        + "', 'FeatureType': 'Fractional'}]}";
  }
}
