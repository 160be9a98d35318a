package dev.mlsim.engine;

import dev.mlsim.lifecycle.Resource;
import dev.mlsim.service.ResourceType;

/** The place of one resource in a world: what it is now, and where it is on its plan. */
final class Slot {
  final ResourceType type;
  Resource resource;
  Course course = Course.NONE;

  /** Counts the plans that it was put on, for whoever finds out that he was overtaken. */
  int turns;

  Slot(ResourceType type, Resource resource) {
    this.type = type;
    this.resource = resource;
  }

  @Override
  public String toString() {
    return resource.toString();
  }
}
