package dev.mlsim.services.cleanroomsml.vocabulary;

import static dev.mlsim.services.cleanroomsml.vocabulary.Refusals.DENIED;
import static dev.mlsim.services.cleanroomsml.vocabulary.Refusals.INCORRECT;
import static dev.mlsim.services.cleanroomsml.vocabulary.Refusals.NOT_FOUND;
import static dev.mlsim.services.cleanroomsml.vocabulary.Refusals.NO_ACCESS;
import static dev.mlsim.services.cleanroomsml.vocabulary.Refusals.VALIDATION;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mlsim.lifecycle.Resource;
import dev.mlsim.service.Call;
import dev.mlsim.service.Documents;
import dev.mlsim.service.Precondition;
import dev.mlsim.service.TypeRef;
import dev.mlsim.service.World;
import dev.mlsim.services.cleanroomsml.CleanRooms;
import dev.mlsim.services.cleanroomsml.MemberAbility;
import dev.mlsim.services.cleanroomsml.Membership;
import java.util.Optional;

/** What members of a collaboration may do and receive. */
public final class Members {
  private static final TypeRef ML_CONFIGURATION = TypeRef.to("ml-configuration", NOT_FOUND);
  private static final String RECEIVERS = "outputConfiguration.members";

  private Members() {}

  /** The caller has an ability. */
  public static Precondition can(MemberAbility ability) {
    return Precondition.of(
        "the caller has the ability " + ability,
        DENIED,
        call ->
            Reach.membership(call)
                .filter(m -> !m.abilities().contains(ability))
                .map(m -> NO_ACCESS + "Membership " + m.id() + " lacks " + ability + "."));
  }

  /** The accounts that these members name, where they do, belong to the collaboration. */
  public static Precondition areMembers(String... paths) {
    return Precondition.of(
        String.join(" and ", paths) + ": accounts of the collaboration",
        VALIDATION,
        call -> {
          for (String path : paths) {
            Optional<String> account = call.text(path);
            if (account.isPresent() && member(call, account.get()).isEmpty()) {
              return Optional.of(stranger(account.get()));
            }
          }
          return Optional.empty();
        });
  }

  /** Those who are to receive output are members, may, and have a place for it. */
  public static Precondition receive(MemberAbility ability) {
    return Precondition.of(
        "each receiver is a member with " + ability + " and an ML configuration with destination",
        VALIDATION,
        call -> call.at(RECEIVERS).flatMap(receivers -> refusal(call, ability, receivers)));
  }

  private static Optional<String> refusal(Call call, MemberAbility ability, JsonNode receivers) {
    for (JsonNode receiver : receivers) {
      String account = receiver.path("accountId").asText();
      Optional<Membership> member = member(call, account);
      if (member.isEmpty()) {
        return Optional.of(stranger(account));
      }
      if (!member.get().abilities().contains(ability)) {
        return Optional.of(INCORRECT + "Account " + account + " lacks " + ability + ".");
      }
      if (destination(call.world(), member.get()).isEmpty()) {
        return Optional.of(
            INCORRECT + "Account " + account + " has no ML configuration with a destination.");
      }
    }
    return Optional.empty();
  }

  private static String stranger(String account) {
    return INCORRECT + "Account " + account + " is not a member of the collaboration.";
  }

  /** The membership of an account in the collaboration of the call. */
  public static Optional<Membership> member(Call call, String account) {
    return Reach.membership(call).flatMap(m -> member(Reach.rooms(call), m, account));
  }

  /**
   * The membership of an account in the collaboration of another. Where none is declared, an
   * account's own calls may come through any membership, and others' memberships have no id.
   */
  public static Optional<Membership> member(CleanRooms rooms, Membership of, String account) {
    return rooms.memberOf(of.collaboration(), account, account.equals(of.account()) ? of.id() : "");
  }

  /** Where the receivers' output of a call goes. */
  public static Optional<String> destination(Call call) {
    return call.at(RECEIVERS)
        .map(receivers -> receivers.path(0).path("accountId").asText())
        .flatMap(account -> member(call, account))
        .flatMap(member -> destination(call.world(), member));
  }

  /** Where a member receives output: its destination, without a slash at the end. */
  public static Optional<String> destination(World world, Membership member) {
    Optional<Resource> put = world.registry().byKey(ML_CONFIGURATION, member.id());
    if (put.isEmpty() && !world.setup(CleanRooms.class).isOwn(member.account())) {
      return Optional.of("s3://clean-rooms-ml-" + member.account());
    }
    return put.flatMap(
            c ->
                Documents.at(
                    c.attributes(), "defaultOutputLocation.destination.s3Destination.s3Uri"))
        .map(uri -> uri.asText().replaceFirst("/+$", ""));
  }

  /** Whether logs and metrics can be published for a member. */
  public static boolean isConfigured(World world, Membership member) {
    return world.registry().byKey(ML_CONFIGURATION, member.id()).isPresent()
        || !world.setup(CleanRooms.class).isOwn(member.account());
  }
}
