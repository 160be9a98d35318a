package dev.mlsim.services.sagemaker.studio;

import static dev.mlsim.services.sagemaker.vocabulary.SharedErrors.IN_USE;
import static dev.mlsim.services.sagemaker.vocabulary.SharedErrors.NOT_FOUND;
import static dev.mlsim.services.sagemaker.vocabulary.SharedErrors.VALIDATION;

import dev.mlsim.lifecycle.Resource;
import dev.mlsim.service.Call;
import dev.mlsim.service.Precondition;
import dev.mlsim.service.ServiceError;
import dev.mlsim.service.TypeRef;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.function.Function;

/** What is part of what: profiles, spaces and apps of a domain, apps of profiles and spaces. */
final class Parents {
  static final TypeRef DOMAIN = TypeRef.to("domain", NOT_FOUND);
  static final TypeRef PROFILE = TypeRef.to("user-profile", NOT_FOUND);
  static final TypeRef SPACE = TypeRef.to("space", NOT_FOUND);
  static final TypeRef APP = TypeRef.to("app", NOT_FOUND);

  /** The profile to which what all users of a domain share belongs. */
  static final String SHARED = "domain-shared";

  private static final Set<String> USABLE = Set.of("InService", "Updating", "Update_Failed");
  private static final Set<String> ENDED = Set.of("Deleted", "Failed");

  /** The domain is there, and something can be made in it. */
  static final Precondition DOMAIN_READY =
      new Precondition(
          "DomainId names an existing domain that is in service",
          NOT_FOUND,
          call -> requireUsable(domain(call), "Domain"));

  private Parents() {}

  /** The domain that a call names. */
  static Resource domain(Call call) {
    return call.require(DOMAIN, id(call));
  }

  static String id(Call call) {
    return call.text("DomainId").orElse("");
  }

  /** The user profile of that name in the call's domain. */
  static Resource profile(Call call, String name) {
    return call.require(PROFILE, id(call) + "/" + name);
  }

  /** The space of that name in the call's domain. */
  static Resource space(Call call, String name) {
    return call.require(SPACE, id(call) + "/" + name);
  }

  /** It is in a state in which it can be used. */
  static void requireUsable(Resource parent, String noun) {
    if (!USABLE.contains(parent.state().status())) {
      throw new ServiceError(
          VALIDATION,
          noun
              + " ["
              + parent.arn()
              + "] is in status "
              + parent.state().status()
              + ". It must be InService.");
    }
  }

  /** Whether an app still uses something; it does until it is Deleted. */
  static boolean isLive(Resource app) {
    return !ENDED.contains(app.state().status());
  }

  /** The text of a member of a resource's document, empty where it has none. */
  static String text(Resource resource, String member) {
    return resource.attributes().path(member).asText();
  }

  /** What is grouped: all that is part of one domain. */
  static String group(Resource child) {
    return text(child, "DomainId");
  }

  /** The first of those in a domain that a parent keeps. */
  static Optional<Resource> first(
      Call call, TypeRef child, String domain, BiPredicate<Resource, Resource> keeps, Resource of) {
    return call.world().registry().group(child, domain).stream()
        .filter(one -> keeps.test(of, one))
        .findFirst();
  }

  /** A Delete is refused as long as one of another type is part of it. */
  static Precondition without(
      String noun,
      TypeRef child,
      String children,
      Function<Call, Resource> subject,
      BiPredicate<Resource, Resource> keeps) {
    return new Precondition(
        "no " + child.title() + " is associated with it",
        IN_USE,
        call -> {
          Resource parent = subject.apply(call);
          if (first(call, child, id(call), keeps, parent).isPresent()) {
            throw new ServiceError(
                IN_USE,
                "Unable to delete "
                    + noun
                    + " ["
                    + parent.arn()
                    + "] because "
                    + children
                    + "(s) are associated with it.");
          }
        });
  }
}
