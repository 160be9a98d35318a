package dev.mlsim.services.cleanroomsml;

import dev.mlsim.service.Setup;
import java.util.Collection;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A declared collaboration and its members. Safe for threads. */
public final class Collaboration {
  private static final int BOUND = 1_000;

  private final CleanRooms rooms;
  private final Setup.Place place;
  private final String id;
  private final Map<String, Membership> byAccount = new LinkedHashMap<>();

  Collaboration(CleanRooms rooms, Setup.Place place, String id) {
    this.rooms = rooms;
    this.place = place;
    this.id = id;
  }

  /** Its id. */
  public String id() {
    return id;
  }

  /** Adds a member with every ability. */
  public Collaboration member(String accountId, String membershipId) {
    return member(accountId, membershipId, EnumSet.allOf(MemberAbility.class));
  }

  /**
   * Adds a member, or gives one other abilities; a member without any can still bring algorithms
   * and train models.
   *
   * @throws IllegalArgumentException if the account isn't twelve digits, the membership's id is no
   *     UUID in lower case, or another account or collaboration has it
   */
  public Collaboration member(String accountId, String membershipId, Set<MemberAbility> abilities) {
    if (!accountId.matches("\\d{12}")) {
      throw new IllegalArgumentException(
          "mlsim: a member's account is twelve digits, but this is [" + accountId + "]");
    }
    CleanRooms.requireUuid("membership", membershipId);
    return place.locked(
        () -> {
          rooms
              .declared(membershipId)
              .filter(m -> !m.account().equals(accountId) || !m.collaboration().equals(id))
              .ifPresent(
                  taken -> {
                    throw new IllegalArgumentException(
                        "mlsim: membership ["
                            + membershipId
                            + "] is that of account ["
                            + taken.account()
                            + "] in collaboration ["
                            + taken.collaboration()
                            + "] already");
                  });
          if (byAccount.size() == BOUND && !byAccount.containsKey(accountId)) {
            throw new IllegalStateException(
                "mlsim: a collaboration is bounded at " + BOUND + " members");
          }
          byAccount.put(accountId, new Membership(membershipId, accountId, abilities, id));
          return this;
        });
  }

  /** Lets a member leave; what it shared stays, but it may do nothing more. */
  public Collaboration leaves(String accountId) {
    return place.locked(
        () -> {
          if (byAccount.remove(accountId) == null) {
            throw new IllegalArgumentException(
                "mlsim: account ["
                    + accountId
                    + "] is no member of collaboration ["
                    + id
                    + "]; members are "
                    + byAccount.keySet());
          }
          return this;
        });
  }

  Optional<Membership> membershipOf(String account) {
    return Optional.ofNullable(byAccount.get(account));
  }

  Collection<Membership> memberships() {
    return List.copyOf(byAccount.values());
  }
}
