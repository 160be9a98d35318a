package dev.mlsim.services.sagemaker.search;

import dev.mlsim.contract.BooleanShape;
import dev.mlsim.contract.ListShape;
import dev.mlsim.contract.MapShape;
import dev.mlsim.contract.Member;
import dev.mlsim.contract.NumberShape;
import dev.mlsim.contract.Shape;
import dev.mlsim.contract.StringShape;
import dev.mlsim.contract.StructureShape;
import dev.mlsim.contract.TimestampShape;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Which properties the structures of the contract have, and of what form they are. */
final class Shapes {
  private static final int DEEPEST = 5;

  private Shapes() {}

  /** The structure at a path, of the elements where a list is on the way. */
  static Optional<StructureShape> inside(StructureShape structure, String path) {
    Optional<StructureShape> at = Optional.of(structure);
    for (String member : path.split("\\.", -1)) {
      at = at.flatMap(s -> s.member(member)).flatMap(m -> structure(m.shape()));
    }
    return at;
  }

  private static Optional<StructureShape> structure(Shape shape) {
    Shape element = shape instanceof ListShape list ? list.element() : shape;
    return element instanceof StructureShape structure ? Optional.of(structure) : Optional.empty();
  }

  /** The form of the property at a path; empty where there can be none. */
  static Optional<Form> form(Shape shape, String path) {
    if (path.isEmpty()) {
      return Optional.of(leaf(shape));
    }
    if (shape instanceof StructureShape structure) {
      String head = Paths.head(path);
      return structure.member(head).flatMap(m -> form(m.shape(), Paths.tail(path)));
    }
    if (shape instanceof MapShape map) {
      Form whole = leaf(map.value());
      return whole != Form.STRUCTURE
          ? Optional.of(whole == Form.TEXT ? Form.MIXED : whole)
          : form(map.value(), Paths.tail(path));
    }
    if (shape instanceof ListShape list) {
      Optional<Keyed> keyed = Keyed.of(list.element());
      return keyed.isPresent()
          ? keyed.get().form(list.element(), path)
          : form(list.element(), path);
    }
    return Optional.empty();
  }

  private static Form leaf(Shape shape) {
    if (shape instanceof StringShape) {
      return Form.TEXT;
    }
    if (shape instanceof NumberShape) {
      return Form.NUMBER;
    }
    if (shape instanceof TimestampShape) {
      return Form.TIME;
    }
    if (shape instanceof BooleanShape) {
      return Form.FLAG;
    }
    if (shape instanceof ListShape list) {
      return leaf(list.element());
    }
    return isOfOneValue(shape) ? Form.MIXED : Form.STRUCTURE;
  }

  /** A parameter of a trial component is a text or a number. */
  private static boolean isOfOneValue(Shape shape) {
    return shape instanceof StructureShape structure
        && structure.members().stream().map(Member::name).sorted().toList().equals(Paths.UNION);
  }

  /** Tells the names of all properties that are not of a key that somebody made up. */
  static void names(StructureShape structure, Consumer<String> told) {
    names(structure, "", DEEPEST, told);
  }

  private static void names(
      StructureShape structure, String before, int deepest, Consumer<String> told) {
    for (Member member : structure.members()) {
      String name = before + member.name();
      Optional<StructureShape> deeper = structure(member.shape());
      boolean isKeyed =
          member.shape() instanceof ListShape list && Keyed.of(list.element()).isPresent();
      if (deeper.isPresent() && deepest > 1 && !isKeyed) {
        names(deeper.get(), name + ".", deepest - 1, told);
      } else if (!(member.shape() instanceof MapShape) && !isKeyed) {
        told.accept(name);
      }
    }
  }

  /** Members whose values are asked for by keys: tags, parameters, metrics. */
  static List<String> keyed(StructureShape structure) {
    return structure.members().stream()
        .filter(
            m ->
                m.shape() instanceof MapShape
                    || (m.shape() instanceof ListShape list
                        && Keyed.of(list.element()).isPresent()))
        .map(Member::name)
        .toList();
  }
}
