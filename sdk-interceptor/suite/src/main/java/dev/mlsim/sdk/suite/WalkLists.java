package dev.mlsim.sdk.suite;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.mlsim.contract.Member;
import dev.mlsim.contract.Paginator;
import dev.mlsim.contract.StringShape;
import dev.mlsim.contract.TimestampShape;
import dev.mlsim.contract.Timestamps;
import dev.mlsim.service.ListAll;
import dev.mlsim.service.ResourceType;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;

/** The Lists of a type, held against what Describe shows of each resource. */
final class WalkLists {
  private static final int MOST_PAGES = 100;

  private final ServiceSuite suite;
  private final Stage stage;
  private final ResourceType type;
  private final Map<String, ListAll> lists = new TreeMap<>();

  WalkLists(ServiceSuite suite, Stage stage, ResourceType type) {
    this.suite = suite;
    this.stage = stage;
    this.type = type;
    suite
        .service()
        .operations()
        .forEach(
            (name, handler) -> {
              if (handler instanceof ListAll list
                  && Stage.isAbout(list, type)
                  && !suite.examples().isException(name + ".order")
                  && paging(name).isPresent()) {
                lists.put(name, list);
              }
            });
  }

  /** Each is whole, by pages as at once, sorted and filtered as it was told. */
  void check(Map<Made, ObjectNode> shown, SplittableRandom random) {
    for (String operation : lists.keySet()) {
      if (!shown.isEmpty()) {
        list(operation, shown, random);
      }
    }
  }

  private void list(String operation, Map<Made, ObjectNode> shown, SplittableRandom random) {
    Paginator paging = paging(operation).orElseThrow();
    Made some = List.copyOf(shown.keySet()).get(random.nextInt(shown.size()));
    ObjectNode query = stage.inputFor(operation, some);
    List<JsonNode> whole = pages(operation, query.deepCopy(), paging);
    byPages(operation, query, whole, random);
    shown.forEach(
        (made, described) -> {
          boolean asked = made.equals(some) || query.isEmpty();
          List<JsonNode> items = whole.stream().filter(i -> ListChecks.isFor(i, made)).toList();
          if (items.size() > 1 || (asked && items.isEmpty())) {
            throw new AssertionError(operation + " shows " + items + " for " + described);
          }
          items.forEach(item -> agrees(operation, item, described));
        });
    if (!whole.isEmpty() && random.nextInt(2) == 0) {
      narrowed(operation, query, whole, random);
    }
  }

  private void byPages(
      String operation, ObjectNode query, List<JsonNode> whole, SplittableRandom random) {
    Paginator paging = paging(operation).orElseThrow();
    if (paging.limitKey().isEmpty() || query.has(paging.limitKey())) {
      return;
    }
    ObjectNode small = query.deepCopy();
    small.put(paging.limitKey(), 1 + random.nextInt(3));
    List<JsonNode> paged = pages(operation, small.deepCopy(), paging);
    if (!paged.equals(whole)) {
      throw new AssertionError(operation + " by pages shows " + paged + ", at once " + whole);
    }
    tokens(operation, small.put(paging.limitKey(), 1), paging);
  }

  private void agrees(String operation, JsonNode item, ObjectNode described) {
    item.properties()
        .forEach(
            e -> {
              JsonNode other = described.get(e.getKey());
              if (other != null
                  && !suite.examples().isException(operation + "." + e.getKey())
                  && !SdkDocuments.shows(other, e.getValue())) {
                throw new AssertionError(operation + " shows " + e + ", described is " + other);
              }
            });
  }

  /** The same with one more thing said: a filter, an order. */
  private void narrowed(
      String operation, ObjectNode query, List<JsonNode> whole, SplittableRandom random) {
    JsonNode pick = whole.get(random.nextInt(whole.size()));
    List<Said> all = new ArrayList<>();
    for (Member member : stage.shape(operation).members()) {
      if (!query.has(member.name())) {
        Said.of(member, pick, type.nameMember()).ifPresent(all::add);
      }
    }
    if (all.isEmpty()) {
      return;
    }
    Said said = all.get(random.nextInt(all.size()));
    ObjectNode asked = query.deepCopy();
    asked.set(said.member(), said.value());
    List<JsonNode> answered = pages(operation, asked.deepCopy(), paging(operation).orElseThrow());
    byPages(operation, asked, answered, random);
    List<JsonNode> expected = whole.stream().filter(said::fits).toList();
    if (answered.size() != expected.size() || !answered.containsAll(expected)) {
      throw new AssertionError(
          operation + " of " + asked + " shows " + answered + ", of all " + whole);
    }
  }

