package dev.mlsim.services.cleanroomsml.vocabulary;

import static dev.mlsim.services.cleanroomsml.vocabulary.Refusals.DENIED;
import static dev.mlsim.services.cleanroomsml.vocabulary.Refusals.INCORRECT;
import static dev.mlsim.services.cleanroomsml.vocabulary.Refusals.NOT_FOUND;
import static dev.mlsim.services.cleanroomsml.vocabulary.Refusals.VALIDATION;

import dev.mlsim.lifecycle.Resource;
import dev.mlsim.service.Arns;
import dev.mlsim.service.Call;
import dev.mlsim.service.Draft;
import dev.mlsim.service.Precondition;
import dev.mlsim.service.ServiceError;
import dev.mlsim.service.TypeRef;
import dev.mlsim.services.cleanroomsml.CleanRooms;
import dev.mlsim.services.cleanroomsml.Membership;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a call can reach: a resource of the account is its owner's; one under a membership is its
 * owner's through that membership, and the collaboration's where it is read or used.
 */
public final class Reach {
  /** The member by which a call names a membership. */
  public static final String MEMBERSHIP = "membershipIdentifier";

  /** The member by which a call names a collaboration. */
  public static final String COLLABORATION = "collaborationIdentifier";

  /** Any active member may have these data deleted, not only who made them (user guide, IAM). */
  private static final Set<String> OPEN_TO_MEMBERS =
      Set.of("DeleteMLInputChannelData", "DeleteTrainedModelOutput");

  private static final Pattern UNDER_MEMBERSHIP = Pattern.compile(":membership/([-0-9a-f]{36})/");

  /** The membership that the call names is an active one of the caller. */
  public static final Precondition MEMBER =
      new Precondition(
          "the membership is an active one of the caller",
          DENIED,
          call -> outside(call).ifPresent(Reach::refuse));

  /** The caller is in the collaboration that the call names. */
  public static final Precondition COLLABORATOR =
      new Precondition(
          "the caller is an active member of the collaboration",
          DENIED,
          call -> outside(call).ifPresent(Reach::refuse));

  private Reach() {}

  private static void refuse(ServiceError error) {
    throw error;
  }

  /** The caller's membership that the call names. */
  public static Optional<Membership> membership(Call call) {
    return call.text(MEMBERSHIP)
        .flatMap(id -> rooms(call).membership(id))
        .filter(m -> m.account().equals(call.caller().id()));
  }

  /** What the test has declared of collaborations and memberships. */
  public static CleanRooms rooms(Call call) {
    return call.world().setup(CleanRooms.class);
  }

  /** Why the caller is outside of what the call names, if it is. */
  private static Optional<ServiceError> outside(Call call) {
    Optional<String> membership = call.text(MEMBERSHIP);
    if (membership.isPresent() && membership(call).isEmpty()) {
      return Optional.of(
          Refusals.denied("Membership " + membership.get() + " is not an active one of yours."));
    }
    Optional<String> collaboration = call.text(COLLABORATION);
    boolean isOutsider =
        collaboration.isPresent()
            && rooms(call).memberOf(collaboration.get(), call.caller().id(), "").isEmpty();
    return isOutsider
        ? Optional.of(
            Refusals.denied("You are not a member of collaboration " + collaboration.get() + "."))
        : Optional.empty();
  }

  /** The resource of that type that the call names by its ARN, if the caller reaches it. */
  public static Optional<Resource> find(Call call, TypeRef type, String arnMember) {
    String arn = call.text(arnMember).orElse("");
    if (outside(call).isPresent() || strays(call, arn)) {
      return Optional.empty();
    }
    return call.world().registry().byArn(type, arn).filter(r -> reaches(call, r));
  }

  private static boolean reaches(Call call, Resource resource) {
    if (call.has(COLLABORATION)) {
      return call.text(COLLABORATION).equals(collaboration(resource));
    }
    return call.has(MEMBERSHIP)
        ? membership(call).map(Membership::collaboration).equals(collaboration(resource))
        : owner(resource).equals(call.caller().id());
  }

  private static boolean strays(Call call, String arn) {
    Matcher under = UNDER_MEMBERSHIP.matcher(arn);
    return under.find()
        && call.text(MEMBERSHIP).filter(id -> !id.equals(under.group(1))).isPresent()
        && !OPEN_TO_MEMBERS.contains(call.operation().name());
  }

  /** Why {@link #find} found nothing. */
  public static ServiceError unreached(Call call, String arn) {
    Optional<ServiceError> outside = outside(call);
    if (outside.isPresent()) {
      return outside.get();
    }
    if (strays(call, arn)) {
      return new ServiceError(
          VALIDATION,
          INCORRECT
              + "Resource "
              + arn
              + " is not of membership "
              + call.text(MEMBERSHIP).orElse("")
              + ".");
    }
    return call.world().registry().byArn(arn).filter(r -> foreign(call, r)).isPresent()
        ? Refusals.denied("Resource " + arn + " is of another account.")
        : Refusals.missing(arn);
  }

  private static boolean foreign(Call call, Resource resource) {
    return !call.has(MEMBERSHIP)
        && !call.has(COLLABORATION)
        && !owner(resource).equals(call.caller().id());
  }

  /** A resource that a call uses: of the same collaboration, whoever's it is. */
  public static Optional<Resource> shared(Call call, TypeRef type, String arn) {
    Optional<String> collaboration = membership(call).map(Membership::collaboration);
    return call.world()
        .registry()
        .byArn(type, arn)
        .filter(r -> collaboration.equals(collaboration(r)));
  }

  /** A resource that a call uses, or the error for a missing one. */
  public static Resource requireShared(Call call, TypeRef type, String arn) {
    return shared(call, type, arn).orElseThrow(() -> Refusals.missing(arn));
  }

  /** The rule that what a member names exists in the collaboration. */
  public static Precondition sharedExists(String member, TypeRef type) {
    return new Precondition(
        member + " names a " + type.title() + " of the collaboration",
        NOT_FOUND,
        call -> call.text(member).ifPresent(arn -> requireShared(call, type, arn)));
  }

  /** The resources of a type that are the caller's, for lists that name no membership. */
  public static Function<Call, Collection<Resource>> owned(TypeRef type) {
    return call ->
        call.world().registry().all(type).stream()
            .filter(r -> owner(r).equals(call.caller().id()))
            .toList();
  }

  /** Notes in a new resource of which collaboration it is. */
  public static void note(Call call, Draft resource) {
    membership(call).ifPresent(m -> resource.attributes().put(COLLABORATION, m.collaboration()));
  }

  /** The collaboration that a resource is of, if of any. */
  public static Optional<String> collaboration(Resource resource) {
    return Optional.ofNullable(resource.attributes().get(COLLABORATION)).map(c -> c.asText());
  }

  /** The account that a resource is of. */
  public static String owner(Resource resource) {
    return Arns.account(resource.arn());
  }
}
