package dev.mlsim.sdk.suite.personalize;

import static dev.mlsim.sdk.suite.personalize.PersonalizeSuiteTest.ELSEWHERE;
import static dev.mlsim.sdk.suite.personalize.PersonalizeSuiteTest.KEY;
import static dev.mlsim.sdk.suite.personalize.PersonalizeSuiteTest.ROLE;
import static dev.mlsim.sdk.suite.personalize.PersonalizeSuiteTest.with;

import dev.mlsim.sdk.suite.Examples;
import dev.mlsim.sdk.suite.FamilyExamples;

/** Schemas, dataset groups, datasets, and what is made of or for their data. */
final class DataExamples implements FamilyExamples {
  private static final String SCHEMA =
      "'schema': '{\\\"type\\\": \\\"record\\\", \\\"name\\\": \\\"Interactions\\\", \\\"fields\\\": ["
          + column("USER_ID", "string")
          + ", "
          + column("ITEM_ID", "string")
          + ", "
          + column("EVENT_TYPE", "string")
          + ", "
          + column("TIMESTAMP", "long")
          + "]}'";

  @Override
  public void give(Examples examples) {
    examples
        .input("CreateSchema", "{'domain': 'ECOMMERCE', " + SCHEMA + "}")
        .input("CreateDatasetGroup", "{'domain': 'ECOMMERCE'}")
        .member("CreateSchema", "schema", "{" + SCHEMA + "}")
        .member("CreateDatasetGroup", "roleArn", "{" + ROLE + ", 'kmsKeyArn': '" + KEY + "'}")
        .input(
            "CreateDataset",
            stage ->
                "{'datasetGroupArn': '"
                    + stage.arn("dataset-group")
                    + "', 'schemaArn': '"
                    + stage.arn("schema")
                    + "', 'datasetType': 'INTERACTIONS'}")
        .atMost("personalize:dataset", 1)
        .input("UpdateDataset", stage -> "{'schemaArn': '" + stage.arn("schema") + "'}")
        .during("UpdateDataset", "ACTIVE")
        .input(
            "CreateDatasetImportJob",
            with("datasetArn", "personalize:dataset", "'dataSource': {'dataLocation': 's3://b/i'}"))
        .member(
            "CreateDatasetImportJob", "dataSource", "{'dataSource': {'dataLocation': 's3://b/j'}}")
        .input(
            "CreateDatasetExportJob",
            with(
                "datasetArn",
                "personalize:dataset",
                ROLE + ", 'jobOutput': {'s3DataDestination': {'path': 's3://b/out/'}}"))
        .input(
            "CreateDataDeletionJob",
            with(
                "datasetGroupArn",
                "dataset-group",
                ROLE + ", 'dataSource': {'dataLocation': 's3://b/users.csv'}"))
        .input("CreateEventTracker", with("datasetGroupArn", "dataset-group", "'tags': []"))
        .atMost("event-tracker", 1)
        .input(
            "CreateFilter",
            with(
                "datasetGroupArn",
                "dataset-group",
                "'filterExpression': 'INCLUDE ItemID WHERE Items.A IS NULL'"))
        .member(
            "CreateFilter",
            "filterExpression",
            "{'filterExpression': 'EXCLUDE ItemID WHERE Items.B IS NULL'}")
        .input(
            "CreateMetricAttribution",
            with(
                "datasetGroupArn",
                "dataset-group",
                "'metrics': [{'eventType': 'a', 'metricName': 'm', 'expression': 'SAMPLECOUNT()'}],"
                    + " 'metricsOutputConfig': {"
                    + ROLE
                    + "}"))
        .atMost("metric-attribution", 1)
        .unseen("CreateMetricAttribution", "metrics", "ListMetricAttributionMetrics shows them")
        .during("UpdateMetricAttribution", "ACTIVE")
        .unseen("UpdateMetricAttribution", "metricsOutputConfig", "shown when it is ACTIVE again")
        .unseen("CreateDataset", "datasetGroupArn", ELSEWHERE)
        .unseen("CreateDataset", "schemaArn", ELSEWHERE)
        .unseen("UpdateDataset", "schemaArn", ELSEWHERE)
        .unseen("CreateDatasetImportJob", "datasetArn", ELSEWHERE)
        .unseen("CreateDatasetExportJob", "datasetArn", ELSEWHERE)
        .unseen("CreateDataDeletionJob", "datasetGroupArn", ELSEWHERE)
        .unseen("CreateEventTracker", "datasetGroupArn", ELSEWHERE)
        .unseen("CreateFilter", "datasetGroupArn", ELSEWHERE)
        .unseen("CreateMetricAttribution", "datasetGroupArn", ELSEWHERE)
        .unseen("CreateDataset", "datasetType", "is one of five and shown in capitals");
  }

  private static String column(String name, String type) {
    return "{\\\"name\\\": \\\"" + name + "\\\", \\\"type\\\": \\\"" + type + "\\\"}";
  }
}
