package dev.mlsim.services.sagemaker.training;

import dev.mlsim.lifecycle.Resource;
import dev.mlsim.service.SeededRandom;
import dev.mlsim.service.World;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;

/**
 * The model that a training job leaves in S3 when it has uploaded what it had: where
 * DescribeTrainingJob says it is, and under that place where it is to be uncompressed.
 */
final class TrainingJobArtifacts {
  private static final int DIGITS = 64;

  /** Deflated, no name, no time, by an unknown system: RFC 1952. */
  private static final byte[] GZIP_HEADER = {0x1f, (byte) 0x8b, 8, 0, 0, 0, 0, 0, 0, (byte) 0xff};

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
    if (job.is("Completed") && job.attributes().has(Serverless.CONFIG)) {
      Serverless.register(job, world);
    }
  }

  /** The same job has the same weights; drawing them takes nothing from the world's chance. */
  private static String weights(Resource job) {
    long seed = job.arn().hashCode() * 31L + job.created().toEpochMilli();
    return "mlsim model of " + job.arn() + "\n" + new SeededRandom(seed).hex(DIGITS) + "\n";
  }

  /**
   * As one stored block: so few random digits don't get smaller, and to set a Deflater up would
   * cost more than the rest of a job's life.
   */
  private static byte[] compressed(byte[] content) {
    CRC32 sum = new CRC32();
    sum.update(content);
    return ByteBuffer.allocate(GZIP_HEADER.length + 5 + content.length + 8)
        .order(ByteOrder.LITTLE_ENDIAN)
        .put(GZIP_HEADER)
        .put((byte) 1) // the last block, and stored
        .putShort((short) content.length)
        .putShort((short) ~content.length)
        .put(content)
        .putInt((int) sum.getValue())
        .putInt(content.length)
        .array();
  }
}
