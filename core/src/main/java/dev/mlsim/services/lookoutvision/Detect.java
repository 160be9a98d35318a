package dev.mlsim.services.lookoutvision;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mlsim.lifecycle.Resource;
import dev.mlsim.service.Call;
import dev.mlsim.service.Documents;
import dev.mlsim.service.Handler;
import dev.mlsim.service.ResourceType;
import dev.mlsim.service.ServiceError;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * DetectAnomalies: section 8 of the domain notes. The test's {@link Detector} answers, or else
 * chance, by the model's seed and the image's bytes: the same model says the same of the same
 * image.
 *
 * <p>A PNG or JPEG has to be of a size that the service takes. Bytes that are neither pass for an
 * image, so that a first test needs none, unless {@code sim.objects().requireInputs()} was called.
 */
final class Detect implements Handler {
  /** The attribute in which a trained model's seed is kept. */
  static final String SEED = "DetectionSeed";

  private static final Set<String> TYPES = Set.of("image/jpeg", "image/png");
  private static final int MOST_BYTES = 8 * 1024 * 1024;
  private static final int LEAST_PIXELS = 64;
  private static final int MOST_PIXELS = 4096;

  /** One image in so many is anomalous where chance answers. */
  private static final int ANOMALOUS = 4;

  @Override
  public ObjectNode answer(Call call) {
    if (!TYPES.contains(call.text("ContentType").orElse(""))) {
      throw invalid("content-type must be one of the following. image/jpeg, image/png");
    }
    Resource model = Models.TYPE.require(call);
    if (!model.is("HOSTED")) {
      throw Kind.MODEL.wrongStatus(model.key(), model.state().status(), "used to detect anomalies");
    }
    byte[] image = body(call);
    check(image, model, call);
    Detection detection =
        call.world()
            .setup(VisionModels.class)
            .detector(LookoutVision.projectOf(call))
            .map(detector -> detector.detect(image))
            .orElseGet(() -> byChance(model, image));
    ObjectNode output = Documents.empty();
    output.set("DetectAnomalyResult", detection.document());
    return output;
  }

  private static byte[] body(Call call) {
    try {
      return call.input().path("Body").binaryValue();
    } catch (IOException e) {
      throw new UncheckedIOException("mlsim: a body that is no bytes passed validation", e);
    }
  }

  private static void check(byte[] bytes, Resource model, Call call) {
    if (bytes.length > MOST_BYTES) {
      throw invalid("The image is larger than 8 MB.");
    }
    Optional<Image> image = Image.read(bytes);
    if (image.isEmpty()) {
      if (call.world().objects().areInputsRequired()) {
        throw invalid("The image is not in PNG or JPEG format.");
      }
      return;
    }
    Image size = image.get();
    if (Math.min(size.width(), size.height()) < LEAST_PIXELS
        || Math.max(size.width(), size.height()) > MOST_PIXELS) {
      throw invalid(
          "The image dimensions " + size + " are not between 64 x 64 and 4096 x 4096 pixels.");
    }
    String trained = model.attributes().path(Evaluation.SIZE).asText();
    if (!trained.isEmpty() && !trained.equals(size.toString())) {
      throw invalid(
          "The image dimensions "
              + size
              + " are not those of the training images, "
              + trained
              + ".");
    }
  }

  private static Detection byChance(Resource model, byte[] image) {
    long seed = Long.parseLong(model.attributes().path(SEED).asText("0"), 16);
    SplittableRandom chance = new SplittableRandom(seed ^ Arrays.hashCode(image));
    boolean anomalous = chance.nextInt(ANOMALOUS) == 0;
    double confidence = 0.5 + chance.nextDouble() / 2;
    return anomalous ? Detection.anomalous(confidence) : Detection.normal(confidence);
  }

  private static ServiceError invalid(String message) {
    return new ServiceError(Kind.VALIDATION, message);
  }

  @Override
  public String kind() {
    return "detect";
  }

  @Override
  public Optional<ResourceType> type() {
    return Optional.of(Models.TYPE);
  }
}
