package dev.mlsim.parity;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mlsim.contract.ListShape;
import dev.mlsim.contract.MapShape;
import dev.mlsim.contract.Member;
import dev.mlsim.contract.NumberShape;
import dev.mlsim.contract.Shape;
import dev.mlsim.contract.StructureShape;
import dev.mlsim.contract.TimestampShape;
import dev.mlsim.recording.RecordedAttempt;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Compares the documents of one answer. */
final class Comparison {
  private static final JsonNode NOTHING = JsonNodeFactory.instance.missingNode();

  private final RecordedAttempt call;
  private final Bindings bindings;
  private final Statuses statuses;
  private final List<Difference> differences = new ArrayList<>();

  private Comparison(RecordedAttempt call, Bindings bindings, Statuses statuses) {
    this.call = call;
    this.bindings = bindings;
    this.statuses = statuses;
  }

  /**
   * In what a success differs.
   *
   * @param shape of the output
   * @param here what mlsim answers
   */
  static List<Difference> of(
      RecordedAttempt call,
      StructureShape shape,
      ObjectNode here,
      Bindings bindings,
      Statuses statuses) {
    Comparison comparison = new Comparison(call, bindings, statuses);
    comparison.structure(shape, call.output(), here, "$", "out");
    return comparison.differences;
  }

  private void structure(
      StructureShape shape, ObjectNode aws, ObjectNode here, String path, String place) {
    Set<String> names = new LinkedHashSet<>();
    aws.fieldNames().forEachRemaining(names::add);
    here.fieldNames().forEachRemaining(names::add);
    for (String name : names) {
      Optional<Member> member = shape.member(name);
      if (member.isPresent()) {
        member(
            member.get().shape(),
            aws.path(name),
            here.path(name),
            path + "." + name,
            place + "." + name);
      }
    }
    for (Times.Off off : Times.off(shape, aws, here)) {
      differ(
          Kind.NUMBER,
          path + "." + off.member(),
          seconds(off.aws()) + " after the first time",
          seconds(off.here()));
    }
  }

  private static String seconds(double length) {
    return Math.round(length) + " s";
  }

  private void member(Shape shape, JsonNode aws, JsonNode here, String path, String place) {
    boolean leftOut = call.isLeftOut(place);
    if (isNothing(aws) && !leftOut) {
      if (!isNothing(here) && !isEmpty(here)) {
        differ(Kind.ONLY_HERE, path, "", text(here));
      }
    } else if (isNothing(here)) {
      if (leftOut || !isEmpty(aws)) {
        differ(Kind.ONLY_ON_AWS, path, leftOut ? "(left out)" : text(aws), "");
      }
    } else if (leftOut) {
      if (aws.isTextual() && !aws.textValue().equals("-") && !text(here).startsWith(text(aws))) {
        differ(Kind.VALUE, path, text(aws) + "...", text(here));
      }
    } else {
      value(shape, aws, here, path, place);
    }
  }

  /** AWS shows an empty list here and none there; neither means anything. */
  private static boolean isEmpty(JsonNode node) {
    return node.isContainerNode() && node.isEmpty();
  }

  private static boolean isNothing(JsonNode node) {
    return node.isMissingNode() || node.isNull();
  }

  private void value(Shape shape, JsonNode aws, JsonNode here, String path, String place) {
    if (aws.getNodeType() != here.getNodeType()) {
      differ(Kind.TYPE, path, type(aws), type(here));
    } else if (shape instanceof StructureShape structure && aws instanceof ObjectNode object) {
      structure(structure, object, (ObjectNode) here, path, place);
    } else if (shape instanceof ListShape list) {
      list(list, aws, here, path, place);
    } else if (shape instanceof MapShape map) {
      for (String name : names(aws)) {
        member(map.value(), aws.path(name), here.path(name), path + ".*", place + ".*");
      }
    } else if (aws.isNumber()) {
      number(shape, aws, here, path);
    } else if (aws.isTextual()) {
      string(aws.textValue(), here.textValue(), path);
    } else if (!aws.equals(here)) {
      differ(Kind.VALUE, path, text(aws), text(here));
    }
  }

  private static List<String> names(JsonNode object) {
    List<String> names = new ArrayList<>();
    object.fieldNames().forEachRemaining(names::add);
    return names;
  }

  private static String type(JsonNode node) {
    return node.getNodeType().name().toLowerCase(java.util.Locale.ROOT);
  }

  private void string(String aws, String here, String path) {
    if (bindings.agrees(aws, here)) {
      return;
    }
    if (!Statuses.isStatus(path)) {
      differ(Kind.VALUE, path, aws, here);
    } else if (!statuses.isNear(call, path, here)) {
      differ(Kind.STATE, path, aws, here);
    }
  }

  /** Points in time are never the same, and what a model has learnt isn't either. */
  private void number(Shape shape, JsonNode aws, JsonNode here, String path) {
    boolean computed =
        shape instanceof TimestampShape
            || (shape instanceof NumberShape number && !number.kind().isWhole());
    boolean differs =
        path.endsWith("Seconds")
            ? Times.isOff(aws.asDouble(), here.asDouble())
            : aws.asDouble() != here.asDouble();
    if (!computed && differs) {
      differ(Kind.NUMBER, path, text(aws), text(here));
    }
  }

  private void list(ListShape shape, JsonNode aws, JsonNode here, String path, String place) {
    List<JsonNode> known = new ArrayList<>();
    aws.forEach(known::add);
    boolean foreign =
        shape.element() instanceof StructureShape && call.operation().startsWith("List");
    boolean partial = foreign && known.removeIf(item -> !bindings.namesMade(item));
    if (partial) {
      return; // others' resources share the pages
    }
    if (known.size() != here.size()) {
      differ(Kind.SIZE, path, String.valueOf(known.size()), String.valueOf(here.size()));
      return;
    }
    int before = differences.size();
    for (int i = 0; i < known.size(); i++) {
      member(shape.element(), known.get(i), here.get(i), path + "[*]", place + "[" + i + "]");
    }
    if (differences.size() > before && isReordered(shape, known, here)) {
      differences.subList(before, differences.size()).clear();
      differ(Kind.ORDER, path, text(aws), text(here));
    }
  }

  /** Whether each element of the one has its like somewhere in the other. */
  private boolean isReordered(ListShape shape, List<JsonNode> aws, JsonNode here) {
    return aws.size() > 1
        && aws.stream()
            .allMatch(
                item -> {
                  for (JsonNode other : here) {
                    Comparison alone = new Comparison(call, bindings, statuses);
                    alone.member(shape.element(), item, other, "$", "");
                    if (alone.differences.isEmpty()) {
                      return true;
                    }
                  }
                  return false;
                });
  }

  private static String text(JsonNode node) {
    return node.isTextual() ? node.textValue() : node.equals(NOTHING) ? "" : node.toString();
  }

  private void differ(Kind kind, String path, String aws, String here) {
    differences.add(new Difference(kind, call, path, aws, here));
  }
}
