package dev.mlsim.engine;

import dev.mlsim.contract.Operation;
import dev.mlsim.engine.rules.ScriptRules;
import dev.mlsim.fault.UsualRate;
import dev.mlsim.internal.Article;
import dev.mlsim.internal.Given;
import dev.mlsim.internal.Nearest;
import dev.mlsim.lifecycle.Lifecycle;
import dev.mlsim.lifecycle.Transition;
import dev.mlsim.service.ObjectEvents;
import dev.mlsim.service.ResourceType;
import dev.mlsim.service.Service;
import dev.mlsim.service.Setup;
import dev.mlsim.wire.WireRequest;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The services that a simulator simulates, and what can be found among them by name: from their
 * indexes and contracts, so that a declaration loads only where it is what was asked for.
 */
public final class Catalogue {
  private static final class Standard {
    private static final Catalogue ALL = new Catalogue(StandardService.all());
  }

  private final List<Simulated> services;
  private volatile @Nullable Map<String, Simulated> types;

  Catalogue(List<? extends Simulated> services) {
    this.services = List.copyOf(services);
  }

  /** The services that mlsim brings along. */
  public static Catalogue standard() {
    return Standard.ALL;
  }

  /**
   * The services that mlsim brings along, and others.
   *
   * @throws IllegalArgumentException if two have the same name, or a type of the same name
   */
  public static Catalogue standardAnd(List<Service> others) {
    if (others.isEmpty()) {
      return standard();
    }
    List<Simulated> all = new ArrayList<>(standard().services);
    others.forEach(service -> all.add(new DeclaredService(service)));
    Set<String> names = new TreeSet<>();
    for (Simulated service : all) {
      if (!names.add(service.toString())) {
        throw new IllegalArgumentException("mlsim: two services are called [" + service + "]");
      }
    }
    Catalogue together = new Catalogue(all);
    together.owners();
    return together;
  }

  /** The services; asking for them loads none of their families. */
  public List<Service> all() {
    return services.stream().map(Simulated::service).toList();
  }

  /** The ids of the services in the SDKs, such as {@code SageMaker}. */
  public Set<String> serviceIds() {
    Set<String> ids = new TreeSet<>();
    services.forEach(service -> ids.add(service.serviceId()));
    return ids;
  }

  /** The ids of those that don't stand aside, and of those that do and are asked for by name. */
  public Set<String> ambientIds(Set<String> also) {
    Set<String> names = new TreeSet<>();
    Set<String> ids = new TreeSet<>();
    Set<String> asked = Given.set(also);
    for (Simulated service : services) {
      names.add(service.toString());
      if (!service.standsAside() || asked.contains(service.toString())) {
        ids.add(service.serviceId());
      }
    }
    for (String name : asked) {
      if (!names.contains(name)) {
        throw new IllegalArgumentException(
            "mlsim: there is no service ["
                + name
                + "] that could answer also; simulated are "
                + services);
      }
    }
    return ids;
  }

  /** The full names of the types of resources. */
  public Set<String> typeNames() {
    return owners().keySet();
  }

  private Map<String, Simulated> owners() {
    Map<String, Simulated> known = types;
    if (known == null) {
      known = new LinkedHashMap<>();
      for (Simulated service : services) {
        for (String type : service.index().types().keySet()) {
          if (known.put(type, service) != null) {
            throw new IllegalArgumentException(
                "mlsim: two resource types are called [" + type + "]");
          }
        }
      }
      types = known;
    }
    return known;
  }

  /**
   * The full name of a type that a test means. Without the service it is the type of the first
   * service that has one of that name, in the order in which {@link StandardService} has them: a
   * {@code model} is SageMaker's, a {@code dataset} Personalize's, whatever services come besides.
   */
  public String typeName(String name) {
    Set<String> all = typeNames();
    if (all.contains(name)) {
      return name;
    }
    return all.stream()
        .filter(type -> type.endsWith(":" + name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "mlsim: there is no resource type [" + name + "]" + Nearest.hint(name, all)));
  }

  /** The name of a type in a sentence. */
  public String title(String type) {
    String full = typeName(type);
    return String.valueOf(owner(full).index().types().get(full));
  }

  private Simulated owner(String fullName) {
    Simulated owner = owners().get(fullName);
    if (owner == null) {
      throw new IllegalArgumentException("mlsim: no service has a type [" + fullName + "]");
    }
    return owner;
  }

  /** The service that declares a type of that full name. */
  Service serviceOf(String fullName) {
    return owner(fullName).service();
  }

  /** The type that a test means; its family loads. */
  public ResourceType type(String name) {
    String full = typeName(name);
    return serviceOf(full).type(full).orElseThrow();
  }

  /** Refuses a state that the type doesn't know. */
  public void checkState(String type, String state) {
    Lifecycle lifecycle = type(type).lifecycle();
    if (lifecycle.states().stream().noneMatch(s -> s.isCalled(state) || s.status().equals(state))) {
      throw new IllegalArgumentException(
          "mlsim: "
              + Article.of(type(type).title())
              + " is never ["
              + state
              + "]; its phases are "
              + lifecycle.phases());
    }
  }

