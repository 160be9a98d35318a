package dev.mlsim.service;

import dev.mlsim.contract.Contract;
import dev.mlsim.contract.ListShape;
import dev.mlsim.contract.Member;
import dev.mlsim.contract.NumberShape;
import dev.mlsim.contract.Operation;
import dev.mlsim.contract.Paginator;
import dev.mlsim.contract.Shape;
import dev.mlsim.contract.StringShape;
import dev.mlsim.contract.StructureShape;
import dev.mlsim.internal.Nearest;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a contract says of a noun, such as {@code CompilationJob}: which operations there are of it,
 * and what their documents hold. What a declaration says against it is refused in words.
 */
final class Noun {
  private static final String CREATE = "Create";
  private static final String DESCRIBE = "Describe";
  private static final String LIST = "List";

  /** The verbs of the scheme, in the order in which its operations are declared. */
  static final List<String> VERBS =
      List.of(CREATE, DESCRIBE, LIST, "Update", "Delete", "Stop", "Start");

  private final Contract contract;
  private final String name;
  private final Map<String, Operation> operations = new LinkedHashMap<>();
  private final Map<String, String> others = new LinkedHashMap<>();

  Noun(Contract contract, String name) {
    this.contract = contract;
    this.name = name;
    for (String verb : VERBS) {
      contract.operation(usual(verb)).ifPresent(operation -> operations.put(verb, operation));
    }
    if (!operations.containsKey(DESCRIBE)) {
      contract.operation("Get" + name).ifPresent(get -> operations.put(DESCRIBE, get));
    }
    if (operations.isEmpty()) {
      throw wrong(
          "is of a noun of which the contract has no operation"
              + Nearest.hint(CREATE + name, contract.operations().keySet()));
    }
  }

  private String usual(String verb) {
    if (!verb.equals(LIST)) {
      return verb + name;
    }
    return LIST + (name.endsWith("y") ? name.substring(0, name.length() - 1) + "ies" : name + "s");
  }

  String name() {
    return name;
  }

  /** The service, as ARNs have it. */
  String signingName() {
    return contract.signingName();
  }

  /** The noun as the resource part of an ARN has it, such as {@code compilation-job}. */
  String kebab() {
    return name.replaceAll("(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", "-")
        .toLowerCase(Locale.ROOT);
  }

  /** Has an operation of another name do what a verb says. */
  void rename(String verb, String operation) {
    requireVerb(verb);
    operations.put(verb, named(operation));
  }

  /** Has an operation do what a verb says, besides its own. */
  void add(String verb, String operation) {
    requireVerb(verb);
    others.put(named(operation).name(), verb);
  }

  private Operation named(String operation) {
    return contract
        .operation(operation)
        .orElseThrow(
            () ->
                wrong(
                    "names the operation ["
                        + operation
                        + "], which the contract doesn't have"
                        + Nearest.hint(operation, contract.operations().keySet())));
  }

  /** Leaves a verb out. */
  void drop(String verb) {
    requireVerb(verb);
    if (operations.remove(verb) == null) {
      throw wrong("leaves out [" + usual(verb) + "], which the contract doesn't have");
    }
  }

  void requireVerb(String verb) {
    if (!VERBS.contains(verb)) {
      throw wrong("speaks of the verb [" + verb + "]; there are " + VERBS);
    }
  }

  Optional<Operation> operation(String verb) {
    return Optional.ofNullable(operations.get(verb));
  }

  /** The operations that there are, by verb. */
  Map<String, Operation> operations() {
    return operations;
  }

  /** The verbs of the operations that do the same as another does. */
  Map<String, String> others() {
    return others;
  }

  /** The member that a scheme's name means, as the contract writes it if it has one. */
  String member(String named, Collection<String> known) {
    String usual = named.replace(Scheme.NOUN, name);
    return named.equals(usual) || known.contains(usual)
        ? usual
        : known.stream().filter(usual::equalsIgnoreCase).findFirst().orElse(usual);
  }

  /** The first of some that is known, or else the first. */
  String member(List<String> names, Collection<String> known) {
    return names.stream()
        .map(named -> member(named, known))
        .filter(known::contains)
        .findFirst()
        .orElseGet(() -> member(names.get(0), known));
  }

  /** The members of the input of a verb's operation. */
  Set<String> input(String verb) {
    return operation(verb).flatMap(Operation::input).map(Noun::names).orElse(Set.of());
  }

  /** The members that Create is given. */
  Set<String> given() {
    return input(CREATE);
  }

  /** The members that any of its operations shows. */
  Set<String> shown() {
    Set<String> shown = new LinkedHashSet<>();
    for (String verb : VERBS) {
      structure(verb).ifPresent(structure -> shown.addAll(names(structure)));
    }
    return shown;
  }

  /** The member of the output in which a verb's operation shows the resource; empty for none. */
  String wrapper(String verb) {
    Optional<StructureShape> output = operation(verb).flatMap(Operation::output);
    for (Member member : output.map(StructureShape::members).orElse(List.of())) {
      if (member.name().equalsIgnoreCase(name) && member.shape() instanceof StructureShape) {
        return member.name();
      }
    }
    return "";
  }

