package dev.mlsim.samples.transcribe;

import static dev.mlsim.assertj.MlSimAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mlsim.Simulator;
import dev.mlsim.junit.InjectFault;
import dev.mlsim.junit.JobOutcome;
import dev.mlsim.junit.MlSimulator;
import dev.mlsim.junit.Quota;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.transcribe.TranscribeClient;
import software.amazon.awssdk.services.transcribe.model.BadRequestException;
import software.amazon.awssdk.services.transcribe.model.ConflictException;
import software.amazon.awssdk.services.transcribe.model.LimitExceededException;

@MlSimulator(services = Transcribe.class)
class CallTranscriptsTest {
  private final Simulator sim;
  private final TranscribeClient transcribe;

  CallTranscriptsTest(Simulator sim, TranscribeClient transcribe) {
    this.sim = sim;
    this.transcribe = transcribe;
  }

  @Test
  void a_call_is_transcribed_and_its_job_cleared_away() {
    assertThat(transcribed())
        .isEqualTo("https://s3.us-east-1.amazonaws.com/calls/transcripts/call-7.json");

    assertThat(sim.objects().get("s3://calls/transcripts/call-7.json")).isPresent();
    assertThat(sim).doesNotHaveResource("transcription-job", "call-7");
    assertThat(sim).called("GetTranscriptionJob").every(Duration.ofSeconds(30));
    assertThat(sim)
        .calledInOrder("StartTranscriptionJob", "GetTranscriptionJob", "DeleteTranscriptionJob");
  }

  @Test
  @JobOutcome(
      resource = "transcription-job",
      failAt = "IN_PROGRESS",
      reason = "The media format that you specified doesn't match the detected media format.")
  void a_job_that_fails_says_why_and_is_kept() {
    assertThatThrownBy(this::transcribed)
        .hasMessage(
            "the transcription of call-7 is FAILED: The media format that you specified doesn't"
                + " match the detected media format.");
    assertThat(sim).resource("transcription-job", "call-7").isFailed();
  }

  @Test
  @InjectFault(operation = "StartTranscriptionJob", error = "InternalFailureException", first = 2)
  void an_internal_failure_is_tried_again() {
    transcribed();

    assertThat(sim).called("StartTranscriptionJob").times(3).failing().times(2);
  }

  @Test
  @Quota(name = "Number of concurrent batch transcription jobs", value = 0)
  void more_jobs_than_may_run_are_refused() {
    assertThatThrownBy(this::transcribed).isInstanceOf(LimitExceededException.class);
  }

  @Test
  void a_request_is_refused_in_the_services_own_words() {
    assertThatThrownBy(
            () ->
                transcribe.startTranscriptionJob(
                    r -> r.transcriptionJobName("call 7").media(m -> m.mediaFileUri("s3://a/b"))))
        .isInstanceOf(BadRequestException.class)
        .hasMessageContaining("1 validation error detected: Value 'call 7' at")
        .hasMessageContaining("transcriptionJobName");
    assertThatThrownBy(
            () ->
                transcribe.startTranscriptionJob(
                    r -> r.transcriptionJobName("call-7").media(m -> m.mediaFileUri("s3://a/b"))))
        .isInstanceOf(BadRequestException.class)
        .hasMessageContaining("You must include LanguageCode");
    assertThatThrownBy(() -> transcribe.getTranscriptionJob(r -> r.transcriptionJobName("none")))
        .isInstanceOf(BadRequestException.class)
        .hasMessageContaining("The requested job couldn't be found.");
  }

  @Test
  void a_name_is_taken_once() {
    start("call-7");

    assertThatThrownBy(() -> start("call-7")).isInstanceOf(ConflictException.class);
  }

  @Test
  void jobs_are_listed_by_status_and_name_five_to_a_page() {
    for (int i = 1; i <= 7; i++) {
      start("call-" + i);
    }
    start("interview");

    var page = transcribe.listTranscriptionJobs(r -> r.jobNameContains("call"));
    assertThat(page.transcriptionJobSummaries()).hasSize(5);
    assertThat(page.nextToken()).isNotNull();
    assertThat(transcribe.listTranscriptionJobs(r -> r.status("COMPLETED")))
        .satisfies(none -> assertThat(none.transcriptionJobSummaries()).isEmpty());
  }

  @Test
  void the_language_is_identified_when_the_job_has_completed() {
    transcribe.startTranscriptionJob(
        r ->
            r.transcriptionJobName("call-7")
                .identifyLanguage(true)
                .languageOptionsWithStrings("de-DE", "fr-FR")
                .media(m -> m.mediaFileUri("s3://calls/7.wav")));

    sim.clock().runUntilIdle(Duration.ofHours(1));

    var job =
        transcribe.getTranscriptionJob(r -> r.transcriptionJobName("call-7")).transcriptionJob();
    assertThat(job.languageCodeAsString()).isEqualTo("de-DE");
    assertThat(Duration.between(job.startTime(), job.completionTime()))
        .isEqualTo(Duration.ofMinutes(5));
    assertThat(job.transcript().transcriptFileUri()).contains("aws-transcribe-us-east-1-prod");
  }

  private void start(String name) {
    transcribe.startTranscriptionJob(
        r ->
            r.transcriptionJobName(name)
                .languageCode("en-GB")
                .media(m -> m.mediaFileUri("s3://calls/" + name + ".wav")));
  }

  private String transcribed() {
    return new CallTranscripts(transcribe, sim.clock()::sleep)
        .transcribe("call-7", "s3://calls/7.wav", "calls");
  }
}
