package dev.mlsim.sdk.suite;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mlsim.contract.Paginator;
import dev.mlsim.service.ListAll;
import dev.mlsim.service.ResourceType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;

/** What a walk made, held against what the service shows: the naive model. */
final class WalkBook {
  private static final int MOST_PAGES = 100;
  private static final String MODIFIED = "LastModifiedTime";
  private static final List<String> MODIFICATIONS =
      List.of(MODIFIED, "LastUpdatedTime", "lastUpdatedDateTime", "updateTime");

  private final ServiceSuite suite;
  private final Worlds worlds;
  private final Stage stage;
  private final ResourceType type;
  private final Map<String, ListAll> lists = new TreeMap<>();
  private List<Made> alive = new ArrayList<>();
  private Map<String, Double> created = new HashMap<>();
  private Map<String, Double> modified = new HashMap<>();
  private boolean forked;

  WalkBook(ServiceSuite suite, Worlds worlds, Stage stage, ResourceType type) {
    this.suite = suite;
    this.worlds = worlds;
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

  int size() {
    return alive.size();
  }

  boolean isEmpty() {
    return alive.isEmpty();
  }

  boolean isForked() {
    return forked;
  }

  void add(Made made) {
    alive.removeIf(old -> old.reference().equals(made.reference()));
    alive.add(made);
    created.remove(made.reference());
    modified.remove(made.reference());
  }

  Made any(SplittableRandom random) {
    return alive.get(random.nextInt(alive.size()));
  }

  /** Takes a snapshot; what the first world goes through then is forgotten. */
  void fork(Runnable spoil) {
    forked = true;
    List<Made> all = List.copyOf(alive);
    worlds.fork(spoil);
    alive = new ArrayList<>(all);
  }

  /** What is shown is what was made. */
  void check(SplittableRandom random) {
    Map<Made, ObjectNode> shown = new LinkedHashMap<>();
    for (Made made : List.copyOf(alive)) {
      boolean exists = stage.exists(made);
      Optional<ObjectNode> described = described(made, exists);
      described.ifPresent(d -> shown.put(made, d));
      described.ifPresent(d -> times(made, d));
      if (!exists) {
        alive.remove(made);
      }
    }
    for (Map.Entry<String, ListAll> list : lists.entrySet()) {
      if (!shown.isEmpty()) {
        list(list.getKey(), shown, random);
      }
    }
  }

  private Optional<ObjectNode> described(Made made, boolean exists) {
    String operation = stage.operation("describe", type).orElse("");
    if (operation.isEmpty()) {
      return Optional.empty();
    }
    try {
      ObjectNode described = stage.describe(made);
      if (!exists) {
        throw new AssertionError(made.reference() + " is gone, and described: " + described);
      }
      return Optional.of(described);
    } catch (Worlds.Refused e) {
      if (exists && !isOnItsWayOut(made)) {
        throw new AssertionError(made.reference() + " is there, and not described", e);
      }
      return Optional.empty();
    }
  }

  /** What is being deleted may be said to be so, or not to be there. */
  private boolean isOnItsWayOut(Made made) {
    return stage.look(made).state().toString().toLowerCase(Locale.ROOT).contains("delet");
  }

  private void times(Made made, ObjectNode described) {
    double now = worlds.first().clock().now().toEpochMilli() / 1000.0;
    double first = time(described, type.createdMember());
    if (first > now || created.getOrDefault(made.reference(), first) != first) {
      throw new AssertionError("another time of creation: " + described);
    }
    created.put(made.reference(), first);
    for (String member : MODIFICATIONS) {
      double last = time(described, member);
      if (last > 0) {
        if (last > now || last < first || last < modified.getOrDefault(made.reference(), last)) {
          throw new AssertionError(member + " goes back or ahead: " + described);
        }
        modified.put(made.reference(), last);
      }
    }
  }

  private static double time(ObjectNode described, String member) {
    return described.path(member).asDouble();
  }

  private void list(String operation, Map<Made, ObjectNode> shown, SplittableRandom random) {
    Paginator paging = paging(operation).orElseThrow();
    Made some = List.copyOf(shown.keySet()).get(random.nextInt(shown.size()));
    ObjectNode query = stage.inputFor(operation, some);
    List<JsonNode> whole = pages(operation, query.deepCopy(), paging);
    ObjectNode small = query.deepCopy();
    if (!paging.limitKey().isEmpty() && !query.has(paging.limitKey())) {
      small.put(paging.limitKey(), 1 + random.nextInt(3));
      List<JsonNode> paged = pages(operation, small.deepCopy(), paging);
      if (!paged.equals(whole)) {
        throw new AssertionError(operation + " by pages shows " + paged + ", at once " + whole);
      }
      tokens(operation, small.put(paging.limitKey(), 1), paging);
    }
    shown.forEach(
        (made, described) -> {
          boolean asked = made.equals(some) || query.isEmpty();
          List<JsonNode> items = whole.stream().filter(i -> ListChecks.isFor(i, made)).toList();
          if (items.size() > 1 || (asked && items.isEmpty())) {
            throw new AssertionError(operation + " shows " + items + " for " + described);
          }
          items.forEach(item -> agrees(operation, item, described));
        });
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
        ObjectNode other = stage.inputFor(list, alive.get(0));
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
}
