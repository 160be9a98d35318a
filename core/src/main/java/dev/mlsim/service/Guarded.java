package dev.mlsim.service;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.stream.Stream;

/** Another handler with rules before it, for kinds of handlers that have none of their own. */
public final class Guarded extends Around {
  private final List<Precondition> rules;

  private Guarded(Handler handler, List<Precondition> rules) {
    super(handler);
    this.rules = rules;
  }

  /** The handler, once the rules hold. */
  public static Guarded by(Handler handler, Precondition... rules) {
    return new Guarded(handler, List.of(rules));
  }

  @Override
  public ObjectNode answer(Call call) {
    rules.forEach(rule -> rule.check().verify(call));
    return inner().answer(call);
  }

  @Override
  public List<Precondition> preconditions() {
    return Stream.concat(rules.stream(), super.preconditions().stream()).toList();
  }
}
