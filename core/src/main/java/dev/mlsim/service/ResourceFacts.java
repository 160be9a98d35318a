package dev.mlsim.service;

import dev.mlsim.lifecycle.Lifecycle;
import dev.mlsim.lifecycle.Lifecycles;
import dev.mlsim.lifecycle.Resource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What was said of a resource type that else follows the scheme of its service. */
final class ResourceFacts {

  /** An identity that the service makes: the member that shows it, and what it looks like. */
  record Generated(String member, String prefix, int digits) {}

  final Noun noun;
  final Scheme scheme;
  final ResourceTypeBuilder type;
  String name = "";
  String title = "";
  Optional<String> arnMember = Optional.empty();
  String arnTemplate = "";
  List<String> identity = List.of();
  Optional<Generated> generated = Optional.empty();
  Optional<Function<Call, String>> made = Optional.empty();
  String called = "";
  Optional<Lifecycles.Life> life = Optional.empty();
  Optional<Lifecycle> table = Optional.empty();
  String statusMember = "";
  Optional<String> created = Optional.empty();
  String modified = "";
  String limit = "";
  String limitReason = "";
  final List<Work.Input> reads = new ArrayList<>();
  final List<Work.Output> writes = new ArrayList<>();
  final List<String> entered = new ArrayList<>();
  final Map<String, Wording> refusals = new HashMap<>();
  final Set<String> worked = new HashSet<>();
  ResourceType.Planner durations = (resource, plan, world) -> plan;
  ResourceType.Planner limits = (resource, plan, world) -> plan;
  boolean saysMissing;
  boolean saysDuplicate;
  boolean saysHowFound;
  boolean prepares;
  final Map<String, List<Precondition>> rules = new HashMap<>();
  final List<Precondition> late = new ArrayList<>();
  final Map<String, List<Quota>> quotas = new HashMap<>();
  final List<Holding> holdings = new ArrayList<>();
  boolean changes;
  BiFunction<Call, Resource, Resource> change = (call, resource) -> resource;
  final Map<String, Filter> filters = new LinkedHashMap<>();
  Optional<Function<Call, Collection<Resource>>> listed = Optional.empty();
  boolean listsUpwards;
  String sortedBy = "";
  int pageSize;
  List<String> judgedWords = List.of();
  boolean judgedTimes;
  private @Nullable ResourceType built;

  ResourceFacts(Noun noun, Scheme scheme) {
    this.noun = noun;
    this.scheme = scheme;
    this.type = ResourceType.named(noun.kebab());
  }

  /** These, as long as more can be said. */
  ResourceFacts open() {
    if (built != null) {
      throw noun.wrong("says more of what was asked for by [type()] before");
    }
    return this;
  }

  /** The type as it was derived. */
  ResourceType built() {
    if (built == null) {
      built = new Derivation(this).type();
    }
    return built;
  }

  void rule(String verb, Precondition... more) {
    rules.computeIfAbsent(verb, v -> new ArrayList<>()).addAll(List.of(more));
  }

  void quota(String verb, Quota... more) {
    quotas.computeIfAbsent(verb, v -> new ArrayList<>()).addAll(List.of(more));
  }

  boolean saysHowListed() {
    return listed.isPresent()
        || listsUpwards
        || !sortedBy.isEmpty()
        || pageSize > 0
        || !filters.isEmpty();
  }

  /** The error of that code in these words, all of whose places can be filled in. */
  Wording wording(String code, String words) {
    noun.requireError(code);
    for (String place : Wording.places(words)) {
      if (!Wording.PLACES.contains(place)
          && Noun.VERBS.stream().noneMatch(verb -> noun.input(verb).contains(place))) {
        throw noun.wrong(
            "has words with the place ["
                + place
                + "]; there are those of the input's members, and "
                + Wording.PLACES.stream().sorted().toList());
      }
    }
    return new Wording(noun.name(), code, words);
  }

  void missing(Wording wording) {
    saysMissing = true;
    type.missingError(wording.code(), (call, which) -> wording.missing(built(), call, which));
  }

  void duplicate(Wording wording) {
    saysDuplicate = true;
    type.duplicate((call, existing) -> wording.about(built(), call, existing, Lifecycle.CREATE));
  }

  /** The refusal of a trigger, by its own words or those for all. */
  Optional<Wording> refusal(String trigger) {
    return Optional.ofNullable(refusals.getOrDefault(trigger, refusals.get("")));
  }
}
