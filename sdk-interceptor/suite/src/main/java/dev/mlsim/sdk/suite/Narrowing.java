package dev.mlsim.sdk.suite;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.mlsim.contract.Member;
import dev.mlsim.contract.StringShape;
import dev.mlsim.contract.StructureShape;
import dev.mlsim.contract.TimestampShape;
import dev.mlsim.contract.Timestamps;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * One thing more to say in a query: a filter by what an item has, or an order.
 *
 * @param member where it is said
 * @param value what
 * @param seen the member of an item that it is about; empty where all fit
 * @param test how that is held against the value
 * @param beside what goes along
 */
record Narrowing(
    String member, JsonNode value, String seen, Test test, Optional<Narrowing> beside) {
  private static final long MILLI = 1;

  private enum Test {
    ANY,
    SAME,
    PART,
    NOT_LATER,
    NOT_EARLIER
  }

  /** All that can be said so that an item still fits. */
  static List<Narrowing> of(
      StructureShape shape,
      ObjectNode query,
      JsonNode item,
      ListedItems items,
      SplittableRandom random) {
    List<Narrowing> all = new ArrayList<>();
    Optional<Narrowing> order = Optional.empty();
    for (Member member : shape.members()) {
      String lower = member.name().toLowerCase(Locale.ROOT);
      if (query.has(member.name())) {
        continue;
      }
      if (lower.equals("sortorder") || lower.equals("sortby")) {
        order = order(member, order, random);
        order.ifPresent(all::add);
      } else {
        filter(member, item, items).ifPresent(all::add);
      }
    }
    return all;
  }

  private static Optional<Narrowing> order(
      Member member, Optional<Narrowing> other, SplittableRandom random) {
    if (!(member.shape() instanceof StringShape text) || text.enumValues().isEmpty()) {
      return other;
    }
    JsonNode some =
        TextNode.valueOf(text.enumValues().get(random.nextInt(text.enumValues().size())));
    return Optional.of(new Narrowing(member.name(), some, "", Test.ANY, other));
  }

  private static Optional<Narrowing> filter(Member member, JsonNode item, ListedItems items) {
    String name = member.name();
    if (name.equalsIgnoreCase("nameContains")) {
      return part(name, item, items.type().nameMember(), items);
    }
    if (name.endsWith("Contains")) {
      return part(name, item, stem(name, "Contains"), items);
    }
    if (member.shape() instanceof TimestampShape) {
      return name.endsWith("After")
          ? moment(name, item, stem(name, "After"), Test.NOT_EARLIER, items)
          : name.endsWith("Before")
              ? moment(name, item, stem(name, "Before"), Test.NOT_LATER, items)
              : Optional.empty();
    }
    if (!(member.shape() instanceof StringShape)) {
      return Optional.empty();
    }
    String shown =
        name.equalsIgnoreCase("statusEquals")
            ? items.type().statusMember()
            : name.endsWith("Equals") ? stem(name, "Equals") : name;
    return items
        .value(item, shown)
        .filter(value -> value.isTextual() && !value.asText().isEmpty())
        .map(value -> new Narrowing(name, value, shown, Test.SAME, Optional.empty()));
  }

  private static String stem(String member, String suffix) {
    return member.substring(0, member.length() - suffix.length());
  }

  private static Optional<Narrowing> part(
      String member, JsonNode item, String seen, ListedItems items) {
    return items
        .value(item, seen)
        .map(JsonNode::asText)
        .map(text -> text.substring(text.length() / 2))
        .filter(part -> !part.isEmpty())
        .map(
            part ->
                new Narrowing(member, TextNode.valueOf(part), seen, Test.PART, Optional.empty()));
  }

  /** A moment such that the item itself still fits, however the bound is meant. */
  private static Optional<Narrowing> moment(
      String member, JsonNode item, String stem, Test test, ListedItems items) {
    String seen = stem.equals("Created") ? items.type().createdMember() : stem;
    return items
        .value(item, seen)
        .filter(JsonNode::isNumber)
        .map(Timestamps::instant)
        .map(
            at -> {
              Instant bound =
                  test == Test.NOT_EARLIER ? at.minusMillis(MILLI) : at.plusMillis(MILLI);
              return new Narrowing(member, Timestamps.of(bound), seen, test, Optional.empty());
            });
  }

  /** The query in which it is said. */
  ObjectNode in(ObjectNode query) {
    ObjectNode asked = beside.map(other -> other.in(query)).orElseGet(query::deepCopy);
    asked.set(member, value);
    return asked;
  }

  /** Whether an item fits, if one can say. */
  Optional<Boolean> fits(JsonNode item, ListedItems items) {
    if (test == Test.ANY) {
      return Optional.of(true);
    }
    return items
        .value(item, seen)
        .map(
            other ->
                switch (test) {
                  case ANY -> true;
                  case SAME -> other.equals(value);
                  case PART ->
                      other
                          .asText()
                          .toLowerCase(Locale.ROOT)
                          .contains(value.asText().toLowerCase(Locale.ROOT));
                  case NOT_LATER -> other.asDouble() <= value.asDouble();
                  case NOT_EARLIER -> other.asDouble() >= value.asDouble();
                });
  }
}
