package dev.mlsim.sdk.suite;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mlsim.contract.Paginator;
import dev.mlsim.service.ListAll;
import dev.mlsim.service.ResourceType;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;

/** The Lists of a type, held against what Describe shows of each resource. */
final class WalkLists {
  private static final int MOST_PAGES = 100;
  private static final Duration LIFE = Duration.ofDays(1);

  private final ServiceSuite suite;
  private final Stage stage;
  private final ResourceType type;
  private final Map<String, ListAll> lists = new TreeMap<>();
  private final Map<String, OldToken> old = new TreeMap<>();

  /** A query for a next page, and when its token was given. */
  private record OldToken(ObjectNode query, Instant at) {}

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
      expire(operation);
      if (!shown.isEmpty()) {
        list(operation, shown, random);
      }
    }
  }

  /** A token is good for a day. */
  private void expire(String operation) {
    OldToken token = old.get(operation);
    if (token == null || now().isBefore(token.at().plus(LIFE))) {
      return;
    }
    old.remove(operation);
    refused(operation, token.query());
  }

  private Instant now() {
    return stage.sim().clock().now();
  }

  private void list(String operation, Map<Made, ObjectNode> shown, SplittableRandom random) {
    Paginator paging = paging(operation).orElseThrow();
    Made some = List.copyOf(shown.keySet()).get(random.nextInt(shown.size()));
    ObjectNode query = stage.inputFor(operation, some);
    List<JsonNode> whole = pages(operation, query.deepCopy(), paging);
    byPages(operation, query, whole, random);
    ListedItems items = new ListedItems(type, shown, stage.sim().resources().all(type.name()));
    inOrder(operation, query, whole, items);
    shown.forEach(
        (made, described) -> {
          boolean asked = made.equals(some) || query.isEmpty();
          List<JsonNode> own = whole.stream().filter(i -> ListChecks.isFor(i, made)).toList();
          if (own.size() > 1 || (asked && own.isEmpty())) {
            throw new AssertionError(operation + " shows " + own + " for " + described);
          }
          own.forEach(item -> agrees(operation, item, described));
        });
    if (!whole.isEmpty() && random.nextInt(2) == 0) {
      narrowed(operation, query, whole, items, random);
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
      String operation,
      ObjectNode query,
      List<JsonNode> whole,
      ListedItems items,
      SplittableRandom random) {
    JsonNode pick = whole.get(random.nextInt(whole.size()));
    List<Narrowing> all = Narrowing.of(stage.shape(operation), query, pick, items, random);
    all.removeIf(one -> whole.stream().anyMatch(item -> one.fits(item, items).isEmpty()));
    all.removeIf(one -> suite.examples().isException(operation + "." + one.member()));
    if (all.isEmpty()) {
      return;
    }
    Narrowing said = all.get(random.nextInt(all.size()));
    ObjectNode asked = said.in(query);
    List<JsonNode> answered = pages(operation, asked.deepCopy(), paging(operation).orElseThrow());
    byPages(operation, asked, answered, random);
    List<JsonNode> expected =
        whole.stream().filter(item -> said.fits(item, items).orElseThrow()).toList();
    if (answered.size() != expected.size() || !answered.containsAll(expected)) {
      throw new AssertionError(
          operation + " of " + asked + " shows " + answered + ", of all " + whole);
    }
    inOrder(operation, asked, answered, items);
  }

  private void inOrder(
      String operation, ObjectNode query, List<JsonNode> listed, ListedItems items) {
    ListAll list = requireNonNull(lists.get(operation));
    if (!items.areInOrder(list, query, listed)) {
      throw new AssertionError(operation + " of " + query + " isn't in order: " + listed);
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
    ObjectNode next = query.deepCopy();
    next.set(paging.inputToken(), token);
    old.putIfAbsent(operation, new OldToken(next, now()));
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
              + " takes a token that isn't good, "
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
