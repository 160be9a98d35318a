package dev.mlsim.sdk.control;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mlsim.Simulator;
import dev.mlsim.wire.WireResponse;
import java.util.function.Function;

/**
 * A request that has been read.
 *
 * @param regions all worlds
 * @param sim the one that it is about
 * @param query its query
 * @param body what it says, empty where it has no body
 */
record Asked(Regions regions, Simulator sim, QueryString query, ObjectNode body) {

  /** Changes the world that it is about, and answers with what that gives. */
  WireResponse change(Function<Simulator, ObjectNode> change) {
    return Reply.json(change.apply(sim));
  }
}
