package dev.mlsim.sdk.sagemaker;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mlsim.Simulator;
import dev.mlsim.fixtures.Jobs;
import dev.mlsim.sdk.SimulatedClients;
import dev.mlsim.services.sagemaker.MonitoringRuns;
import dev.mlsim.services.sagemaker.MonitoringViolation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sagemaker.SageMakerClient;
import software.amazon.awssdk.services.sagemaker.model.ModelCardStatus;
import software.amazon.awssdk.services.sagemaker.model.Tag;

/** What Search shows of each kind of resource, as it comes over the wire. */
class SearchRecordsTest {
  private static final String ROLE = "arn:aws:iam::123456789012:role/Searched";
  private static final String ARN = "arn:aws:sagemaker:us-east-1:123456789012:";
  private static final Tag RED = Tag.builder().key("team").value("red").build();

  private final Simulator sim = Simulator.create();
  private final SimulatedClients clients = SimulatedClients.of(sim);
  private final SageMakerClient sageMaker = clients.create(SageMakerClient.class);

  private JsonNode search(String input) {
    return OnTheWire.call(sim, "Search", "{" + input + "}");
  }

  /** The only record that has that value. */
  private JsonNode only(String resource, String name, String value) {
    String filter = "{'Name': '" + name + "', 'Value': '" + value + "'}";
    JsonNode found =
        search("'Resource': '" + resource + "', 'SearchExpression': {'Filters': [" + filter + "]}");
    assertThat(found.path("Results")).as(found.toString()).hasSize(1);
    return found.path("Results").path(0).path(resource);
  }

  private void card(String name, String modelId) {
    String overview = "{\"model_overview\":{\"model_id\":\"" + modelId + "\"}";
    sageMaker.createModelCard(
        r ->
            r.modelCardName(name)
                .content(overview + ",\"intended_uses\":{\"risk_rating\":\"Low\"}}")
                .tags(RED)
                .modelCardStatus(ModelCardStatus.DRAFT));
  }

  @Test
  void a_card_is_found_by_what_its_content_says() {
    card("churn", "m-1");

    for (String[] asked :
        new String[][] {
          {"RiskRating", "Low"}, {"ModelId", "m-1"}, {"Tags.team", "red"}, {"ModelCardVersion", "1"}
        }) {
      assertThat(only("ModelCard", asked[0], asked[1]).path("ModelCardName").asText())
          .isEqualTo("churn");
    }
  }

  @Test
  void a_generic_job_is_found_by_its_status_and_tags() {
    String document =
        "{~AgentConfig~: {~CustomAgentLambdaConfig~: {~LambdaArn~: ~arn~}}, ~TrainingConfig~: {},"
            + " ~InputDataConfig~: [], ~OutputDataConfig~: {~S3OutputPath~: ~s3://out/~}}";
    OnTheWire.call(
        sim,
        "CreateJob",
        "{'JobName': 'agent', 'JobCategory': 'AgentRFT', 'JobConfigSchemaVersion': '1.0.0',"
            + " 'Tags': [{'Key': 'team', 'Value': 'red'}], 'RoleArn': '"
            + ROLE
            + "', 'JobConfigDocument': '"
            + document.replace("~", "\\\"")
            + "'}");

    assertThat(only("Job", "Tags.team", "red").path("JobName").asText()).isEqualTo("agent");
    assertThat(only("Job", "JobStatus", "InProgress").path("SecondaryStatus").asText())
        .isEqualTo("Starting");
  }

  @Test
  void an_execution_is_found_with_its_parameters_and_a_version_with_its_last_execution() {
    sageMaker.createPipeline(
        r ->
            r.pipelineName("churn")
                .roleArn(ROLE)
                .tags(RED)
                .pipelineDefinition(
                    """
                    {"Version": "2020-12-01",
                     "Parameters": [
                       {"Name": "size", "Type": "String", "DefaultValue": "big"},
                       {"Name": "depth", "Type": "Integer", "DefaultValue": 3}],
                     "Steps": [
                       {"Name": "stop", "Type": "Fail", "Arguments": {"ErrorMessage": "no"}}]}
                    """));
    String run =
        sageMaker
            .startPipelineExecution(
                r ->
                    r.pipelineName("churn")
                        .pipelineExecutionDisplayName("night")
                        .pipelineParameters(p -> p.name("size").value("small")))
            .pipelineExecutionArn();
    sim.clock().advance(Duration.ofHours(1));

    assertThat(only("Pipeline", "Tags.team", "red").has("PipelineDefinition")).isFalse();
    JsonNode execution = only("PipelineExecution", "PipelineExecutionStatus", "Failed");
    assertThat(execution.path("PipelineParameters"))
        .hasToString(
            "[{\"Name\":\"size\",\"Value\":\"small\"},{\"Name\":\"depth\",\"Value\":\"3\"}]");
    JsonNode version = only("PipelineVersion", "PipelineVersionId", "1");
    assertThat(version.path("LastExecutedPipelineExecutionArn").asText()).isEqualTo(run);
    assertThat(version.path("LastExecutedPipelineExecutionStatus").asText()).isEqualTo("Failed");
    assertThat(version.path("LastExecutedPipelineExecutionDisplayName").asText())
        .isEqualTo("night");
  }

