package dev.mlsim.services.personalize.vocabulary;

import dev.mlsim.lifecycle.Resource;
import dev.mlsim.service.World;
import dev.mlsim.services.personalize.RecordFailure;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A filter of recommendations, applied as far as it is known what was imported or put: an
 * expression about a dataset or a column of which nothing is at hand is left out, since nobody
 * knows whom it would keep. Of several interactions of a user with an item, one that fits is
 * enough.
 */
public final class CandidateFilter {
  private static final Pattern GIVEN = Pattern.compile("\"([^\"]*)\"|([^,\\s\"]+)");
  private static final Map<String, String> KEYS =
      Map.of(
          "ITEMS", "ITEM_ID",
          "USERS", "USER_ID",
          "ACTIONS", "ACTION_ID",
          "INTERACTIONS", "USER_ID",
          "ACTION_INTERACTIONS", "USER_ID");

  private record Table(ImportedData data, Map<String, List<List<String>>> byKey) {}

  private final List<FilterExpression.Statement> statements;
  private final Subject subject;
  private final String group;
  private final World world;
  private final Map<String, Optional<Table>> tables = new HashMap<>();

  private CandidateFilter(
      List<FilterExpression.Statement> statements, Subject subject, String group, World world) {
    this.statements = statements;
    this.subject = subject;
    this.group = group;
    this.world = world;
  }

  /** The filter of that ARN; it lets all through if there is none. */
  public static CandidateFilter of(String arn, Subject subject, String group, World world) {
    return new CandidateFilter(
        world
            .registry()
            .byArn(Types.FILTER, arn)
            .map(CandidateFilter::expression)
            .map(FilterExpression::statements)
            .orElse(List.of()),
        subject,
        group,
        world);
  }

  /** What an expression says, without there being a filter. */
  public static CandidateFilter by(String expression, Subject subject, String group, World world) {
    return new CandidateFilter(FilterExpression.statements(expression), subject, group, world);
  }

  private static String expression(Resource filter) {
    return PersonalizeType.text(filter, "filterExpression");
  }

  /**
   * Those of the ids that a user, or whoever asks, may be answered with, in their order.
   *
   * @param user whom it is for; empty if it is for nobody
   * @throws RecordFailure if the value of a placeholder is missing
   */
  public List<String> through(String user, FilterValues given, List<String> ids) {
    Map<Condition.Test, Condition.Test> filled = new HashMap<>();
    List<FilterExpression.Statement> applied =
        statements.stream()
            .filter(statement -> !given.leavesOut(statement))
            .peek(statement -> fill(statement, given, filled))
            .filter(statement -> statement.target().equals(subject.target()))
            .filter(statement -> isKnown(statement, user))
            .filter(
                statement ->
                    statement.when().isEmpty()
                        || statement.when().get().holds(filled, t -> values(t, user, "")))
            .toList();
    boolean anyIncludes = applied.stream().anyMatch(FilterExpression.Statement::includes);
    return ids.stream()
        .filter(id -> !anyIncludes || fits(applied, true, filled, user, id))
        .filter(id -> !fits(applied, false, filled, user, id))
        .toList();
  }

  private boolean fits(
      List<FilterExpression.Statement> applied,
      boolean includes,
      Map<Condition.Test, Condition.Test> filled,
      String user,
      String id) {
    return applied.stream()
        .filter(statement -> statement.includes() == includes)
        .anyMatch(statement -> statement.where().holds(filled, test -> values(test, user, id)));
  }

  /** Each test with its operands as they are compared. */
  private static void fill(
      FilterExpression.Statement statement,
      FilterValues given,
      Map<Condition.Test, Condition.Test> filled) {
    statement
        .tests()
        .forEach(
            test ->
                filled.put(
                    test,
                    test.with(
                        test.operands().stream()
                            .flatMap(operand -> operands(operand, given))
                            .toList())));
  }

  private static Stream<String> operands(String operand, FilterValues given) {
    if (!operand.startsWith("$")) {
      return Stream.of(unquoted(operand));
    }
    List<String> values = new ArrayList<>();
    Matcher matcher = GIVEN.matcher(given.of(operand));
    while (matcher.find()) {
      values.add(unquoted(matcher.group()));
    }
    return values.stream();
  }

  private static String unquoted(String literal) {
    return literal.startsWith("\"") ? literal.substring(1, literal.length() - 1) : literal;
  }

  private boolean isKnown(FilterExpression.Statement statement, String user) {
    return statement
        .tests()
        .allMatch(
            test ->
                table(test.field().dataset())
                        .filter(t -> t.data().header().contains(test.field().column()))
                        .isPresent()
                    && (!user.isEmpty() || !needsUser(test)));
  }

  private boolean needsUser(Condition.Test test) {
    return test.ofCurrentUser()
        || (subject != Subject.USERS && !test.field().dataset().equals(subject.dataset()));
  }

  /** The values of a test's field; those of categories stand behind each other with bars. */
  private List<String> values(Condition.Test test, String user, String candidate) {
    Table table = table(test.field().dataset()).orElseThrow();
    int at = table.data().header().indexOf(test.field().column());
    int id = table.data().header().indexOf(subject.column());
    boolean acts = subject != Subject.USERS && test.field().dataset().equals(subject.acts());
    return table.byKey().getOrDefault(needsUser(test) ? user : candidate, List.of()).stream()
        .filter(row -> !acts || (row.size() > id && id >= 0 && row.get(id).equals(candidate)))
        .filter(row -> row.size() > at)
        .flatMap(row -> Stream.of(row.get(at).split("\\|", -1)))
        .toList();
  }

  private Optional<Table> table(String kind) {
    return tables.computeIfAbsent(kind, this::read);
  }

  private Optional<Table> read(String kind) {
    return GroupData.held(world, group, kind)
        .map(
            data -> {
              int key = data.header().indexOf(KEYS.getOrDefault(kind, ""));
              Map<String, List<List<String>>> byKey = new HashMap<>();
              for (List<String> row : data.rows()) {
                if (key >= 0 && row.size() > key) {
                  byKey.computeIfAbsent(row.get(key), k -> new ArrayList<>()).add(row);
                }
              }
              return new Table(data, byKey);
            });
  }
}
