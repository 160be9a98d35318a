package dev.mlsim.service;

import dev.mlsim.lifecycle.Resource;
import java.util.Optional;

/** Lists what is inside one resource, and no resource of its own: who polls it, polls that one. */
public interface ListInside extends Handler {

  /** The type of that resource. */
  ResourceType of();

  @Override
  default String kind() {
    return "list";
  }

  @Override
  default Look look() {
    return Look.ONE;
  }

  @Override
  default Optional<ResourceType> type() {
    return Optional.of(of());
  }

  @Override
  default Optional<Resource> subject(Call call) {
    return of().find(call);
  }
}