  @Test
  void tuning_jobs_projects_groups_and_experiments_are_found_by_tags() {
    sageMaker.createHyperParameterTuningJob(Tunings.tuning("churn", 2, r -> r.tags(RED)));
    sageMaker.createProject(
        r ->
            r.projectName("churn")
                .tags(RED)
                .serviceCatalogProvisioningDetails(
                    p -> p.productId("prod-1").provisioningArtifactId("pa-1")));
    sageMaker.createModelPackageGroup(r -> r.modelPackageGroupName("churn").tags(RED));
    sageMaker.createExperiment(r -> r.experimentName("churn").tags(RED));
    sim.clock().advance(Duration.ofDays(1));

    assertThat(
            only("HyperParameterTuningJob", "Tags.team", "red")
                .at("/BestTrainingJob/TrainingJobStatus")
                .asText())
        .isEqualTo("Completed");
    assertThat(only("Project", "Tags.team", "red").path("ProjectStatus").asText())
        .isEqualTo("CreateCompleted");
    assertThat(only("ModelPackageGroup", "Tags.team", "red").path("ModelPackageGroupArn").asText())
        .isEqualTo(ARN + "model-package-group/churn");
    assertThat(only("Experiment", "Tags.team", "red").path("DisplayName").asText())
        .isEqualTo("churn");
    String tuning = ARN + "hyper-parameter-tuning-job/churn";
    assertThat(
            search(
                    "'Resource': 'TrainingJob', 'SearchExpression': {'Filters': [{'Name':"
                        + " 'TuningJobArn', 'Value': '"
                        + tuning
                        + "'}]}")
                .path("Results"))
        .hasSize(2);
  }

  @Test
  void a_model_of_the_dashboard_has_its_card_and_the_alerts_of_its_schedules() {
    Monitored monitored = new Monitored(sim, clients);
    monitored.endpoint("churn");
    monitored.schedule("hourly", "churn", "cron(0 * ? * * *)");
    sim.setup(MonitoringRuns.class)
        .schedule("hourly")
        .hasData()
        .violates(MonitoringViolation.drift("age"));
    card("other", ARN + "model/other");
    card("churn", ARN + "model/churn");
    sim.clock().advance(Duration.ofHours(5));

    JsonNode model = only("Model", "ModelName", "churn");
    assertThat(model.at("/ModelCard/ModelCardName").asText()).isEqualTo("churn");
    assertThat(model.at("/ModelCard/RiskRating").asText()).isEqualTo("Low");
    JsonNode alert = model.at("/MonitoringSchedules/0/MonitoringAlertSummaries/0");
    assertThat(alert.path("MonitoringAlertName").asText()).isEqualTo("hourly-alert");
    assertThat(alert.path("AlertStatus").asText()).isEqualTo("InAlert");
    assertThat(only("Endpoint", "EndpointName", "churn").path("MonitoringSchedules")).hasSize(1);
  }

  @Test
  void values_beyond_all_measure_are_refused_or_pass_for_texts() {
    for (String at : List.of("+1000000000-12-31T23:59:59Z", "-1000000000-01-01T00:00:00Z")) {
      assertThat(
              search(
                      "'Resource': 'TrainingJob', 'SearchExpression': {'Filters': [{'Name':"
                          + " 'CreationTime', 'Operator': 'GreaterThan', 'Value': '"
                          + at
                          + "'}]}")
                  .path("message")
                  .asText())
          .contains("Invalid value [" + at + "] for property CreationTime.");
    }
    sageMaker.createTrainingJob(
        Jobs.job("huge", r -> r.hyperParameters(Map.of("x", "1e999999999"))));
    for (String than : List.of("5", "1e-999999999", "1e2147483647")) {
      assertThat(
              search(
                      "'Resource': 'TrainingJob', 'SortBy': 'HyperParameters.x',"
                          + " 'SearchExpression': {'Filters': [{'Name': 'HyperParameters.x',"
                          + " 'Operator': 'GreaterThan', 'Value': '"
                          + than
                          + "'}]}")
                  .has("Results"))
          .isTrue();
    }
  }

  @Test
  void numbers_come_before_texts_where_both_are_sorted() {
    List<String> expected = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      int number = 100 - i;
      String text = "1x" + (10 + i);
      sageMaker.createTrainingJob(
          Jobs.job("n-" + i, r -> r.hyperParameters(Map.of("y", Integer.toString(number)))));
      sageMaker.createTrainingJob(Jobs.job("t-" + i, r -> r.hyperParameters(Map.of("y", text))));
      expected.add(i, Integer.toString(number));
      expected.add(text);
    }
    expected.subList(0, 20).sort((a, b) -> Integer.parseInt(a) - Integer.parseInt(b));

    assertThat(
            search(
                    "'Resource': 'TrainingJob', 'SortBy': 'HyperParameters.y', 'SortOrder':"
                        + " 'Ascending', 'MaxResults': 100")
                .path("Results"))
        .extracting(r -> r.at("/TrainingJob/HyperParameters/y").asText())
        .containsExactlyElementsOf(expected);
  }
}
