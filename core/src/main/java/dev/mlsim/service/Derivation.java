package dev.mlsim.service;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.mlsim.lifecycle.Lifecycle;
import dev.mlsim.lifecycle.Resource;
import dev.mlsim.lifecycle.State;
import dev.mlsim.lifecycle.Step;
import dev.mlsim.lifecycle.Way;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** Works a resource type out from what was said of it, and else from the scheme. */
final class Derivation {
  private static final String SAMPLE_PLACE = ":us-east-1:123456789012:";
  private static final String JOB = "Job";
  private static final String ARN = Scheme.NOUN + "Arn";

  /** The triggers that an operation of the scheme pulls, by its verb. */
  static final Map<String, String> TRIGGERS =
      Map.of(
          "Update", Lifecycle.UPDATE,
          "Delete", Lifecycle.DELETE,
          "Stop", Lifecycle.STOP,
          "Start", Lifecycle.START);

  private final ResourceFacts facts;
  private final Noun noun;
  private final ResourceTypeBuilder type;
  private final Collection<String> given;
  private final Collection<String> shown;

  Derivation(ResourceFacts facts) {
    this.facts = facts;
    this.noun = facts.noun;
    this.type = facts.type;
    this.given = noun.given();
    this.shown = noun.shown();
  }

  /** The type. */
  ResourceType type() {
    String arnMember = arn();
    identity(arnMember);
    Lifecycle table = life();
    times();
    work(table);
    words(table);
    return type.holds(facts.holdings.toArray(Holding[]::new)).build();
  }

  /** Its ARN and, from that, its name. */
  private String arn() {
    String template = facts.arnTemplate.isEmpty() ? noun.kebab() + "/{key}" : facts.arnTemplate;
    if (!facts.prepares) {
      Wording.places(template).stream()
          .filter(place -> !place.equals("key"))
          .forEach(place -> noun.requirePath(place, "has an ARN with"));
    }
    List<String> kinds =
        Stream.of(template.split("/", -1)).filter(part -> part.indexOf('{') < 0).toList();
    String name = kinds.size() == 1 ? kinds.get(0) : noun.kebab();
    type.renamed(facts.name.isEmpty() ? name : facts.name);
    if (!facts.title.isEmpty()) {
      type.title(facts.title);
    }
    String member = facts.arnMember.orElseGet(() -> noun.member(ARN, shown));
    if (!member.isEmpty()) {
      noun.requireAmong(member, shown, "has its ARN in");
      facts.arnTemplate = template;
    }
    type.arn(member, facts.arnTemplate);
    return member;
  }

  private void identity(String arnMember) {
    List<String> members = facts.identity;
    if (facts.generated.isPresent()) {
      members = List.of(generated(facts.generated.get(), members));
    } else if (facts.made.isPresent()) {
      members = made(facts.made.get());
    } else {
      members = members.isEmpty() ? List.of(noun.member(facts.scheme.names(), given)) : members;
      identified(members);
    }
    for (String verb : List.of("Describe", "Update", "Delete", "Stop", "Start")) {
      if (noun.operation(verb).isPresent() && !facts.saysHowFound) {
        Collection<String> input = noun.input(verb);
        if (!input.contains(arnMember) && (members.isEmpty() || !input.containsAll(members))) {
          throw noun.wrong(
              "is identified by " + members + "; [" + verb + "] is given " + List.copyOf(input));
        }
      }
    }
    if (members.size() == 1 && !facts.saysHowFound && noun.acceptsArn(members.get(0), sample())) {
      type.foundByNameOrArn();
    }
  }

  private void identified(List<String> members) {
    members.forEach(member -> noun.requireAmong(member, given, "is identified by"));
    type.identifiedBy(members.toArray(String[]::new));
  }

  private String generated(ResourceFacts.Generated id, List<String> called) {
    noun.requireAmong(id.member(), shown, "is identified by");
    type.identifiedBy(id.member())
        .identity(call -> id.prefix() + call.world().chance().id(id.digits()))
        .computed(id.member(), (resource, world) -> Values.text(resource.key()));
    String name =
        called.isEmpty() ? noun.member(facts.scheme.names(), given) : called.get(called.size() - 1);
    if (!called.isEmpty() || given.contains(name)) {
      noun.requireAmong(name, given, "is called by");
      type.called(name);
    }
    return id.member();
  }

