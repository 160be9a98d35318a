package dev.mlsim.services.cleanroomsml;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mlsim.contract.Timestamps;
import dev.mlsim.service.Documents;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How often a table may be used in a period, and how often it was. Immutable.
 *
 * @param type the period
 * @param uses how often
 * @param refreshes whether it is there in full again in each new period
 * @param firstUse when it was first used, null if it never was
 * @param period when the period began of which the uses are counted, null if there is none
 * @param used how often in that period
 */
record AccessBudget(
    BudgetType type,
    int uses,
    boolean refreshes,
    @Nullable Instant firstUse,
    @Nullable Instant period,
    int used) {

  /** A budget that was never used. */
  static AccessBudget of(BudgetType type, int uses, boolean refreshes) {
    return new AccessBudget(type, uses, refreshes && type != BudgetType.LIFETIME, null, null, 0);
  }

  boolean isLifetime() {
    return type == BudgetType.LIFETIME;
  }

  /** What doesn't refresh stays in the period of its first use. */
  private Instant start(Instant now) {
    return type.start(refreshes || firstUse == null ? now : firstUse);
  }

  int remaining(Instant now) {
    return start(now).equals(period) ? uses - used : uses;
  }

  /** The same after one more use. */
  AccessBudget spent(Instant now) {
    Instant start = start(now);
    int before = start.equals(period) ? used : 0;
    return new AccessBudget(
        type, uses, refreshes, firstUse == null ? now : firstUse, start, before + 1);
  }

  ObjectNode shown(Instant now) {
    Instant start = start(now);
    ObjectNode details = Documents.empty();
    details.set("startTime", Timestamps.of(start));
    type.end(start).ifPresent(end -> details.set("endTime", Timestamps.of(end)));
    details
        .put("remainingBudget", remaining(now))
        .put("budget", uses)
        .put("budgetType", type.name());
    return isLifetime() ? details : details.put("autoRefresh", refreshes ? "ENABLED" : "DISABLED");
  }
}
