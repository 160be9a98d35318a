package dev.mlsim.sdk.sagemaker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mlsim.Simulator;
import dev.mlsim.Snapshot;
import dev.mlsim.sdk.SimulatedClients;
import dev.mlsim.services.sagemaker.Label;
import dev.mlsim.services.sagemaker.Labels;
import java.time.Duration;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sagemaker.SageMakerClient;
import software.amazon.awssdk.services.sagemaker.model.CreateLabelingJobRequest;
import software.amazon.awssdk.services.sagemaker.model.DescribeLabelingJobResponse;
import software.amazon.awssdk.services.sagemaker.model.LabelingJobForWorkteamSummary;
import software.amazon.awssdk.services.sagemaker.model.LabelingJobStatus;
import software.amazon.awssdk.services.sagemaker.model.ResourceInUseException;
import software.amazon.awssdk.services.sagemaker.model.ResourceNotFoundException;
import software.amazon.awssdk.services.sagemaker.model.SageMakerException;

class LabelingJobTest {
  private static final String TEAM =
      "arn:aws:sagemaker:us-east-1:123456789012:workteam/private-crowd/";

  private static final String PREPARES = "arn:aws:lambda:us-east-1:432418664414:function:";

  private static final Duration DAY = Duration.ofDays(1);

  private static final String MANIFEST =
      """
      {"source-ref": "s3://hearts/1.png"}
      {"source-ref": "s3://hearts/2.png"}
      {"source-ref": "s3://hearts/3.png"}
      {"source-ref": "s3://hearts/4.png"}
      """;

  private final Simulator sim = Simulator.create();
  private final SageMakerClient sageMaker = SimulatedClients.of(sim).create(SageMakerClient.class);

  @BeforeEach
  void team() {
    Labeled.hire(sageMaker);
    sim.objects().put(Labeled.MANIFEST, MANIFEST);
  }

  @Test
  void labels_come_one_by_one_and_lie_in_a_manifest_at_the_end() {
    create("first", r -> {});
    assertThat(shown("first").labelCounters().totalLabeled()).isZero();
    assertThat(shown("first").labelingJobOutput()).isNull();
    assertThat(shown("first").jobReferenceCode()).matches("123456789012[a-zA-Z0-9]{16}");

    sim.clock().advance(Duration.ofSeconds(62));

    assertThat(shown("first").labelingJobStatus()).isEqualTo(LabelingJobStatus.IN_PROGRESS);
    assertThat(shown("first").labelCounters().humanLabeled()).isEqualTo(2);
    assertThat(shown("first").labelCounters().unlabeled()).isEqualTo(2);

    sim.clock().advance(DAY);

    DescribeLabelingJobResponse done = shown("first");
    assertThat(done.labelingJobStatus()).isEqualTo(LabelingJobStatus.COMPLETED);
    assertThat(done.labelCounters().totalLabeled()).isEqualTo(4);
    assertThat(sim.objects().text(done.labelingJobOutput().outputDatasetS3Uri()).orElseThrow())
        .startsWith("{\"source-ref\":\"s3://hearts/1.png\",\"label\":0,\"label-metadata\":{")
        .hasLineCount(4);
  }

  @Test
  void another_job_goes_on_from_the_output_of_the_first() {
    create("first", r -> r.stoppingConditions(s -> s.maxHumanLabeledObjectCount(3)));
    sim.clock().advance(DAY);
    String output = shown("first").labelingJobOutput().outputDatasetS3Uri();

    create(
        "second",
        r ->
            r.labelAttributeName("checked")
                .inputConfig(i -> i.dataSource(d -> d.s3DataSource(s -> s.manifestS3Uri(output)))));
    sim.clock().advance(DAY);

    assertThat(
            sim.objects()
                .text(shown("second").labelingJobOutput().outputDatasetS3Uri())
                .orElseThrow())
        .contains("\"label\":0", "\"checked\":0")
        .hasLineCount(3);
  }

