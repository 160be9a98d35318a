package dev.mlsim.services.personalize.vocabulary;

import static dev.mlsim.services.personalize.vocabulary.Lifecycles.ACTIVE;
import static dev.mlsim.services.personalize.vocabulary.Lifecycles.IN_PROGRESS;
import static dev.mlsim.services.personalize.vocabulary.Lifecycles.PENDING;

import dev.mlsim.lifecycle.Resource;
import dev.mlsim.service.Call;
import dev.mlsim.service.Precondition;
import dev.mlsim.service.ServiceError;
import dev.mlsim.service.TypeRef;
import dev.mlsim.service.World;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Rules that several operations of Personalize share: the API reference's, with the sentence about
 * duplicates of aws-samples/retail-demo-store#219.
 */
public final class SharedRules {
  private static final int MOST_TAGS = 50;

  /** The model lets 200 pass; a resource has 50 at most. */
  public static final Precondition FEW_TAGS =
      Precondition.unless(
          call -> call.at("tags").map(tags -> tags.size() <= MOST_TAGS).orElse(true),
          "at most 50 tags",
          Errors.TOO_MANY_TAGS,
          "The number of tags on a resource cannot exceed " + MOST_TAGS + ".");

  /** No more tags are taken away than a resource can have. */
  public static final Precondition FEW_TAG_KEYS =
      Precondition.unless(
          call -> call.at("tagKeys").map(keys -> keys.size() <= MOST_TAGS).orElse(true),
          "at most 50 tag keys",
          "TooManyTagKeysException",
          "The request contains more than " + MOST_TAGS + " tag keys.");

  private SharedRules() {}

  /** What the member names exists and is ACTIVE. */
  public static Precondition active(String member, TypeRef type) {
    return active(member, type, Errors.IN_USE);
  }

  /** What the member names exists and is ACTIVE; for operations that don't model "in use". */
  public static Precondition active(String member, TypeRef type, String code) {
    return new Precondition(
        member + " names an ACTIVE " + type.title(),
        code,
        call ->
            call.text(member)
                .map(arn -> call.require(type, arn))
                .filter(resource -> !resource.is(ACTIVE))
                .ifPresent(
                    resource -> {
                      throw new ServiceError(code, PersonalizeType.untimely(resource).message());
                    }));
  }

  /** Nothing stands in the way of the resource that the call is about. */
  public static Precondition nothingUses(
      String what, TypeRef type, Function<Call, Stream<Resource>> users) {
    return new Precondition(
        "nothing uses it: " + what,
        Errors.IN_USE,
        call -> {
          Resource used = call.subject(type);
          users
              .apply(call)
              .findFirst()
              .ifPresent(
                  user -> {
                    throw new ServiceError(
                        Errors.IN_USE,
                        "Resource " + used.arn() + " is in use by " + user.arn() + ".");
                  });
        });
  }

  /** A rule about the input whose breach is {@code InvalidInputException}. */
  public static Precondition valid(String rule, Function<Call, Optional<String>> violation) {
    return Precondition.of(rule, Errors.INVALID, violation);
  }

  /** A rule about the input whose breach is {@code InvalidInputException}. */
  public static Precondition valid(Predicate<Call> holds, String rule, String message) {
    return Precondition.unless(holds, rule, Errors.INVALID, message);
  }

  /** There is none yet in the dataset group. */
  public static Precondition onlyOneInGroup(TypeRef type) {
    return new Precondition(
        "one " + type.title() + " to a dataset group, and no two of one name",
        Errors.EXISTS,
        call ->
            all(call.world(), type)
                .filter(
                    other ->
                        PersonalizeType.text(other, "datasetGroupArn")
                                .equals(call.text("datasetGroupArn").orElse(""))
                            || other.name().equals(call.text("name").orElse("")))
                .findFirst()
                .ifPresent(
                    other -> {
                      throw PersonalizeType.exists(other.arn());
                    }));
  }

  /** Every resource of a type. */
  public static Stream<Resource> all(World world, TypeRef type) {
    return world.registry().all(type).stream();
  }

  /** Those that show the value under the member. */
  public static Stream<Resource> with(World world, TypeRef type, String member, String value) {
    return all(world, type).filter(r -> PersonalizeType.text(r, member).equals(value));
  }

  /** Whether it is still being made. */
  public static boolean isUnderWay(Resource resource) {
    return resource.is(PENDING) || resource.is(IN_PROGRESS);
  }
}
