package dev.mlsim.service;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mlsim.lifecycle.Resource;

/**
 * A resource about to be made: two documents that can still be changed. What stands inside them may
 * be the request's own, which is read-only: put another value in its place.
 */
public final class Draft {
  private final ObjectNode attributes;
  private final ObjectNode notes = Documents.empty();

  /**
   * Starts from what Create was given.
   *
   * @param attributes a document that is nobody else's
   */
  Draft(ObjectNode attributes) {
    this.attributes = attributes;
  }

  /** What the API knows of it: members of Create, Update or Describe, and nothing else. */
  public ObjectNode attributes() {
    return attributes;
  }

  /** What the simulator remembers of it besides, under names of its own. */
  public ObjectNode notes() {
    return notes;
  }

  /** Both, for who looks for what makes the ARN. */
  ObjectNode all() {
    return notes.isEmpty() ? attributes : Documents.merged(notes, attributes);
  }

  /** Fills in what Create was not given; see {@link Documents#withDefaults}. */
  public void fill(ObjectNode defaults) {
    Documents.fill(attributes, defaults);
  }

  /** The resource with these documents. */
  Resource in(Resource resource) {
    return resource.withAttributes(attributes).withNotes(notes);
  }
}
