package dev.mlsim.sdk.sagemaker.pipelines;

import static dev.mlsim.sdk.sagemaker.pipelines.Piped.definition;
import static dev.mlsim.sdk.sagemaker.pipelines.Piped.refused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mlsim.Simulator;
import dev.mlsim.sdk.SimulatedClients;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.sagemaker.SageMakerClient;
import software.amazon.awssdk.services.sagemaker.model.Parameter;
import software.amazon.awssdk.services.sagemaker.model.PipelineVersionSummary;

@SuppressWarnings("unchecked") // the SDK takes consumers as varargs
class DefinitionTest {
  private static final String PREFIX = "Unable to parse pipeline definition. ";
  private static final String EMR = "{'Name': 'A', 'Type': 'EMR'}";

  private final Simulator sim = Simulator.create();
  private final SimulatedClients clients = SimulatedClients.of(sim);
  private final SageMakerClient sageMaker = clients.create(SageMakerClient.class);

  @AfterEach
  void close() {
    clients.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {'Name': 'A', 'Type': 'Training', 'Arguments': {'ModelPackageName': 'm'}} | Unknown Argument member 'ModelPackageName'.
          {'Name': 'A', 'Type': 'RegisterModel', 'Arguments': {'ModelPackageName': 'm'}} | Unknown Argument member 'ModelPackageName'.
          {'Name': 'A', 'Type': 'Processing', 'Arguments': {'ProcessingInputs': {}}} | Expecting start of Json Array.
          {'Name': 'A', 'Type': 'AutoML', 'Arguments': {'AutoMLJobConfig': 'x'}} | Expecting start of Json Object.
          {'Name': 'A', 'Type': 'Processing', 'Arguments': {'ProcessingInputs': [{'S3Input': {'S3InputMode': 'FastFile'}}]}} | Model Validation failed: Value 'FastFile' for 'ProcessingS3InputMode' failed to satisfy enum value set: [Pipe, File]
          {'Name': 'A', 'Type': 'Condition', 'Arguments': {'Conditions': [{'Type': 'Not', 'Expression': {}}]}} | Cannot parse object, unknown property 'Expression'.
          {'Name': 'A', 'Type': 'EMR', 'DependsOn': ['F']}, {'Name': 'F', 'Type': 'Fail'} | A can not depends on F
          {'Name': 'A', 'Type': 'EMR', 'DependsOn': ['B']}, {'Name': 'B', 'Type': 'EMR', 'DependsOn': ['A']} | Cycle detected in the pipeline definition: [A, B]
          {'Name': 'A', 'Type': 'EMR'}, {'Name': 'A', 'Type': 'EMR'} | Step names must be unique: 'A' is used twice.
          {'Name': 'A', 'Type': 'EMR', 'DependsOn': ['B']} | Invalid dependency: step 'A' depends on unknown step 'B'.
          {'Name': 'A', 'Type': 'Lambda', 'Arguments': {'x': {'Get': 'Steps.B.y'}}} | Invalid property reference 'Steps.B.y'. Reference value should be accessible in this context.
          {'Name': 'A', 'Type': 'Lambda', 'Arguments': {'x': {'Get': 'Parameters.p'}}} | Invalid property reference 'Parameters.p'. Reference value should be accessible in this context.
          {'Name': 'A', 'Type': 'Fail', 'RetryPolicies': []} | Cannot parse object, unknown property 'RetryPolicies'.
          {'Name': 'A', 'Type': 'Training', 'RetryPolicies': [{'MaxAttempts': 1, 'ExpireAfterMin': 1}]} | Only one of MaxAttempts and ExpireAfterMin can be specified in a retry policy.
          {'Name': 'A', 'Type': 'EMR', 'CacheConfig': {'Enabled': true, 'ExpireAfter': 'soon'}} | Invalid ExpireAfter 'soon': it must be an ISO 8601 duration.
          """)
  void what_is_no_definition_is_refused_in_awss_words(String steps, String words) {
    refused(() -> Piped.of(sim, sageMaker, definition(steps)), PREFIX + words);
  }

  @Test
  void what_is_no_json_is_refused() {
    refused(() -> Piped.of(sim, sageMaker, "[]"), PREFIX + "Expecting start of Json Object.");
    refused(() -> Piped.of(sim, sageMaker, "{\"Steps\""), PREFIX + "Malformed Json.");
    refused(
        () -> sageMaker.createPipeline(r -> r.pipelineName("churn").roleArn(Piped.ROLE)),
        "Either Pipeline Definition or Pipeline Definition S3 location should be provided");
    refused(
        () ->
            sageMaker.createPipeline(
                r ->
                    r.pipelineName("churn")
                        .roleArn(Piped.ROLE)
                        .pipelineDefinition("{}")
                        .pipelineDefinitionS3Location(l -> l.bucket("pipelines").objectKey("k"))),
        "Both Pipeline Definition and Pipeline Definition S3 Location shouldn't be present");
    refused(
        () -> Piped.of(sim, sageMaker, definition("{'Name': 'A', 'Type': 'Lineage'}")),
        "mlsim: the step [A] is of the type [Lineage], which is not simulated; the types that are:"
            + " [Processing, Training, Tuning, AutoML, Transform, Model, RegisterModel,"
            + " EndpointConfig, Endpoint, QualityCheck, ClarifyCheck, Condition, Fail, Callback,"
            + " Lambda, EMR]");
  }

  @Test
  void a_definition_is_kept_to_the_letter_and_can_come_from_s3() {
    String text = definition(EMR) + "\n ";
    sim.objects().put("s3://pipelines/churn.json", text);
    sageMaker.createPipeline(
        r ->
            r.pipelineName("churn")
                .roleArn(Piped.ROLE)
                .pipelineDefinitionS3Location(l -> l.bucket("pipelines").objectKey("churn.json")));

    var shown = sageMaker.describePipeline(r -> r.pipelineName("churn"));
    assertThat(shown.pipelineDefinition()).isEqualTo(text);
    assertThat(shown.pipelineDisplayName()).isEqualTo("churn");
    assertThat(shown.lastRunTime()).isNull();
    refused(
        () -> Piped.of(sim, sageMaker, text),
        "Pipeline names must be unique within an AWS account and region. Pipeline with name"
            + " (churn) already exists.");
  }

  @Test
  void an_update_makes_a_version_and_what_runs_keeps_its_own() {
    String first = definition(EMR);
    String second = definition("{'Name': 'B', 'Type': 'EMR'}");
    Piped pipeline = Piped.of(sim, sageMaker, first);
    String running = pipeline.start();

    var updated = sageMaker.updatePipeline(r -> r.pipelineName("churn").pipelineDefinition(second));
    assertThat(updated.pipelineVersionId()).isEqualTo(2);
    assertThat(
            sageMaker
                .updatePipeline(r -> r.pipelineName("churn").pipelineDescription("nightly"))
                .pipelineVersionId())
        .isEqualTo(2);
    String latest = pipeline.start();
    String old = pipeline.start(r -> r.pipelineVersionId(1L));

    assertThat(pipeline.standing(running)).containsExactly("A Starting");
    assertThat(pipeline.standing(latest)).containsExactly("B Starting");
    assertThat(pipeline.standing(old)).containsExactly("A Starting");
    assertThat(pipeline.describe(latest).pipelineVersionId()).isEqualTo(2);
    assertThat(
            sageMaker
                .describePipelineDefinitionForExecution(r -> r.pipelineExecutionArn(running))
                .pipelineDefinition())
        .isEqualTo(first);
    assertThat(
            sageMaker
                .describePipeline(r -> r.pipelineName("churn").pipelineVersionId(1L))
                .pipelineDefinition())
        .isEqualTo(first);
    String arn = updated.pipelineArn();
    sageMaker.updatePipelineVersion(
        r -> r.pipelineArn(arn).pipelineVersionId(1L).pipelineVersionDisplayName("first"));
    assertThat(
            sageMaker.listPipelineVersions(r -> r.pipelineName("churn")).pipelineVersionSummaries())
        .extracting(
            PipelineVersionSummary::pipelineVersionId,
            PipelineVersionSummary::pipelineVersionDisplayName,
            PipelineVersionSummary::lastExecutionPipelineExecutionArn)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(2L, null, latest),
            org.assertj.core.groups.Tuple.tuple(1L, "first", old));
    refused(
        () -> sageMaker.describePipeline(r -> r.pipelineName("churn").pipelineVersionId(3L)),
        "Pipeline version '3' of '" + arn + "' does not exist.");
    refused(
        () -> pipeline.start(r -> r.pipelineVersionId(3L)),
        "Pipeline version '3' of '" + arn + "' does not exist.");
  }

  @Test
  void pipelines_and_executions_can_be_searched() {
    Piped pipeline = Piped.of(sim, sageMaker, definition(EMR));
    String arn = pipeline.start();
    pipeline.end(arn);

    assertThat(sageMaker.search(r -> r.resource("Pipeline")).results().get(0).pipeline())
        .satisfies(
            found -> {
              assertThat(found.pipelineName()).isEqualTo("churn");
              assertThat(found.lastRunTime()).isEqualTo(sim.startedAt());
            });
    assertThat(
            sageMaker
                .search(
                    r ->
                        r.resource("PipelineExecution")
                            .searchExpression(
                                s ->
                                    s.filters(
                                        f ->
                                            f.name("PipelineExecutionStatus")
                                                .operator("Equals")
                                                .value("Succeeded"))))
                .results()
                .get(0)
                .pipelineExecution()
                .pipelineExecutionArn())
        .isEqualTo(arn);
    assertThat(
            sageMaker
                .search(r -> r.resource("PipelineVersion"))
                .results()
                .get(0)
                .pipelineVersion()
                .lastExecutedPipelineExecutionStatusAsString())
        .isEqualTo("Succeeded");
  }

  @Test
  void parameters_must_fit_their_declaration() {
    Piped pipeline =
        Piped.of(
            sim,
            sageMaker,
            """
            {"Version": "2020-12-01", "Steps": [{"Name": "A", "Type": "EMR"}], "Parameters": [
              {"Name": "epochs", "Type": "Integer", "DefaultValue": 3},
              {"Name": "rate", "Type": "Float", "DefaultValue": 0.1},
              {"Name": "mode", "Type": "String", "EnumValues": ["fast", "slow"]},
              {"Name": "dry", "Type": "Boolean", "DefaultValue": false}]}
            """);

    refused(() -> pipeline.start(), "Parameters [mode] do not have default values");
    refused(
        () -> with(pipeline, "mode", "best"),
        "Value 'best' of parameter 'mode' is not in the allowed values [fast, slow]");
    refused(
        () -> with(pipeline, "mode", "fast", "epochs", "many"),
        "Unable to parse value 'many' for parameter 'epochs' of type Integer");
    refused(() -> with(pipeline, "mode", "fast", "what", "x"), "Unknown parameter(s): [what]");
    refused(
        () -> with(pipeline, "mode", ""),
        "[string \"\" is too short (length: 0, required minimum: 1)]");
    String arn = with(pipeline, "mode", "slow", "epochs", "12");
    assertThat(
            sageMaker
                .listPipelineParametersForExecution(r -> r.pipelineExecutionArn(arn))
                .pipelineParameters())
        .extracting(parameter -> parameter.name() + "=" + parameter.value())
        .containsExactly("epochs=12", "rate=0.1", "mode=slow", "dry=false");
  }

  private static String with(Piped pipeline, String... given) {
    return pipeline.start(
        r -> {
          java.util.List<Parameter> parameters = new java.util.ArrayList<>();
          for (int i = 0; i < given.length; i += 2) {
            parameters.add(Parameter.builder().name(given[i]).value(given[i + 1]).build());
          }
          r.pipelineParameters(parameters);
        });
  }

  @Test
  void a_pipeline_goes_when_nothing_runs_and_takes_its_executions_along() {
    Piped pipeline = Piped.of(sim, sageMaker, definition(EMR));
    String arn = pipeline.start();
    refused(
        () -> sageMaker.deletePipeline(r -> r.pipelineName("churn")),
        "Pipelines with running executions cannot be deleted.");
    pipeline.end(arn);

    String name = "arn:aws:sagemaker:us-east-1:123456789012:pipeline/churn";
    assertThat(sageMaker.deletePipeline(r -> r.pipelineName("churn")).pipelineArn())
        .isEqualTo(name);
    assertThat(sageMaker.describePipeline(r -> r.pipelineName(name)).pipelineStatusAsString())
        .isEqualTo("Deleting");
    refused(pipeline::start, "Pipeline '" + name + "' is being deleted.");
    sim.clock().advanceToNext();
    refused(
        () -> sageMaker.describePipeline(r -> r.pipelineName("churn")),
        "Pipeline '" + name + "' does not exist.");
    refused(
        () -> pipeline.describe(arn), "Pipeline execution with ARN '" + arn + "' does not exist");
  }
}
