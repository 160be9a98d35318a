package dev.mlsim.engine.rules;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mlsim.contract.BooleanShape;
import dev.mlsim.contract.ListShape;
import dev.mlsim.contract.MapShape;
import dev.mlsim.contract.Member;
import dev.mlsim.contract.NumberShape;
import dev.mlsim.contract.Operation;
import dev.mlsim.contract.Shape;
import dev.mlsim.contract.StringShape;
import dev.mlsim.contract.StructureShape;
import dev.mlsim.internal.Nearest;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Finds what an answer of a test's has that the output of an operation can't have. */
final class KnownMembers {
  private KnownMembers() {}

  /** What is wrong with an answer for the first of the operations; nothing if one can give it. */
  static Optional<String> wrong(JsonNode output, List<Operation> meant) {
    Optional<String> first = Optional.empty();
    for (Operation operation : meant) {
      Optional<String> wrong = wrong(output, operation);
      if (wrong.isEmpty()) {
        return wrong;
      }
      first = first.or(() -> wrong);
    }
    return first;
  }

  private static Optional<String> wrong(JsonNode output, Operation operation) {
    Optional<StructureShape> shape = operation.output();
    if (shape.isPresent()) {
      return inStructure(output, shape.get(), "the output of [" + operation.name() + "]");
    }
    return output.isEmpty()
        ? Optional.empty()
        : Optional.of("[" + operation.name() + "] has no output, so its answer is {}");
  }

  private static Optional<String> inStructure(JsonNode value, StructureShape shape, String where) {
    for (Map.Entry<String, JsonNode> given : value.properties()) {
      Optional<Member> member = shape.member(given.getKey());
      if (member.isEmpty()) {
        List<String> names = shape.members().stream().map(Member::name).toList();
        return Optional.of(
            where
                + " has no member ["
                + given.getKey()
                + "]"
                + Nearest.hint(given.getKey(), names));
      }
      Optional<String> wrong =
          in(given.getValue(), member.get().shape(), "[" + given.getKey() + "] of " + where);
      if (wrong.isPresent()) {
        return wrong;
      }
    }
    return Optional.empty();
  }

  private static Optional<String> in(JsonNode value, Shape shape, String where) {
    if (value.isNull()) {
      return Optional.empty();
    }
    Optional<String> kind = kind(value, shape);
    if (kind.isPresent()) {
      return Optional.of(where + " is " + kind.get() + ", and not " + value);
    }
    if (shape instanceof StructureShape structure) {
      return inStructure(value, structure, where);
    }
    if (shape instanceof ListShape list) {
      return inAll(value, list.element(), where);
    }
    return shape instanceof MapShape map ? inAll(value, map.value(), where) : Optional.empty();
  }

  private static Optional<String> inAll(JsonNode values, Shape shape, String where) {
    for (JsonNode value : values) {
      Optional<String> wrong = in(value, shape, where);
      if (wrong.isPresent()) {
        return wrong;
      }
    }
    return Optional.empty();
  }

  /** What a value had to be; nothing if it is. */
  private static Optional<String> kind(JsonNode value, Shape shape) {
    if (shape instanceof StructureShape || shape instanceof MapShape) {
      return value.isObject() ? Optional.empty() : Optional.of("an object");
    }
    if (shape instanceof ListShape) {
      return value.isArray() ? Optional.empty() : Optional.of("a list");
    }
    if (shape instanceof NumberShape) {
      return value.isNumber() ? Optional.empty() : Optional.of("a number");
    }
    if (shape instanceof BooleanShape) {
      return value.isBoolean() ? Optional.empty() : Optional.of("a truth value");
    }
    if (shape instanceof StringShape) {
      return value.isTextual() ? Optional.empty() : Optional.of("a text");
    }
    // Timestamps are numbers or texts, blobs are texts or bytes.
    return value.isContainerNode() ? Optional.of("a single value") : Optional.empty();
  }
}
