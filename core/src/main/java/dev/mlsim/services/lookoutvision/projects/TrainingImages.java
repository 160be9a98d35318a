package dev.mlsim.services.lookoutvision.projects;

import static dev.mlsim.lifecycle.Lifecycle.FAIL;

import dev.mlsim.lifecycle.Plan;
import dev.mlsim.lifecycle.Resource;
import dev.mlsim.service.World;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Why a training fails by its images and masks, of those that are among the simulator's objects:
 * the reasons of the developer guide's troubleshooting page. Only the sentence about dimensions is
 * known word for word.
 */
final class TrainingImages {
  /** 24 hours for training and as many for testing ("Quotas in Amazon Lookout for Vision"). */
  private static final Duration LONGEST = Duration.ofDays(2);

  private TrainingImages() {}

  static Plan plan(Resource model, Plan plan, World world) {
    String project = model.attributes().path("ProjectName").asText();
    return plan.passes("TRAINING")
        ? flaw(project, world).map(reason -> plan.meeting("TRAINING", FAIL, reason)).orElse(plan)
        : plan;
  }

  static Plan limits(Resource model, Plan plan, World world) {
    return plan.meetingAfter(
        state -> state.isCalled("TRAINING"),
        LONGEST,
        FAIL,
        "The training and testing of the model took longer than 24 hours each.");
  }

  private static Optional<String> flaw(String project, World world) {
    Set<Image> sizes = Image.sizes(project, world);
    if (sizes.size() > 1) {
      return Optional.of("Images in the dataset must have the same dimensions.");
    }
    return sizes.stream()
        .flatMap(size -> size.flaw().stream())
        .findFirst()
        .or(() -> masks(project, world).flatMap(m -> flaw(m, sizes, world).stream()).findFirst());
  }

  private static Stream<Mask> masks(String project, World world) {
    return Datasets.BOTH.stream()
        .flatMap(type -> Datasets.of(project, type, world).stream())
        .flatMap(dataset -> Rows.of(dataset).stream())
        .filter(Rows.Row::isLabeled)
        .flatMap(row -> row.mask().stream());
  }

  private static Optional<String> flaw(Mask mask, Set<Image> sizes, World world) {
    Optional<byte[]> content =
        mask.location().startsWith("s3://")
            ? world.objects().get(mask.location())
            : Optional.empty();
    if (content.isEmpty()) {
      return Optional.empty();
    }
    if (!Image.isPng(content.get())) {
      return Optional.of("The mask image " + mask.location() + " is not in PNG format.");
    }
    Optional<Image> size = Image.read(content.get());
    if (size.isPresent() && !sizes.isEmpty() && !sizes.contains(size.get())) {
      return Optional.of("Images in the dataset must have the same dimensions.");
    }
    List<String> unknown =
        PngColors.of(content.get()).stream()
            .flatMap(Set::stream)
            .filter(color -> !mask.colors().containsKey(color))
            .toList();
    return unknown.isEmpty()
        ? Optional.empty()
        : Optional.of(
            "The mask image "
                + mask.location()
                + " has colors that match no hex-color of its line: "
                + unknown
                + ".");
  }
}
