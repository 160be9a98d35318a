package dev.mlsim.services.sagemaker.vocabulary;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mlsim.service.SeededRandom;

/** The digests of images, which SageMaker shows though nobody said them. */
public final class ImageDigests {
  private static final int DIGITS = 64;

  private ImageDigests() {}

  /** A digest. */
  public static String next(SeededRandom chance) {
    return "sha256:" + chance.hex(DIGITS);
  }

  /** The specification in which each container shows the digest of its image. */
  public static JsonNode in(JsonNode specification, SeededRandom chance) {
    ObjectNode all = specification.deepCopy();
    for (JsonNode container : all.path("Containers")) {
      if (container instanceof ObjectNode one && one.has("Image") && !one.has("ImageDigest")) {
        one.put("ImageDigest", next(chance));
      }
    }
    return all;
  }
}