  public ScriptRules.NamedLifecycle lifecycle(String name) {
    ResourceType type = type(name);
    return new ScriptRules.NamedLifecycle(type.name(), type.lifecycle());
  }

  /**
   * The operation that a request calls. The service it is signed for is asked first; of several
   * that sign with one name, the one at whose host it is; where the host doesn't say, as at a
   * loopback endpoint, their paths tell them apart. A service to which any path may mean something
   * gets only what is signed for it.
   */
  public Optional<Called> route(WireRequest request, Signature signature) {
    Optional<Called> found = Optional.empty();
    String host = request.header("Host").orElse("");
    for (Simulated service : services) {
      if (found.isEmpty()
          && service.signingName().equals(signature.service())
          && isHost(host, service.endpointPrefix())) {
        found = route(request, service.service());
      }
    }
    for (Simulated service : services) {
      if (found.isEmpty() && service.signingName().equals(signature.service())) {
        found = route(request, service.service());
      }
    }
    for (Simulated service : services) {
      if (found.isEmpty() && !service.takesAnyPath()) {
        found = route(request, service.service());
      }
    }
    return found;
  }

  private static boolean isHost(String host, String prefix) {
    return host.startsWith(prefix) && host.startsWith(".", prefix.length());
  }

  private static Optional<Called> route(WireRequest request, Service service) {
    return service.contract().route(request).map(operation -> new Called(service, operation));
  }

  /**
   * The operation that a declaration means: one of the service that declares a type, or of another
   * service, whose name is before it, as in {@code sagemaker:CreateTrainingJob}.
   *
   * @throws IllegalArgumentException if there is no such operation
   */
  Called called(String type, String name) {
    int colon = name.indexOf(':');
    Service service = colon < 0 ? serviceOf(type) : named(name.substring(0, colon));
    String bare = name.substring(colon + 1);
    Operation operation =
        service
            .contract()
            .operation(bare)
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "mlsim: a declaration calls ["
                            + name
                            + "], and "
                            + service.name()
                            + " has no such operation"
                            + Nearest.hint(bare, service.contract().operations().keySet())));
    return new Called(service, operation);
  }

  private Service named(String name) {
    for (Simulated service : services) {
      if (service.toString().equals(name)) {
        return service.service();
      }
    }
    throw new IllegalArgumentException(
        "mlsim: a declaration calls the service ["
            + name
            + "], and there is none; simulated are "
            + services);
  }

  /** An operation and the service it belongs to. */
  record Called(Service service, Operation operation) {}

  /** Every operation that some service has, whether it is simulated or not. */
  public List<Operation> operations() {
    return all().stream().flatMap(s -> s.contract().operations().values().stream()).toList();
  }

  public Set<String> operationNames() {
    Set<String> names = new TreeSet<>();
    all().forEach(service -> names.addAll(service.contract().operations().keySet()));
    return names;
  }

  /** What a test can tell a service by that class; the family that has it loads. */
  Optional<Setup.Kind<?>> setup(Class<?> type) {
    return services.stream()
        .filter(service -> service.index().setups().contains(type.getName()))
        .findFirst()
        .flatMap(service -> service.service().setup(type));
  }

  /** The simple names of the classes of setups. */
  List<String> setupNames() {
    List<String> names = new ArrayList<>();
    for (Simulated service : services) {
      service.index().setups().forEach(name -> names.add(name.substring(lastPart(name))));
    }
    return names;
  }

  private static int lastPart(String className) {
    return Math.max(className.lastIndexOf('.'), className.lastIndexOf('$')) + 1;
  }

  public boolean hasQuota(String name) {
    return services.stream()
        .filter(service -> service.index().mayHaveQuota(name))
        .anyMatch(service -> service.service().hasQuota(name));
  }

  public Collection<String> quotaNames() {
    return all().stream().flatMap(s -> s.quotaNames().stream()).toList();
  }

  /** What anything is billed in. */
  public Set<String> units() {
    Set<String> units = new TreeSet<>();
    services.forEach(service -> units.addAll(service.index().units()));
    return units;
  }

  /** What AWS calls the events that it sends of any resources. */
  public Set<String> eventTypes() {
    Set<String> events = new TreeSet<>();
    services.forEach(service -> events.addAll(service.index().events()));
    return events;
  }

  /** The events that are sent of stored objects. */
  List<ObjectEvents> objectEvents() {
    return services.stream()
        .filter(known -> known.index().sendsObjectEvents())
        .flatMap(known -> known.service().objectEvents().stream())
        .toList();
  }

  /** The limits that AWS has on the rate of calls. */
  public List<UsualRate> usualRates() {
    return services.stream().flatMap(service -> service.index().usualRates().stream()).toList();
  }

  /** What families have happen when a resource of another family moves so. */
  List<ResourceType.Effect> watching(String type, Transition move) {
    List<ResourceType.Effect> all = List.of();
    for (Simulated service : services) {
      List<ResourceType.Effect> effects =
          service.isLoaded() ? service.service().watching(type, move) : List.of();
      if (all.isEmpty()) {
        all = effects;
      } else if (!effects.isEmpty()) {
        all = Stream.concat(all.stream(), effects.stream()).toList();
      }
    }
    return all;
  }

  /** The names of the services. */
  @Override
  public String toString() {
    return services.toString();
  }
}
