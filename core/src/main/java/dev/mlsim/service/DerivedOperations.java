package dev.mlsim.service;

import dev.mlsim.contract.Operation;
import dev.mlsim.lifecycle.Lifecycle;
import dev.mlsim.lifecycle.Resource;
import dev.mlsim.lifecycle.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The operations of a resource type that follows the scheme, where nobody else answers them. */
final class DerivedOperations {
  private final ResourceFacts facts;
  private final ResourceType type;
  private final Noun noun;

  DerivedOperations(ResourceFacts facts, ResourceType type) {
    this.facts = facts;
    this.type = type;
    this.noun = facts.noun;
  }

  void declare(Family family) {
    requireDerived(family, "Create", !facts.late.isEmpty());
    requireDerived(family, "List", facts.saysHowListed());
    requireDerived(family, "Update", facts.changes);
    facts.rules.keySet().forEach(verb -> requireDerived(family, verb, true));
    facts.quotas.keySet().forEach(verb -> requireDerived(family, verb, true));
    for (Map.Entry<String, Operation> entry : noun.operations().entrySet()) {
      String operation = entry.getValue().name();
      if (!family.answers(operation)) {
        family.operation(operation, handler(entry.getKey()));
      }
    }
    noun.others().forEach((operation, verb) -> family.operation(operation, handler(verb)));
    if (!facts.judgedWords.isEmpty()) {
      family.judged(
          noun.kebab() + "-wording",
          type.name(),
          "The wording of " + listed(facts.judgedWords) + "; the codes are AWS's.");
    }
    if (facts.judgedTimes) {
      family.judged(noun.kebab() + "-times", type.name(), "How long it stays: " + stays() + ".");
    }
  }

  /** What is said of an operation has to reach it. */
  private void requireDerived(Family family, String verb, boolean said) {
    Optional<String> operation = noun.operation(verb).map(Operation::name);
    if (said && (verb.equals("Describe") || operation.filter(o -> !family.answers(o)).isEmpty())) {
      throw noun.wrong("says something of [" + verb + "], which is not derived from it");
    }
  }

  private static String listed(List<String> words) {
    int last = words.size() - 1;
    return last == 0
        ? words.get(0)
        : String.join(", ", words.subList(0, last)) + " and " + words.get(last);
  }

  private String stays() {
    return type.lifecycle().ways().stream()
        .flatMap(way -> way.steps().stream())
        .filter(step -> step.stay().isPresent())
        .map(DerivedOperations::stay)
        .distinct()
        .collect(Collectors.joining(", "));
  }

  private static String stay(Step step) {
    return step.state() + " " + step.stay().orElseThrow();
  }

  private Handler handler(String verb) {
    Precondition[] rules = facts.rules.getOrDefault(verb, List.of()).toArray(Precondition[]::new);
    Quota[] quotas = facts.quotas.getOrDefault(verb, List.of()).toArray(Quota[]::new);
    String wrapper = noun.wrapper(verb);
    return switch (verb) {
      case "Create" -> {
        Precondition[] late = facts.late.toArray(Precondition[]::new);
        yield Create.a(type).requires(rules).thenRequires(late).within(quotas).in(wrapper);
      }
      case "Describe" -> Describe.a(type).in(wrapper);
      case "List" -> list().requires(rules);
      case "Update" ->
          moves(Lifecycle.UPDATE)
              ? trigger(verb)
                  .requires(rules)
                  .within(quotas)
                  .merging()
                  .changing(facts.change)
                  .in(wrapper)
              : Update.a(type).requires(rules).changing(facts.change).in(wrapper);
      default -> trigger(verb).requires(rules).within(quotas);
    };
  }

  private boolean moves(String trigger) {
    return type.lifecycle().ways().stream().anyMatch(way -> way.trigger().equals(trigger));
  }

  private Trigger trigger(String verb) {
    return Trigger.by(Derivation.TRIGGERS.getOrDefault(verb, verb), type);
  }

  private ListAll list() {
    ListAll list = facts.listed.map(ListAll.of(type)::among).orElseGet(() -> ListAll.of(type));
    for (Map.Entry<String, Filter> filter : facts.filters.entrySet()) {
      list = list.filter(filter.getKey(), filter.getValue());
    }
    if (facts.listsUpwards || !facts.sortedBy.isEmpty()) {
      list = list.sorted(facts.sortedBy, !facts.listsUpwards);
    }
    return facts.pageSize == 0 ? list : list.pagesOf(facts.pageSize);
  }

  /** The rule that nothing of another type is part of what is to be deleted. */
  static Precondition childless(
      ResourceFacts facts, TypeRef child, List<String> members, Wording refusal) {
    return new Precondition(
        "no " + child.title() + " is part of it",
        refusal.code(),
        call -> {
          Resource parent = facts.built().require(call);
          for (Resource one : call.world().registry().all(child)) {
            if (key(one, members).equals(Optional.of(parent.key()))) {
              throw refusal.about(facts.built(), call, parent, Lifecycle.DELETE);
            }
          }
        });
  }

  private static Optional<String> key(Resource child, List<String> members) {
    List<String> parts = new ArrayList<>();
    for (String member : members) {
      Documents.at(child.attributes(), member).ifPresent(value -> parts.add(value.asText()));
    }
    return parts.size() == members.size() ? Optional.of(String.join("/", parts)) : Optional.empty();
  }

  /** The rule that what some members name together exists, if the last of them is given. */
  static Precondition exists(TypeRef parent, List<String> members) {
    return new Precondition(
        String.join(" and ", members) + " name an existing " + parent.title(),
        parent.missingCode(),
        call -> {
          if (call.has(members.get(members.size() - 1))) {
            String key =
                members.stream()
                    .map(member -> call.text(member).orElse(""))
                    .collect(Collectors.joining("/"));
            call.require(parent, key);
          }
        });
  }
}
