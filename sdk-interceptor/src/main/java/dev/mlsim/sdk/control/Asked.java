package dev.mlsim.sdk.control;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mlsim.Simulator;
import dev.mlsim.wire.WireResponse;
import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * A request that has been read.
 *
 * @param regions all worlds
 * @param worlds those that it is about: one, or all of them where that is said
 * @param query its query
 * @param body what it says, empty where it has no body
 */
record Asked(Regions regions, List<Simulator> worlds, QueryString query, ObjectNode body) {

  /** Copies. */
  Asked {
    worlds = List.copyOf(worlds);
  }

  /** The world that it is about. */
  Simulator sim() {
    return worlds.get(0);
  }

  /** Changes the worlds that it is about, and answers with what that gives, each by its region. */
  WireResponse change(Function<Simulator, ObjectNode> change) {
    boolean all = query.get(Route.REGION).filter(Route.ALL_REGIONS::equals).isPresent();
    if (!all) {
      return Reply.json(changed(sim(), change));
    }
    List<ObjectNode> done = new ArrayList<>();
    for (Simulator world : worlds) {
      try {
        done.add(changed(world, change));
      } catch (Refusal | IllegalArgumentException | IllegalStateException | DateTimeException e) {
        throw Refusal.of(
            Refusal.words(e)
                + "; that was in ["
                + world.region()
                + "], and it is done in "
                + done.stream().map(one -> one.path("region").asText()).toList());
      }
    }
    return Reply.json(Answers.list(done, one -> one));
  }

  private static ObjectNode changed(Simulator world, Function<Simulator, ObjectNode> change) {
    ObjectNode answer = Answers.object().put("region", world.region());
    return answer.setAll(change.apply(world));
  }
}
