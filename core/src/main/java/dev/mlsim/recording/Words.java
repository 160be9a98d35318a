package dev.mlsim.recording;

import dev.mlsim.lifecycle.State;
import dev.mlsim.service.ResourceType;
import dev.mlsim.service.Service;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** The words of AWS's own that its models don't list: they may stand in a recording. */
final class Words {
  private static final Set<String> IN_ARNS =
      Set.of("role", "user", "assumed-role", "function", "key", "alias", "topic", "secret");
  private static final Set<String> IN_PLACES =
      Set.of("output", "model", "profiler-output", "debug-output", "rule-output");

  private static final Set<String> PLAIN =
      Set.of(
          "train",
          "test",
          "latest", // of Lookout's
          "Interactions",
          "Items",
          "Users",
          "Actions",
          "Action_Interactions", // of Personalize's
          "INTERACTIONS",
          "ITEMS",
          "USERS",
          "ACTIONS",
          "ACTION_INTERACTIONS",
          "interactions",
          "items",
          "users",
          "actions",
          "action_interactions");

  private final Set<String> statuses = new HashSet<>();
  private final Set<String> types = new HashSet<>(IN_ARNS);

  Words(List<Service> services) {
    for (Service service : services) {
      for (ResourceType type : service.types().values()) {
        types.add(type.name());
        Stream.of(type.arnTemplate().split("[/:]")).filter(Words::isLiteral).forEach(types::add);
        type.lifecycle().states().forEach(this::add);
      }
    }
  }

  private static boolean isLiteral(String segment) {
    return !segment.isEmpty() && segment.indexOf('{') < 0;
  }

  private void add(State state) {
    statuses.add(state.status());
    statuses.add(state.phase());
  }

  boolean isStatus(String text) {
    return statuses.contains(text);
  }

  /** Whether it is what stands first in the resource part of an ARN. */
  boolean isType(String text) {
    return types.contains(text);
  }

  /** Whether it is a word that a model could list, but doesn't. */
  boolean isPlain(String text) {
    return PLAIN.contains(text);
  }

  /** Whether AWS calls a folder or file so. */
  boolean isPlace(String text) {
    return IN_PLACES.contains(text);
  }
}
