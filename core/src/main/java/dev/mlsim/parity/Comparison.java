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
import dev.mlsim.json.Json;
import dev.mlsim.recording.RecordedAttempt;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** Compares the documents of one answer. */
final class Comparison {
  private static final JsonNode NOTHING = JsonNodeFactory.instance.missingNode();

  private final RecordedAttempt call;
  private final Bindings bindings;
  private final Statuses statuses;
  private final Pages pages;
  private final boolean isTrial;
  private boolean isBetween;
  private JsonNode item = NOTHING;
  private final List<Difference> differences = new ArrayList<>();

  private Comparison(RecordedAttempt call, Bindings bindings, Statuses statuses, boolean isTrial) {
    this.isTrial = isTrial;
    this.pages = new Pages(call, bindings);
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
    Comparison comparison = new Comparison(call, bindings, statuses, false);
    comparison.structure(shape, call.output(), here, "$", "out");
    return comparison.isBetween ? comparison.ofEitherState() : comparison.differences;
  }

  /** In the window between two polls AWS and mlsim may be in either state, with what it shows. */
  private List<Difference> ofEitherState() {
    return differences.stream()
        .filter(d -> d.kind() == Kind.STATE || d.kind() == Kind.TYPE || d.kind() == Kind.ORDER)
        .toList();
  }

  private void structure(
      StructureShape shape, ObjectNode aws, ObjectNode here, String path, String place) {
    Set<String> names = new LinkedHashSet<>();
    aws.fieldNames().forEachRemaining(names::add);
    here.fieldNames().forEachRemaining(names::add);
    for (String name : names) {
      Optional<Member> member = shape.member(name);
      if (Pages.isToken(name)) {
        pages
            .next(aws.path(name), here.path(name))
            .ifPresent(
                kind ->
                    differ(kind, path + "." + name, text(aws.path(name)), text(here.path(name))));
      } else if (member.isPresent()) {
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
    } else if (call.otherType(place).isPresent()) {
      differ(Kind.TYPE, path, call.otherType(place).orElse(""), type(here));
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
    if (isTrial ? bindings.couldAgree(aws, here) : bindings.agrees(aws, here)) {
      return;
    }
    if (!Statuses.isStatus(path)) {
      differ(Kind.VALUE, path, aws, here);
    } else if (statuses.isNear(call, path, here)) {
      isBetween = true;
    } else if (!statuses.showed(item, here)) {
      differ(Kind.STATE, path, aws, here);
    }
  }

  /** Points in time are never the same, and what a model has learnt isn't either. */
  static boolean isCompared(Shape shape) {
    return !(shape instanceof TimestampShape)
        && !(shape instanceof NumberShape number && !number.kind().isWhole());
  }

  private void number(Shape shape, JsonNode aws, JsonNode here, String path) {
    boolean differs =
        path.endsWith("Seconds")
            ? Times.isOff(aws.asDouble(), here.asDouble())
            : aws.asDouble() != here.asDouble();
    if (isCompared(shape) && differs) {
      differ(Kind.NUMBER, path, text(aws), text(here));
    }
  }

  private void list(ListShape shape, JsonNode aws, JsonNode here, String path, String place) {
    if (pages.areShared() && shape.element() instanceof StructureShape) {
      shared(shape, aws, here, path, place);
      return;
    }
    if (aws.size() != here.size()) {
      differ(Kind.SIZE, path, String.valueOf(aws.size()), String.valueOf(here.size()));
      return;
    }
    if (isReordered(shape, aws, here)) {
      differ(Kind.ORDER, path, text(aws), text(here));
      return;
    }
    for (int i = 0; i < aws.size(); i++) {
      element(shape, aws, i, here.get(i), path, place);
    }
  }

  private void element(
      ListShape shape, JsonNode aws, int i, JsonNode here, String path, String place) {
    JsonNode around = item;
    item = aws.get(i);
    member(shape.element(), item, here, path + "[*]", place + "[" + i + "]");
    item = around;
  }

  /** Others' resources stand on the same pages: what is the recording's own is in one order. */
  private void shared(ListShape shape, JsonNode aws, JsonNode here, String path, String place) {
    int last = -1;
    for (int i = 0; i < aws.size(); i++) {
      int like = pages.isOurs(aws.get(i)) ? pages.indexOf(aws.get(i), here) : -1;
      if (like >= 0) {
        element(shape, aws, i, here.get(like), path, place);
        if (like < last) {
          differ(Kind.ORDER, path, text(aws), text(here));
          return;
        }
        last = like;
      }
    }
  }

  /** Whether they are not alike in this order, but each has its like in the other. */
  private boolean isReordered(ListShape shape, JsonNode aws, JsonNode here) {
    boolean inPlace = true;
    for (int i = 0; i < aws.size(); i++) {
      inPlace &= isLike(shape, aws.get(i), here.get(i));
    }
    return !inPlace && hasAll(shape, aws, here) && hasAll(shape, here, aws);
  }

  private boolean hasAll(ListShape shape, JsonNode all, JsonNode in) {
    return stream(all)
        .allMatch(
            item ->
                stream(in)
                    .anyMatch(other -> isLike(shape, item, other) || isLike(shape, other, item)));
  }

  private static Stream<JsonNode> stream(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false);
  }

  private boolean isLike(ListShape shape, JsonNode item, JsonNode other) {
    Comparison alone = new Comparison(call, bindings, statuses, true);
    alone.member(shape.element(), item, other, "$", "");
    return alone.differences.isEmpty();
  }

  private static String text(JsonNode node) {
    return node.isTextual() ? node.textValue() : node.equals(NOTHING) ? "" : Json.text(node);
  }

  private void differ(Kind kind, String path, String aws, String here) {
    differences.add(new Difference(kind, call, path, aws, here));
  }
}
