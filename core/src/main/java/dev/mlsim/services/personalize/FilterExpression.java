package dev.mlsim.services.personalize;

import dev.mlsim.service.ServiceError;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A filter expression, read by the grammar of the developer guide: {@code INCLUDE|EXCLUDE ItemID
 * WHERE Dataset.FIELD operator value ... IF CurrentUser.FIELD ...}, more of them behind a bar.
 */
final class FilterExpression {
  private static final Pattern TOKEN =
      Pattern.compile(
          "\\s*(\"[^\"]*\"|\\$[A-Za-z_]\\w*|[A-Za-z_][\\w.]*|-?\\d+(?:\\.\\d+)?|<=|>=|[=<>(),|])");
  private static final Set<String> TARGETS = Set.of("ITEMID", "USERID", "ACTIONID");
  private static final Set<String> COMPARISONS = Set.of("<", "<=", ">", ">=");
  private static final Map<String, String> DATASETS =
      Map.of(
          "INTERACTIONS", "INTERACTIONS",
          "ITEMS", "ITEMS",
          "USERS", "USERS",
          "CURRENTUSER", "USERS",
          "ACTIONS", "ACTIONS",
          "ACTION_INTERACTIONS", "ACTION_INTERACTIONS");
  private static final String END = "<end>";

  /**
   * A field that an expression looks at.
   *
   * @param dataset the type of dataset, such as {@code ITEMS}
   * @param column the column
   */
  record Field(String dataset, String column) {}

  private final List<String> tokens;
  private final Set<Field> fields = new LinkedHashSet<>();
  private int at;

  private FilterExpression(List<String> tokens) {
    this.tokens = tokens;
  }

  /** The fields that an expression looks at; refuses one that isn't an expression. */
  static Set<Field> fields(String text) {
    FilterExpression expression = new FilterExpression(tokens(text));
    expression.statement();
    while (expression.takes("|")) {
      expression.statement();
    }
    if (!expression.peek().equals(END)) {
      throw invalid(expression.peek());
    }
    return Set.copyOf(expression.fields);
  }

  private static List<String> tokens(String text) {
    List<String> tokens = new ArrayList<>();
    Matcher matcher = TOKEN.matcher(text);
    String rest = text.strip();
    int from = 0;
    while (matcher.find(from) && matcher.start() == from) {
      tokens.add(matcher.group(1));
      from = matcher.end();
      rest = text.substring(from).strip();
    }
    if (!rest.isEmpty()) {
      throw invalid(rest.substring(0, 1));
    }
    return tokens;
  }

  private void statement() {
    if (!takes("INCLUDE") && !takes("EXCLUDE")) {
      throw invalid(peek());
    }
    if (!TARGETS.contains(peek().toUpperCase(Locale.ROOT))) {
      throw invalid(peek());
    }
    at++;
    expect("WHERE");
    conditions();
    if (takes("IF")) {
      conditions();
    }
  }

  private void conditions() {
    do {
      if (takes("(")) {
        conditions();
        expect(")");
      } else {
        condition();
      }
    } while (takes("AND") || takes("OR"));
  }

  private void condition() {
    field();
    if (takes("=")) {
      value(true);
    } else if (takes("IS")) {
      boolean negated = takes("NOT");
      if (!takes("NULL")) {
        throw invalid(negated ? "NOT " + peek() : peek());
      }
    } else if (takes("BETWEEN")) {
      value(false);
      expect("AND");
      value(false);
    } else if (COMPARISONS.contains(peek())) {
      at++;
      value(false);
    } else {
      takes("NOT");
      expect("IN");
      expect("(");
      do {
        value(true);
      } while (takes(","));
      expect(")");
    }
  }

  private void field() {
    String[] parts = peek().split("\\.", -1);
    String dataset = DATASETS.getOrDefault(parts[0].toUpperCase(Locale.ROOT), "");
    if (parts.length != 2 || dataset.isEmpty() || parts[1].isEmpty()) {
      throw invalid(peek());
    }
    fields.add(new Field(dataset, parts[1].toUpperCase(Locale.ROOT)));
    at++;
  }

  private void value(boolean mayBePlaceholder) {
    String value = peek();
    if (value.startsWith("$")) {
      if (!mayBePlaceholder) {
        throw new ServiceError(
            Personalize.INVALID,
            "Could not create filter. Invalid input symbol "
                + value
                + ". Placeholders can only be used with IN or EQ operator");
      }
    } else if (!value.startsWith("\"") && !value.matches("-?\\d+(\\.\\d+)?")) {
      throw invalid(value);
    }
    at++;
  }

  private String peek() {
    return at < tokens.size() ? tokens.get(at) : END;
  }

  private boolean takes(String word) {
    boolean is = peek().equalsIgnoreCase(word);
    if (is) {
      at++;
    }
    return is;
  }

  private void expect(String word) {
    if (!takes(word)) {
      throw invalid(peek());
    }
  }

  private static ServiceError invalid(String symbol) {
    return new ServiceError(
        Personalize.INVALID, "Could not create filter. Invalid input symbol " + symbol + ".");
  }
}
