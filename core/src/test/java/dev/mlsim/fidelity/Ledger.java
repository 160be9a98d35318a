package dev.mlsim.fidelity;

import dev.mlsim.contract.BlobShape;
import dev.mlsim.contract.Bounds;
import dev.mlsim.contract.ListShape;
import dev.mlsim.contract.MapShape;
import dev.mlsim.contract.Member;
import dev.mlsim.contract.NumberShape;
import dev.mlsim.contract.Operation;
import dev.mlsim.contract.Paginator;
import dev.mlsim.contract.Shape;
import dev.mlsim.contract.StringShape;
import dev.mlsim.contract.StructureShape;
import dev.mlsim.lifecycle.Way;
import dev.mlsim.service.Caveat;
import dev.mlsim.service.FamilyDeclaration;
import dev.mlsim.service.Handler;
import dev.mlsim.service.Precondition;
import dev.mlsim.service.Quota;
import dev.mlsim.service.ResourceType;
import dev.mlsim.service.Service;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/** Writes the ledgers of one service and of its families from their declarations, as Markdown. */
final class Ledger {
  private final Service service;
  private final FamilyDeclaration family;
  private final StringBuilder page = new StringBuilder();

  private Ledger(Service service, FamilyDeclaration family) {
    this.service = service;
    this.family = family;
  }

  /** What holds for the service as a whole, and where the ledgers of its families are. */
  static String of(Service service) {
    Ledger ledger = new Ledger(service, service.family("service"));
    ledger.line("# Fidelity of " + service.contract().serviceId());
    ledger.line("");
    ledger.line("Generated from the declarations; `LedgerTest` holds it current.");
    ledger.line("");
    ledger.line("Its families:");
    ledger.line("");
    ledger.line("| family | operations | resource types | known differences | judgements | |");
    ledger.line("|---|---|---|---|---|---|");
    for (String name : service.families()) {
      FamilyDeclaration declared = service.family(name);
      ledger.line(
          row(
              name,
              String.valueOf(declared.operations().size()),
              List.of(declared),
              link(service.name() + "/" + name)));
    }
    ledger.line("");
    ledger.line("Of all of them:");
    ledger.line("");
    ledger.operations();
    ledger.caveats(Caveat.Kind.DIFFERS, "Known differences from AWS");
    ledger.caveats(Caveat.Kind.JUDGED, "What rests on judgement");
    ledger.others();
    return ledger.page.toString();
  }

  static String of(Service service, String family) {
    Ledger ledger = new Ledger(service, service.family(family));
    ledger.line("# Fidelity of " + service.contract().serviceId() + ": " + family);
    ledger.line("");
    ledger.line("Generated from the declaration; `LedgerTest` holds it current.");
    ledger.line("");
    ledger.operations();
    ledger.caveats(Caveat.Kind.DIFFERS, "Known differences from AWS");
    ledger.caveats(Caveat.Kind.JUDGED, "What rests on judgement");
    ledger.quotas();
    ledger.lifecycles();
    return ledger.page.toString();
  }

  /** How much of a service is simulated, as a row of the README's table. */
  static String totals(Service service) {
    return row(
        "**" + service.contract().serviceId() + "**",
        service.simulated().size() + " of " + service.contract().operations().size(),
        service.declarations(),
        link("core/fidelity/" + service.name()) + ": " + String.join(", ", service.families()));
  }

  private static String row(
      String title, String operations, List<FamilyDeclaration> families, String ledger) {
    return "| "
        + title
        + " | "
        + operations
        + " | "
        + families.stream().mapToInt(family -> family.types().size()).sum()
        + " | "
        + count(families, Caveat.Kind.DIFFERS)
        + " | "
        + count(families, Caveat.Kind.JUDGED)
        + " | "
        + ledger
        + " |";
  }

  private static String link(String page) {
    return "[ledger](" + page + ".md)";
  }

  private static long count(List<FamilyDeclaration> families, Caveat.Kind kind) {
    return families.stream()
        .flatMap(family -> family.caveats().stream())
        .filter(c -> c.kind() == kind)
        .count();
  }

  private void line(String text) {
    page.append(text).append('\n');
  }

  private void operations() {
    line(
        "Every simulated operation is validated against all constraints of the model, answers"
            + " unknown or mistyped input as the service does, and can be made to fail by fault"
            + " rules. The columns:");
    line("");
    line("- simulated: what kind of operation it is, and of which type of resource;");
    line("- constraints: how many the model has for its input: required members, lengths, ...;");
    line("- preconditions: what else must hold, in the order of checking, with the error if not;");
    line("- filters: the members of a List's input that choose what is listed;");
    line("- model's errors: those that the model lists, all of which a fault rule can throw.");
    line("");
    line(
        "| operation | simulated | constraints | preconditions (error) | filters | model's errors |");
    line("|---|---|---|---|---|---|");
    for (Operation operation : service.contract().operations().values()) {
      Optional.ofNullable(family.operations().get(operation.name()))
          .ifPresent(handler -> line(row(operation, handler)));
    }
    line("");
  }