  @Test
  void what_is_labelled_when_it_stops_is_kept() {
    create("first", r -> {});
    sim.clock().advance(Duration.ofSeconds(62));

    sageMaker.stopLabelingJob(r -> r.labelingJobName("FIRST"));
    sim.clock().advance(DAY);

    assertThat(shown("first").labelingJobStatus()).isEqualTo(LabelingJobStatus.STOPPED);
    assertThat(shown("first").labelCounters().totalLabeled()).isEqualTo(2);
    assertThat(
            sim.objects()
                .text("s3://hearts/out/first/manifests/output/output.manifest")
                .orElseThrow())
        .hasLineCount(2);
    assertThatThrownBy(() -> sageMaker.stopLabelingJob(r -> r.labelingJobName("first")))
        .isInstanceOf(SageMakerException.class)
        .hasMessageContaining("the labeling job is in status Stopped.");
    assertThatThrownBy(() -> create("First", r -> {})).isInstanceOf(ResourceInUseException.class);
  }

  @Test
  void a_job_without_its_manifest_fails() {
    sim.objects().requireInputs();
    create(
        "first",
        r ->
            r.inputConfig(
                i -> i.dataSource(d -> d.s3DataSource(s -> s.manifestS3Uri("s3://hearts/none")))));
    sim.clock().advance(DAY);

    assertThat(shown("first").labelingJobStatus()).isEqualTo(LabelingJobStatus.FAILED);
    assertThat(shown("first").failureReason())
        .isEqualTo("ClientError: The input manifest s3://hearts/none could not be read.");
  }

  @Test
  void objects_are_labelled_as_the_test_says() {
    sim.setup(Labels.class)
        .job("Hearts-*")
        .are(
            object ->
                switch (object.index()) {
                  case 0 -> Label.of(1).confidence(0.8);
                  case 1 -> Label.failed("The image cannot be read.");
                  case 2 -> Label.json("{\"boxes\": [1, 2]}");
                  default -> Label.of(object.source());
                });
    create(
        "Hearts-1",
        r ->
            r.humanTaskConfig(
                r.build().humanTaskConfig().toBuilder()
                    .preHumanTaskLambdaArn(PREPARES + "PRE-AdjustmentBoundingBox")
                    .build()));
    sim.clock().advance(Duration.ofSeconds(62));
    Snapshot half = sim.snapshot();
    assertThat(shown("Hearts-1").labelCounters().humanLabeled()).isEqualTo(1);
    assertThat(shown("Hearts-1").labelCounters().failedNonRetryableError()).isEqualTo(1);
    assertThat(shown("Hearts-1").labelCounters().unlabeled()).isEqualTo(2);

    for (int run = 0; run < 2; run++) {
      sim.clock().advance(DAY);

      DescribeLabelingJobResponse done = shown("Hearts-1");
      assertThat(done.labelCounters().totalLabeled()).isEqualTo(3);
      assertThat(done.labelCounters().failedNonRetryableError()).isEqualTo(1);
      assertThat(sim.objects().text(done.labelingJobOutput().outputDatasetS3Uri()).orElseThrow())
          .contains(
              "\"label\":1,\"label-metadata\":{\"confidence\":0.8,",
              "\"s3://hearts/2.png\",\"label-metadata\":{\"failure-reason\":\"The image",
              "\"label\":{\"boxes\":[1,2]}",
              "\"label\":\"s3://hearts/4.png\"",
              "\"type\":\"groundtruth/object-detection\"");
      sim.restore(half);
    }
  }

  @Test
  void a_function_that_fails_fails_the_job_and_is_told_to_who_moves_time() {
    sim.setup(Labels.class).job("thrown").are(object -> Label.of(object.line().charAt(10_000)));
    sim.setup(Labels.class).job("missing").are(object -> null);
    for (String name : new String[] {"thrown", "missing"}) {
      create(name, r -> {});
      assertThatThrownBy(() -> sim.clock().advance(Duration.ofMinutes(1)))
          .hasMessageContaining("are(...) of the labels of job " + name);
      assertThat(shown(name).labelingJobStatus()).isEqualTo(LabelingJobStatus.FAILED);
    }
    assertThatThrownBy(() -> Label.of(Double.NaN)).hasMessageContaining("[NaN]");
    assertThatThrownBy(() -> Label.of("a").confidence(2)).hasMessageContaining("[2.0]");
    assertThatThrownBy(() -> Label.failed(" ")).hasMessageContaining("failed([ ])");
    assertThatThrownBy(() -> Label.json("{")).isInstanceOf(RuntimeException.class);
  }

