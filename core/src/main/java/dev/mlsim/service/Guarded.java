package dev.mlsim.service;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mlsim.lifecycle.Resource;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Another handler with rules before it, for kinds of handlers that have none of their own. */
public final class Guarded implements Handler {
  private final Handler handler;
  private final List<Precondition> rules;

  private Guarded(Handler handler, List<Precondition> rules) {
    this.handler = handler;
    this.rules = rules;
  }

  /** The handler, once the rules hold. */
  public static Guarded by(Handler handler, Precondition... rules) {
    return new Guarded(handler, List.of(rules));
  }

  @Override
  public ObjectNode answer(Call call) {
    rules.forEach(rule -> rule.check().verify(call));
    return handler.answer(call);
  }

  @Override
  public String kind() {
    return handler.kind();
  }

  @Override
  public Look look() {
    return handler.look();
  }

  @Override
  public Optional<ResourceType> type() {
    return handler.type();
  }

  @Override
  public List<Precondition> preconditions() {
    return Stream.concat(rules.stream(), handler.preconditions().stream()).toList();
  }

  @Override
  public Optional<Resource> subject(Call call) {
    return handler.subject(call);
  }

  @Override
  public List<Resource> beside(Resource subject, World world) {
    return handler.beside(subject, world);
  }
}
