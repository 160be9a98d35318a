package dev.mlsim.sdk.sagemaker.pipelines;

import static dev.mlsim.sdk.sagemaker.pipelines.Piped.definition;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mlsim.Polling;
import dev.mlsim.Simulator;
import dev.mlsim.sdk.SimulatedClients;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sagemaker.SageMakerClient;

/** Steps whose jobs start jobs themselves. */
class TuningStepTest {
  private static final String TUNE =
      "{'Name': 'Tune', 'Type': 'Tuning', 'Arguments': {'HyperParameterTuningJobConfig':"
          + " {'Strategy': 'Random', 'HyperParameterTuningJobObjective': {'Type': 'Maximize',"
          + " 'MetricName': 'auc'}, 'ResourceLimits': {'MaxNumberOfTrainingJobs': 3,"
          + " 'MaxParallelTrainingJobs': 2}, 'ParameterRanges': {'ContinuousParameterRanges':"
          + " [{'Name': 'eta', 'MinValue': '0.1', 'MaxValue': '0.9'}]}}, 'TrainingJobDefinition':"
          + " {'AlgorithmSpecification': {'TrainingImage':"
          + " '123456789012.dkr.ecr.us-east-1.amazonaws.com/churn:7', 'TrainingInputMode': 'File',"
          + " 'MetricDefinitions': [{'Name': 'auc', 'Regex': 'auc=([0-9.]+)'}]},"
          + " 'OutputDataConfig': {'S3OutputPath': 's3://churn/tuned'}, 'ResourceConfig':"
          + " {'InstanceCount': 1, 'InstanceType': 'ml.m5.large', 'VolumeSizeInGB': 30},"
          + " 'StoppingCondition': {'MaxRuntimeInSeconds': 3600}}}}";
  private static final String BEST =
      ", {'Name': 'Best', 'Type': 'Fail', 'Arguments': {'ErrorMessage': {'Std:Join': {'On': ' ',"
          + " 'Values': [{'Get': 'Steps.Tune.BestTrainingJob.TrainingJobName'}, {'Get':"
          + " 'Steps.Tune.TrainingJobSummaries[0].TrainingJobName'}]}}}}";

  private final Simulator sim = Simulator.create();
  private final SimulatedClients clients = SimulatedClients.of(sim);
  private final SageMakerClient sageMaker = clients.create(SageMakerClient.class);

  @AfterEach
  void close() {
    clients.close();
  }

  @Test
  void the_best_of_a_tuning_step_is_known_to_the_steps_behind_it() {
    Piped pipeline = Piped.of(sim, sageMaker, definition(TUNE + BEST));
    String arn = pipeline.start();

    pipeline.end(arn);

    String id = arn.substring(arn.lastIndexOf('/') + 1);
    String tuning = pipeline.step(arn, "Tune").metadata().tuningJob().arn();
    assertThat(tuning).matches(".*:hyper-parameter-tuning-job/" + id + "-Tune-[a-z0-9]{10}");
    String best =
        sageMaker
            .describeHyperParameterTuningJob(
                r -> r.hyperParameterTuningJobName(tuning.substring(tuning.lastIndexOf('/') + 1)))
            .bestTrainingJob()
            .trainingJobName();
    assertThat(pipeline.step(arn, "Best").failureReason()).isEqualTo(best + " " + best);
  }

  @Test
  void whoever_polls_sees_it_end_and_a_stop_stops_it() {
    Piped pipeline = Piped.of(sim, sageMaker, definition(TUNE));
    sim.polling(Polling.settle());
    assertThat(pipeline.status(pipeline.start())).isEqualTo("Succeeded");

    sim.polling(Polling.off());
    String arn = pipeline.start();
    sim.clock().advance(Duration.ofMinutes(10));
    sageMaker.stopPipelineExecution(r -> r.pipelineExecutionArn(arn));
    assertThat(pipeline.status(arn)).isEqualTo("Stopping");
    assertThat(pipeline.end(arn).pipelineExecutionStatusAsString()).isEqualTo("Stopped");
    assertThat(pipeline.standing(arn)).containsExactly("Tune Stopped");
  }

  @Test
  void a_tuning_job_whose_jobs_all_fail_fails_its_step() {
    sim.script().resource("training-job").failAt("Training", "AlgorithmError: no data");
    Piped pipeline = Piped.of(sim, sageMaker, definition(TUNE));
    String arn = pipeline.start();

    assertThat(pipeline.end(arn).pipelineExecutionStatusAsString()).isEqualTo("Failed");
    assertThat(pipeline.step(arn, "Tune").failureReason()).startsWith("ClientError: ");
  }

  @Test
  void an_automl_step_has_a_best_candidate() {
    Piped pipeline =
        Piped.of(
            sim,
            sageMaker,
            definition(
                "{'Name': 'Auto', 'Type': 'AutoML', 'Arguments': {'InputDataConfig':"
                    + " [{'DataSource': {'S3DataSource': {'S3DataType': 'S3Prefix', 'S3Uri':"
                    + " 's3://churn/train'}}, 'TargetAttributeName': 'churned'}],"
                    + " 'OutputDataConfig': {'S3OutputPath': 's3://churn/auto'}, 'AutoMLJobConfig':"
                    + " {'Mode': 'ENSEMBLING'}}}, {'Name': 'Best', 'Type': 'Fail', 'Arguments':"
                    + " {'ErrorMessage': {'Get': 'Steps.Auto.BestCandidate.CandidateName'}}}"));
    String arn = pipeline.start();

    pipeline.end(arn);

    assertThat(pipeline.steps(arn)).hasSize(2);
    assertThat(pipeline.step(arn, "Auto").stepStatusAsString()).isEqualTo("Succeeded");
    assertThat(pipeline.step(arn, "Best").failureReason()).isNotBlank();
  }
}
