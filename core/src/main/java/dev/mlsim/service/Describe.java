package dev.mlsim.service;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mlsim.contract.Operation;
import dev.mlsim.lifecycle.Resource;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;

/** Shows one resource: of its members, those that the output has. */
public final class Describe implements Handler {
  private final ResourceType type;
  private final String wrapper;
  private final BiFunction<Resource, World, List<Resource>> others;

  private Describe(
      ResourceType type, String wrapper, BiFunction<Resource, World, List<Resource>> others) {
    this.type = type;
    this.wrapper = wrapper;
    this.others = others;
  }

  /** An operation that shows a resource of the type. */
  public static Describe a(ResourceType type) {
    return new Describe(type, "", (resource, world) -> List.of());
  }

  /** With the resource as a structure in one member of the output. */
  public Describe in(String member) {
    return new Describe(type, member, others);
  }

  /** With others whose way its members show, such as an update that runs beside it. */
  public Describe showing(BiFunction<Resource, World, List<Resource>> besides) {
    return new Describe(type, wrapper, besides);
  }

  boolean isOf(Resource resource) {
    return type.name().equals(resource.type());
  }

  /** How it shows resources, without what is wrapped around them. */
  View view(Service service, Operation operation) {
    return wrapper.isEmpty()
        ? service.view(type, operation)
        : service.view(type, operation, wrapper);
  }

  @Override
  public ObjectNode answer(Call call) {
    return call.shown(type, type.require(call), wrapper);
  }

  @Override
  public String kind() {
    return "describe";
  }

  @Override
  public Look look() {
    return Look.ONE;
  }

  @Override
  public Optional<ResourceType> type() {
    return Optional.of(type);
  }

  @Override
  public Optional<Resource> subject(Call call) {
    return type.find(call);
  }

  @Override
  public List<Resource> beside(Resource subject, World world) {
    return others.apply(subject, world);
  }
}
