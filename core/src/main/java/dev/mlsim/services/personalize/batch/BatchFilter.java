package dev.mlsim.services.personalize.batch;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mlsim.lifecycle.Resource;
import dev.mlsim.service.World;
import dev.mlsim.services.personalize.BatchQuery;
import dev.mlsim.services.personalize.RecordFailure;
import dev.mlsim.services.personalize.vocabulary.Condition;
import dev.mlsim.services.personalize.vocabulary.FilterExpression;
import dev.mlsim.services.personalize.vocabulary.GroupData;
import dev.mlsim.services.personalize.vocabulary.ImportedData;
import dev.mlsim.services.personalize.vocabulary.PersonalizeType;
import dev.mlsim.services.personalize.vocabulary.Types;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The filter of a batch job, applied as far as the store has what was imported: an expression about
 * a dataset or a column of which no file is at hand is left out, since nobody knows whom it would
 * keep. Of several interactions of a user with an item, one that fits is enough.
 */
final class BatchFilter {
  private static final Pattern GIVEN = Pattern.compile("\"([^\"]*)\"|([^,\\s\"]+)");
  private static final Map<String, String> KEYS =
      Map.of("ITEMS", "ITEM_ID", "USERS", "USER_ID", "INTERACTIONS", "USER_ID");

  private record Table(ImportedData data, Map<String, List<List<String>>> byKey) {}

  private final List<FilterExpression.Statement> statements;
  private final boolean segments;
  private final String group;
  private final World world;
  private final Map<String, Optional<Table>> tables = new HashMap<>();

  BatchFilter(Resource job, Resource version, World world) {
    this.world = world;
    this.segments = job.type().equals(BatchSegmentJobs.TYPE.name());
    this.group = PersonalizeType.text(version, "datasetGroupArn");
    this.statements =
        world
            .registry()
            .byArn(Types.FILTER, PersonalizeType.text(job, "filterArn"))
            .map(filter -> PersonalizeType.text(filter, "filterExpression"))
            .map(FilterExpression::statements)
            .orElse(List.of());
  }

  /**
   * Those of the ids that a record may be answered with, in their order.
   *
   * @throws RecordFailure if the record lacks the value of a placeholder
   */
  List<String> through(BatchQuery query, List<String> ids) {
    Map<Condition.Test, Condition.Test> filled = filled(query.input());
    String user = query.input().path("userId").asText();
    List<FilterExpression.Statement> applied =
        statements.stream()
            .filter(this::isAboutThese)
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

  private boolean isAboutThese(FilterExpression.Statement statement) {
    return statement.target().equals(segments ? "USERID" : "ITEMID");
  }

  /** Each test with its operands as they are compared. */
  private Map<Condition.Test, Condition.Test> filled(JsonNode record) {
    Map<Condition.Test, Condition.Test> filled = new HashMap<>();
    statements.stream()
        .flatMap(FilterExpression.Statement::tests)
        .forEach(
            test ->
                filled.put(
                    test,
                    test.with(
                        test.operands().stream()
                            .flatMap(operand -> operands(operand, record))
                            .toList())));
    return filled;
  }

  private static Stream<String> operands(String operand, JsonNode record) {
    if (!operand.startsWith("$")) {
      return Stream.of(unquoted(operand));
    }
    JsonNode given = record.path("filterValues").path(operand.substring(1));
    if (given.isMissingNode()) {
      throw new RecordFailure("The input record has no filterValues for " + operand + ".");
    }
    List<String> values = new ArrayList<>();
    Matcher matcher = GIVEN.matcher(given.asText());
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
    return test.ofCurrentUser() || (!segments && !test.field().dataset().equals("ITEMS"));
  }

  /** The values of a test's field; those of categories stand behind each other with bars. */
  private List<String> values(Condition.Test test, String user, String candidate) {
    Table table = table(test.field().dataset()).orElseThrow();
    boolean ofUser = needsUser(test);
    int at = table.data().header().indexOf(test.field().column());
    int item = table.data().header().indexOf("ITEM_ID");
    boolean acts = test.field().dataset().equals("INTERACTIONS") && !segments;
    return table.byKey().getOrDefault(ofUser ? user : candidate, List.of()).stream()
        .filter(row -> !acts || (row.size() > item && item >= 0 && row.get(item).equals(candidate)))
        .filter(row -> row.size() > at)
        .flatMap(row -> Stream.of(row.get(at).split("\\|", -1)))
        .toList();
  }

  private Optional<Table> table(String kind) {
    return tables.computeIfAbsent(kind, this::read);
  }

  private Optional<Table> read(String kind) {
    return GroupData.inGroup(world, group, kind)
        .flatMap(dataset -> GroupData.remaining(dataset, world))
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
