package dev.mlsim.services.sagemaker.studio;

import static dev.mlsim.services.sagemaker.vocabulary.SharedErrors.NOT_FOUND;
import static dev.mlsim.services.sagemaker.vocabulary.SharedErrors.VALIDATION;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mlsim.lifecycle.Resource;
import dev.mlsim.service.Call;
import dev.mlsim.service.Documents;
import dev.mlsim.service.Precondition;
import java.util.List;
import java.util.Optional;

/** What must hold of a request that makes or changes a space. */
final class SpaceRules {
  private static final List<String> OWN_INSTANCES =
      List.of("CodeEditorAppSettings", "JupyterLabAppSettings");

  private static final Precondition BOTH =
      Precondition.unless(
          call -> call.has(Spaces.OWNERSHIP) == call.has(Spaces.SHARING),
          "OwnershipSettings and SpaceSharingSettings together",
          VALIDATION,
          "OwnershipSettings and SpaceSharingSettings must be specified together.");

  private static final Precondition OWNER =
      new Precondition(
          "the owner is an existing user profile that is in service",
          NOT_FOUND,
          call ->
              call.text("OwnershipSettings.OwnerUserProfileName")
                  .ifPresent(
                      name -> Parents.requireUsable(Parents.profile(call, name), "UserProfile")));

  private static final Precondition SIZE =
      Precondition.of("a volume that the domain allows", VALIDATION, SpaceRules::size);

  /** boto/boto3#4375. */
  private static final Precondition SAME_APP =
      Precondition.unless(
          call -> !call.has("SpaceSettings.AppType"),
          "the type of its app stays",
          VALIDATION,
          "Updating AppType for Space is not supported.");

  /** The path is AWS's own: aws-samples/sagemaker-studio-apps-lifecycle-config-examples#3. */
  private static final Precondition INSTANCE =
      Precondition.of("an instance type in each resource spec", VALIDATION, SpaceRules::instance);

  private static final Precondition NOT_SMALLER =
      Precondition.of("a volume that grows", VALIDATION, SpaceRules::smaller);

  private static final Precondition NO_APP =
      Precondition.of("no app uses the storage", VALIDATION, SpaceRules::used);

  static final Precondition[] OF_CREATE = {BOTH, OWNER, SIZE};

  static final Precondition[] OF_UPDATE = {SAME_APP, INSTANCE, SIZE, NOT_SMALLER, NO_APP};

  private SpaceRules() {}

  private static Optional<String> size(Call call) {
    long most = Volumes.largest(Parents.domain(call));
    return Volumes.size(call.input())
        .filter(asked -> asked > most)
        .map(
            asked ->
                "EbsVolumeSizeInGb "
                    + asked
                    + " exceeds the MaximumEbsVolumeSizeInGb "
                    + most
                    + " of the domain.");
  }

  private static Optional<String> smaller(Call call) {
    Optional<Long> now = Volumes.size(Spaces.require(call).attributes());
    return Volumes.size(call.input())
        .filter(asked -> now.isPresent() && asked < now.get())
        .map(
            asked ->
                "EbsVolumeSizeInGb cannot be decreased from " + now.get() + " to " + asked + ".");
  }

  private static Optional<String> instance(Call call) {
    for (String settings : OWN_INSTANCES) {
      Optional<JsonNode> spec = call.at("SpaceSettings." + settings + ".DefaultResourceSpec");
      if (spec.isPresent() && Documents.at(spec.get(), "InstanceType").isEmpty()) {
        return Optional.of(
            "1 validation error detected: Value null at 'spaceSettings."
                + Character.toLowerCase(settings.charAt(0))
                + settings.substring(1)
                + ".defaultResourceSpec.ec2InstanceType' failed to satisfy constraint: Member must"
                + " not be null");
      }
    }
    return Optional.empty();
  }

  private static Optional<String> used(Call call) {
    if (!call.has("SpaceSettings.SpaceStorageSettings")
        && !call.has("SpaceSettings.CustomFileSystems")) {
      return Optional.empty();
    }
    Resource space = Spaces.require(call);
    return Parents.first(call, Parents.APP, Parents.id(call), Spaces::holds, space)
        .map(
            app ->
                "Unable to update Space ["
                    + space.arn()
                    + "] with InService App. Delete the app in the space, and try again.");
  }
}
