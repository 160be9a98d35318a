package dev.mlsim.services.sagemaker.studio;

import static dev.mlsim.services.sagemaker.vocabulary.SharedErrors.IN_USE;
import static dev.mlsim.services.sagemaker.vocabulary.SharedErrors.VALIDATION;
import static java.time.Duration.ofSeconds;

import dev.mlsim.lifecycle.Resource;
import dev.mlsim.service.Call;
import dev.mlsim.service.Family;
import dev.mlsim.service.Precondition;
import dev.mlsim.service.Quota;
import dev.mlsim.service.World;
import dev.mlsim.services.sagemaker.vocabulary.InstanceQuotas;
import dev.mlsim.services.sagemaker.vocabulary.SharedErrors;
import java.util.Optional;

/** User profiles: who works in a domain. */
final class UserProfiles {
  private static final String TOTAL = "Maximum number of Studio user profiles allowed per account";
  private static final Quota MOST =
      Quota.of(TOTAL, 6_000, InstanceQuotas.exceeded("UserProfiles")).initially(2);
  private static final String IDENTIFIER = "SingleSignOnUserIdentifier";
  private static final String VALUE = "SingleSignOnUserValue";

  /** The number of the first one's home in the file system, and where the last one is noted. */
  private static final int FIRST_UID = 200_005;

  private static final String LAST_UID = "last uid";

  private static final Precondition SIGN_ON =
      Precondition.of("single sign-on as the domain has it", VALIDATION, UserProfiles::signOn);

  private UserProfiles() {}

  static void declare(Family family) {
    Studio.lasting(family, "UserProfile", ofSeconds(10), ofSeconds(10), IN_USE)
        .identifiedBy("DomainId", "UserProfileName")
        .grouped(Parents::group)
        .requires(Parents.DOMAIN_READY, SIGN_ON)
        .entering("InService", UserProfiles::makeHome)
        .thenRequires(SharedErrors.IN_ORDER)
        .counts(TOTAL, MOST)
        .requires(
            "Delete",
            Parents.without(
                "UserProfile", Parents.APP, "App", UserProfiles::require, UserProfiles::runs),
            Parents.without(
                "UserProfile", Parents.SPACE, "Space", UserProfiles::require, UserProfiles::owns))
        .judged(
            "user-profile-quota",
            "CreateUserProfile.ResourceLimitExceeded",
            "An established account may have 6,000 user profiles, a new one 2; the unit is"
                + " UserProfiles.")
        .judged(
            "user-profile-sign-on",
            "CreateUserProfile.SingleSignOnUserValue",
            "Both members are required in a domain with SSO, and refused in one with IAM; the words"
                + " are ours.")
        .judged(
            "home-uids",
            "user-profile.HomeEfsFileSystemUid",
            "Homes are numbered from 200005 in the order in which profiles and shared spaces of a"
                + " domain come into service.");
  }

  private static Resource require(Call call) {
    return Parents.profile(call, call.text("UserProfileName").orElse(""));
  }

  private static boolean runs(Resource profile, Resource app) {
    return Parents.text(app, "UserProfileName").equals(profile.name()) && Parents.isLive(app);
  }

  private static boolean owns(Resource profile, Resource space) {
    return Spaces.owner(space).equals(profile.name());
  }

  private static Optional<String> signOn(Call call) {
    boolean isSso = Parents.text(Parents.domain(call), "AuthMode").equals("SSO");
    if (isSso && !(call.has(IDENTIFIER) && call.has(VALUE))) {
      return Optional.of(
          IDENTIFIER + " and " + VALUE + " are required for a domain with AuthMode SSO.");
    }
    return !isSso && (call.has(IDENTIFIER) || call.has(VALUE))
        ? Optional.of(
            IDENTIFIER + " and " + VALUE + " cannot be specified for a domain with AuthMode IAM.")
        : Optional.empty();
  }

  /** Gives a profile, or a space, the number of its home when it first comes into service. */
  static void makeHome(Resource owner, World world) {
    if (owner.attributes().has("HomeEfsFileSystemUid")) {
      return;
    }
    world
        .registry()
        .byKey(Parents.DOMAIN, Parents.group(owner))
        .ifPresent(
            domain -> {
              int uid = domain.notes().path(LAST_UID).asInt(FIRST_UID - 1) + 1;
              world.change(domain, old -> old.withNote(LAST_UID, uid));
              world.change(owner, old -> old.with("HomeEfsFileSystemUid", Integer.toString(uid)));
            });
  }
}
