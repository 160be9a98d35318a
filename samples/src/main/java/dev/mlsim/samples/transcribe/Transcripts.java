package dev.mlsim.samples.transcribe;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mlsim.lifecycle.Resource;
import dev.mlsim.service.Documents;
import dev.mlsim.service.World;
import java.util.Optional;

/** What a transcription job brings forth: in the customer's bucket, or in the service's own. */
final class Transcripts {
  /** The output is in a bucket of the customer's. */
  static final String CUSTOMERS = "CUSTOMER_BUCKET";

  private static final String COMPLETED = "COMPLETED";

  private Transcripts() {}

  /** In whose bucket it is. */
  static String kind(Resource job) {
    return job.attributes().has("OutputBucketName") ? CUSTOMERS : "SERVICE_BUCKET";
  }

  /** Where it is in the customer's bucket: API reference, StartTranscriptionJob, OutputKey. */
  static String location(Resource job) {
    String key = job.attributes().path("OutputKey").asText("");
    return "s3://"
        + job.attributes().path("OutputBucketName").asText()
        + "/"
        + (key.isEmpty() || key.endsWith("/") ? key + job.name() + ".json" : key);
  }

  /** Where it is, once it is there. */
  static Optional<JsonNode> shown(Resource job, World world) {
    return job.is(COMPLETED)
        ? Optional.of(Documents.empty().put("TranscriptFileUri", uri(job, world)))
        : Optional.empty();
  }

  /** The subtitles that were asked for, and where they are, once they are there. */
  static Optional<JsonNode> subtitles(Resource job, World world) {
    JsonNode asked = job.attributes().path("Subtitles");
    if (asked.isMissingNode()) {
      return Optional.empty();
    }
    ObjectNode shown = asked.deepCopy();
    if (job.is(COMPLETED)) {
      ArrayNode uris = shown.putArray("SubtitleFileUris");
      String transcript = uri(job, world).replaceFirst("\\.json$", "");
      asked.path("Formats").forEach(format -> uris.add(transcript + "." + format.asText()));
    }
    return Optional.of(shown);
  }

  private static String uri(Resource job, World world) {
    String region = world.account().region();
    String path =
        kind(job).equals(CUSTOMERS)
            ? location(job).substring("s3://".length())
            : "aws-transcribe-%s-prod/%s/%s/%s/asrOutput.json"
                .formatted(
                    region, world.account().id(), job.name(), job.notes().path("output").asText());
    return "https://s3." + region + ".amazonaws.com/" + path;
  }

  /** The transcript of a recording in which nobody says a word. */
  static ObjectNode of(Resource job, World world) {
    ObjectNode transcript =
        Documents.empty()
            .put("jobName", job.name())
            .put("accountId", world.account().id())
            .put("status", COMPLETED);
    ObjectNode results = transcript.putObject("results");
    results.putArray("transcripts").addObject().put("transcript", "");
    results.putArray("items");
    return transcript;
  }
}
