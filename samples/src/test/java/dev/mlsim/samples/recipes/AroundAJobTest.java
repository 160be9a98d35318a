package dev.mlsim.samples.recipes;

import static dev.mlsim.assertj.MlSimAssertions.assertThat;
import static dev.mlsim.fixtures.Jobs.job;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.mlsim.Simulator;
import dev.mlsim.junit.MlSimulator;
import dev.mlsim.services.sagemaker.ContainerLogs;
import dev.mlsim.services.sagemaker.TrainingMetrics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
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

  @Test
  void an_event_wakes_code(SageMakerClient sageMaker, Simulator sim) {
    List<String> deployed = new ArrayList<>();
    sim.events()
        .on(
            """
            {"detail-type": ["SageMaker Training Job State Change"],
             "detail": {"TrainingJobStatus": ["Completed"]}}
            """,
            event -> deploy(event.json(), deployed)); // a Lambda handler; it may call AWS
    sim.transitions().on("endpoint", "InService", endpoint -> deployed.add(endpoint.name()));

    sageMaker.createTrainingJob(job("churn-1"));
    sim.clock().runUntilIdle(Duration.ofDays(1));

    assertThat(sim)
        .emitted("SageMaker Training Job State Change")
        .withDetail("TrainingJobStatus", "Completed")
        .about("churn-1")
        .once();
    assertThat(deployed).hasSize(1);
  }

  private static void deploy(String event, List<String> deployed) {
    deployed.add(event);
  }

  @Test
  void events_are_delivered_badly(SageMakerClient sageMaker, Simulator sim) {
    sim.faults().onEvents("SageMaker Training*").first(1).twice();
    sim.faults().onEvents("SageMaker Training*").nth(2).late(Duration.ofMinutes(5));
    sim.faults().onEvents("SageMaker Training*").nth(3).outOfOrder();
    sim.faults().onEvents("SageMaker Training*").nth(4).lost();

    List<Long> heard = new ArrayList<>();
    sim.events().on(event -> true, event -> heard.add(event.number()));
    sageMaker.createTrainingJob(job("churn-1"));
    sim.clock().runUntilIdle(Duration.ofDays(1));

    assertThat(heard).isNotEmpty();
  }

  @Test
  void surroundings_are_not_in_order(SageMakerClient sageMaker, Simulator sim) {
    sim.environment().role("arn:aws:iam::123456789012:role/New").cannotBeAssumed(); // refused
    sim.environment().image("*/churn:latest").cannotBePulled(); // the job, or the endpoint, fails
    sim.environment().location("s3://churn/models").isDenied(); // fails in Uploading
    sim.environment().subnet("subnet-1").isMissing();
    sim.environment().first(1).role("*").cannotBeAssumed(); // too new; the next call works

    assertThatThrownBy(() -> sageMaker.createTrainingJob(job("churn-1")))
        .hasMessageContaining("Could not assume role arn:aws:iam::123456789012:role/Training.");
    sageMaker.createTrainingJob(job("churn-1"));
    sim.clock().runUntilIdle(Duration.ofDays(1));

    assertThat(sim).resource("training-job", "churn-1").isFailed();
  }

  @Test
  void what_a_container_prints_is_in_the_logs(
      SageMakerClient sageMaker, CloudWatchLogsClient logs, Simulator sim) {
    sim.setup(ContainerLogs.class).of("training-job", "churn-*").prints("epoch=1", "epoch=2");
    sageMaker.createTrainingJob(job("churn-1"));
    sim.clock().runUntilIdle(Duration.ofDays(1));

    var lines =
        logs.filterLogEvents(
            r -> r.logGroupName("/aws/sagemaker/TrainingJobs").logStreamNamePrefix("churn-1/"));
    assertThat(lines.events()).extracting(e -> e.message()).containsExactly("epoch=1", "epoch=2");
  }
}
