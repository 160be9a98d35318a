package dev.mlsim.services.sagemaker.transform;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mlsim.lifecycle.Resource;
import dev.mlsim.objects.S3Folder;
import dev.mlsim.service.World;

/**
 * What a transform job leaves in S3: for each input object one of the same relative key with {@code
 * .out} behind it. The model is taken to return what it is sent, so the content is the input's.
 */
final class TransformOutput {
  private TransformOutput() {}

  /** Where the job reads. */
  static String input(JsonNode job) {
    JsonNode source = job.path("TransformInput").path("DataSource");
    return source.path("S3DataSource").path("S3Uri").asText();
  }

  /** Writes what the job has made of the objects that are there. */
  static void write(Resource job, World world) {
    String from = input(job.attributes());
    String to = job.attributes().path("TransformOutput").path("S3OutputPath").asText();
    String folder = S3Folder.of(to);
    if (!from.startsWith("s3://") || !to.startsWith("s3://")) {
      return;
    }
    for (String object : world.objects().list(from)) {
      if (!object.endsWith("/")) {
        world
            .objects()
            .get(object)
            .ifPresent(
                content -> world.write(job, folder + relative(object, from) + ".out", content));
      }
    }
  }

  /** The key below the prefix, if that is a folder; else below the folder that it is in. */
  private static String relative(String object, String prefix) {
    if (prefix.endsWith("/")) {
      return object.substring(prefix.length());
    }
    boolean isFolder = object.startsWith(prefix + "/");
    return object.substring(isFolder ? prefix.length() + 1 : prefix.lastIndexOf('/') + 1);
  }
}
