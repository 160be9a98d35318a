package dev.mlsim.service;

import dev.mlsim.contract.Contract;
import dev.mlsim.fault.UsualRate;
import dev.mlsim.lifecycle.Resource;
import dev.mlsim.lifecycle.State;
import dev.mlsim.objects.StoredObject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Collects the declaration of one family: a part of a service that loads when a call, a script, a
 * quota or a setup first touches it. Families of one service know each other by name only: they
 * refer to each other's types by {@link TypeRef}, and follow them with {@link #watch}.
 */
public final class Family {

  /**
   * Something that happens when a resource of another family enters a state.
   *
   * @param type the type's name
   * @param state the state it enters
   * @param effect what happens
   */
  public record Watch(String type, State state, ResourceType.Effect effect) {}

  private final String name;
  private final Contract contract;
  private final ServiceProvider provider;
  private final List<Supplier<ResourceType>> types = new ArrayList<>();
  private final Map<String, Handler> operations = new LinkedHashMap<>();
  private final List<ConventionalResource> conventional = new ArrayList<>();
  private final List<Quota> quotas = new ArrayList<>();
  private final List<Supplier<List<String>>> quotaNames = new ArrayList<>();
  private final List<Caveat> caveats = new ArrayList<>();
  private final List<Setup.Kind<?>> setups = new ArrayList<>();
  private final List<UsualRate> usualRates = new ArrayList<>();
  private final List<Watch> watches = new ArrayList<>();
  private final List<ObjectEvents> objectEvents = new ArrayList<>();

  Family(String name, Contract contract, ServiceProvider provider) {
    this.name = name;
    this.contract = contract;
    this.provider = provider;
  }

  /** The family's name, such as {@code training}. */
  public String name() {
    return name;
  }

  /** The API of its service. */
  public Contract contract() {
    return contract;
  }

  /** What a provider throws for a family that it doesn't have. */
  public IllegalArgumentException unknown() {
    return new IllegalArgumentException("mlsim: " + contract + " has no family [" + name + "]");
  }

  /** A resource type. */
  public Family type(ResourceType type) {
    types.add(() -> type);
    return this;
  }

  /**
   * A resource type that follows the scheme of its service, {@link ServiceProvider#scheme}: its
   * operations and members are found in the contract by its noun, such as {@code CompilationJob}.
   */
  public ConventionalResource resource(String noun) {
    ConventionalResource resource = new ConventionalResource(this, noun, provider.scheme());
    conventional.add(resource);
    types.add(resource::type);
    return resource;
  }

  /** Whether somebody answers the operation by what is declared so far. */
  boolean answers(String operation) {
    return operations.containsKey(operation);
  }

  /** Who answers an operation. */
  public Family operation(String operation, Handler handler) {
    if (contract.operation(operation).isEmpty()) {
      throw new IllegalArgumentException(
          "mlsim: " + contract + " has no operation [" + operation + "]");
    }
    operations.put(operation, handler);
    return this;
  }

  /**
   * A quota.
   *
   * @param example a name it has, for those who look for one
   */
  public Family quota(String example, Quota quota) {
    return quota(() -> List.of(example), quota);
  }

  /**
   * A quota that has many names.
   *
   * @param names its names, asked for when somebody mistypes one
   */
  public Family quota(Supplier<List<String>> names, Quota quota) {
    quotas.add(quota);
    quotaNames.add(names);
    return this;
  }

  /**
   * What a test can tell this family in its own words.
   *
   * @param type the class that a test asks the simulator for
   * @param maker makes the one object of a simulator
   */
  public <T extends Setup> Family setup(Class<T> type, Function<Setup.Place, T> maker) {
    setups.add(new Setup.Kind<>(type, maker));
    return this;
  }

  /**
   * Something that happens when a resource of another family of the service enters a state, after
   * what its own family has happen then. It is known once this family is loaded. Before that no
   * resource of this family exists that could be affected; and since families are shared by all
   * worlds, it must do nothing where there is none of this family's resources in the world.
   *
   * @param type the name of the other family's type
   * @param state as its lifecycle has it, such as {@code InProgress/Training}; a status alone where
   *     it has phases means that the status is entered, by whatever phase
   */
  public Family watch(String type, String state, ResourceType.Effect effect) {
    watches.add(new Watch(type, State.of(state), effect));
    return this;
  }

  /**
   * The events that AWS sends of stored objects.
   *
   * @param type what they are, with the events
   * @param about what an event is about, of an object that was just put
   */
  public Family objectEvents(ResourceType type, Function<StoredObject, Resource> about) {
    objectEvents.add(new ObjectEvents(type, about));
    return this;
  }

  /**
   * A limit that AWS has on the rate of calls, for {@code faults().usualRates()}.
   *
   * @param operation which calls, with the service before it; {@code *} and {@code ?} are wild
   * @param except operations that fit and are not limited by it
   */
  public Family usualRate(String operation, double perSecond, String... except) {
    usualRates.add(new UsualRate(operation, perSecond, List.of(except)));
    return this;
  }

  /**
   * A known difference from AWS, with its reason.
   *
   * @param id what it is called in the ledger, in kebab case, once and for all
   * @param about see {@link Caveat#about}
   */
  public Family differs(String id, String about, String how) {
    caveats.add(new Caveat(Caveat.Kind.DIFFERS, id, about, how));
    return this;
  }

  /**
   * A fact that no source has, and that we had to decide.
   *
   * @param id what it is called in the ledger, in kebab case, once and for all
   * @param about see {@link Caveat#about}
   */
  public Family judged(String id, String about, String fact) {
    caveats.add(new Caveat(Caveat.Kind.JUDGED, id, about, fact));
    return this;
  }

  FamilyDeclaration declared() {
    conventional.forEach(ConventionalResource::complete);
    Map<String, ResourceType> byName = new LinkedHashMap<>();
    for (Supplier<ResourceType> type : types) {
      if (byName.put(type.get().name(), type.get()) != null) {
        throw new IllegalArgumentException(
            "mlsim: the family [" + name + "] declares the type [" + type.get() + "] twice");
      }
    }
    return new FamilyDeclaration(
        name,
        byName,
        operations,
        quotas,
        quotaNames,
        setups,
        usualRates,
        watches,
        objectEvents,
        caveats);
  }
}
