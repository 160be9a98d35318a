package dev.mlsim.service;

import dev.mlsim.contract.Contract;
import dev.mlsim.lifecycle.State;
import dev.mlsim.lifecycle.Transition;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The families of one service, of which each is declared when it is first touched: by whichever
 * world comes first, for all of them. Safe for threads.
 */
final class LoadedFamilies {
  private final ServiceProvider provider;
  private final Object loadingLock = new Object();
  private final Set<String> loading = new HashSet<>();
  private final Map<String, FamilyDeclaration> loaded = new ConcurrentHashMap<>();
  private final Map<String, Handler> handlers = new ConcurrentHashMap<>();
  private final Map<String, ResourceType> types = new ConcurrentHashMap<>();
  private volatile Map<String, Map<State, List<ResourceType.Effect>>> watches = Map.of();
  private volatile @Nullable ServiceIndex index;
  private volatile Service.@Nullable Facts facts;
  private volatile @Nullable Contract contract;

  LoadedFamilies(ServiceProvider provider) {
    this.provider = provider;
  }

  /** The service's API, which the provider is asked for once. */
  Contract contract() {
    @Nullable Contract known = contract;
    if (known == null) {
      synchronized (loadingLock) {
        known = contract == null ? provider.contract() : contract;
        contract = known;
      }
    }
    return known;
  }

  /** What holds for the service as a whole. */
  Service.Facts facts() {
    Service.@Nullable Facts known = facts;
    if (known == null) {
      family(ServiceIndex.ITSELF);
      known = facts;
    }
    if (known == null) {
      throw new IllegalStateException("mlsim: " + provider.name() + " needs itself to be declared");
    }
    return known;
  }

  /** The names by which it can be asked; of mlsim's own services, they are read and not loaded. */
  ServiceIndex index() {
    @Nullable ServiceIndex known = index;
    if (known == null) {
      known = isStandard() ? ServiceIndex.standard(provider.name()) : derived();
      index = known;
    }
    return known;
  }

  private boolean isStandard() {
    return provider.getClass().getPackageName().equals("dev.mlsim.services." + provider.name());
  }

  /** The index as the declarations have it; loads them all. */
  ServiceIndex derived() {
    Map<String, FamilyIndex> all = new LinkedHashMap<>();
    all.put(ServiceIndex.ITSELF, FamilyIndex.of(family(ServiceIndex.ITSELF), provider.families()));
    for (String name : provider.families()) {
      all.put(name, FamilyIndex.of(family(name), List.of()));
    }
    return new ServiceIndex(all);
  }

  /** A family's declaration. */
  FamilyDeclaration family(String name) {
    FamilyDeclaration known = loaded.get(name);
    return known == null ? load(name) : known;
  }

  /** All of them, what belongs to none first. */
  List<FamilyDeclaration> all() {
    List<FamilyDeclaration> all = new ArrayList<>();
    all.add(family(ServiceIndex.ITSELF));
    provider.families().forEach(name -> all.add(family(name)));
    return all;
  }

  private FamilyDeclaration load(String name) {
    synchronized (loadingLock) {
      FamilyDeclaration known = loaded.get(name);
      if (known != null) {
        return known;
      }
      if (!loading.add(name)) {
        throw new IllegalStateException(
            "mlsim: the family [" + name + "] of " + provider.name() + " needs itself to load");
      }
      try {
        FamilyDeclaration declared = declare(name);
        handlers.putAll(declared.operations());
        types.putAll(declared.types());
        loaded.put(name, declared);
        watches = watched();
        return declared;
      } finally {
        loading.remove(name);
      }
    }
  }

  private FamilyDeclaration declare(String name) {
    if (name.equals(ServiceIndex.ITSELF)) {
      Service.Builder service = new Service.Builder(contract(), provider);
      provider.declare(service);
      facts = service.facts();
      return service.itself();
    }
    Family family = new Family(name, contract(), provider);
    provider.declare(family);
    return family.declared();
  }

  /** In the order of the families, whatever the order in which they were loaded. */
  private Map<String, Map<State, List<ResourceType.Effect>>> watched() {
    Map<String, Map<State, List<ResourceType.Effect>>> all = new HashMap<>();
    for (String name : provider.families()) {
      FamilyDeclaration declared = loaded.get(name);
      for (Family.Watch watch : declared == null ? List.<Family.Watch>of() : declared.watches()) {
        all.computeIfAbsent(watch.type(), t -> new HashMap<>())
            .computeIfAbsent(watch.state(), s -> new ArrayList<>())
            .add(watch.effect());
      }
    }
    return all;
  }

  /** What families that are loaded have happen when a resource of another's makes a move. */
  List<ResourceType.Effect> watching(String type, Transition move) {
    Map<State, List<ResourceType.Effect>> ofType = watches.getOrDefault(type, Map.of());
    State entered = move.to();
    if (ofType.isEmpty() || move.from().equals(entered)) {
      return List.of();
    }
    List<ResourceType.Effect> ofState = ofType.getOrDefault(entered, List.of());
    if (entered.phase().isEmpty() || move.from().status().equals(entered.status())) {
      return ofState;
    }
    List<ResourceType.Effect> both = new ArrayList<>(ofState);
    both.addAll(ofType.getOrDefault(State.of(entered.status()), List.of()));
    return both;
  }

  /** Who answers an operation, if it is simulated. */
  Optional<Handler> handler(String operation) {
    Handler known = handlers.get(operation);
    if (known == null) {
      @Nullable String family = index().familyOfOperation(operation);
      known = family == null ? null : family(family).operations().get(operation);
    }
    return Optional.ofNullable(known);
  }

  /** The type of that name, if the service has one. */
  Optional<ResourceType> type(String name) {
    ResourceType known = types.get(name);
    if (known == null) {
      @Nullable String family = index().familyOfType(name);
      known = family == null ? null : family(family).types().get(name);
    }
    return Optional.ofNullable(known);
  }
}
