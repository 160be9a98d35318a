package dev.mlsim.sdk.sagemaker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mlsim.Simulator;
import dev.mlsim.sdk.SimulatedClients;
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
    sageMaker.createWorkforce(
        r ->
            r.workforceName("doctors")
                .cognitoConfig(c -> c.userPool("us-east-1_abc").clientId("app")));
    sageMaker.createWorkteam(
        r ->
            r.workteamName("cardiology")
                .description("Hearts")
                .memberDefinitions(
                    m ->
                        m.cognitoMemberDefinition(
                            c ->
                                c.userPool("us-east-1_abc")
                                    .clientId("app")
                                    .userGroup("cardiology"))));
    sim.objects().put("s3://hearts/in.manifest", MANIFEST);
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

  private void refused(Consumer<CreateLabelingJobRequest.Builder> special, String why) {
    assertThatThrownBy(() -> create("wrong", special))
        .isInstanceOf(SageMakerException.class)
        .hasMessageContaining(why);
  }

  private DescribeLabelingJobResponse shown(String name) {
    return sageMaker.describeLabelingJob(r -> r.labelingJobName(name));
  }

  private void create(String name, Consumer<CreateLabelingJobRequest.Builder> special) {
    sageMaker.createLabelingJob(
        CreateLabelingJobRequest.builder()
            .labelingJobName(name)
            .labelAttributeName("label")
            .roleArn("arn:aws:iam::123456789012:role/Labels")
            .inputConfig(
                i ->
                    i.dataSource(
                        d -> d.s3DataSource(s -> s.manifestS3Uri("s3://hearts/in.manifest"))))
            .outputConfig(o -> o.s3OutputPath("s3://hearts/out"))
            .humanTaskConfig(
                t ->
                    t.workteamArn(TEAM + "cardiology")
                        .uiConfig(u -> u.uiTemplateS3Uri("s3://hearts/page.html"))
                        .taskTitle("Hearts")
                        .taskDescription("Is it a heart?")
                        .numberOfHumanWorkersPerDataObject(1)
                        .taskTimeLimitInSeconds(60))
            .applyMutation(special)
            .build());
  }
}