  @Test
  void a_job_fed_by_a_topic_labels_its_manifest_and_stops_when_nothing_comes() {
    create(
        "fed",
        r ->
            r.inputConfig(
                i ->
                    i.dataSource(
                        d ->
                            d.s3DataSource(s -> s.manifestS3Uri("s3://hearts/in.manifest"))
                                .snsDataSource(
                                    s ->
                                        s.snsTopicArn(
                                            "arn:aws:sns:us-east-1:123456789012:hearts")))));
    sim.clock().advance(DAY);
    assertThat(shown("fed").labelingJobStatus()).isEqualTo(LabelingJobStatus.IN_PROGRESS);
    assertThat(shown("fed").labelCounters().humanLabeled()).isEqualTo(4);

    sim.clock().runUntilIdle(Duration.ofDays(12));
    assertThat(shown("fed").labelingJobStatus()).isEqualTo(LabelingJobStatus.STOPPED);
  }

  @Test
  void a_team_sees_what_it_works_on() {
    create("first", r -> {});
    sim.clock().advance(Duration.ofSeconds(62));

    LabelingJobForWorkteamSummary job =
        sageMaker
            .listLabelingJobsForWorkteam(r -> r.workteamArn(TEAM + "cardiology"))
            .labelingJobSummaryList()
            .get(0);

    assertThat(job.labelCounters().humanLabeled()).isEqualTo(2);
    assertThat(job.labelCounters().pendingHuman()).isEqualTo(2);
    assertThat(job.workRequesterAccountId()).isEqualTo("123456789012");
    assertThatThrownBy(
            () -> sageMaker.listLabelingJobsForWorkteam(r -> r.workteamArn(TEAM + "none")))
        .isInstanceOf(ResourceNotFoundException.class);
  }

  @Test
  void what_cannot_be_is_refused() {
    refused(
        r -> r.labelAttributeName("label-metadata"),
        "LabelAttributeName cannot end with \"-metadata\".");
    refused(
        r ->
            r.humanTaskConfig(
                r.build().humanTaskConfig().toBuilder().workteamArn(TEAM + "none").build()),
        "The specified Workteam '"
            + TEAM
            + "none' does not exist or you do not have access to it.");
  }

  @Test
  void a_task_type_and_a_team_have_their_rules() {
    refused(
        r ->
            r.humanTaskConfig(
                r.build().humanTaskConfig().toBuilder()
                    .preHumanTaskLambdaArn(PREPARES + "PRE-AdjustmentSemanticSegmentation")
                    .build()),
        "LabelAttributeName must end with \"-ref\"");
    refused(
        r ->
            r.humanTaskConfig(
                r.build().humanTaskConfig().toBuilder()
                    .taskAvailabilityLifetimeInSeconds(2_592_001)
                    .build()),
        "exceeds the maximum of 2592000 seconds");
    create(
        "verified",
        r ->
            r.humanTaskConfig(
                r.build().humanTaskConfig().toBuilder()
                    .preHumanTaskLambdaArn(PREPARES + "PRE-VerificationSemanticSegmentation")
                    .build()));
  }

  private void refused(Consumer<CreateLabelingJobRequest.Builder> special, String why) {
    assertThatThrownBy(() -> create("wrong", special))
        .isInstanceOf(SageMakerException.class)
        .hasMessageContaining(why);
  }

  private DescribeLabelingJobResponse shown(String name) {
    return sageMaker.describeLabelingJob(r -> r.labelingJobName(name));
  }

  private void create(String name, Consumer<CreateLabelingJobRequest.Builder> special) {
    sageMaker.createLabelingJob(Labeled.job(name).applyMutation(special).build());
  }
}