  /** A line each, so that families that are built side by side take away their own. */
  private void others() {
    line("## What is not simulated");
    line("");
    line("A call is refused in the simulator's own words, unless a fault rule answers it.");
    line("");
    for (String operation : service.contract().operations().keySet()) {
      if (!service.simulated().contains(operation)) {
        line("- " + operation);
      }
    }
  }

  private static String row(Operation operation, Handler handler) {
    return "| "
        + operation.name()
        + " | "
        + kind(handler)
        + " | "
        + constraints(operation)
        + " | "
        + preconditions(handler)
        + " | "
        + (handler.kind().equals("list") ? filters(operation) : "")
        + " | "
        + String.join(", ", operation.errors())
        + " |";
  }

  private static String kind(Handler handler) {
    return handler.kind() + handler.type().map(t -> " " + t.name()).orElse("");
  }

  private static String preconditions(Handler handler) {
    return handler.preconditions().stream()
        .map(Ledger::precondition)
        .collect(Collectors.joining("; "))
        .replace("|", "\\|");
  }

  private static String precondition(Precondition rule) {
    return rule.rule() + (rule.code().isEmpty() ? "" : " (" + rule.code() + ")");
  }

  private static String filters(Operation operation) {
    Set<String> paging = new HashSet<>(Set.of("SortBy", "SortOrder"));
    operation.paginator().map(Paginator::inputToken).ifPresent(paging::add);
    operation.paginator().map(Paginator::limitKey).ifPresent(paging::add);
    return operation.input().map(StructureShape::members).stream()
        .flatMap(members -> members.stream())
        .map(Member::name)
        .filter(name -> !paging.contains(name))
        .collect(Collectors.joining(", "));
  }

  private static int constraints(Operation operation) {
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

  private void caveats(Caveat.Kind kind, String title) {
    line("## " + title);
    line("");
    List<Caveat> of = family.caveats().stream().filter(c -> c.kind() == kind).toList();
    if (of.isEmpty()) {
      line("None is written down.");
    }
    of.forEach(caveat -> line("- `" + caveat.id() + "` " + caveat.about() + ": " + caveat.says()));
    line("");
  }

  private void quotas() {
    if (family.quotas().isEmpty()) {
      return;
    }
    line("## Quotas");
    line("");
    line("What an account has of each where a test sets nothing.");
    line("");
    line("| quota | an established account | a new account |");
    line("|---|---|---|");
    for (int i = 0; i < family.quotas().size(); i++) {
      Quota quota = family.quotas().get(i);
      List<String> names = family.quotaNames().get(i).get();
      line(
          "| "
              + (names.size() == 1 ? names.get(0) : "`ml.*`" + commonEnd(names))
              + " | "
              + values(names, quota.limit())
              + " | "
              + values(names, quota.initial())
              + " |");
    }
    line("");
  }

  /** What the names of one quota for each type of instance have in common. */
  private static String commonEnd(List<String> names) {
    String end = names.get(0);
    for (String name : names) {
      while (!name.endsWith(end)) {
        end = end.substring(1);
      }
    }
    return end.substring(Math.max(0, end.indexOf(' ')));
  }

  private static String values(List<String> names, ToDoubleFunction<String> value) {
    double[] values = names.stream().mapToDouble(value).sorted().distinct().toArray();
    String least = plain(values[0]);
    return values.length == 1 ? least : least + " to " + plain(values[values.length - 1]);
  }

  private static String plain(double value) {
    return Double.isInfinite(value) ? "no limit" : String.valueOf(Math.round(value));
  }

  private void lifecycles() {
    line("## Lifecycles");
    line("");
    line(
        "A trigger is an operation, a limit that is met, or what a script brings about. Durations,"
            + " as ISO 8601 has them, are defaults; a script changes them.");
    for (ResourceType type : family.types().values()) {
      line("");
      line("### " + type.name());
      line("");
      line("| trigger | from | goes through |");
      line("|---|---|---|");
      type.lifecycle().ways().forEach(this::way);
    }
  }

  private void way(Way way) {
    line(
        "| "
            + way.trigger()
            + " | "
            + way.from().stream().map(Object::toString).sorted().collect(Collectors.joining(", "))
            + " | "
            + way.steps().stream()
                .map(s -> s.state() + s.stay().map(d -> " (" + d + ")").orElse(""))
                .collect(Collectors.joining(" → "))
            + " |");
  }
}
