package dev.mlsim.services.sagemaker.registry;

import static dev.mlsim.services.sagemaker.vocabulary.SharedErrors.VALIDATION;

import dev.mlsim.service.Call;
import dev.mlsim.service.Family;
import dev.mlsim.service.Precondition;
import java.util.Optional;

/**
 * What a model package must be (API reference, CreateModelPackage and UpdateModelPackage). That it
 * has neither name nor group is refused as quoted in aws/sagemaker-python-sdk#2696, that it has
 * both as in getmoto/moto#7165.
 */
final class PackageRules {
  private static final String GROUP = "ModelPackageGroupName";
  private static final String NAME = "ModelPackageName";
  private static final int MOST_SPECIFICATIONS = 15;

  static final Precondition[] OF_CREATE = {
    Precondition.unless(
        call -> !call.has(GROUP) || !call.has(NAME),
        "not both " + NAME + " and " + GROUP,
        VALIDATION,
        "Both ModelPackageName and ModelPackageGroupName are provided in the input. Cannot"
            + " determine which one to use."),
    Precondition.unless(
        call -> call.has(GROUP) || call.has(NAME),
        NAME + " or " + GROUP,
        VALIDATION,
        "Missing ARN"),
    Precondition.exists(GROUP, ModelRegistry.GROUP),
    Precondition.of("what one of a group can't have", VALIDATION, PackageRules::notOfGroup),
    Precondition.of("what one of a name must have", VALIDATION, PackageRules::lacking),
    Precondition.unless(
        call ->
            call.has(Sources.SPECIFICATION)
                || call.has("SourceAlgorithmSpecification")
                || call.has("SourceUri"),
        "a specification, an algorithm or a source",
        VALIDATION,
        "One of InferenceSpecification, SourceAlgorithmSpecification and SourceUri must be"
            + " specified.")
  };

  static final Precondition[] OF_UPDATE = {
    Precondition.unless(
        call ->
            call.at("AdditionalInferenceSpecificationsToAdd").map(more -> more.size()).orElse(0)
                    + ModelPackages.TYPE
                        .require(call)
                        .attributes()
                        .path("AdditionalInferenceSpecifications")
                        .size()
                <= MOST_SPECIFICATIONS,
        "at most " + MOST_SPECIFICATIONS + " additional specifications",
        VALIDATION,
        "A model package can have at most "
            + MOST_SPECIFICATIONS
            + " AdditionalInferenceSpecifications."),
    Precondition.unless(
        call ->
            !call.has("ModelApprovalStatus")
                || ModelPackages.TYPE.require(call).attributes().has(GROUP),
        "only a version of a group is approved",
        VALIDATION,
        "ModelApprovalStatus is not supported for an unversioned model package.")
  };

  private PackageRules() {}

  private static Optional<String> notOfGroup(Call call) {
    if (call.has(GROUP)) {
      return call.has("Tags")
          ? Optional.of("Tags cannot be specified for a versioned model package")
          : call.flag("CertifyForMarketplace")
              ? Optional.of("CertifyForMarketplace is not supported for a versioned model package.")
              : Optional.empty();
    }
    return call.has("ModelApprovalStatus")
        ? Optional.of("ModelApprovalStatus is not supported for an unversioned model package.")
        : Optional.empty();
  }

  private static Optional<String> lacking(Call call) {
    if (call.has(GROUP) || !call.has(Sources.SPECIFICATION)) {
      return Optional.empty();
    }
    for (String types :
        new String[] {
          "SupportedTransformInstanceTypes", "SupportedRealtimeInferenceInstanceTypes"
        }) {
      if (!call.has(Sources.SPECIFICATION + "." + types)) {
        return Optional.of(types + " must be specified for an unversioned model package.");
      }
    }
    return Optional.empty();
  }

  static void judge(Family family) {
    family
        .judged(
            "model-package-wording",
            "CreateModelPackage.ValidationException",
            "The wording of the rules for packages of a group and of a name, of what follows"
                + " [ModelPackage already exists], and of the refusal of a Delete by the status.")
        .judged(
            "model-package-times",
            "model-package",
            "A package without validation profiles is Completed at once; a validation is Pending"
                + " for a minute and in progress for four. A version's number is not given again.")
        .judged(
            "model-package-approval",
            "UpdateModelPackage.ModelApprovalStatus",
            "Any approval status can follow any other.")
        .differs(
            "model-package-validation",
            "CreateModelPackage.ValidationSpecification",
            "A validation starts no transform job that anybody sees.")
        .judged(
            "model-package-algorithm",
            "CreateModelPackage.SourceAlgorithmSpecification",
            "A package of an algorithm has the algorithm's InferenceSpecification with the"
                + " artifacts of the source, in its first container. An algorithm of another"
                + " account is taken to exist.");
  }
}