  /** How a verb's operation shows the resource, if it does. */
  private Optional<StructureShape> structure(String verb) {
    Optional<Operation> operation = operation(verb);
    String member =
        verb.equals(LIST)
            ? operation.flatMap(Operation::paginator).map(Paginator::resultKey).orElse("")
            : wrapper(verb);
    Optional<StructureShape> output = operation.flatMap(Operation::output);
    return member.isEmpty() && !verb.equals(LIST)
        ? output
        : output.flatMap(o -> o.member(member)).flatMap(m -> structure(m.shape()));
  }

  private static Optional<StructureShape> structure(Shape shape) {
    Shape element = shape instanceof ListShape list ? list.element() : shape;
    return element instanceof StructureShape found ? Optional.of(found) : Optional.empty();
  }

  private static Set<String> names(StructureShape structure) {
    Set<String> names = new LinkedHashSet<>();
    structure.members().forEach(member -> names.add(member.name()));
    return names;
  }

  /** Whether what describes a resource always has the member. */
  boolean alwaysShows(String member) {
    return structure(DESCRIBE).flatMap(s -> s.member(member)).map(Member::required).orElse(false);
  }

  /** How many characters a text that describes a resource has at most. */
  int longest(String member) {
    return structure(DESCRIBE)
        .flatMap(s -> s.member(member))
        .filter(m -> m.shape() instanceof StringShape)
        .flatMap(m -> ((StringShape) m.shape()).length().max())
        .map(Number::intValue)
        .orElse(Integer.MAX_VALUE);
  }

  /** The values that a member which is shown can have; empty where it can have any. */
  List<String> values(String member) {
    for (String verb : VERBS) {
      Optional<Member> found = structure(verb).flatMap(s -> s.member(member));
      if (found.isPresent() && found.get().shape() instanceof StringShape text) {
        return text.enumValues();
      }
    }
    return List.of();
  }

  /** Whether calls that name an existing one may give an ARN in that member. */
  boolean acceptsArn(String member, String arn) {
    return operation(DESCRIBE)
        .flatMap(Operation::input)
        .flatMap(input -> input.member(member))
        .filter(m -> m.shape() instanceof StringShape text && fits(text, arn))
        .isPresent();
  }

  private static boolean fits(StringShape text, String arn) {
    return text.pattern().isPresent()
        && text.pattern().get().matches(arn)
        && text.length().max().filter(max -> max.intValue() < arn.length()).isEmpty();
  }

  /** Refuses a path that neither Create is given nor anything shows, and else says its shape. */
  Shape requirePath(String path, String what) {
    String[] parts = path.split("\\.", -1);
    return operation(CREATE)
        .flatMap(Operation::input)
        .flatMap(input -> at(input, parts))
        .or(
            () ->
                VERBS.stream()
                    .flatMap(v -> structure(v).stream())
                    .flatMap(shown -> at(shown, parts).stream())
                    .findFirst())
        .orElseThrow(
            () -> {
              Set<String> known = new LinkedHashSet<>(given());
              known.addAll(shown());
              return wrong(
                  what
                      + " ["
                      + path
                      + "], which no document of it has"
                      + Nearest.hint(parts[0], known));
            });
  }

  /** Refuses a path at which no number stands. */
  void requireNumber(String path, String what) {
    if (!(requirePath(path, what) instanceof NumberShape)) {
      throw wrong(what + " [" + path + "], which is no number");
    }
  }

  /** Refuses a path at which no text stands. */
  void requireText(String path, String what) {
    if (!(requirePath(path, what) instanceof StringShape)) {
      throw wrong(what + " [" + path + "], which is no text");
    }
  }

  /** Refuses a text in which something else stands in braces than paths and those names. */
  void requirePlaces(String text, Collection<String> others, String what) {
    for (String place : Wording.places(text)) {
      if (!others.contains(place)) {
        requirePath(place, what + " [" + text + "] with");
      }
    }
  }

  private static Optional<Shape> at(StructureShape structure, String... parts) {
    Optional<Shape> shape = Optional.of(structure);
    for (String part : parts) {
      shape = shape.flatMap(Noun::structure).flatMap(s -> s.member(part)).map(Member::shape);
    }
    return shape;
  }

  /** Refuses a member that is not among those. */
  void requireAmong(String member, Collection<String> known, String what) {
    if (!known.contains(member)) {
      throw wrong(
          what
              + " ["
              + member
              + "], which the contract doesn't have"
              + Nearest.hint(member, known));
    }
  }

  /** Refuses the code of an error that the service can't answer with. */
  void requireError(String code) {
    if (!contract.hasError(code)) {
      throw wrong(
          "has the error ["
              + code
              + "], which the contract doesn't have"
              + Nearest.hint(code, contract.errorCodes()));
    }
  }

  /** The error for a declaration that the contract contradicts, or that is not complete. */
  IllegalArgumentException wrong(String what) {
    return new IllegalArgumentException(
        "mlsim: the declaration of [" + name + "] of " + contract.service() + " " + what);
  }
}
