package dev.mlsim.services.personalize.vocabulary;

import dev.mlsim.service.ServiceError;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A filter expression, read by the grammar of the developer guide: {@code INCLUDE|EXCLUDE ItemID
 * WHERE Dataset.FIELD operator value ... IF CurrentUser.FIELD ...}, more of them behind a bar.
 */
public final class FilterExpression {
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
   * One of the expressions between the bars.
   *
   * @param includes whether it says what may be recommended, rather than what may not
   * @param target what it is about: {@code ITEMID}, {@code USERID} or {@code ACTIONID}
   * @param where what holds for those it is about
   * @param when when it applies at all, if it says so
   */
  public record Statement(
      boolean includes, String target, Condition where, Optional<Condition> when) {
    /** The tests it is made of. */
    public Stream<Condition.Test> tests() {
      return Stream.concat(where.tests(), when.stream().flatMap(Condition::tests));
    }
  }

  private final List<String> tokens;
  private int at;

  private FilterExpression(List<String> tokens) {
    this.tokens = tokens;
  }

  /** The fields that an expression looks at, as it names them; refuses what is no expression. */
  public static Set<Condition.Field> fields(String text) {
    return statements(text).stream()
        .flatMap(Statement::tests)
        .map(Condition.Test::field)
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  /** What an expression says; refuses one that isn't an expression. */
  public static List<Statement> statements(String text) {
    FilterExpression expression = new FilterExpression(tokens(text));
    List<Statement> statements = new ArrayList<>();
    do {
      statements.add(expression.statement());
    } while (expression.takes("|"));
    if (!expression.peek().equals(END)) {
      throw invalid(expression.peek());
    }
    return List.copyOf(statements);
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

  private Statement statement() {
    boolean includes = takes("INCLUDE");
    if (!includes && !takes("EXCLUDE")) {
      throw invalid(peek());
    }
    String target = peek().toUpperCase(Locale.ROOT);
    if (!TARGETS.contains(target)) {
      throw invalid(peek());
    }
    at++;
    expect("WHERE");
    Condition where = ofOneDataset(either());
    return new Statement(
        includes,
        target,
        where,
        takes("IF") ? Optional.of(ofOneDataset(either())) : Optional.empty());
  }

  /** Developer guide: AND and OR chain conditions of the dataset that the first one is about. */
  private static Condition ofOneDataset(Condition condition) {
    List<Condition.Test> tests = condition.tests().toList();
    String first = tests.get(0).field().dataset();
    for (Condition.Test test : tests) {
      if (!test.field().dataset().equals(first)) {
        throw new ServiceError(
            Errors.INVALID,
            "Could not create filter. Invalid Expression. Conditions that are chained by AND or OR"
                + " must use the dataset of the first one, "
                + first
                + ", not "
                + test.field().dataset()
                + ".");
      }
    }
    return condition;
  }

  private Condition either() {
    List<Condition> parts = new ArrayList<>();
    do {
      parts.add(both());
    } while (takes("OR"));
    return parts.size() == 1 ? parts.get(0) : new Condition.Any(parts);
  }

  /** AND binds closer than OR, as in SQL. */
  private Condition both() {
    List<Condition> parts = new ArrayList<>();
    do {
      parts.add(one());
    } while (takes("AND"));
    return parts.size() == 1 ? parts.get(0) : new Condition.All(parts);
  }

  private Condition one() {
    if (!takes("(")) {
      return test();
    }
    Condition inner = either();
    expect(")");
    return inner;
  }

  private Condition.Test test() {
    boolean ofCurrentUser = peek().toUpperCase(Locale.ROOT).startsWith("CURRENTUSER.");
    Condition.Field field = field();
    if (takes("=")) {
      return new Condition.Test(field, ofCurrentUser, "IN", List.of(value(true)));
    }
    if (takes("IS")) {
      boolean negated = takes("NOT");
      if (!takes("NULL")) {
        throw invalid(negated ? "NOT " + peek() : peek());
      }
      return new Condition.Test(field, ofCurrentUser, negated ? "NOT NULL" : "NULL", List.of());
    }
    if (takes("BETWEEN")) {
      String from = value(false);
      expect("AND");
      return new Condition.Test(field, ofCurrentUser, "BETWEEN", List.of(from, value(false)));
    }
    String comparison = peek();
    if (COMPARISONS.contains(comparison)) {
      at++;
      return new Condition.Test(field, ofCurrentUser, comparison, List.of(value(false)));
    }
    String operator = takes("NOT") ? "NOT IN" : "IN";
    expect("IN");
    expect("(");
    List<String> values = new ArrayList<>();
    do {
      values.add(value(true));
    } while (takes(","));
    expect(")");
    return new Condition.Test(field, ofCurrentUser, operator, values);
  }

  private Condition.Field field() {
    String[] parts = peek().split("\\.", -1);
    String dataset = DATASETS.getOrDefault(parts[0].toUpperCase(Locale.ROOT), "");
    if (parts.length != 2 || dataset.isEmpty() || parts[1].isEmpty()) {
      throw invalid(peek());
    }
    at++;
    return new Condition.Field(dataset, parts[1].toUpperCase(Locale.ROOT));
  }

  /** A literal, with its quotes if it is a text, or a placeholder. */
  private String value(boolean mayBePlaceholder) {
    String value = peek();
    if (value.startsWith("$")) {
      if (!mayBePlaceholder) {
        throw new ServiceError(
            Errors.INVALID,
            "Could not create filter. Invalid input symbol "
                + value
                + ". Placeholders can only be used with IN or EQ operator");
      }
    } else if (!value.startsWith("\"") && !value.matches("-?\\d+(\\.\\d+)?")) {
      throw invalid(value);
    }
    at++;
    return value;
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
        Errors.INVALID, "Could not create filter. Invalid input symbol " + symbol + ".");
  }
}
