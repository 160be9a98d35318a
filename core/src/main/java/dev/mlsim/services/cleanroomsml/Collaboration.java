package dev.mlsim.services.cleanroomsml;

import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** A declared collaboration and its members. Safe for threads. */
public final class Collaboration {
  private static final int BOUND = 1_000;

  private final CleanRooms rooms;
  private final String id;

  Collaboration(CleanRooms rooms, String id) {
    this.rooms = rooms;
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
    rooms.change(
        declared -> {
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
          Map<String, Membership> members = members(declared);
          if (members.size() == BOUND && !members.containsKey(accountId)) {
            throw new IllegalStateException(
                "mlsim: a collaboration is bounded at " + BOUND + " members");
          }
          members.put(accountId, new Membership(membershipId, accountId, abilities, id));
          return declared.collaboration(id, members);
        });
    return this;
  }

  /** Lets a member leave; what it shared stays, but it may do nothing more. */
  public Collaboration leaves(String accountId) {
    rooms.change(
        declared -> {
          Map<String, Membership> members = members(declared);
          if (members.remove(accountId) == null) {
            throw new IllegalArgumentException(
                "mlsim: account ["
                    + accountId
                    + "] is no member of collaboration ["
                    + id
                    + "]; members are "
                    + members.keySet());
          }
          return declared.collaboration(id, members);
        });
    return this;
  }

  private Map<String, Membership> members(Declared declared) {
    return new LinkedHashMap<>(declared.collaborations().getOrDefault(id, Map.of()));
  }
}
