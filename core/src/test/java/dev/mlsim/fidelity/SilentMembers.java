package dev.mlsim.fidelity;

import dev.mlsim.contract.ListShape;
import dev.mlsim.contract.MapShape;
import dev.mlsim.contract.Member;
import dev.mlsim.contract.Operation;
import dev.mlsim.contract.Paginator;
import dev.mlsim.contract.Shape;
import dev.mlsim.contract.StructureShape;
import dev.mlsim.service.FamilyDeclaration;
import dev.mlsim.service.Handler;
import dev.mlsim.service.ResourceType;
import dev.mlsim.service.Service;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * The members of the operations of one family that nothing of its declaration names: of an input
 * those that are checked against the model, kept and shown, and change nothing; of an output those
 * that are never there.
 */
final class SilentMembers {
  /** What another family writes into a family's resources. */
  private static final Set<String> WRITTEN_BY_OTHERS =
      Set.of("AutoMLJobArn", "MonitoringScheduleArn", "ExitMessage");

  private final Service service;
  private final FamilyDeclaration family;
  private final FamilyWords words;

  SilentMembers(Service service, FamilyDeclaration family, FamilyWords words) {
    this.service = service;
    this.family = family;
    this.words = words;
  }

  /** Of each operation's input what has no effect, as paths; without operations that have none. */
  Map<String, List<String>> withoutEffect() {
    return silent(Operation::input, "list", known -> m -> isSaid(m, known));
  }

  /** Of each operation's output what is never there, as paths. */
  Map<String, List<String>> neverShown() {
    Set<String> given = given();
    given.addAll(WRITTEN_BY_OTHERS);
    // A search shows what the Describes show, of all families.
    return silent(
        Operation::output,
        "search",
        known -> m -> !words.refuse(m) && (given.contains(m.name()) || isSaid(m, known)));
  }

  private boolean isSaid(Member member, Set<String> known) {
    return words.say(member) || known.contains(member.name());
  }

  /** Of all operations but those of that kind, and those of tags, which are the same for all. */
  private Map<String, List<String>> silent(
      Function<Operation, Optional<StructureShape>> side,
      String but,
      Function<Set<String>, Predicate<Member>> heard) {
    Map<String, List<String>> silent = new TreeMap<>();
    family
        .operations()
        .forEach(
            (name, handler) -> {
              Operation operation = service.contract().operation(name).orElseThrow();
              Predicate<Member> known = heard.apply(bySchema(operation, handler));
              List<String> paths = new ArrayList<>();
              if (!handler.kind().equals(but) && !handler.kind().contains("tag")) {
                side.apply(operation).ifPresent(shape -> unread(shape, "", known, paths));
              }
              if (!paths.isEmpty()) {
                silent.put(name, paths);
              }
            });
    return silent;
  }

  /** A line for each operation; what lies in one structure stands together. */
  static List<String> lines(Map<String, List<String>> silent) {
    if (silent.isEmpty()) {
      return List.of("None.");
    }
    List<String> lines = new ArrayList<>();
    silent.forEach((operation, paths) -> lines.add("- " + operation + ": " + grouped(paths)));
    return lines;
  }

  private static String grouped(List<String> paths) {
    Map<String, List<String>> byParent = new LinkedHashMap<>();
    for (String path : paths) {
      int end = path.endsWith(".*") ? path.length() - 2 : path.length();
      int dot = path.lastIndexOf('.', end - 1);
      byParent
          .computeIfAbsent(path.substring(0, Math.max(0, dot)), p -> new ArrayList<>())
          .add(path.substring(dot + 1));
    }
    return byParent.entrySet().stream()
        .map(e -> group(e.getKey(), e.getValue()))
        .collect(Collectors.joining(", "));
  }

  private static String group(String parent, List<String> members) {
    String all = String.join(", ", members);
    return parent.isEmpty() ? all : parent + "." + (members.size() == 1 ? all : "{" + all + "}");
  }

  private void unread(
      StructureShape shape, String path, Predicate<Member> known, List<String> paths) {
    unread(shape, path, known, paths, new HashSet<>());
  }

  private void unread(
      StructureShape shape,
      String path,
      Predicate<Member> known,
      List<String> paths,
      Set<String> open) {
    if (!open.add(shape.name())) {
      return;
    }
    for (Member member : shape.members()) {
      String at = path + member.name();
      if (!known.test(member)) {
        paths.add(at);
      } else if (!isTags(member) // tagging is the same for all
          && structure(member.shape()) instanceof StructureShape inner) {
        List<String> within = new ArrayList<>();
        unread(inner, at + ".", known, within, open);
        if (isAll(inner, at, within)) {
          paths.add(at + ".*");
        } else {
          paths.addAll(within);
        }
      }
    }
    open.remove(shape.name());
  }

  private boolean isTags(Member member) {
    return service.tags().member().equals(member.name());
  }

  private static boolean isAll(StructureShape inner, String at, List<String> within) {
    return within.size() > 1
        && within.equals(inner.members().stream().map(m -> at + "." + m.name()).toList());
  }

  private static Shape structure(Shape shape) {
    Shape inner = shape;
    while (inner instanceof ListShape || inner instanceof MapShape) {
      inner = inner instanceof ListShape list ? list.element() : ((MapShape) inner).value();
    }
    return inner;
  }

  /** What the scheme reads and shows by itself: identity, status, times, tags, tokens, pages. */
  private Set<String> bySchema(Operation operation, Handler handler) {
    Set<String> known = new HashSet<>();
    known.add(service.tags().member());
    String noun = operation.name().replaceFirst("^(Describe|Get)", "");
    known.add(noun.substring(0, 1).toLowerCase(Locale.ROOT) + noun.substring(1)); // shown in that
    service.tokenMember(operation).ifPresent(known::add);
    operation.paginator().ifPresent(pages -> known.addAll(members(pages)));
    handler.type().ifPresent(type -> known.addAll(members(type)));
    return known;
  }

  private static List<String> members(Paginator pages) {
    return List.of(pages.inputToken(), pages.outputToken(), pages.limitKey(), pages.resultKey());
  }

  private static List<String> members(ResourceType type) {
    List<String> known = new ArrayList<>(type.identityMembers());
    known.addAll(
        List.of(
            type.arnMember(),
            type.nameMember(),
            type.statusMember(),
            type.createdMember(),
            "CreationTime",
            "LastModifiedTime",
            "FailureReason",
            "CompletionTime",
            "creationDateTime",
            "lastUpdatedDateTime",
            "failureReason"));
    String noun = type.nameMember().replaceAll("Name$", "");
    for (String member : List.of("StartTime", "EndTime", "SecondaryStatus")) {
      known.add(member);
      known.add(noun + member);
      known.add(noun.replaceAll("Job$", "") + member);
    }
    return known;
  }

  /** All that the operations of the family are given at any depth, which they may show again. */
  private Set<String> given() {
    Set<String> given = new HashSet<>();
    family
        .operations()
        .forEach(
            (name, handler) -> {
              if (!handler.kind().equals("list")) {
                service
                    .contract()
                    .operation(name)
                    .flatMap(Operation::input)
                    .ifPresent(input -> collect(input, given, new HashSet<>()));
              }
            });
    return given;
  }

  private static void collect(Shape shape, Set<String> names, Set<String> seen) {
    if (structure(shape) instanceof StructureShape structure && seen.add(structure.name())) {
      for (Member member : structure.members()) {
        names.add(member.name());
        collect(member.shape(), names, seen);
      }
    }
  }
}
