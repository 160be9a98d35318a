package dev.mlsim.fidelity;

import dev.mlsim.contract.Member;
import dev.mlsim.contract.Operation;
import dev.mlsim.contract.Paginator;
import dev.mlsim.contract.StructureShape;
import dev.mlsim.service.Caveat;
import dev.mlsim.service.Handler;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A row for each operation of a family, in the order of the model. */
final class OperationsTable {
  /** Of what no client of the SDK can call yet. */
  private static final String WIRE = ", over the wire";

  private final FamilyFacts facts;

  OperationsTable(FamilyFacts facts) {
    this.facts = facts;
  }

  List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add(
        Lines.row(
            "operation",
            "simulated as",
            "exact: constraints",
            "conditions",
            "errors",
            "judged",
            "differs",
            "without effect",
            "never shown"));
    lines.add("|---|---|---|---|---|---|---|---|---|");
    for (Operation operation : facts.service().contract().operations().values()) {
      Handler handler = facts.family().operations().get(operation.name());
      if (handler != null) {
        lines.add(row(operation, handler));
      }
    }
    return lines;
  }

  private String row(Operation operation, Handler handler) {
    return Lines.row(
        operation.name(),
        handler.kind()
            + handler.type().map(t -> " " + t.name()).orElse("")
            + (Selection.isYounger(facts.service(), operation.name()) ? WIRE : ""),
        ModelConstraints.of(operation),
        handler.preconditions().size(),
        errors(operation),
        facts.caveats(Caveat.Kind.JUDGED, operation.name(), handler),
        facts.caveats(Caveat.Kind.DIFFERS, operation.name(), handler),
        facts.withoutEffect().getOrDefault(operation.name(), List.of()).size(),
        facts.neverShown().getOrDefault(operation.name(), List.of()).size());
  }

  private String errors(Operation operation) {
    List<String> never = facts.neverRaised().getOrDefault(operation.name(), List.of());
    String raised =
        operation.errors().stream()
            .filter(code -> !never.contains(code))
            .collect(Collectors.joining(", "));
    String byRules = never.isEmpty() ? "" : "by rules only: " + String.join(", ", never);
    return Stream.of(raised, byRules)
        .filter(words -> !words.isEmpty())
        .collect(Collectors.joining("; "));
  }

  /** What of a List's input chooses what is listed. */
  static String filters(Operation operation) {
    Set<String> paging = new HashSet<>(Set.of("SortBy", "SortOrder"));
    operation.paginator().map(Paginator::inputToken).ifPresent(paging::add);
    operation.paginator().map(Paginator::limitKey).ifPresent(paging::add);
    return operation.input().map(StructureShape::members).stream()
        .flatMap(members -> members.stream())
        .map(Member::name)
        .filter(name -> !paging.contains(name))
        .collect(Collectors.joining(", "));
  }
}
