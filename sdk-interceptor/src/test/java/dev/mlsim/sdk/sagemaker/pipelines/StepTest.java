package dev.mlsim.sdk.sagemaker.pipelines;

import static dev.mlsim.sdk.sagemaker.pipelines.Piped.definition;
import static dev.mlsim.sdk.sagemaker.pipelines.Piped.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mlsim.Simulator;
import dev.mlsim.clock.TimerFailedException;
import dev.mlsim.event.Notification;
import dev.mlsim.sdk.SimulatedClients;
import dev.mlsim.services.sagemaker.PipelineSteps;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sagemaker.SageMakerClient;
import software.amazon.awssdk.services.sagemaker.model.OutputParameter;

/** What steps do that are no jobs, or check something. */
class StepTest {
  private static final String QUEUE = "https://sqs.us-east-1.amazonaws.com/123456789012/approve";
  private static final String CALLBACK =
      "{'Name': 'Approve', 'Type': 'Callback', 'SqsQueueUrl': '"
          + QUEUE
          + "', 'Arguments': {'who': {'Get': 'Execution.PipelineName'}},"
          + " 'OutputParameters': [{'OutputName': 'rate', 'OutputType': 'Float'}]}";
  private static final String LAMBDA =
      "{'Name': 'Deploy', 'Type': 'Lambda', 'FunctionArn':"
          + " 'arn:aws:lambda:us-east-1:123456789012:function:deploy', 'Arguments': {'n': 3},"
          + " 'OutputParameters': [{'OutputName': 'url', 'OutputType': 'String'},"
          + " {'OutputName': 'ok', 'OutputType': 'Boolean'}]}";

  private final Simulator sim = Simulator.create();
  private final SimulatedClients clients = SimulatedClients.of(sim);
  private final SageMakerClient sageMaker = clients.create(SageMakerClient.class);

  @AfterEach
  void close() {
    clients.close();
  }

  private Piped pipeline(String steps) {
    return Piped.of(sim, sageMaker, definition(steps));
  }

  @Test
  void a_callback_waits_for_whoever_gets_its_message() {
    Piped pipeline =
        pipeline(
            CALLBACK
                + ", {'Name': 'High', 'Type': 'Condition', 'Arguments': {'Conditions': [{'Type':"
                + " 'GreaterThan', 'LeftValue': {'Get': 'Steps.Approve.OutputParameters[rate]'},"
                + " 'RightValue': 0.5}], 'IfSteps': [{'Name': 'Yes', 'Type': 'EMR'}]}}");
    String arn = pipeline.start();
    pipeline.end(arn);
    assertThat(pipeline.status(arn)).isEqualTo("Executing");
    Notification sent = sim.notifications().list().get(0);
    assertThat(sent.topicArn()).isEqualTo(QUEUE);
    JsonNode message = sent.message();
    String token = message.path("token").asText();
    assertThat(message.path("pipelineExecutionArn").asText()).isEqualTo(arn);
    assertThat(message.at("/arguments/who").asText()).isEqualTo("churn");
    assertThat(message.path("status").asText()).isEqualTo("Executing");

    sim.clock().advance(Duration.ofDays(3));
    OutputParameter rate = OutputParameter.builder().name("rate").value("0.75").build();
    assertThat(
            sageMaker
                .sendPipelineExecutionStepSuccess(
                    r -> r.callbackToken(token).outputParameters(rate))
                .pipelineExecutionArn())
        .isEqualTo(arn);

    assertThat(pipeline.end(arn).pipelineExecutionStatusAsString()).isEqualTo("Succeeded");
    assertThat(pipeline.standing(arn))
        .containsExactly("Approve Succeeded", "High Succeeded", "Yes Succeeded");
    var callback = pipeline.step(arn, "Approve").metadata().callback();
    assertThat(callback.callbackToken()).isEqualTo(token);
    assertThat(callback.outputParameters()).containsExactly(rate);
    refused(
        () -> sageMaker.sendPipelineExecutionStepSuccess(r -> r.callbackToken(token)),
        "The step of callback token '" + token + "' has already ended.");
    refused(
        () -> sageMaker.sendPipelineExecutionStepFailure(r -> r.callbackToken("0123456789")),
        "Callback token '0123456789' does not exist.");
  }