  /** An identity of no member: calls name it by its ARN. */
  private List<String> made(Function<Call, String> identity) {
    noun.requireAmong(facts.called, given, "is called by");
    type.identity(identity).called(facts.called);
    return List.of();
  }

  private String sample() {
    return "arn:aws:"
        + noun.signingName()
        + SAMPLE_PLACE
        + facts.arnTemplate.replaceAll("\\{[^}]*}", "a1");
  }

  private Lifecycle life() {
    if (!facts.limit.isEmpty()) {
      facts
          .life
          .orElseThrow(() -> noun.wrong("has a limit, but not the lifecycle of a job"))
          .ending(outOf(), !facts.limitReason.isEmpty());
    }
    Lifecycle table =
        facts.table.orElseGet(
            () -> facts.life.map(life -> life.build()).orElse(Lifecycle.STATELESS));
    type.lifecycle(table);
    status(table);
    for (String state : facts.entered) {
      if (!table.states().contains(State.of(state))) {
        throw noun.wrong("has something happen in [" + state + "]; it has " + table.states());
      }
    }
    triggers(table);
    return table;
  }

  private String outOf() {
    return "run out of " + facts.limit.substring(facts.limit.lastIndexOf('.') + 1);
  }

  private void status(Lifecycle table) {
    List<String> usual = facts.scheme.statuses().stream().map(m -> noun.member(m, shown)).toList();
    String member = facts.statusMember;
    if (member.isEmpty()) {
      member = usual.stream().filter(m -> derived(m)).findFirst().orElse("");
    } else {
      noun.requireAmong(member, shown, "shows its status in");
    }
    if (table == Lifecycle.STATELESS) {
      if (!member.isEmpty()) {
        throw noun.wrong("has no lifecycle, while the contract shows [" + member + "]");
      }
      return;
    }
    if (member.isEmpty()) {
      throw noun.wrong("has a lifecycle, while the contract shows none of " + usual);
    }
    type.status(member);
    phase(table);
    List<String> known = noun.values(member);
    for (State state : table.states()) {
      if (!state.equals(State.GONE) && !known.isEmpty() && !known.contains(state.status())) {
        throw noun.wrong(
            "has the state [" + state + "], which [" + member + "] can't show; it shows " + known);
      }
    }
  }

  private void phase(Lifecycle table) {
    if (table.states().stream().anyMatch(state -> !state.phase().isEmpty())) {
      Stream.of(noun.name() + "SecondaryStatus", "SecondaryStatus")
          .filter(this::derived)
          .findFirst()
          .ifPresent(type::phase);
    }
  }

  /** Whether the service shows the member, and is not given it. */
  private boolean derived(String member) {
    return shown.contains(member) && !given.contains(member);
  }

  /** An operation that pulls a trigger has a way to set out on, and a way has its operation. */
  private void triggers(Lifecycle table) {
    TRIGGERS.forEach(
        (verb, trigger) -> {
          boolean opens = table.ways().stream().anyMatch(way -> way.trigger().equals(trigger));
          boolean exists = noun.operation(verb).isPresent();
          if (exists && !opens && !verb.equals("Update")) {
            throw noun.wrong("has no way of [" + trigger + "] for the contract's [" + verb + "]");
          }
          if (opens && !exists && table != Lifecycle.STATELESS) {
            throw noun.wrong("has a way of [" + trigger + "]; the contract has no [" + verb + "]");
          }
        });
  }

  private void times() {
    String usual = facts.scheme.created();
    String changed = facts.scheme.modified();
    String created = facts.created.orElse(derived(usual) ? usual : "");
    String modified = facts.created.isEmpty() && derived(changed) ? changed : facts.modified;
    for (String member : List.of(created, modified)) {
      if (!member.isEmpty()) {
        noun.requireAmong(member, shown, "shows a time in");
      }
    }
    if (!created.isEmpty()) {
      type.times(created, modified);
    }
    reason(facts.scheme.reason());
  }

  private void reason(String member) {
    if (derived(member) && !facts.worked.contains(member)) {
      boolean always = noun.alwaysShows(member);
      int longest = noun.longest(member);
      type.computed(
          member,
          (failed, world) ->
              always || !failed.reason().isEmpty()
                  ? Optional.of(TextNode.valueOf(Values.cut(failed.reason(), longest)))
                  : Optional.empty());
    }
  }

