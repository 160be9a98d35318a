package dev.mlsim.services.sagemaker.vocabulary;

import static dev.mlsim.services.sagemaker.vocabulary.SharedErrors.VALIDATION;

import dev.mlsim.service.Call;
import dev.mlsim.service.Precondition;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.IntPredicate;

/**
 * Where the images of containers may come from: Amazon ECR, of whatever account, in the region that
 * is called (aws/amazon-sagemaker-examples#2422).
 */
public final class ContainerImages {
  private static final int ACCOUNT = 12;
  private static final String FIPS = "-fips";

  private ContainerImages() {}

  /**
   * The region of an image in ECR; empty for one from elsewhere. These are the private registries
   * of all partitions, {@code 123456789012.dkr.ecr.us-east-1.amazonaws.com/}, also by their FIPS
   * and dual-stack names.
   */
  public static Optional<String> region(String image) {
    int ecr = ACCOUNT + ".dkr.".length();
    boolean isRegistry =
        image.startsWith(".dkr.ecr", ACCOUNT) || image.startsWith(".dkr-ecr", ACCOUNT);
    int end = ecr + "ecr".length();
    int start = (image.startsWith(FIPS, end) ? end + FIPS.length() : end) + 1;
    int slash = image.indexOf('/');
    int dot = image.indexOf('.', start);
    boolean isInEcr =
        isRegistry
            && image.startsWith(".", start - 1)
            && start < dot
            && dot + 1 < slash
            && slash + 1 < image.length()
            && areAll(image, 0, ACCOUNT, c -> c >= '0' && c <= '9')
            && areAll(image, start, slash, ContainerImages::isOfHost);
    return isInEcr ? Optional.of(image.substring(start, dot)) : Optional.empty();
  }

  private static boolean areAll(String text, int start, int end, IntPredicate fits) {
    for (int i = start; i < end; i++) {
      if (!fits.test(text.charAt(i))) {
        return false;
      }
    }
    return true;
  }

  private static boolean isOfHost(int c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '.' || c == '-';
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