  @Test
  void a_callback_that_fails_says_why() {
    Piped pipeline = pipeline(CALLBACK);
    List<String> tokens = new ArrayList<>();
    sim.notifications().on(QUEUE, sent -> tokens.add(sent.message().path("token").asText()));
    String arn = pipeline.start();
    pipeline.end(arn);

    sageMaker.sendPipelineExecutionStepFailure(
        r -> r.callbackToken(tokens.get(0)).failureReason("nobody is there"));

    assertThat(pipeline.status(arn)).isEqualTo("Failed");
    assertThat(pipeline.step(arn, "Approve").failureReason()).isEqualTo("nobody is there");
  }

  @Test
  void a_function_answers_what_the_test_says() {
    List<JsonNode> events = new ArrayList<>();
    sim.setup(PipelineSteps.class)
        .lambda(
            "*:function:deploy",
            call -> {
              events.add(call.event());
              sageMaker.listPipelines(r -> {});
              return Map.of("url", "https://churn", "ok", true);
            });
    Piped pipeline =
        pipeline(
            LAMBDA
                + ", {'Name': 'Failed', 'Type': 'Fail', 'Arguments': {'ErrorMessage': {'Std:Join':"
                + " {'On': '', 'Values': ['at ', {'Get': 'Steps.Deploy.OutputParameters[url]'}, '"
                + " ', {'Get': 'Steps.Deploy.OutputParameters[ok]'}]}}}}");
    String arn = pipeline.start();

    pipeline.end(arn);

    assertThat(events).hasToString("[{\"n\":3}]");
    assertThat(pipeline.step(arn, "Deploy").metadata().lambda().outputParameters())
        .extracting(output -> output.name() + "=" + output.value())
        .containsExactly("url=https://churn", "ok=true");
    assertThat(pipeline.step(arn, "Failed").failureReason()).isEqualTo("at https://churn true");
  }

  @Test
  void a_function_of_which_nothing_is_said_answers_nothing() {
    Piped pipeline = pipeline(LAMBDA);
    String arn = pipeline.start();

    pipeline.end(arn);

    assertThat(pipeline.step(arn, "Deploy").failureReason())
        .startsWith("mlsim: nobody says what arn:aws:lambda:us-east-1:123456789012:function:deploy")
        .endsWith(
            "say sim.setup(PipelineSteps.class).lambda("
                + "\"arn:aws:lambda:us-east-1:123456789012:function:deploy\", call ->"
                + " Map.of(...))");
  }

  @Test
  void a_function_that_throws_fails_its_step_and_tells_who_moves_time() {
    sim.setup(PipelineSteps.class)
        .lambda(
            "*",
            call -> {
              throw new IllegalStateException("no network");
            });
    Piped pipeline = pipeline(LAMBDA);
    String arn = pipeline.start();

    assertThatThrownBy(() -> pipeline.end(arn))
        .isInstanceOf(TimerFailedException.class)
        .rootCause()
        .hasMessage("no network");

    pipeline.end(arn);
    assertThat(pipeline.step(arn, "Deploy").failureReason())
        .isEqualTo(
            "ClientError: The Lambda function"
                + " arn:aws:lambda:us-east-1:123456789012:function:deploy failed.");
  }

  @Test
  void a_step_that_looks_for_what_isnt_there_fails() {
    Piped pipeline =
        pipeline(
            "{'Name': 'Look', 'Type': 'Condition', 'Arguments': {'Conditions': [{'Type': 'Equals',"
                + " 'LeftValue': {'Std:JsonGet': {'S3Uri': 's3://churn/report.json', 'Path':"
                + " 'a.b[1]'}}, 'RightValue': 7}]}}");
    String none = pipeline.start();
    pipeline.end(none);
    sim.objects().put("s3://churn/report.json", "{\"a\": {\"b\": [1]}}");
    String elsewhere = pipeline.start();
    pipeline.end(elsewhere);
    sim.objects().put("s3://churn/report.json", "{\"a\": {\"b\": [1, 7]}}");
    String there = pipeline.start();
    pipeline.end(there);

    assertThat(pipeline.step(none, "Look").failureReason())
        .isEqualTo("ClientError: Unable to read the file s3://churn/report.json.");
    assertThat(pipeline.step(elsewhere, "Look").failureReason())
        .isEqualTo("ClientError: The path 'a.b[1]' was not found in s3://churn/report.json.");
    assertThat(pipeline.step(there, "Look").metadata().condition().outcomeAsString())
        .isEqualTo("True");
  }

