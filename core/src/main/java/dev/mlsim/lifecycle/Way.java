package dev.mlsim.lifecycle;

import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * One row of a lifecycle table: what happens when {@code trigger} meets a resource that is in one
 * of the states {@code from}.
 *
 * @param trigger what sets the resource going: {@code create}, {@code stop}, {@code fail}, ...
 * @param from the states in which the trigger works; empty for {@code create}
 * @param steps the steps that follow, the first entered at once, the last one at rest
 */
public record Way(String trigger, Set<State> from, List<Step> steps) {
  private static final Set<String> PLAIN =
      Set.of(Lifecycle.CREATE, Lifecycle.START, Lifecycle.STOP, Lifecycle.UPDATE, Lifecycle.DELETE);

  /** Copies, and checks that only the last step is at rest. */
  public Way {
    from = Collections.unmodifiableSet(new LinkedHashSet<>(from));
    steps = List.copyOf(steps);
    if (steps.isEmpty()) {
      throw new IllegalArgumentException("mlsim: the way of [" + trigger + "] has no steps");
    }
    for (int i = 0; i < steps.size(); i++) {
      boolean last = i == steps.size() - 1;
      if (steps.get(i).stay().isEmpty() != last) {
        throw new IllegalArgumentException(
            "mlsim: the way of ["
                + trigger
                + "] must come to rest at its last step and only there, not at ["
                + steps.get(i).state()
                + "]");
      }
    }
  }

  /** The state in which it ends. */
  State rest() {
    return steps.get(steps.size() - 1).state();
  }

  boolean isFailing() {
    return trigger.equals(Lifecycle.FAIL);
  }

  /** Whether a call opens it that every type may have; others can be failures of their own kind. */
  boolean isPlain() {
    return PLAIN.contains(trigger);
  }
}
