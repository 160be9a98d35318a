package dev.mlsim.services.cleanroomsml;

import dev.mlsim.internal.Given;
import java.util.Set;

/**
 * One account's membership in a collaboration.
 *
 * @param id the membership's UUID
 * @param account the account's twelve digits
 * @param abilities what it may do
 * @param collaboration the collaboration's UUID
 */
public record Membership(
    String id, String account, Set<MemberAbility> abilities, String collaboration) {
  /** Copies the abilities. */
  public Membership {
    abilities = Given.set(abilities);
  }
}
