package dev.mlsim.samples.recipes;

import static dev.mlsim.fixtures.Jobs.job;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.mlsim.Simulator;
import dev.mlsim.junit.MlSimulator;
import dev.mlsim.services.sagemaker.ContainerLogs;
import dev.mlsim.services.sagemaker.TrainingMetrics;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sagemaker.SageMakerClient;
import software.amazon.awssdk.services.sagemaker.model.MetricData;

@MlSimulator
class AroundAJobTest {
  private static final String XGBOOST = "683313688378.dkr.ecr.us-east-1.amazonaws.com/xgboost:1.7";

  @Test
  void a_job_reports_metrics(SageMakerClient sageMaker, Simulator sim) {
    TrainingMetrics metrics = sim.setup(TrainingMetrics.class);
    metrics.job("churn-*").reports("validation:auc", 0.91);
    metrics.job("churn-7").reports("train:loss", 0.9, 0.6, 0.4); // one after the other
    metrics.job("tuned-*").reports("validation:auc", run -> 1 - Math.abs(run.number("eta") - 0.3));

    sageMaker.createTrainingJob(
        job("churn-7").toBuilder()
            .algorithmSpecification(a -> a.trainingImage(XGBOOST).trainingInputMode("File"))
            .build());
    sim.clock().runUntilIdle(Duration.ofDays(1));

    assertThat(
            sageMaker.describeTrainingJob(r -> r.trainingJobName("churn-7")).finalMetricDataList())
        .extracting(MetricData::metricName, MetricData::value)
        .containsExactlyInAnyOrder(tuple("validation:auc", 0.91f), tuple("train:loss", 0.4f));
  }

  @Test
  void a_job_prints_lines_in_which_its_definitions_find_metrics(
      SageMakerClient sageMaker, Simulator sim) {
    sim.setup(ContainerLogs.class)
        .of("training-job", "churn-*")
        .prints("epoch=1 loss=0.9", "epoch=2 loss=0.4");

    sageMaker.createTrainingJob(
        job("churn-1").toBuilder()
            .algorithmSpecification(
                a ->
                    a.trainingImage("123456789012.dkr.ecr.us-east-1.amazonaws.com/churn:7")
                        .trainingInputMode("File")
                        .metricDefinitions(m -> m.name("loss").regex("loss=([0-9.]+)")))
            .build());
    sim.clock().runUntilIdle(Duration.ofDays(1));

    assertThat(
            sageMaker.describeTrainingJob(r -> r.trainingJobName("churn-1")).finalMetricDataList())
        .extracting(MetricData::value)
        .containsExactly(0.4f);
  }
}
