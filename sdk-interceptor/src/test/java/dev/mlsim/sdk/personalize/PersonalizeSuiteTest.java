package dev.mlsim.sdk.personalize;

import dev.mlsim.Simulator;
import dev.mlsim.sdk.SimulatedClients;
import dev.mlsim.sdk.suite.Examples;
import dev.mlsim.sdk.suite.ServiceSuite;
import dev.mlsim.sdk.suite.Stage;
import dev.mlsim.services.personalize.Personalize;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import software.amazon.awssdk.services.personalize.PersonalizeClient;

/** The shared suite over Personalize. */
class PersonalizeSuiteTest extends ServiceSuite {
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
  private static final String ROLE = "'roleArn': '" + PersonalizeWorld.ROLE + "'";
  private static final String KEY = "arn:aws:kms:us-east-1:123456789012:key/a";
  private static final String PATHS =
      "'jobInput': {'s3DataSource': {'path': 's3://bucket/in'}},"
          + " 'jobOutput': {'s3DataDestination': {'path': 's3://bucket/out/'}}";
  private static final String OTHER_PATHS =
      "'jobInput': {'s3DataSource': {'path': 's3://bucket/in/', 'kmsKeyArn': '"
          + KEY
          + "'}}, 'jobOutput': {'s3DataDestination': {'path': 's3://bucket/o/', 'kmsKeyArn': '"
          + KEY
          + "'}}";

  PersonalizeSuiteTest() {
    super(Personalize.SERVICE, PersonalizeClient.class);
  }

  private static String column(String name, String type) {
    return "{\\\"name\\\": \\\"" + name + "\\\", \\\"type\\\": \\\"" + type + "\\\"}";
  }

  private static Function<Stage, String> with(String member, String type, String more) {
    return stage -> "{'" + member + "': '" + stage.arn(type) + "', " + more + "}";
  }

  @Override
  protected void examples(Examples examples) {
    data(examples);
    training(examples);
    serving(examples);
    batch(examples);
    references(examples);
  }

  /** They are in the input of every other echo, where a resource of any name would not do. */
  private static void references(Examples examples) {
    String why = "names another resource; tested by hand";
    for (String reference :
        List.of(
            "CreateDataset.datasetGroupArn",
            "CreateDataset.schemaArn",
            "UpdateDataset.schemaArn",
            "CreateDatasetImportJob.datasetArn",
            "CreateDatasetExportJob.datasetArn",
            "CreateDataDeletionJob.datasetGroupArn",
            "CreateEventTracker.datasetGroupArn",
            "CreateFilter.datasetGroupArn",
            "CreateMetricAttribution.datasetGroupArn",
            "CreateSolution.datasetGroupArn",
            "CreateSolutionVersion.solutionArn",
            "CreateCampaign.solutionVersionArn",
            "CreateRecommender.datasetGroupArn",
            "CreateRecommender.recipeArn",
            "CreateBatchInferenceJob.solutionVersionArn",
            "CreateBatchInferenceJob.filterArn",
            "CreateBatchSegmentJob.solutionVersionArn",
            "CreateBatchSegmentJob.filterArn")) {
      int dot = reference.indexOf('.');
      examples.unseen(reference.substring(0, dot), reference.substring(dot + 1), why);
    }
    examples.unseen("CreateDataset", "datasetType", "is one of five and shown in capitals");
  }

  /** A version with a recipe of user segmentation, made once to a stage. */
  private static String segmenting(Stage stage) {
    Simulator sim = stage.sim();
    String group = stage.arn("dataset-group");
    if (sim.resources().find("solution", "segmenting").isEmpty()) {
      PersonalizeClient client = SimulatedClients.of(sim).create(PersonalizeClient.class);
      String solution =
          client
              .createSolution(
                  r ->
                      r.name("segmenting")
                          .datasetGroupArn(group)
                          .performAutoTraining(false)
                          .recipeArn(PersonalizeWorld.RECIPES + "aws-item-affinity"))
              .solutionArn();
      client.createSolutionVersion(r -> r.solutionArn(solution).name("segmenting"));
      sim.clock().advance(Duration.ofMinutes(30));
    }
    return sim.resources().get("solution-version", "segmenting").arn();
  }

  private static void data(Examples examples) {
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
        .unseen("UpdateMetricAttribution", "metricsOutputConfig", "shown when it is ACTIVE again");
  }

  private static void training(Examples examples) {
    String recipe = "'recipeArn': '" + PersonalizeWorld.RECIPES;
    examples
        .input(
            "CreateSolution",
            with("datasetGroupArn", "dataset-group", recipe + "aws-semantic-similarity'"))
        .member("CreateSolution", "recipeArn", "{" + recipe + "aws-sims'}")
        .unseen("CreateSolution", "performAutoML", "excludes the recipe, tested by hand")
        .unseen("UpdateSolution", "performAutoTraining", "shown when the update is ACTIVE")
        .unseen("UpdateSolution", "performIncrementalUpdate", "shown when the update is ACTIVE")
        .unseen("UpdateSolution", "solutionUpdateConfig", "shown in latestSolutionUpdate")
        .during("UpdateSolution", "ACTIVE")
        .input("CreateSolutionVersion", with("solutionArn", "solution", "'tags': []"))
        .member("CreateSolutionVersion", "trainingMode", "{'trainingMode': 'FULL'}");
  }

  private static void serving(Examples examples) {
    examples
        .input("CreateCampaign", with("solutionVersionArn", "solution-version", "'tags': []"))
        .member(
            "CreateCampaign",
            "campaignConfig",
            "{'campaignConfig': {'itemExplorationConfig': {'explorationWeight': '0.3'}}}")
        .during("UpdateCampaign", "ACTIVE")
        .unseen("UpdateCampaign", "solutionVersionArn", "shown when the update is ACTIVE")
        .unseen("UpdateCampaign", "minProvisionedTPS", "shown when the update is ACTIVE")
        .unseen("UpdateCampaign", "campaignConfig", "shown when the update is ACTIVE")
        .input(
            "CreateRecommender",
            with(
                "datasetGroupArn",
                "dataset-group",
                "'recipeArn': '" + PersonalizeWorld.RECIPES + "aws-ecomm-recommended-for-you'"))
        .during("UpdateRecommender", "ACTIVE")
        .unseen("UpdateRecommender", "recommenderConfig", "shown when the update is ACTIVE");
  }

  private static void batch(Examples examples) {
    examples
        .input(
            "CreateBatchInferenceJob",
            with("solutionVersionArn", "solution-version", ROLE + ", " + PATHS))
        .member("CreateBatchInferenceJob", "jobInput", "{" + OTHER_PATHS + "}")
        .member("CreateBatchInferenceJob", "jobOutput", "{" + OTHER_PATHS + "}")
        .input(
            "CreateBatchSegmentJob",
            stage ->
                "{'solutionVersionArn': '" + segmenting(stage) + "', " + ROLE + ", " + PATHS + "}")
        .member("CreateBatchSegmentJob", "jobInput", "{" + OTHER_PATHS + "}")
        .member("CreateBatchSegmentJob", "jobOutput", "{" + OTHER_PATHS + "}");
  }
}
