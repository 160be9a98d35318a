package dev.mlsim.service;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mlsim.lifecycle.Resource;
import java.util.List;
import java.util.Optional;

/**
 * Answers the calls of one operation. Called under the simulator's lock, after validation; it
 * refuses by throwing a {@link ServiceError} before it has changed anything.
 */
public interface Handler {

  /** Answers the call with the output document. */
  ObjectNode answer(Call call);

  /** What kind of operation this is, in one word or two, for the fidelity ledger. */
  String kind();

  /** What it looks at without changing anything; code that polls calls such operations. */
  default Look look() {
    return Look.NONE;
  }

  /** What an operation looks at. */
  enum Look {
    /** It changes something, or looks at no resource. */
    NONE,
    /** At one resource, its {@link #subject}. */
    ONE,
    /** At all resources of its {@link #type}. */
    ALL
  }

  /** The resource type it is about, if it is about one. */
  default Optional<ResourceType> type() {
    return Optional.empty();
  }

  /** What must hold, in the order in which it is checked. */
  default List<Precondition> preconditions() {
    return List.of();
  }

  /** The one existing resource that the call is about, if there is one and it is found. */
  default Optional<Resource> subject(Call call) {
    return Optional.empty();
  }

  /** Others that it shows as on their way with its subject: who polls waits for those too. */
  default List<Resource> beside(Resource subject, World world) {
    return List.of();
  }
}
