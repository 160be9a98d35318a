package dev.mlsim.sdk.sagemaker;

import static java.time.Duration.ofHours;
import static java.time.Duration.ofMinutes;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mlsim.Simulator;
import dev.mlsim.json.Json;
import dev.mlsim.service.Documents;
import org.junit.jupiter.api.Test;

/** The generic job, which only SDKs newer than the one in use know. */
class DocumentJobTest {
  private static final String TUNING =
      "{'AgentConfig': {'CustomAgentLambdaConfig': {'LambdaArn': 'arn'}}, 'TrainingConfig':"
          + " {'MlflowConfig': {'MlflowExperimentName': 'agents'}}, 'InputDataConfig': [],"
          + " 'OutputDataConfig': {'S3OutputPath': 's3://out/'}}";

  private final Simulator sim = Simulator.create();

  private JsonNode call(String operation, ObjectNode input) {
    return OnTheWire.call(sim, operation, Json.text(input));
  }

  private static ObjectNode named(String name, String category) {
    return Documents.empty().put("JobName", name).put("JobCategory", category);
  }

  private JsonNode create(String name, String category, String document) {
    return call(
        "CreateJob",
        named(name, category)
            .put("RoleArn", "arn:aws:iam::123456789012:role/Jobs")
            .put("JobConfigSchemaVersion", "1.0.0")
            .put("JobConfigDocument", document.replace('\'', '"')));
  }

  private JsonNode describe(String name) {
    return call("DescribeJob", named(name, "AgentRFT"));
  }

  @Test
  void a_job_writes_its_progress_into_its_document() {
    assertThat(create("agent", "AgentRFT", TUNING).path("JobArn").asText())
        .isEqualTo("arn:aws:sagemaker:us-east-1:123456789012:job/AgentRFT/agent");
    assertThat(create("agent", "AgentRFT", TUNING).path("__type").asText())
        .isEqualTo("ResourceInUse");
    assertThat(describe("agent").path("SecondaryStatus").asText()).isEqualTo("Starting");
    assertThat(describe("agent").path("JobConfigDocument").asText())
        .doesNotContain("ServiceOutput");

    sim.clock().advance(ofMinutes(33));
    JsonNode output =
        Json.read(describe("agent").path("JobConfigDocument").asText()).path("ServiceOutput");
    assertThat(output.path("ProgressInfo").path("CurrentStep").asInt()).isEqualTo(50);
    assertThat(output.path("MlflowDetails").path("ExperimentName").asText()).isEqualTo("agents");
    assertThat(call("DeleteJob", named("agent", "AgentRFT")).path("__type").asText())
        .isEqualTo("ResourceInUse");

    sim.clock().advance(ofHours(1));
    JsonNode done = describe("agent");
    assertThat(done.path("JobStatus").asText()).isEqualTo("Completed");
    assertThat(done.path("SecondaryStatusTransitions")).hasSize(5);
    assertThat(done.path("JobConfigDocument").asText()).contains("BillableTokenUsage");

    call("DeleteJob", named("agent", "AgentRFT"));
    sim.clock().advance(ofMinutes(1));
    assertThat(describe("agent").path("__type").asText()).isEqualTo("ResourceNotFound");
  }

  @Test
  void an_evaluation_evaluates_and_can_be_stopped() {
    String document =
        TUNING.replace("'TrainingConfig'", "'EvaluationConfig'").replace("'MlflowConfig'", "'X'");
    create("check", "AgentRFTEvaluation", document);
    sim.clock().advance(ofMinutes(10));
    JsonNode jobs =
        call("ListJobs", Documents.empty().put("JobCategory", "AgentRFTEvaluation"))
            .path("JobSummaries");
    assertThat(jobs.get(0).path("JobSecondaryStatus").asText()).isEqualTo("Evaluating");
    assertThat(
            call("ListJobs", Documents.empty().put("JobCategory", "AgentRFT")).findPath("JobArn"))
        .isEmpty();

    call("StopJob", named("check", "AgentRFTEvaluation"));
    sim.clock().advance(ofMinutes(1));
    JsonNode stopped = call("DescribeJob", named("check", "AgentRFTEvaluation"));
    assertThat(stopped.path("JobStatus").asText()).isEqualTo("Stopped");
    assertThat(stopped.has("EndTime")).isTrue();
  }

  @Test
  void documents_keep_to_their_schema() {
    assertThat(create("agent", "AgentRFT", "{'AgentConfig': {}}").path("message").asText())
        .contains("TrainingConfig is required; InputDataConfig is required");
    JsonNode versions =
        call("ListJobSchemaVersions", Documents.empty().put("JobCategory", "AgentRFT"));
    assertThat(versions.findPath("JobConfigSchemaVersion").asText()).isEqualTo("1.0.0");
    JsonNode schema =
        call("DescribeJobSchemaVersion", Documents.empty().put("JobCategory", "AgentRFT"));
    assertThat(Json.read(schema.path("JobConfigSchema").asText()).path("required")).hasSize(4);
  }
}
