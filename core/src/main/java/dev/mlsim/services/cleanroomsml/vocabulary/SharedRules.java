package dev.mlsim.services.cleanroomsml.vocabulary;

import static dev.mlsim.services.cleanroomsml.vocabulary.Refusals.CONFLICT;
import static dev.mlsim.services.cleanroomsml.vocabulary.Refusals.DENIED;
import static dev.mlsim.services.cleanroomsml.vocabulary.Refusals.DEPENDS;
import static dev.mlsim.services.cleanroomsml.vocabulary.Refusals.INCORRECT;
import static dev.mlsim.services.cleanroomsml.vocabulary.Refusals.NO_ACCESS;
import static dev.mlsim.services.cleanroomsml.vocabulary.Refusals.VALIDATION;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mlsim.lifecycle.Resource;
import dev.mlsim.service.Arns;
import dev.mlsim.service.Call;
import dev.mlsim.service.Precondition;
import dev.mlsim.service.ServiceError;
import dev.mlsim.service.TypeRef;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Rules that several operations share. */
public final class SharedRules {
  /** How many tags a resource has at most. */
  public static final int MOST_TAGS = 50;

  /** A resource is given no more tags than it can have. */
  public static final Precondition TAGS =
      Precondition.of("at most " + MOST_TAGS + " tags", VALIDATION, SharedRules::manyTags);

  private SharedRules() {}

  private static Optional<String> manyTags(Call call) {
    return call.input().path("tags").size() > MOST_TAGS
        ? Optional.of(tooManyTags())
        : Optional.empty();
  }

  /** The words about too many tags. */
  public static String tooManyTags() {
    return INCORRECT + "A resource can have at most " + MOST_TAGS + " tags.";
  }

  /** A role that is passed must be of the caller's account (reference of roleArn). */
  public static Precondition ownRole(String member) {
    return Precondition.of(
        member + " is a role of the caller's account",
        DENIED,
        call ->
            call.text(member)
                .filter(role -> !Arns.account(role).equals(call.caller().id()))
                .map(role -> NO_ACCESS + "Role " + role + " is of another account."));
  }

  /** A rule of the input alone. */
  public static Precondition holds(String rule, Predicate<Call> holds, String otherwise) {
    return Precondition.unless(holds, rule, VALIDATION, INCORRECT + otherwise);
  }

  /** Nothing else stands on the resource that the call names. */
  public static Precondition unused(TypeRef type, String by, Users users) {
    return Precondition.of(
        "no " + by + " depends on the " + type.title(),
        CONFLICT,
        call -> {
          Resource resource = call.subject(type);
          return users
              .of(call, resource)
              .findFirst()
              .map(user -> DEPENDS + "Depending: " + user.arn());
        });
  }

  /** Nothing of another type names in a member the resource that the call names. */
  public static Precondition unused(TypeRef type, TypeRef user, String member) {
    return unused(type, user.title(), (call, used) -> naming(call, user, member, used));
  }

  /** Who stands on a resource. */
  @FunctionalInterface
  public interface Users {
    /** Those that do. */
    Stream<Resource> of(Call call, Resource used);
  }

  /** The resources of a type that name another by its ARN in a member. */
  public static Stream<Resource> naming(Call call, TypeRef type, String member, Resource named) {
    return call.world().registry().all(type).stream().filter(r -> says(r, member, named.arn()));
  }

  /** Whether an attribute of a resource is the text; a path such as {@code a.0.b} enters lists. */
  public static boolean says(Resource resource, String path, String text) {
    JsonNode value = resource.attributes().at("/" + path.replace('.', '/'));
    return value.asText().equals(text);
  }

  /** The resource is ACTIVE, or the error for one that isn't. */
  public static void requireActive(Resource resource) {
    if (!resource.is(Lifecycles.ACTIVE)) {
      throw new ServiceError(
          CONFLICT,
          "You can't use this resource while its status is "
              + resource.state().status()
              + ". Resource: "
              + resource.arn());
    }
  }

  /** The error for a request that is wrong in itself, and why. */
  public static ServiceError invalid(String why) {
    return new ServiceError(VALIDATION, INCORRECT + why);
  }
}
