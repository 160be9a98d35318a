package dev.mlsim.sdk.sagemaker.pipelines;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mlsim.Polling;
import dev.mlsim.Simulator;
import dev.mlsim.event.Event;
import dev.mlsim.sdk.SimulatedClients;
import dev.mlsim.services.sagemaker.PipelineSteps;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sagemaker.SageMakerClient;
import software.amazon.awssdk.services.sagemaker.model.DescribePipelineExecutionResponse;
import software.amazon.awssdk.services.sagemaker.model.Parameter;
import software.amazon.awssdk.services.sagemaker.model.PipelineExecutionStep;

/** The pipeline of AWS's notebooks: processes, trains, evaluates, and then registers or fails. */
class AbalonePipelineTest {
  private final Simulator sim = Simulator.create();
  private final SimulatedClients clients = SimulatedClients.of(sim);
  private final SageMakerClient sageMaker = clients.create(SageMakerClient.class);

  @AfterEach
  void close() {
    clients.close();
  }

  @BeforeEach
  void evaluate() {
    sim.setup(PipelineSteps.class)
        .propertyFile("EvaluationReport", "{\"regression_metrics\":{\"mse\":{\"value\":4.9}}}");
  }

  private Piped abalone() {
    sageMaker.createPipeline(
        r ->
            r.pipelineName("AbalonePipeline")
                .pipelineDefinition(Piped.resource("abalone.json"))
                .roleArn(Piped.ROLE));
    return new Piped(sim, sageMaker, "AbalonePipeline");
  }

  @Test
  void a_good_model_is_registered_and_used() {
    Piped pipeline = abalone();
    String arn = pipeline.start();
    String id = arn.substring(arn.lastIndexOf('/') + 1);

    DescribePipelineExecutionResponse ended = pipeline.end(arn);

    assertThat(ended.pipelineExecutionStatusAsString()).isEqualTo("Succeeded");
    assertThat(ended.failureReason()).isNull();
    assertThat(ended.pipelineExperimentConfig().experimentName()).isEqualTo("AbalonePipeline");
    assertThat(ended.pipelineExperimentConfig().trialName()).isEqualTo(id);
    assertThat(pipeline.standing(arn))
        .containsExactly(
            "AbaloneProcess Succeeded",
            "AbaloneTrain Succeeded",
            "AbaloneEval Succeeded",
            "AbaloneMSECond Succeeded",
            "AbaloneRegisterModel-RegisterModel Succeeded",
            "AbaloneCreateModel-CreateModel Succeeded",
            "AbaloneTransform Succeeded");
    PipelineExecutionStep latest =
        sageMaker
            .listPipelineExecutionSteps(r -> r.pipelineExecutionArn(arn))
            .pipelineExecutionSteps()
            .get(0);
    assertThat(latest.stepName()).isEqualTo("AbaloneTransform");
    assertThat(latest.attemptCount()).isEqualTo(1);
    assertThat(latest.metadata().transformJob().arn())
        .matches(".*:transform-job/pipelines-" + id + "-AbaloneTransform-[a-z0-9]{10}");
    assertThat(pipeline.step(arn, "AbaloneMSECond").metadata().condition().outcomeAsString())
        .isEqualTo("True");
    assertThat(
            pipeline
                .step(arn, "AbaloneRegisterModel-RegisterModel")
                .metadata()
                .registerModel()
                .arn())
        .endsWith(":model-package/AbaloneModelPackageGroupName/1");
    assertThat(pipeline.step(arn, "AbaloneCreateModel-CreateModel").metadata().model().arn())
        .matches(".*:model/pipelines-" + id + "-abalonecreatemodel-c-[a-z0-9]{10}");
  }

  @Test
  void a_bad_model_fails_the_execution_in_the_definitions_words() {
    Piped pipeline = abalone();
    String arn =
        pipeline.start(
            r ->
                r.pipelineParameters(
                    Parameter.builder().name("MseThreshold").value("3.5").build()));

    DescribePipelineExecutionResponse ended = pipeline.end(arn);

    assertThat(ended.pipelineExecutionStatusAsString()).isEqualTo("Failed");
    assertThat(ended.failureReason()).isEqualTo("Step failure: One or multiple steps failed.");
    PipelineExecutionStep fail = pipeline.step(arn, "AbaloneMSEFail");
    assertThat(fail.failureReason()).isEqualTo("Execution failed due to MSE > 3.5");
    assertThat(fail.metadata().fail().errorMessage()).isEqualTo(fail.failureReason());
    assertThat(pipeline.steps(arn)).hasSize(5);
    assertThat(
            sageMaker
                .listPipelineExecutions(r -> r.pipelineName("AbalonePipeline"))
                .pipelineExecutionSummaries()
                .get(0)
                .pipelineExecutionFailureReason())
        .isEqualTo(ended.failureReason());
    Piped.refused(
        () -> sageMaker.retryPipelineExecution(r -> r.pipelineExecutionArn(arn)),
        "Pipeline executions that were failed by a Fail step cannot be retried: 'AbaloneMSEFail'");
  }

