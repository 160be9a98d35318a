package dev.mlsim.engine.events;

import dev.mlsim.lifecycle.Resource;

/**
 * A move of a resource, for those who listen to moves.
 *
 * @param resource the resource after it
 */
public record Move(Resource resource) {
  @Override
  public String toString() {
    return resource + " -> " + resource.state();
  }
}
