package dev.mlsim.fidelity;

import dev.mlsim.service.Caveat;
import dev.mlsim.service.Service;
import java.util.ArrayList;
import java.util.List;

/** The ledgers of one service and of its families, written from their declarations as Markdown. */
final class Ledger {
  private final Service service;
  private final FamilyFacts own;
  private final List<FamilyFacts> families = new ArrayList<>();

  Ledger(Service service, Packages packages) {
    this.service = service;
    this.own = FamilyFacts.of(service, "service", packages);
    service.families().forEach(name -> families.add(FamilyFacts.of(service, name, packages)));
  }

  Service service() {
    return service;
  }

  /** What holds for the service as a whole, and where the ledgers of its families are. */
  String page() {
    Lines page = new Lines();
    page.add("# Fidelity of " + service.contract().serviceId());
    page.add("");
    page.add("Generated from the declarations; `LedgerTest` holds it current.");
    page.add("");
    page.add(scope());
    page.add("");
    page.add(Lines.row((Object[]) columns("family")));
    page.add("|---|---|---|---|---|---|---|---|---|---|---|");
    for (FamilyFacts facts : families) {
      String name = facts.family().name();
      page.add(
          row(
              name,
              String.valueOf(facts.family().operations().size()),
              List.of(facts),
              link(service.name() + "/" + name)));
    }
    page.add(row("of all", String.valueOf(own.family().operations().size()), List.of(own), ""));
    page.add(row("together", String.valueOf(service.simulated().size()), all(), ""));
    page.add("");
    page.addAll(COLUMNS);
    page.add("");
    if (!own.family().operations().isEmpty()) {
      page.add("## Operations of no one family");
      page.add("");
      page.addAll(new OperationsTable(own).lines());
      page.add("");
    }
    page.addAll(EVERYWHERE);
    caveats(page, Caveat.Kind.DIFFERS, "What differs from AWS in this one");
    caveats(page, Caveat.Kind.JUDGED, "What is judged, because no source says it");
    others(page);
    return page.text();
  }

  /** How much there is. */
  private String scope() {
    int younger = Selection.younger(service);
    return service.simulated().size()
        + " of the "
        + service.contract().operations().size()
        + " operations of its contract are simulated"
        + Selection.of(service).map(whole -> "; " + whole).orElse("")
        + "."
        + (younger == 0
            ? ""
            : " "
                + younger
                + " of them are younger than the clients of the SDK that mlsim is built with, and"
                + " are called over the wire.");
  }

  private static final List<String> COLUMNS =
      List.of(
          "- constraints: what the model asks of inputs, all of it checked: required members,"
              + " lengths, ranges, patterns, enums;",
          "- conditions: what else must hold, each with its error;",
          "- differs: what AWS does otherwise, as far as it is known;",
          "- judged: what no source says;",
          "- without effect: members of inputs that are checked, kept and shown, and change"
              + " nothing;",
          "- never shown: members of outputs that are never there;",
          "- errors by rules only: errors of the model that the simulation never answers with,"
              + " counted for each operation, without those below that hold for all.");

  /** What differs everywhere. */
  private static final List<String> EVERYWHERE =
      List.of(
          "## What differs in all services",
          "",
          "- No permission is checked, neither the caller's nor a role's: a fault rule denies.",
          "- No call is throttled, and AWS has no bad day - InternalServerError,"
              + " ServiceUnavailable, a lost connection - unless a fault rule says so.",
          "- Of quotas only those are looked at that the pages of the families list.",
          "- What lies outside of the simulated services - networks, keys, images, policies of"
              + " roles, other accounts - is taken to exist and to allow everything, but for what a"
              + " test says in sim.environment() and what required inputs and buckets ask for.",
          "- Each world is one account in one region.",
          "");

  /** The columns of a table of counts. */
  static String[] columns(String first) {
    return new String[] {
      first,
      "operations",
      "resource types",
      "constraints",
      "conditions",
      "differs",
      "judged",
      "without effect",
      "never shown",
      "errors by rules only",
      ""
    };
  }

  /** The page of one family. */
  String page(String family) {
    return families.stream()
        .filter(facts -> facts.family().name().equals(family))
        .map(facts -> new FamilyPage(facts).text())
        .findFirst()
        .orElseThrow();
  }

  /** How much of a service is simulated, as a row of the README's table. */
  String totals() {
    int known = service.contract().operations().size();
    return row(
        "**" + service.contract().serviceId() + "**",
        service.simulated().size() + " of " + Selection.whole(service).orElse(known),
        all(),
        link("core/fidelity/" + service.name()) + ": " + String.join(", ", service.families()));
  }

  /** All families, and what is of none. */
  List<FamilyFacts> all() {
    List<FamilyFacts> all = new ArrayList<>(families);
    all.add(own);
    return all;
  }

  static String row(String title, String operations, List<FamilyFacts> of, String ledger) {
    return Lines.row(
        title,
        operations,
        of.stream().mapToInt(facts -> facts.family().types().size()).sum(),
        of.stream().mapToInt(FamilyFacts::constraints).sum(),
        of.stream().mapToInt(FamilyFacts::conditions).sum(),
        of.stream().mapToInt(facts -> facts.caveats(Caveat.Kind.DIFFERS).size()).sum(),
        of.stream().mapToInt(facts -> facts.caveats(Caveat.Kind.JUDGED).size()).sum(),
        of.stream().mapToInt(facts -> FamilyFacts.size(facts.withoutEffect())).sum(),
        of.stream().mapToInt(facts -> FamilyFacts.size(facts.neverShown())).sum(),
        of.stream().mapToInt(facts -> FamilyFacts.size(facts.neverRaised())).sum(),
        ledger);
  }

  private static String link(String page) {
    return "[ledger](" + page + ".md)";
  }

  private void caveats(Lines page, Caveat.Kind kind, String title) {
    page.add("## " + title);
    page.add("");
    List<Caveat> of = own.caveats(kind);
    if (of.isEmpty()) {
      page.add("Nothing is written down of the service as a whole.");
    }
    of.forEach(caveat -> page.add(FamilyPage.line(caveat)));
    page.add("");
  }

  /** A line each, so that families that are built side by side take away their own. */
  private void others(Lines page) {
    page.add("## What is not simulated");
    page.add("");
    List<String> others =
        service.contract().operations().keySet().stream()
            .filter(operation -> !service.simulated().contains(operation))
            .toList();
    page.add(
        others.isEmpty()
            ? "No operation of the contract."
            : "A call is refused in the simulator's own words, unless a fault rule answers it.");
    page.add("");
    others.forEach(operation -> page.add("- " + operation));
    Selection.of(service)
        .ifPresent(
            whole ->
                page.add(
                    "Of the service's other operations no contract is held: a call is refused as"
                        + " one that no simulated service knows, and no rule can answer it."));
  }
}
