package dev.mlsim.services.sagemaker;

import dev.mlsim.lifecycle.Resource;
import dev.mlsim.service.Chance;
import dev.mlsim.service.World;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPOutputStream;

/**
 * The model that a training job leaves in S3 when it has uploaded what it had: where
 * DescribeTrainingJob says it is, and under that place where it is to be uncompressed.
 */
final class TrainingJobArtifacts {
  private static final int DIGITS = 64;

  private TrainingJobArtifacts() {}

  /** A job that ends without having uploaded leaves nothing. */
  static void upload(Resource job, World world) {
    if (TrainingJobTimes.artifacts(job, world).isEmpty()) {
      return;
    }
    String location = TrainingJobTimes.artifactLocation(job);
    byte[] model = weights(job).getBytes(StandardCharsets.UTF_8);
    if (location.endsWith("/")) {
      world.write(job, location + "weights", model);
    } else {
      world.write(job, location, compressed(model));
    }
  }

  /** The same job has the same weights; drawing them takes nothing from the world's chance. */
  private static String weights(Resource job) {
    long seed = job.arn().hashCode() * 31L + job.created().toEpochMilli();
    return "mlsim model of " + job.arn() + "\n" + new Chance(seed).hex(DIGITS) + "\n";
  }

  private static byte[] compressed(byte[] content) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
      gzip.write(content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }
}
