package dev.mlsim.service;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mlsim.contract.Operation;
import dev.mlsim.lifecycle.Resource;
import java.util.Optional;

/** Shows one resource: of its members, those that the output has. */
public final class Describe implements Handler {
  private final ResourceType type;
  private final String wrapper;

  private Describe(ResourceType type, String wrapper) {
    this.type = type;
    this.wrapper = wrapper;
  }

  /** An operation that shows a resource of the type. */
  public static Describe a(ResourceType type) {
    return new Describe(type, "");
  }

  /** With the resource as a structure in one member of the output. */
  public Describe in(String member) {
    return new Describe(type, member);
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
}
