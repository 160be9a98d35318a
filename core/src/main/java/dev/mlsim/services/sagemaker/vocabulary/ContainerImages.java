package dev.mlsim.services.sagemaker.vocabulary;

import static dev.mlsim.services.sagemaker.vocabulary.SharedErrors.VALIDATION;

import dev.mlsim.service.Call;
import dev.mlsim.service.Precondition;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where the images of containers may come from: Amazon ECR, of whatever account, in the region that
 * is called (aws/amazon-sagemaker-examples#2422).
 */
public final class ContainerImages {
  /** The private registries of all partitions, also by their FIPS and dual-stack names. */
  private static final Pattern ECR =
      Pattern.compile("\\d{12}\\.dkr[.-]ecr(-fips)?\\.([a-z0-9-]+)\\.[a-z0-9.-]+/.+");

  private ContainerImages() {}

  /** The region of an image in ECR; empty for one from elsewhere. */
  public static Optional<String> region(String image) {
    Matcher ecr = ECR.matcher(image);
    return ecr.matches() ? Optional.of(ecr.group(2)) : Optional.empty();
  }

  /**
   * The image of a job is in ECR.
   *
   * @param member the member that names it
   * @param elsewhere the refusal of an image from elsewhere, if it is refused
   */
  public static Precondition ofJob(
      String member, BiFunction<Call, String, Optional<String>> elsewhere) {
    return Precondition.of(
        member + " is in Amazon ECR, in the same region",
        VALIDATION,
        call ->
            call.text(member)
                .flatMap(
                    image ->
                        region(image)
                            .map(region -> foreign(call, image, region))
                            .orElseGet(() -> elsewhere.apply(call, image))));
  }

  private static Optional<String> foreign(Call call, String image, String region) {
    String own = call.world().account().region();
    return region.equals(own)
        ? Optional.empty()
        : Optional.of(
            "Invalid region "
                + region
                + " in image URI "
                + image
                + ". Please provide an image URI in region "
                + own
                + ".");
  }
}
