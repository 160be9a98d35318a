package dev.mlsim.services.lookoutvision.projects;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mlsim.lifecycle.Resource;
import dev.mlsim.service.Call;
import dev.mlsim.service.Documents;
import dev.mlsim.service.Precondition;
import dev.mlsim.services.lookoutvision.vocabulary.Kind;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What holds for a model packaging job beyond its shape (developer guide, "Packaging your Amazon
 * Lookout for Vision model"; API reference, StartModelPackagingJob).
 */
final class PackagingRules {
  private static final String DEVICE = PackagingJobs.COMPONENT + ".TargetDevice";
  private static final String PLATFORM = PackagingJobs.COMPONENT + ".TargetPlatform";
  private static final String OPTIONS = PackagingJobs.COMPONENT + ".CompilerOptions";
  private static final List<String> NVIDIA_OPTIONS = List.of("gpu-code", "trt-ver", "cuda-ver");
  private static final Set<String> UNTRAINED = Set.of("TRAINING", "TRAINING_FAILED", "DELETING");

  static final Precondition[] OF_START = {
    Precondition.unless(
        call -> call.has(DEVICE) != call.has(PLATFORM),
        "exactly one of TargetDevice and TargetPlatform",
        Kind.VALIDATION,
        "Exactly one of TargetDevice and TargetPlatform must be specified."),
    Precondition.unless(
        call -> !call.has(DEVICE) || !call.has(OPTIONS),
        "no CompilerOptions for a TargetDevice",
        Kind.VALIDATION,
        "CompilerOptions can't be specified together with TargetDevice."),
    Precondition.of(
        "CompilerOptions of an NVIDIA accelerator say gpu-code, trt-ver and cuda-ver",
        Kind.VALIDATION,
        PackagingRules::missingOptions),
    new Precondition(
        "the model exists and was trained", Kind.CONFLICT, PackagingRules::refuseUntrained)
  };

  static final Precondition COMPONENT_IS_NEW =
      new Precondition(
          "no other job makes the same version of the component",
          Kind.CONFLICT,
          PackagingRules::refuseKnownComponent);

  private PackagingRules() {}

  private static Optional<String> missingOptions(Call call) {
    boolean nvidia = call.text(PLATFORM + ".Accelerator").orElse("").equals("NVIDIA");
    JsonNode options = call.text(OPTIONS).flatMap(Documents::parsed).orElse(Documents.empty());
    if (!nvidia || NVIDIA_OPTIONS.stream().allMatch(options::has)) {
      return Optional.empty();
    }
    return Optional.of(
        "CompilerOptions must specify " + NVIDIA_OPTIONS + " for the NVIDIA accelerator.");
  }

  private static void refuseUntrained(Call call) {
    Resource model = Models.TYPE.require(call);
    if (UNTRAINED.contains(model.state().status())) {
      throw Kind.MODEL.wrongStatus(model.key(), model.state().status(), "packaged");
    }
  }

  private static void refuseKnownComponent(Call call) {
    String name = call.text(PackagingJobs.COMPONENT + ".ComponentName").orElse("");
    String version = PackagingJobs.componentVersion(call);
    String component = PackagingJobs.component(name, version);
    if (!call.world().registry().group(PackagingJobs.TYPE, component).isEmpty()) {
      throw Kind.MODEL_PACKAGE_JOB.conflict(
          call.text("JobName").orElse(name),
          "The component " + name + " with version " + version + " already exists.");
    }
  }
}