  @Test
  void children_are_real_jobs_with_what_the_steps_before_have_made() {
    Piped pipeline = abalone();
    String arn = pipeline.start();
    pipeline.end(arn);

    String training = pipeline.step(arn, "AbaloneTrain").metadata().trainingJob().arn();
    var job =
        sageMaker.describeTrainingJob(
            r -> r.trainingJobName(training.substring(training.lastIndexOf('/') + 1)));
    assertThat(job.inputDataConfig().get(0).dataSource().s3DataSource().s3Uri())
        .isEqualTo("s3://sagemaker-us-east-1-123456789012/AbaloneProcess/output/train");
    assertThat(job.experimentConfig().experimentName()).isEqualTo("AbalonePipeline");
    assertThat(sageMaker.listTags(r -> r.resourceArn(training)).tags())
        .singleElement()
        .satisfies(
            tag -> {
              assertThat(tag.key()).isEqualTo("sagemaker:pipeline-execution-arn");
              assertThat(tag.value()).isEqualTo(arn);
            });
    var registered =
        sageMaker.describeModelPackage(
            r ->
                r.modelPackageName(
                    pipeline
                        .step(arn, "AbaloneRegisterModel-RegisterModel")
                        .metadata()
                        .registerModel()
                        .arn()));
    assertThat(registered.modelMetrics().modelQuality().statistics().s3Uri())
        .isEqualTo(
            "s3://sagemaker-us-east-1-123456789012/AbaloneEval/output/evaluation/evaluation.json");
    assertThat(registered.inferenceSpecification().containers().get(0).modelDataUrl())
        .isEqualTo(job.modelArtifacts().s3ModelArtifacts());
    assertThat(
            sageMaker
                .listTrialComponents(r -> r.trialName(arn.substring(arn.lastIndexOf('/') + 1)))
                .trialComponentSummaries())
        .hasSize(4);
  }

  @Test
  void whoever_polls_sees_it_end() {
    Piped pipeline = abalone();
    sim.polling(Polling.tick(Duration.ofMinutes(1)));
    String arn = pipeline.start();
    int polls = 0;

    while (pipeline.status(arn).equals("Executing") && polls < 1_000) {
      polls++;
    }

    assertThat(polls).isBetween(60, 70);
    assertThat(pipeline.status(arn)).isEqualTo("Succeeded");
    sim.polling(Polling.settle());
    assertThat(pipeline.status(pipeline.start())).isEqualTo("Succeeded");
  }

  @Test
  void a_failed_job_fails_its_step_and_the_execution_goes_on_when_it_is_retried() {
    sim.script().resource("training-job").first(1).failAt("Training", "AlgorithmError: no data");
    Piped pipeline = abalone();
    String arn = pipeline.start();

    assertThat(pipeline.end(arn).pipelineExecutionStatusAsString()).isEqualTo("Failed");
    assertThat(pipeline.step(arn, "AbaloneTrain").failureReason())
        .isEqualTo("ClientError: AlgorithmError: no data");
    var processed = pipeline.step(arn, "AbaloneProcess");
    Duration hour = Duration.ofHours(1);
    sim.clock().advance(hour);
    sageMaker.retryPipelineExecution(r -> r.pipelineExecutionArn(arn));
    assertThat(pipeline.status(arn)).isEqualTo("Executing");
    assertThat(pipeline.end(arn).pipelineExecutionStatusAsString()).isEqualTo("Succeeded");

    assertThat(pipeline.step(arn, "AbaloneProcess")).isEqualTo(processed);
    assertThat(pipeline.step(arn, "AbaloneTrain").attemptCount()).isEqualTo(2);
    assertThat(pipeline.step(arn, "AbaloneTrain").failureReason()).isNull();
    assertThat(sageMaker.listTrainingJobs().trainingJobSummaries()).hasSize(2);
  }

  @Test
  void executions_and_steps_send_events() {
    Piped pipeline = abalone();
    String arn = pipeline.start(r -> r.pipelineExecutionDisplayName("nightly"));
    pipeline.end(arn);

    List<Event> ofExecution =
        sim.events().list("SageMaker Model Building Pipeline Execution Status Change");
    assertThat(ofExecution)
        .extracting(e -> e.detail().path("currentPipelineExecutionStatus").asText())
        .containsExactly("Executing", "Succeeded");
    JsonNode document = ofExecution.get(1).document();
    assertThat(document.path("resources"))
        .hasToString(
            "[\"arn:aws:sagemaker:us-east-1:123456789012:pipeline/AbalonePipeline\",\""
                + arn
                + "\"]");
    assertThat(document.at("/detail/previousPipelineExecutionStatus").asText())
        .isEqualTo("Executing");
    assertThat(document.at("/detail/pipelineExecutionDisplayName").asText()).isEqualTo("nightly");

    List<JsonNode> process =
        sim.events().list("SageMaker Model Building Pipeline Execution Step Status Change").stream()
            .map(Event::detail)
            .filter(detail -> detail.path("stepName").asText().equals("AbaloneProcess"))
            .toList();
    assertThat(process)
        .extracting(detail -> detail.path("currentStepStatus").asText())
        .containsExactly("Starting", "Executing", "Succeeded");
    assertThat(process.get(2).at("/metadata/processingJob/arn").asText())
        .contains(":processing-job/pipelines-");
    assertThat(process.get(2).path("stepType").asText()).isEqualTo("Processing");
  }
}
