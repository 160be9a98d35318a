package dev.mlsim.fidelity;

import dev.mlsim.lifecycle.Way;
import dev.mlsim.service.Caveat;
import dev.mlsim.service.Quota;
import dev.mlsim.service.ResourceType;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/**
 * Writes what is known of one family: on top, for each operation at once, what is exact, what is
 * judged and what differs; below that the sentences, and below those the long lists.
 */
final class FamilyPage {
  private final FamilyFacts facts;
  private final Lines page = new Lines();

  FamilyPage(FamilyFacts facts) {
    this.facts = facts;
  }

  /** The page, as Markdown. */
  String text() {
    page.add("# Fidelity of " + facts.title() + ": " + facts.family().name());
    page.add("");
    page.add("Generated from the declaration; `LedgerTest` holds it current.");
    page.add("");
    operations();
    caveats(Caveat.Kind.DIFFERS, "What differs from AWS");
    caveats(Caveat.Kind.JUDGED, "What is judged, because no source says it");
    page.addAll(new Conditions(facts).lines());
    silent();
    quotas();
    lifecycles();
    return page.text();
  }

  private void operations() {
    int own = facts.family().operations().size();
    int all = facts.service().contract().operations().size();
    page.add(
        own + " of the " + all + " operations of the service are this family's, and simulated.");
    page.add("");
    if (own > 0) {
      page.addAll(new OperationsTable(facts).lines());
      page.add("");
    }
  }

  private void caveats(Caveat.Kind kind, String title) {
    page.add("## " + title);
    page.add("");
    List<Caveat> of = facts.caveats(kind);
    if (of.isEmpty()) {
      page.add("None is written down.");
    }
    of.forEach(caveat -> page.add(line(caveat)));
    page.add("");
  }

  static String line(Caveat caveat) {
    return "- `" + caveat.id() + "` " + caveat.about() + ": " + caveat.says();
  }

  private void silent() {
    if (facts.family().operations().isEmpty()) {
      return;
    }
    page.add("## Members without effect");
    page.add("");
    page.add(
        "Nothing in the declaration names them: they are checked against the model, kept and shown"
            + " again where the model shows them, and change nothing else. `X.*` are all members"
            + " of a structure that is there.");
    page.add("");
    page.addAll(SilentMembers.lines(facts.withoutEffect()));
    page.add("");
    page.add("## Members of answers that are never there");
    page.add("");
    page.addAll(SilentMembers.lines(facts.neverShown()));
    page.add("");
  }

  private void quotas() {
    if (facts.family().quotas().isEmpty()) {
      return;
    }
    page.add("## Quotas");
    page.add("");
    page.add("What an account has of each where a test sets nothing.");
    page.add("");
    page.add("| quota | an established account | a new account |");
    page.add("|---|---|---|");
    for (int i = 0; i < facts.family().quotas().size(); i++) {
      Quota quota = facts.family().quotas().get(i);
      List<String> names = facts.family().quotaNames().get(i).get();
      page.add(
          "| "
              + (names.size() == 1 ? names.get(0) : "`ml.*`" + commonEnd(names))
              + " | "
              + values(names, quota.limit())
              + " | "
              + values(names, quota.initial())
              + " |");
    }
    page.add("");
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
    if (facts.family().types().isEmpty()) {
      return;
    }
    page.add("## Lifecycles");
    page.add("");
    page.add(
        "A trigger is an operation, a limit that is met, or what a script brings about. Durations,"
            + " as ISO 8601 has them, are defaults; a script changes them.");
    for (ResourceType type : facts.family().types().values()) {
      page.add("");
      page.add("### " + type.name());
      page.add("");
      page.add("| trigger | from | goes through |");
      page.add("|---|---|---|");
      type.lifecycle().ways().forEach(this::way);
    }
  }

  private void way(Way way) {
    page.add(
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
