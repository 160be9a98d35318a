package dev.mlsim.services.lookoutvision.projects;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mlsim.lifecycle.Resource;
import dev.mlsim.service.Call;
import dev.mlsim.service.Documents;
import dev.mlsim.service.Handler;
import dev.mlsim.service.Precondition;
import dev.mlsim.service.ResourceType;
import dev.mlsim.services.lookoutvision.Detection;
import dev.mlsim.services.lookoutvision.Detector;
import dev.mlsim.services.lookoutvision.VisionModels;
import dev.mlsim.services.lookoutvision.vocabulary.Kind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * DetectAnomalies, as the developer guide has it ("Detecting anomalies in an image"); the sentence
 * about content types is that of aws/aws-sdk-js#3631. The test's {@link Detector} answers, or else
 * chance, by the model's seed and the image's bytes: the same model says the same of the same
 * image.
 *
 * <p>A PNG or JPEG has to be of a size that the service takes. Bytes that are neither pass for an
 * image, so that a first test needs none, unless {@code sim.objects().requireInputs()} was called.
 */
final class Detect implements Handler {
  /** A note: a trained model's seed. */
  static final String SEED = "detectionSeed";

  private static final Set<String> TYPES = Set.of("image/jpeg", "image/png");
  private static final int MOST_BYTES = 8 * 1024 * 1024;

  /** One image in so many is anomalous where chance answers. */
  private static final int ANOMALOUS = 4;

  private static final Precondition CONTENT_TYPE =
      Precondition.unless(
          call -> TYPES.contains(call.text("ContentType").orElse("")),
          "the content type is image/jpeg or image/png",
          Kind.VALIDATION,
          "content-type must be one of the following. image/jpeg, image/png");

  private static final Precondition HOSTED =
      new Precondition("the model is HOSTED", Kind.CONFLICT, Detect::refuseUnhosted);

  private static final Precondition IMAGE =
      Precondition.of(
          "the image has at most 8 MB, 64 to 4096 pixels, and the size of the training images",
          Kind.VALIDATION,
          Detect::flaw);

  @Override
  public ObjectNode answer(Call call) {
    preconditions().forEach(rule -> rule.check().verify(call));
    byte[] image = body(call);
    Detection detection =
        call.world()
            .setup(VisionModels.class)
            .detected(Projects.of(call), image)
            .orElseGet(() -> byChance(Models.TYPE.require(call), image));
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

  private static void refuseUnhosted(Call call) {
    Resource model = Models.TYPE.require(call);
    if (!model.is("HOSTED")) {
      throw Kind.MODEL.wrongStatus(model.key(), model.state().status(), "used to detect anomalies");
    }
  }

  private static Optional<String> flaw(Call call) {
    byte[] bytes = body(call);
    if (bytes.length > MOST_BYTES) {
      return Optional.of("The image is larger than 8 MB.");
    }
    Optional<Image> image = Image.read(bytes);
    if (image.isEmpty()) {
      return call.world().objects().inputsAreRequired()
          ? Optional.of("The image is not in PNG or JPEG format.")
          : Optional.empty();
    }
    return flaw(image.get(), Models.TYPE.require(call));
  }

  private static Optional<String> flaw(Image size, Resource model) {
    if (size.flaw().isPresent()) {
      return size.flaw();
    }
    String trained = model.notes().path(Evaluation.SIZE).asText();
    return trained.isEmpty() || trained.equals(size.toString())
        ? Optional.empty()
        : Optional.of(
            "The image dimensions "
                + size
                + " are not those of the training images, "
                + trained
                + ".");
  }

  private static Detection byChance(Resource model, byte[] image) {
    long seed = Long.parseLong(model.notes().path(SEED).asText("0"), 16);
    SplittableRandom chance = new SplittableRandom(seed ^ Arrays.hashCode(image));
    boolean anomalous = chance.nextInt(ANOMALOUS) == 0;
    double confidence = 0.5 + chance.nextDouble() / 2;
    return anomalous ? Detection.anomalous(confidence) : Detection.normal(confidence);
  }

  @Override
  public String kind() {
    return "detect";
  }

  @Override
  public Optional<ResourceType> type() {
    return Optional.of(Models.TYPE);
  }

  @Override
  public List<Precondition> preconditions() {
    return List.of(CONTENT_TYPE, HOSTED, IMAGE);
  }
}
