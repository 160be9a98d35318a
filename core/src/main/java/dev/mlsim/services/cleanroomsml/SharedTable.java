package dev.mlsim.services.cleanroomsml;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mlsim.service.Documents;
import dev.mlsim.service.Setup;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A table of a collaboration, with the data access budgets its owner set: a per-period one, a
 * lifetime one, or both. Each query of an ML input channel that names the table takes one use, and
 * so does each training and each inference job on a channel that was filled from it. Without a
 * budget its use is unlimited. Safe for threads.
 */
public final class SharedTable {
  private static final int MOST = 1_000_000;

  private final Setup.Place place;
  private final String arn;
  private final Pattern mention;
  private final List<AccessBudget> budgets = new ArrayList<>();

  SharedTable(Setup.Place place, String name, String arn) {
    this.place = place;
    this.arn = arn;
    this.mention =
        Pattern.compile("(?<!\\w)" + Pattern.quote(name) + "(?!\\w)", Pattern.CASE_INSENSITIVE);
  }

  /**
   * Sets a budget that is there in full again in each new period, in place of the one of that kind.
   *
   * @param type the period, or LIFETIME for a budget of all times
   * @param uses how often the table may be used, from 0 to 1,000,000
   */
  public SharedTable budget(BudgetType type, int uses) {
    return put(new AccessBudget(type, uses, true), uses);
  }

  /** Sets a budget that its owner has to renew by hand, by setting it again. */
  public SharedTable budgetWithoutRefresh(BudgetType type, int uses) {
    return put(new AccessBudget(type, uses, false), uses);
  }

  private SharedTable put(AccessBudget budget, int uses) {
    if (uses < 0 || uses > MOST) {
      throw new IllegalArgumentException(
          "mlsim: a data access budget is 0 to " + MOST + " uses, but this is [" + uses + "]");
    }
    return place.locked(
        () -> {
          budgets.removeIf(old -> old.isLifetime() == budget.isLifetime());
          budgets.add(budget);
          return this;
        });
  }

  /** The ARN of its association. */
  public String arn() {
    return arn;
  }

  /** Whether a query names it. */
  public boolean isNamedIn(String sql) {
    return mention.matcher(sql).find();
  }

  /** Whether it has a budget. */
  public boolean isLimited() {
    return !budgets.isEmpty();
  }

  /** The lower of what is left of its budgets. */
  public int remaining(Instant now) {
    return budgets.stream().mapToInt(b -> b.remaining(now)).min().orElse(Integer.MAX_VALUE);
  }

  /** Takes one use from each budget; for jobs, within the lock. */
  public void spend(Instant now) {
    budgets.forEach(budget -> budget.spend(now));
  }

  /** Its budgets as GetCollaborationMLInputChannel shows them. */
  public ObjectNode shown(Instant now) {
    ObjectNode shown = Documents.empty().put("resourceArn", arn);
    ArrayNode details = shown.putArray("details");
    budgets.forEach(budget -> details.add(budget.shown(now)));
    return shown.put("aggregateRemainingBudget", remaining(now));
  }
}
