package dev.mlsim.service;

import dev.mlsim.lifecycle.Resource;
import java.util.List;
import java.util.Optional;

/** A handler around another, which it is in all but the answer. */
public abstract class Around implements Handler {
  private final Handler inner;

  /** Goes around a handler. */
  protected Around(Handler inner) {
    this.inner = inner;
  }

  /** The handler that it goes around. */
  protected final Handler inner() {
    return inner;
  }

  @Override
  public String kind() {
    return inner.kind();
  }

  @Override
  public Look look() {
    return inner.look();
  }

  @Override
  public Optional<ResourceType> type() {
    return inner.type();
  }

  @Override
  public List<Precondition> preconditions() {
    return inner.preconditions();
  }

  @Override
  public Optional<Resource> subject(Call call) {
    return inner.subject(call);
  }

  @Override
  public List<Resource> beside(Resource subject, World world) {
    return inner.beside(subject, world);
  }
}