  private static String check(String more) {
    return "{'Name': 'Check', 'Type': 'QualityCheck', 'CheckType': 'DATA_QUALITY', "
        + more
        + ", 'Arguments': {'ProcessingResources': {'ClusterConfig': {'InstanceCount': 1,"
        + " 'InstanceType': 'ml.m5.large', 'VolumeSizeInGB': 30}}, 'AppSpecification': {'ImageUri':"
        + " '156813124566.dkr.ecr.us-east-1.amazonaws.com/sagemaker-model-monitor-analyzer'},"
        + " 'ProcessingOutputConfig': {'Outputs': [{'OutputName': 'out', 'S3Output': {'S3Uri':"
        + " 's3://churn/check', 'LocalPath': '/opt/ml/out', 'S3UploadMode': 'EndOfJob'}}]}}}";
  }

  @Test
  void a_check_registers_a_baseline_or_finds_violations() {
    Piped pipeline = pipeline(check("'RegisterNewBaseline': true"));
    String first = pipeline.start();
    pipeline.end(first);
    var metadata = pipeline.step(first, "Check").metadata().qualityCheck();
    assertThat(metadata.calculatedBaselineConstraints())
        .isEqualTo("s3://churn/check/constraints.json");
    assertThat(metadata.baselineUsedForDriftCheckStatistics())
        .isEqualTo("s3://churn/check/statistics.json");
    assertThat(metadata.checkJobArn()).contains(":processing-job/pipelines-");
    assertThat(sim.objects().text("s3://churn/check/statistics.json")).isPresent();

    sageMaker.updatePipeline(
        r -> r.pipelineName("churn").pipelineDefinition(definition(check("'SkipCheck': false"))));
    String none = pipeline.start();
    pipeline.end(none);
    assertThat(pipeline.step(none, "Check").failureReason())
        .startsWith("ClientError: No baseline to compare with");

    sageMaker.updatePipeline(
        r ->
            r.pipelineName("churn")
                .pipelineDefinition(
                    definition(check("'SuppliedBaselineConstraints': 's3://churn/old.json'"))));
    sim.objects()
        .put(
            "s3://churn/check/constraint_violations.json",
            "{\"violations\": [{\"feature_name\": \"age\"}]}");
    String bad = pipeline.start();
    pipeline.end(bad);
    assertThat(pipeline.step(bad, "Check").failureReason())
        .isEqualTo(
            "ClientError: Quality check failed. See violation report:"
                + " s3://churn/check/constraint_violations.json");
    assertThat(pipeline.step(bad, "Check").metadata().qualityCheck().violationReport())
        .isEqualTo("s3://churn/check/constraint_violations.json");
  }

  @Test
  void a_model_is_deployed() {
    Piped pipeline =
        pipeline(
            "{'Name': 'Scorer', 'Type': 'Model', 'Arguments': {'ModelName': 'churn',"
                + " 'PrimaryContainer': {'Image':"
                + " '123456789012.dkr.ecr.us-east-1.amazonaws.com/churn:7'}}}, {'Name': 'Config',"
                + " 'Type': 'EndpointConfig', 'Arguments': {'ProductionVariants': [{'VariantName':"
                + " 'all', 'ModelName': {'Get': 'Steps.Scorer.ModelName'}, 'InstanceType':"
                + " 'ml.m5.large', 'InitialInstanceCount': 1}]}}, {'Name': 'Serve', 'Type':"
                + " 'Endpoint', 'Arguments': {'EndpointName': 'churn', 'EndpointConfigName':"
                + " {'Get': 'Steps.Config.EndpointConfigName'}}}");
    String arn = pipeline.start();
    assertThat(pipeline.end(arn).pipelineExecutionStatusAsString()).isEqualTo("Succeeded");
    String again = pipeline.start();
    assertThat(pipeline.end(again).pipelineExecutionStatusAsString()).isEqualTo("Succeeded");

    String id = again.substring(again.lastIndexOf('/') + 1);
    assertThat(pipeline.step(again, "Scorer").metadata().model().arn())
        .matches(".*:model/churn-" + id + "-[a-z0-9]{10}");
    var endpoint = sageMaker.describeEndpoint(r -> r.endpointName("churn"));
    assertThat(endpoint.endpointStatusAsString()).isEqualTo("InService");
    assertThat(endpoint.endpointConfigName()).startsWith("pipelines-" + id + "-Config-");
    assertThat(
            sageMaker
                .describeModel(
                    r ->
                        r.modelName(
                            sageMaker
                                .describeEndpointConfig(
                                    c -> c.endpointConfigName(endpoint.endpointConfigName()))
                                .productionVariants()
                                .get(0)
                                .modelName()))
                .executionRoleArn())
        .isEqualTo(Piped.ROLE);
  }
}
