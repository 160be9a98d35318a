package dev.mlsim.samples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** What {@code mvn -q -Pstory -DskipTests package} prints. */
class StoriesTest {
  private static final int SHORT = 40;

  private final ByteArrayOutputStream told = new ByteArrayOutputStream();
  private final PrintStream out = new PrintStream(told, true, StandardCharsets.UTF_8);

  @Test
  void the_night_is_told_with_its_throttle_its_failure_and_its_release() {
    Stories.nightlyTraining(out);

    assertThat(lines())
        .hasSizeLessThan(SHORT)
        .containsSubsequence(
            "Nightly retraining with SageMaker",
            "  00:00:00  CreateTrainingJob churn-2026-01-01-1     ThrottlingException: Rate"
                + " exceeded",
            "  00:00:00  CreateTrainingJob churn-2026-01-01-1     ok",
            "  02:02:27    training-job churn-2026-01-01-1        Starting > Downloading > Training"
                + " > Uploading > Failed: AlgorithmError: loss is NaN, exit code: 1",
            "  02:39:54    endpoint churn                         Creating > InService",
            "  paid for 2.52 hours of ml.m5.xlarge");
  }

  @Test
  void the_canary_is_told_with_what_its_callers_saw_and_its_way_back() {
    Stories.failingCanary(out);

    assertThat(lines())
        .hasSizeLessThan(SHORT)
        .containsSubsequence(
            "A canary that fails, and is taken back",
            "  00:37:27    endpoint churn                                          Creating >"
                + " InService",
            "  01:15:24  UpdateEndpoint churn                                      ok",
            "  01:19:54    endpoint churn                                          Updating >"
                + " ActivatingTraffic > Baking",
            "  01:30:54    endpoint churn                                          ReturningTraffic"
                + " > InService: Alarm churn-model-errors is in ALARM.",
            "  scores of all: [0.9, 0.2]",
            "  serves now: false, 0.90");
    assertThat(told.toString(StandardCharsets.UTF_8))
        .contains("while it baked: [")
        .contains("ModelError: Received server error (500) from primary");
  }

  @Test
  void the_batch_is_told_with_its_wait_and_its_clearing_away() {
    Stories.batchRecommendations(out);

    assertThat(lines())
        .hasSizeLessThan(SHORT)
        .containsSubsequence(
            "  00:47:00  CreateBatchInferenceJob weekly         LimitExceededException: More than 5"
                + " resources with PENDING or IN_PROGRESS status.",
            "  01:17:00    batch-inference-job weekly           CREATE PENDING > CREATE IN_PROGRESS"
                + " > ACTIVE",
            "  01:22:00  DeleteSchema weekly                    ok",
            "  written: [s3://shop/out/_CHECK, s3://shop/out/users.json.out]");
  }

  @Test
  void the_scoring_is_told_from_the_algorithm_to_the_deletion_of_the_data() {
    Stories.sharedScoring(out);

    assertThat(lines())
        .hasSizeLessThan(SHORT)
        .containsSubsequence(
            "  00:00:00  CreateConfiguredModelAlgorithm lookalike                 ok",
            "  00:50:30    trained-model-inference-job january                    CREATE_PENDING >"
                + " CREATE_IN_PROGRESS > ACTIVE",
            "  00:50:30  DeleteMLInputChannelData january                         ok");
  }

  @Test
  void the_inspection_is_told_with_what_it_cost() throws InterruptedException {
    Stories.lotInspection(out);

    assertThat(lines())
        .hasSizeLessThan(SHORT)
        .containsSubsequence(
            "  00:59:44  DetectAnomalies circuits      ok, 40 times",
            "  01:00:14  StopModel circuits/1          ok",
            "  bad pieces: [6]",
            "  paid for 0.33 inference unit hours");
  }

  @Test
  void the_transcript_of_a_call_is_told_in_the_words_of_a_service_declared_here() {
    Stories.callTranscripts(out);

    assertThat(lines())
        .hasSizeLessThan(SHORT)
        .containsSubsequence(
            "Transcripts of calls, with a Transcribe declared here",
            "  00:05:05    transcription-job call-7     QUEUED > IN_PROGRESS > COMPLETED",
            "  written: https://s3.us-east-1.amazonaws.com/calls/transcripts/call-7.json");
  }

  @Test
  void a_domain_of_studio_goes_last_and_says_why_before() {
    Stories.studioOnboarding(out);

    assertThat(lines()).hasSizeLessThan(SHORT).contains("Somebody comes to Studio, and goes");
    assertThat(told.toString(StandardCharsets.UTF_8))
        .contains("because UserProfile(s) are associated with it.")
        .contains("first visit: https://");
  }

  @Test
  void a_node_fails_and_another_one_comes() {
    Stories.failingNode(out);

    assertThat(lines())
        .hasSizeLessThan(SHORT)
        .containsSubsequence("A node that fails, and is replaced", "  told of it: 1 event");
    assertThat(told.toString(StandardCharsets.UTF_8)).contains("Failure");
  }

  private Iterable<String> lines() {
    return told.toString(StandardCharsets.UTF_8).lines().toList();
  }
}