  private void work(Lifecycle table) {
    type.durations(facts.durations).limits(facts.limits);
    if (facts.life.isEmpty()) {
      if (!facts.reads.isEmpty() || !facts.writes.isEmpty()) {
        throw noun.wrong("reads or writes, but has not the lifecycle of a job");
      }
      return;
    }
    Work work =
        new Work(
            facts.life.get().working(),
            facts.reads,
            facts.limit,
            facts.limit.isEmpty() ? "" : outOf(),
            facts.limitReason,
            facts.writes);
    if (noun.name().endsWith(JOB)) {
      String does = noun.name().substring(0, noun.name().length() - JOB.length());
      first(does + "StartTime", "StartTime").ifPresent(m -> type.computed(m, work::started));
      first(does + "EndTime", "EndTime", "CompletionTime")
          .ifPresent(m -> type.computed(m, Work::ended));
    }
    if (!facts.reads.isEmpty() || !facts.limit.isEmpty()) {
      type.durations(
              (job, plan, world) -> work.within(job, facts.durations.plan(job, plan, world), world))
          .limits(
              (job, plan, world) -> work.limited(job, facts.limits.plan(job, plan, world), world));
    }
    if (!facts.writes.isEmpty()) {
      List<Step> steps = table.creation().steps();
      type.entering(steps.get(steps.size() - 1).state().toString(), work::write);
      facts.writes.stream().filter(output -> !output.shown().isEmpty()).forEach(this::show);
    }
  }

  private Optional<String> first(String... members) {
    return Stream.of(members).filter(this::derived).findFirst();
  }

  /** Shows where an output is in a member, or in a member of a structure. */
  private void show(Work.Output output) {
    noun.requirePath(output.shown(), "shows its output in");
    int dot = output.shown().indexOf('.');
    if (dot < 0) {
      type.computed(output.shown(), (job, world) -> location(output, job, world));
      return;
    }
    String inner = output.shown().substring(dot + 1);
    type.computed(
        output.shown().substring(0, dot),
        (job, world) -> location(output, job, world).map(at -> structure(inner, at)));
  }

  private static Optional<JsonNode> location(Work.Output output, Resource job, World world) {
    return output.location(job, world).flatMap(Values::text);
  }

  private static JsonNode structure(String member, JsonNode value) {
    ObjectNode structure = Documents.empty();
    structure.set(member, value);
    return structure;
  }

  /** Each error that can be met has words. */
  private void words(Lifecycle table) {
    List<String> lacking = new ArrayList<>();
    if (!facts.saysMissing && noun.operations().keySet().stream().anyMatch(Derivation::isOfOne)) {
      lacking.add("missing");
    }
    boolean ownNames = facts.generated.isPresent() || facts.made.isPresent();
    if (!facts.saysDuplicate && !ownNames && noun.operation("Create").isPresent()) {
      lacking.add("duplicate");
    }
    TRIGGERS.forEach(
        (verb, trigger) -> {
          if (noun.operation(verb).isPresent() && canBeRefused(table, trigger)) {
            if (facts.refusal(trigger).isEmpty()) {
              lacking.add("refused");
            }
          }
        });
    List<String> triggers = table.ways().stream().map(Way::trigger).distinct().toList();
    for (String trigger : facts.refusals.keySet()) {
      if (!trigger.isEmpty() && !triggers.contains(trigger)) {
        throw noun.wrong("has words to refuse [" + trigger + "]; its triggers are " + triggers);
      }
    }
    if (!lacking.isEmpty()) {
      throw noun.wrong("has no words for " + lacking.stream().distinct().sorted().toList());
    }
    type.refused(
        (call, resource, trigger) ->
            facts
                .refusal(trigger)
                .orElseThrow(() -> noun.wrong("has no words to refuse [" + trigger + "]"))
                .about(facts.built(), call, resource, trigger));
  }

  private static boolean isOfOne(String verb) {
    return !verb.equals("Create") && !verb.equals("List");
  }

  private static boolean canBeRefused(Lifecycle table, String trigger) {
    boolean opens = table.ways().stream().anyMatch(way -> way.trigger().equals(trigger));
    return opens
        && table.states().stream()
            .anyMatch(s -> !s.equals(State.GONE) && table.way(trigger, s).isEmpty());
  }
}
