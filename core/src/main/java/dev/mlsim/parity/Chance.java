package dev.mlsim.parity;

import dev.mlsim.Simulator;
import dev.mlsim.recording.RecordedAttempt;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What mlsim itself draws by lot: it is another in a world of another seed. */
final class Chance {
  private Chance() {}

  /** The differences that are there by chance; a second replay finds out, if one is needed. */
  static Set<Difference> in(
      List<Replayed> replayed, List<RecordedAttempt> attempts, Simulator.Builder world, long seed) {
    Set<Difference> byChance = new HashSet<>();
    if (numbers(replayed).isEmpty()) {
      return byChance;
    }
    Map<String, Difference> again = numbers(Replay.of(attempts, world, seed));
    numbers(replayed)
        .forEach(
            (place, difference) -> {
              Difference other = again.get(place);
              if (other == null || !other.here().equals(difference.here())) {
                byChance.add(difference);
              }
            });
    return byChance;
  }

  private static Map<String, Difference> numbers(List<Replayed> replayed) {
    Map<String, Difference> numbers = new HashMap<>();
    for (Replayed attempt : replayed) {
      for (Difference difference : attempt.differences()) {
        if (difference.kind() == Kind.NUMBER) {
          numbers.put(difference.call().number() + difference.path(), difference);
        }
      }
    }
    return numbers;
  }
}