  /**
   * A thing to say in a query.
   *
   * @param member where it is said
   * @param value what
   * @param seen the member of an item that it is about; empty where all fit
   * @param order below 0 where the item's must not be later, above where not earlier
   */
  private record Said(String member, JsonNode value, String seen, int order) {
    private static final long MILLI = 1;

    static Optional<Said> of(Member member, JsonNode item, String named) {
      String name = member.name();
      String lower = name.toLowerCase(Locale.ROOT);
      if (lower.equals("namecontains")) {
        String part = part(item.path(named).asText());
        return part.isEmpty()
            ? Optional.empty()
            : Optional.of(new Said(name, TextNode.valueOf(part), named, 0));
      }
      if (member.shape() instanceof TimestampShape) {
        String seen = name.replaceAll("(After|Before)$", "");
        boolean after = name.endsWith("After");
        return seen.equals(name) || !item.path(seen).isNumber()
            ? Optional.empty()
            : Optional.of(new Said(name, moment(item.path(seen), after), seen, after ? 1 : -1));
      }
      boolean order = lower.equals("sortorder") || lower.equals("sortby");
      return order && member.shape() instanceof StringShape text && !text.enumValues().isEmpty()
          ? Optional.of(new Said(name, last(text), "", 0))
          : Optional.empty();
    }

    private static JsonNode last(StringShape text) {
      return TextNode.valueOf(text.enumValues().get(text.enumValues().size() - 1));
    }

    private static String part(String text) {
      return text.substring(text.length() / 2);
    }

    /** A moment such that the item itself still fits, however the bound is meant. */
    private static JsonNode moment(JsonNode time, boolean after) {
      Instant at = Timestamps.instant(time);
      return Timestamps.of(after ? at.minusMillis(MILLI) : at.plusMillis(MILLI));
    }

    boolean fits(JsonNode item) {
      JsonNode other = item.path(seen);
      if (order == 0) {
        String part = value.asText().toLowerCase(Locale.ROOT);
        return seen.isEmpty() || other.asText().toLowerCase(Locale.ROOT).contains(part);
      }
      return order * Double.compare(other.asDouble(), value.asDouble()) >= 0;
    }
  }

  private List<JsonNode> pages(String operation, ObjectNode query, Paginator paging) {
    List<JsonNode> all = new ArrayList<>();
    for (int i = 0; i < MOST_PAGES; i++) {
      ObjectNode page = stage.call(operation, query);
      page.path(paging.resultKey()).forEach(all::add);
      if (!page.has(paging.outputToken())) {
        return all;
      }
      query.set(paging.inputToken(), page.get(paging.outputToken()));
    }
    throw new AssertionError(operation + " has no end");
  }

  /** A token is good for its own query alone. */
  private void tokens(String operation, ObjectNode query, Paginator paging) {
    JsonNode token = stage.call(operation, query).get(paging.outputToken());
    if (token == null) {
      return;
    }
    for (String order : List.of("SortOrder", "sortOrder", "NameContains", "nameContains")) {
      stage
          .shape(operation)
          .member(order)
          .filter(member -> !query.has(order))
          .ifPresent(
              member -> {
                ObjectNode other = query.deepCopy();
                other.set(order, Samples.some(member.shape()).orElseThrow());
                other.set(paging.inputToken(), token);
                refused(operation, other);
              });
    }
    for (String list : lists.keySet()) {
      if (!list.equals(operation)) {
        ObjectNode other = query.deepCopy();
        other.set(paging(list).orElseThrow().inputToken(), token);
        refused(list, other);
      }
    }
  }

  private void refused(String operation, ObjectNode input) {
    try {
      throw new AssertionError(
          operation
              + " takes the token of another query, "
              + input
              + ": "
              + stage.call(operation, input));
    } catch (Worlds.Refused e) {
      // as it should
    }
  }

  private Optional<Paginator> paging(String operation) {
    return suite.service().contract().operation(operation).flatMap(o -> o.paginator());
  }

  @Override
  public String toString() {
    return "lists of " + type;
  }
}
