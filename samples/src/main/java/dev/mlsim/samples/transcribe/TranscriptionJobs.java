package dev.mlsim.samples.transcribe;

import static dev.mlsim.lifecycle.Lifecycle.CREATE;
import static dev.mlsim.lifecycle.Lifecycle.DELETE;
import static dev.mlsim.lifecycle.Lifecycle.FAIL;
import static dev.mlsim.lifecycle.Step.gone;
import static dev.mlsim.lifecycle.Step.rest;
import static dev.mlsim.lifecycle.Step.stay;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mlsim.json.Json;
import dev.mlsim.lifecycle.Lifecycle;
import dev.mlsim.lifecycle.Resource;
import dev.mlsim.service.Create;
import dev.mlsim.service.Describe;
import dev.mlsim.service.Family;
import dev.mlsim.service.Holding;
import dev.mlsim.service.ListAll;
import dev.mlsim.service.Precondition;
import dev.mlsim.service.Quota;
import dev.mlsim.service.ResourceType;
import dev.mlsim.service.ServiceError;
import dev.mlsim.service.Trigger;
import dev.mlsim.service.Values;
import dev.mlsim.service.World;
import java.time.Instant;
import java.util.Optional;

/** Transcription jobs: they run once, and can be deleted but not stopped. */
final class TranscriptionJobs {
  private static final String CONCURRENT = "Number of concurrent batch transcription jobs";

  static final ResourceType TYPE =
      ResourceType.named("transcription-job")
          .identifiedBy("TranscriptionJobName")
          .arn("", "transcription-job/{key}")
          .lifecycle(
              Lifecycle.builder()
                  .on(CREATE)
                  .goes(
                      stay("QUEUED", ofSeconds(5)),
                      stay("IN_PROGRESS", ofMinutes(5)),
                      rest("COMPLETED"))
                  .on(FAIL)
                  .from("QUEUED", "IN_PROGRESS")
                  .goes(rest("FAILED"))
                  .on(DELETE)
                  .from("QUEUED", "IN_PROGRESS", "COMPLETED", "FAILED")
                  .goes(gone())
                  .build())
          .status("TranscriptionJobStatus")
          .failureReason("FailureReason")
          .times("CreationTime", "")
          .computed("StartTime", (job, world) -> Values.time(job.entered("IN_PROGRESS")))
          .computed("CompletionTime", (job, world) -> Values.time(ended(job)))
          .computed("LanguageCode", (job, world) -> language(job))
          .computed("Transcript", Transcripts::shown)
          .computed("Subtitles", Transcripts::subtitles)
          .computed("OutputLocationType", (job, world) -> Values.text(Transcripts.kind(job)))
          .prepared((call, job) -> job.notes().put("output", call.world().chance().uuid()))
          .entering("COMPLETED", TranscriptionJobs::write)
          .holds(Holding.of(CONCURRENT).untilFinished())
          .missing(
              Transcribe.BAD_REQUEST,
              (call, name) ->
                  "The requested job couldn't be found. Check the job name and try your request"
                      + " again.")
          .duplicate(
              (call, job) ->
                  new ServiceError(
                      "ConflictException",
                      "The requested job name already exists. Use a different job name."))
          .build();

  private static final Precondition HAS_MEDIA =
      Precondition.unless(
          call -> call.has("Media.MediaFileUri"),
          "Media says where the recording is",
          Transcribe.BAD_REQUEST,
          "You must include the MediaFileUri parameter in your request.");

  private static final Precondition KNOWS_ITS_LANGUAGE =
      Precondition.unless(
          call ->
              call.has("LanguageCode")
                  || call.flag("IdentifyLanguage")
                  || call.flag("IdentifyMultipleLanguages"),
          "the language is given, or to be identified",
          Transcribe.BAD_REQUEST,
          "You must include LanguageCode, IdentifyLanguage or IdentifyMultipleLanguages in your"
              + " request.");

  private TranscriptionJobs() {}

  static void declare(Family family) {
    Quota concurrent =
        Quota.of(
            CONCURRENT,
            250,
            (call, excess) ->
                new ServiceError(
                    "LimitExceededException",
                    "You have reached the maximum number of concurrent transcription jobs."));
    family
        .type(TYPE)
        .quota(CONCURRENT, concurrent)
        .operation(
            "StartTranscriptionJob",
            Create.a(TYPE)
                .requires(HAS_MEDIA, KNOWS_ITS_LANGUAGE)
                .within(concurrent)
                .in("TranscriptionJob"))
        .operation("GetTranscriptionJob", Describe.a(TYPE).in("TranscriptionJob"))
        .operation("DeleteTranscriptionJob", Trigger.by(DELETE, TYPE))
        .operation(
            "ListTranscriptionJobs",
            ListAll.of(TYPE)
                .paged("NextToken", "NextToken", "MaxResults", "TranscriptionJobSummaries")
                .filter("Status", (job, status, world) -> job.is(status.asText()))
                .filter(
                    "JobNameContains", (job, part, world) -> job.name().contains(part.asText())))
        .judged(
            "duration", "StartTranscriptionJob", "a job is queued for 5 seconds, runs 5 minutes")
        .judged(
            "identified-language",
            "GetTranscriptionJob.LanguageCode",
            "the language that is identified is the first of LanguageOptions, or en-US")
        .judged("deleted-at-once", "DeleteTranscriptionJob", "a job can be deleted in every state")
        .differs(
            "deferred-execution",
            "StartTranscriptionJob.JobExecutionSettings",
            "a job above the quota is refused, AllowDeferredExecution or not")
        .differs("listed-status", "ListTranscriptionJobs.Status", "the output doesn't repeat it");
  }

  private static Optional<Instant> ended(Resource job) {
    return job.entered("COMPLETED").or(() -> job.entered("FAILED"));
  }

  private static Optional<JsonNode> language(Resource job) {
    JsonNode given = job.attributes().path("LanguageCode");
    if (!given.isMissingNode()) {
      return Optional.of(given);
    }
    return job.is("COMPLETED") && job.attributes().path("IdentifyLanguage").asBoolean()
        ? Values.text(job.attributes().at("/LanguageOptions/0").asText("en-US"))
        : Optional.empty();
  }

  private static void write(Resource job, World world) {
    if (Transcripts.kind(job).equals(Transcripts.CUSTOMERS)) {
      world.write(job, Transcripts.location(job), Json.text(Transcripts.of(job, world)));
    }
  }
}
