package dev.mlsim.sdk.suite;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mlsim.ResourceSnapshot;
import dev.mlsim.service.ListAll;
import dev.mlsim.service.ResourceType;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What is known of the items of a List.
 *
 * @param type their type
 * @param shown what Describe shows of those that a walk made
 * @param all all there are, in order of creation
 */
record ListedItems(ResourceType type, Map<Made, ObjectNode> shown, List<ResourceSnapshot> all) {

  /** What an item has of a member, or its resource; missing where nobody can say. */
  Optional<JsonNode> value(JsonNode item, String member) {
    if (item.has(member)) {
      return Optional.of(item.get(member));
    }
    return shown.entrySet().stream()
        .filter(e -> ListChecks.isFor(item, e.getKey()))
        .findFirst()
        .map(e -> e.getValue().path(member));
  }

  /** Whether they are in the order that the List is declared to have, or the query asks for. */
  boolean areInOrder(ListAll list, ObjectNode query, List<JsonNode> items) {
    String by = text(query, "sortby");
    String order = text(query, "sortorder").toLowerCase(Locale.ROOT);
    String member = by.isEmpty() ? list.sortedBy() : member(by);
    boolean down = order.isEmpty() ? list.isDescending() : order.startsWith("desc");
    boolean open = order.isEmpty() && !by.isEmpty(); // it depends on the List
    return isMonotone(items, member, down) || (open && isMonotone(items, member, !down));
  }

  private static String text(ObjectNode query, String name) {
    return query.properties().stream()
        .filter(e -> e.getKey().equalsIgnoreCase(name))
        .map(e -> e.getValue().asText())
        .findFirst()
        .orElse("");
  }

  /** {@code CREATION_TIME} is spelt {@code CreationTime} by others. */
  private String member(String by) {
    String bare = by.replace("_", "").toLowerCase(Locale.ROOT);
    return switch (bare) {
      case "name" -> type.nameMember();
      case "status" -> type.statusMember();
      case "creationtime" -> "";
      default ->
          shown.values().stream()
              .flatMap(described -> described.properties().stream().map(Map.Entry::getKey))
              .filter(known -> known.toLowerCase(Locale.ROOT).equals(bare))
              .findFirst()
              .orElse(by);
    };
  }

  private boolean isMonotone(List<JsonNode> items, String member, boolean down) {
    for (int i = 1; i < items.size(); i++) {
      int compared = compare(items.get(i - 1), items.get(i), member);
      if (down ? compared < 0 : compared > 0) {
        return false;
      }
    }
    return true;
  }

  /** By a member, and then by creation; what isn't known is nobody's fault. */
  private int compare(JsonNode one, JsonNode other, String member) {
    if (!member.isEmpty()) {
      Optional<JsonNode> first = value(one, member);
      Optional<JsonNode> second = value(other, member);
      if (first.isEmpty() || second.isEmpty()) {
        return 0;
      }
      int byValue = compare(first.get(), second.get());
      if (byValue != 0) {
        return byValue;
      }
    }
    Optional<JsonNode> first = place(one);
    Optional<JsonNode> second = place(other);
    return first.isEmpty() || second.isEmpty() ? 0 : compare(first.get(), second.get());
  }

  private static int compare(JsonNode one, JsonNode other) {
    return one.isNumber() && other.isNumber()
        ? Double.compare(one.doubleValue(), other.doubleValue())
        : one.asText().compareTo(other.asText());
  }

  /** Its place in the order of creation. */
  private Optional<JsonNode> place(JsonNode item) {
    String arn = item.path(type.arnMember()).asText();
    for (int i = 0; i < all.size() && !arn.isEmpty(); i++) {
      if (all.get(i).arn().equals(arn)) {
        return Optional.of(IntNode.valueOf(i));
      }
    }
    for (int i = 0; i < all.size(); i++) {
      ResourceSnapshot one = all.get(i);
      boolean meant =
          shown.keySet().stream()
              .filter(made -> ListChecks.isFor(item, made))
              .anyMatch(made -> List.of(one.arn(), one.name()).contains(made.reference()));
      if (meant) {
        return Optional.of(IntNode.valueOf(i));
      }
    }
    return Optional.empty();
  }
}
