package dev.mlsim.services.sagemaker.studio;

import static dev.mlsim.services.sagemaker.vocabulary.SharedErrors.NOT_FOUND;
import static dev.mlsim.services.sagemaker.vocabulary.SharedErrors.VALIDATION;

import dev.mlsim.lifecycle.Resource;
import dev.mlsim.service.Call;
import dev.mlsim.service.Precondition;
import dev.mlsim.service.ServiceError;
import java.util.Optional;
import java.util.Set;

/** What must hold of a request about an app. */
final class AppRules {
  private static final Set<String> IN_SPACES_ONLY = Set.of("JupyterLab", "CodeEditor");
  private static final Set<String> OF_USERS_ONLY =
      Set.of("Canvas", "TensorBoard", "RStudioServerPro", "RSessionGateway", "DetailedProfiler");
  private static final Set<String> CALLED_DEFAULT =
      Set.of("JupyterServer", "JupyterLab", "CodeEditor", "Canvas", "RStudioServerPro");
  private static final Set<String> ON_SYSTEM =
      Set.of("JupyterServer", "Canvas", "RStudioServerPro", "DetailedProfiler");

  /** The sentence is that of lambda functions that log it. */
  static final Precondition ONE_OWNER =
      Precondition.of("either UserProfileName or SpaceName", VALIDATION, AppRules::oneOwner);

  static final Precondition ONE_FILTER =
      Precondition.of(
          "one owner at most, with its domain",
          VALIDATION,
          call -> {
            boolean user = call.has("UserProfileNameEquals");
            boolean space = call.has("SpaceNameEquals");
            if (user && space) {
              return Optional.of(
                  "UserProfileNameEquals and SpaceNameEquals cannot be specified together.");
            }
            return (user || space) && !call.has("DomainIdEquals")
                ? Optional.of(
                    "DomainIdEquals must be specified with UserProfileNameEquals or"
                        + " SpaceNameEquals.")
                : Optional.empty();
          });

  private static final Precondition OWNER =
      new Precondition(
          "its user profile or space exists and is in service", NOT_FOUND, AppRules::owner);

  private static final Precondition CONFIG =
      Precondition.exists("ResourceSpec.LifecycleConfigArn", LifecycleConfigs.TYPE);

  private static final Precondition PLACE =
      Precondition.of("an app that can run there", VALIDATION, AppRules::misplaced);

  private static final Precondition INSTANCE =
      Precondition.of("an instance that it can run on", VALIDATION, AppRules::instance);

  static final Precondition[] OF_CREATE = {
    ONE_OWNER, Parents.DOMAIN_READY, OWNER, PLACE, INSTANCE, CONFIG
  };

  private AppRules() {}

  static boolean runsOnSystem(String appType) {
    return ON_SYSTEM.contains(appType);
  }

  private static Optional<String> oneOwner(Call call) {
    boolean user = call.has("UserProfileName");
    if (user != call.has("SpaceName")) {
      return Optional.empty();
    }
    String operation = call.operation().name();
    return Optional.of(
        user
            ? "UserProfileName and SpaceName cannot both be passed for " + operation + " operation."
            : "Either UserProfileName or SpaceName must be passed for "
                + operation
                + " operation.");
  }

  private static void owner(Call call) {
    Optional<String> space = call.text("SpaceName");
    if (space.isPresent()) {
      Parents.requireUsable(Parents.space(call, space.get()), "Space");
      return;
    }
    String user = call.text("UserProfileName").orElse("");
    boolean isShared =
        user.equals(Parents.SHARED) && DomainRules.hasRStudio(Parents.domain(call).attributes());
    if (!isShared) {
      Parents.requireUsable(Parents.profile(call, user), "UserProfile");
    }
  }

  private static Optional<String> misplaced(Call call) {
    String type = call.text("AppType").orElse("");
    boolean inSpace = call.has("SpaceName");
    if (CALLED_DEFAULT.contains(type) && !call.text("AppName").orElse("").equals("default")) {
      return Optional.of("AppName must be [default] for AppType [" + type + "].");
    }
    if (!inSpace && IN_SPACES_ONLY.contains(type)) {
      return Optional.of("AppType [" + type + "] is only supported in a Space.");
    }
    if (inSpace && OF_USERS_ONLY.contains(type)) {
      return Optional.of("AppType [" + type + "] is not supported in a Space.");
    }
    return inSpace
        ? otherApp(Parents.space(call, call.text("SpaceName").orElse("")), type)
        : Optional.empty();
  }

  private static Optional<String> otherApp(Resource space, String type) {
    String its = space.attributes().path("SpaceSettings").path("AppType").asText();
    return its.isEmpty() || its.equals(type)
        ? Optional.empty()
        : Optional.of(
            "Space ["
                + space.arn()
                + "] is for AppType ["
                + its
                + "] and cannot run ["
                + type
                + "].");
  }

  private static Optional<String> instance(Call call) {
    String type = call.text("AppType").orElse("");
    boolean system = AppSettings.of(call).spec().path("InstanceType").asText().equals("system");
    if (system == runsOnSystem(type)) {
      return Optional.empty();
    }
    return Optional.of(
        system
            ? "InstanceType [system] is not supported for AppType [" + type + "]."
            : "AppType [" + type + "] only supports InstanceType [system].");
  }

  /** A space's app is there and can be used, as who opens it needs. */
  static ServiceError unusable(String space) {
    return new ServiceError(
        VALIDATION,
        "App [default] associated with space ["
            + space
            + "] and userprofile [null] is not found or in unusable state. Please try again after"
            + " making sure that the app is created and InService");
  }
}
