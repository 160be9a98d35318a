package dev.mlsim.services.cleanroomsml;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mlsim.contract.Timestamps;
import dev.mlsim.service.Documents;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** How often a table may be used in a period, and how often it was. Used under the lock. */
final class AccessBudget {
  private final BudgetType type;
  private final int uses;
  private final boolean refreshes;
  private @Nullable Instant firstUse;
  private @Nullable Instant period;
  private int used;

  AccessBudget(BudgetType type, int uses, boolean refreshes) {
    this.type = type;
    this.uses = uses;
    this.refreshes = refreshes && type != BudgetType.LIFETIME;
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

  void spend(Instant now) {
    if (firstUse == null) {
      firstUse = now;
    }
    Instant start = start(now);
    if (!start.equals(period)) {
      period = start;
      used = 0;
    }
    used++;
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
