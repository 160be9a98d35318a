package dev.mlsim.service;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mlsim.contract.KeptDocument;
import dev.mlsim.contract.Operation;
import dev.mlsim.lifecycle.Resource;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Remembers what describing operations answered, since most polls find nothing changed: the answer
 * is the same as long as nothing in the world has changed since, nor time where it tells of it.
 * What reads more of the world than its resources and its time is worked out anew each time. Used
 * under the simulator's lock.
 */
final class Shown {
  private static final int BOUND = 256;

  private record Key(Operation operation, Resource resource) {}

  /** An answer, the state of the world it tells of, and the time if it tells of that. */
  private record Answer(ObjectNode output, long changes, Optional<Instant> at) {}

  private final World world;
  private final Map<Key, Answer> answers =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, Answer> eldest) {
          return size() > BOUND;
        }
      };

  Shown(World world) {
    this.world = world;
  }

  /** What the call is answered that asks to see the resource. */
  ObjectNode of(Call call, ResourceType type, Resource resource, String member) {
    Key key = new Key(call.operation(), resource);
    Answer last = answers.get(key);
    if (last != null
        && last.changes() == world.changes()
        && (last.at().isEmpty() || last.at().get().equals(world.now()))) {
      return last.output();
    }
    long times = world.readsOfTime();
    long others = world.readsOfOthers();
    ObjectNode output = call.shown(new KeptDocument(), type, resource, member);
    if (world.readsOfOthers() == others) {
      boolean timely = world.readsOfTime() != times;
      answers.put(
          key,
          new Answer(
              output, world.changes(), timely ? Optional.of(world.now()) : Optional.empty()));
    }
    return output;
  }
}
