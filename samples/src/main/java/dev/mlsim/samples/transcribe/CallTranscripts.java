package dev.mlsim.samples.transcribe;

import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.transcribe.TranscribeClient;
import software.amazon.awssdk.services.transcribe.model.ConflictException;
import software.amazon.awssdk.services.transcribe.model.LanguageCode;
import software.amazon.awssdk.services.transcribe.model.TranscriptionJob;
import software.amazon.awssdk.services.transcribe.model.TranscriptionJobStatus;

/** Production code: has recorded calls transcribed, and clears away behind itself. */
public final class CallTranscripts {
  private static final Logger LOG = LoggerFactory.getLogger(CallTranscripts.class);
  private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(30);
  private static final int LOOKS = 240;

  private final TranscribeClient transcribe;
  private final Sleep sleep;

  /** Waits for so long. */
  @FunctionalInterface
  public interface Sleep {
    /** Waits. */
    void of(Duration time);
  }

  /** Makes it; in production it sleeps on a thread. */
  public CallTranscripts(TranscribeClient transcribe, Sleep sleep) {
    this.transcribe = transcribe;
    this.sleep = sleep;
  }

  /**
   * Has a recording transcribed.
   *
   * @param call the name of the call, of which there is one
   * @param recording where its recording is
   * @param bucket where the transcript goes
   * @return where the transcript is
   * @throws IllegalStateException if the job fails, and why
   */
  public String transcribe(String call, String recording, String bucket) {
    start(call, recording, bucket);
    TranscriptionJob job = job(call);
    for (int look = 0; look < LOOKS && !isOver(job); look++) {
      sleep.of(BETWEEN_LOOKS);
      job = job(call);
    }
    if (job.transcriptionJobStatus() != TranscriptionJobStatus.COMPLETED) {
      throw new IllegalStateException(
          "the transcription of %s is %s: %s"
              .formatted(call, job.transcriptionJobStatus(), job.failureReason()));
    }
    transcribe.deleteTranscriptionJob(r -> r.transcriptionJobName(call));
    return job.transcript().transcriptFileUri();
  }

  /** Starts a job, or finds one started: by an attempt whose answer was lost, or an earlier run. */
  private void start(String call, String recording, String bucket) {
    try {
      begin(call, recording, bucket);
    } catch (ConflictException there) {
      LOG.info("there is a transcription job {} already", call);
      if (job(call).transcriptionJobStatus() == TranscriptionJobStatus.FAILED) {
        transcribe.deleteTranscriptionJob(r -> r.transcriptionJobName(call));
        begin(call, recording, bucket);
      }
    }
  }

  private void begin(String call, String recording, String bucket) {
    transcribe.startTranscriptionJob(
        r ->
            r.transcriptionJobName(call)
                .languageCode(LanguageCode.EN_GB)
                .media(m -> m.mediaFileUri(recording))
                .outputBucketName(bucket)
                .outputKey("transcripts/"));
  }

  private static boolean isOver(TranscriptionJob job) {
    return job.transcriptionJobStatus() == TranscriptionJobStatus.COMPLETED
        || job.transcriptionJobStatus() == TranscriptionJobStatus.FAILED;
  }

  private TranscriptionJob job(String name) {
    return transcribe.getTranscriptionJob(r -> r.transcriptionJobName(name)).transcriptionJob();
  }
}
