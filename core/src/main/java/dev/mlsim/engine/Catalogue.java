package dev.mlsim.engine;

import dev.mlsim.contract.Operation;
import dev.mlsim.engine.rules.ScriptRules;
import dev.mlsim.internal.Nearest;
import dev.mlsim.lifecycle.Lifecycle;
import dev.mlsim.service.Quota;
import dev.mlsim.service.ResourceType;
import dev.mlsim.service.Service;
import dev.mlsim.service.Setup;
import dev.mlsim.services.cleanroomsml.CleanRoomsMl;
import dev.mlsim.services.lookoutvision.LookoutVision;
import dev.mlsim.services.personalize.Personalize;
import dev.mlsim.services.sagemaker.SageMaker;
import dev.mlsim.wire.WireRequest;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The services that a simulator simulates, and what can be found among them by name. */
public final class Catalogue {
  private static final class Standard {
    private static final Catalogue ALL =
        new Catalogue(
            List.of(
                SageMaker.SERVICE,
                Personalize.SERVICE,
                CleanRoomsMl.SERVICE,
                LookoutVision.SERVICE));
  }

  private final List<Service> services;
  private final Map<String, ResourceType> types = new LinkedHashMap<>();

  Catalogue(List<Service> services) {
    this.services = List.copyOf(services);
    for (Service service : services) {
      for (ResourceType type : service.types().values()) {
        if (types.put(type.name(), type) != null) {
          throw new IllegalArgumentException(
              "mlsim: two resource types are called [" + type.name() + "]");
        }
      }
    }
  }

  public static Catalogue standard() {
    return Standard.ALL;
  }

  public List<Service> all() {
    return services;
  }

  public Map<String, ResourceType> types() {
    return types;
  }

  /** The type that a test means: by full name, or without the service where that is clear. */
  public ResourceType type(String name) {
    ResourceType exact = types.get(name);
    if (exact != null) {
      return exact;
    }
    List<ResourceType> meant =
        types.values().stream().filter(t -> t.name().endsWith(":" + name)).toList();
    if (meant.size() == 1) {
      return meant.get(0);
    }
    if (meant.isEmpty()) {
      throw new IllegalArgumentException(
          "mlsim: there is no resource type [" + name + "]" + Nearest.hint(name, types.keySet()));
    }
    throw new IllegalArgumentException("mlsim: [" + name + "] can be " + meant + "; say which");
  }

  /** Refuses a state that the type doesn't know. */
  public void checkState(String type, String state) {
    Lifecycle lifecycle = type(type).lifecycle();
    if (lifecycle.states().stream().noneMatch(s -> s.isCalled(state) || s.status().equals(state))) {
      throw new IllegalArgumentException(
          "mlsim: a "
              + type(type).title()
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

  /** The operation that a request calls: the service it is signed for is asked first. */
  public Optional<Called> route(WireRequest request, Signature signature) {
    Optional<Called> signed = Optional.empty();
    for (Service service : services) {
      if (signed.isEmpty() && service.contract().signingName().equals(signature.service())) {
        signed = route(request, service);
      }
    }
    return signed.isPresent()
        ? signed
        : services.stream().flatMap(service -> route(request, service).stream()).findFirst();
  }

  private static Optional<Called> route(WireRequest request, Service service) {
    return service.contract().route(request).map(operation -> new Called(service, operation));
  }

  /** An operation and the service it belongs to. */
  record Called(Service service, Operation operation) {}

  /** Every operation that some service has, whether it is simulated or not. */
  public List<Operation> operations() {
    return services.stream().flatMap(s -> s.contract().operations().values().stream()).toList();
  }

  public Set<String> operationNames() {
    return services.stream()
        .flatMap(s -> s.contract().operations().keySet().stream())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  public List<Setup.Kind<?>> setups() {
    return services.stream().<Setup.Kind<?>>flatMap(s -> s.setups().stream()).toList();
  }

  public boolean hasQuota(String name) {
    return services.stream()
        .flatMap(s -> s.quotas().stream())
        .map(Quota::isNamed)
        .anyMatch(is -> is.test(name));
  }

  public Collection<String> quotaNames() {
    return services.stream().flatMap(s -> s.quotaNames().stream()).toList();
  }
}
