package dev.mlsim.services.cleanroomsml;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mlsim.service.Documents;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A table of a collaboration, with the data access budgets its owner set: a per-period one, a
 * lifetime one, or both. Each query of an ML input channel that names the table takes one use, and
 * so does each training and each inference job on a channel that was filled from it. Without a
 * budget its use is unlimited. Safe for threads.
 */
public final class SharedTable {
  private static final int MOST = 1_000_000;

  private final CleanRooms rooms;
  private final String arn;
  private final Declared.Table asDeclared;

  SharedTable(CleanRooms rooms, String arn, Declared.Table asDeclared) {
    this.rooms = rooms;
    this.arn = arn;
    this.asDeclared = asDeclared;
  }

  /** A table that queries name so, without budgets. */
  static Declared.Table named(String name) {
    return new Declared.Table(
        Pattern.compile("(?<!\\w)" + Pattern.quote(name) + "(?!\\w)", Pattern.CASE_INSENSITIVE),
        List.of());
  }

  /**
   * Sets a budget that is there in full again in each new period, in place of the one of that kind.
   *
   * @param type the period, or LIFETIME for a budget of all times
   * @param uses how often the table may be used, from 0 to 1,000,000
   */
  public SharedTable budget(BudgetType type, int uses) {
    return put(AccessBudget.of(type, uses, true));
  }

  /** Sets a budget that its owner has to renew by hand, by setting it again. */
  public SharedTable budgetWithoutRefresh(BudgetType type, int uses) {
    return put(AccessBudget.of(type, uses, false));
  }

  private SharedTable put(AccessBudget budget) {
    if (budget.uses() < 0 || budget.uses() > MOST) {
      throw new IllegalArgumentException(
          "mlsim: a data access budget is 0 to "
              + MOST
              + " uses, but this is ["
              + budget.uses()
              + "]");
    }
    rooms.change(
        declared -> {
          Declared.Table table = declared.tables().getOrDefault(arn, asDeclared);
          List<AccessBudget> budgets = new ArrayList<>(table.budgets());
          budgets.removeIf(old -> old.isLifetime() == budget.isLifetime());
          budgets.add(budget);
          return declared.table(arn, new Declared.Table(table.mention(), budgets));
        });
    return this;
  }

  private Declared.Table now() {
    return rooms.declared().tables().getOrDefault(arn, asDeclared);
  }

  /** The ARN of its association. */
  public String arn() {
    return arn;
  }

  /** Whether a query names it. */
  public boolean isNamedIn(String sql) {
    return now().mention().matcher(sql).find();
  }

  /** Whether it has a budget. */
  public boolean isLimited() {
    return !now().budgets().isEmpty();
  }

  /** The lower of what is left of its budgets. */
  public int remaining(Instant at) {
    return now().budgets().stream().mapToInt(b -> b.remaining(at)).min().orElse(Integer.MAX_VALUE);
  }

  /** Takes one use from each budget; for jobs, within the lock. */
  public void spend(Instant at) {
    rooms.change(declared -> declared.table(arn, now().spent(at)));
  }

  /** Its budgets as GetCollaborationMLInputChannel shows them. */
  public ObjectNode shown(Instant at) {
    ObjectNode shown = Documents.empty().put("resourceArn", arn);
    ArrayNode details = shown.putArray("details");
    now().budgets().forEach(budget -> details.add(budget.shown(at)));
    return shown.put("aggregateRemainingBudget", remaining(at));
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof SharedTable table && table.rooms == rooms && table.arn.equals(arn);
  }

  @Override
  public int hashCode() {
    return arn.hashCode();
  }
}
