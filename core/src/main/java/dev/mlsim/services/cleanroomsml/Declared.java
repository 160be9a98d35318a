package dev.mlsim.services.cleanroomsml;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * All that a test has declared of AWS Clean Rooms, and what was spent of it. Immutable, in the
 * order in which it was declared.
 *
 * @param collaborations the members by account, by the collaboration's id
 * @param tables by the ARN of their association
 * @param templates by ARN
 * @param hidesSeed whether the seed audience is hidden from who started the job
 */
record Declared(
    Map<String, Map<String, Membership>> collaborations,
    Map<String, Table> tables,
    Map<String, Template> templates,
    boolean hidesSeed) {
  static final Declared NOTHING = new Declared(Map.of(), Map.of(), Map.of(), false);

  /**
   * A table.
   *
   * @param mention how queries name it
   * @param budgets its budgets, at most one of a kind
   */
  record Table(Pattern mention, List<AccessBudget> budgets) {
    Table {
      budgets = List.copyOf(budgets);
    }

    Table spent(Instant now) {
      return new Table(mention, budgets.stream().map(budget -> budget.spent(now)).toList());
    }
  }

  /**
   * A template.
   *
   * @param sql its query
   * @param parameters those of synthetic data, null if it makes none; not to be changed
   * @param score what the data are found to score, null if the seed says so
   */
  record Template(String sql, @Nullable ObjectNode parameters, @Nullable Double score) {}

  Declared collaboration(String id, Map<String, Membership> members) {
    return new Declared(
        with(collaborations, id, Collections.unmodifiableMap(members)),
        tables,
        templates,
        hidesSeed);
  }

  Declared table(String arn, Table table) {
    return new Declared(collaborations, with(tables, arn, table), templates, hidesSeed);
  }

  Declared template(String arn, Template template) {
    return new Declared(collaborations, tables, with(templates, arn, template), hidesSeed);
  }

  Declared hidingSeed() {
    return new Declared(collaborations, tables, templates, true);
  }

  private static <T> Map<String, T> with(Map<String, T> map, String key, T value) {
    Map<String, T> more = new LinkedHashMap<>(map);
    more.put(key, value);
    return Collections.unmodifiableMap(more);
  }
}
