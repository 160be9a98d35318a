package dev.mlsim.fidelity;

import dev.mlsim.contract.BlobShape;
import dev.mlsim.contract.Bounds;
import dev.mlsim.contract.ListShape;
import dev.mlsim.contract.MapShape;
import dev.mlsim.contract.Member;
import dev.mlsim.contract.NumberShape;
import dev.mlsim.contract.Operation;
import dev.mlsim.contract.Shape;
import dev.mlsim.contract.StringShape;
import dev.mlsim.contract.StructureShape;
import java.util.HashSet;
import java.util.Set;

/** Counts the constraints that a model has: required members, lengths, ranges, patterns, enums. */
final class ModelConstraints {
  private ModelConstraints() {}

  /** Of one operation's input. */
  static int of(Operation operation) {
    return operation.input().map(shape -> count(shape, new HashSet<>())).orElse(0);
  }

  private static int count(Shape shape, Set<String> seen) {
    if (!seen.add(shape.name())) {
      return 0;
    }
    int sum = 0;
    if (shape instanceof StructureShape structure) {
      for (Member member : structure.members()) {
        sum += (member.required() ? 1 : 0) + count(member.shape(), new HashSet<>(seen));
      }
    } else if (shape instanceof ListShape list) {
      sum += bounds(list.length()) + count(list.element(), seen);
    } else if (shape instanceof MapShape map) {
      sum += bounds(map.length()) + count(map.key(), seen) + count(map.value(), seen);
    } else if (shape instanceof StringShape string) {
      sum += bounds(string.length());
      sum += string.pattern().isPresent() ? 1 : 0;
      sum += string.enumValues().isEmpty() ? 0 : 1;
    } else if (shape instanceof NumberShape number) {
      sum += bounds(number.range());
    } else if (shape instanceof BlobShape blob) {
      sum += bounds(blob.length());
    }
    return sum;
  }

  private static int bounds(Bounds bounds) {
    return (bounds.min().isPresent() ? 1 : 0) + (bounds.max().isPresent() ? 1 : 0);
  }
}
