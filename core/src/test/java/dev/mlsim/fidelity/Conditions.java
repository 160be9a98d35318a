package dev.mlsim.fidelity;

import dev.mlsim.contract.Operation;
import dev.mlsim.service.Handler;
import dev.mlsim.service.Precondition;
import java.util.ArrayList;
import java.util.List;

/** What is exact of a family's operations: from the model, and beyond it. */
final class Conditions {
  private static final String MODEL =
      "From AWS's model: the names, types and wire forms of all members, the constraints - required"
          + " members, lengths, ranges, patterns, enums, all of them checked, and told together -,"
          + " the errors, all of which a fault rule can throw, their codes and statuses. From AWS's"
          + " documentation, unless a judgement names it: the conditions and filters here, the"
          + " quotas and the lifecycles below.";
  private final FamilyFacts facts;

  Conditions(FamilyFacts facts) {
    this.facts = facts;
  }

  List<String> lines() {
    if (facts.family().operations().isEmpty()) {
      return List.of();
    }
    List<String> lines = new ArrayList<>(List.of("## What is exact", "", MODEL, ""));
    int before = lines.size();
    for (Operation operation : facts.service().contract().operations().values()) {
      Handler handler = facts.family().operations().get(operation.name());
      if (handler != null) {
        add(operation, handler, lines);
      }
    }
    if (lines.size() > before) {
      lines.add("");
    }
    return lines;
  }

  private static void add(Operation operation, Handler handler, List<String> lines) {
    String filters = handler.kind().equals("list") ? OperationsTable.filters(operation) : "";
    if (!filters.isEmpty()) {
      lines.add("- " + operation.name() + " filters by " + filters);
    } else if (!handler.preconditions().isEmpty()) {
      lines.add("- " + operation.name() + ", in the order of checking");
      handler.preconditions().forEach(rule -> lines.add("  - " + condition(rule)));
    }
  }

  private static String condition(Precondition rule) {
    return rule.rule() + (rule.code().isEmpty() ? "" : " (" + rule.code() + ")");
  }
}
