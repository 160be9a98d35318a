package dev.mlsim.sdk.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.mlsim.lifecycle.Lifecycle;
import dev.mlsim.lifecycle.State;
import dev.mlsim.lifecycle.Step;
import dev.mlsim.lifecycle.Way;
import dev.mlsim.service.ResourceType;
import dev.mlsim.service.Service;
import dev.mlsim.service.Trigger;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;

/** What can be seen of a lifecycle without living it. */
final class LifecycleChecks {
  private final Service service;

  LifecycleChecks(Service service) {
    this.service = service;
  }

  Stream<DynamicNode> of(ResourceType type) {
    return Stream.of(
        dynamicTest("every state can be come to", () -> reachable(type.lifecycle())),
        dynamicTest("every status is one of the model's", () -> modelled(type)),
        dynamicTest("every operation's trigger is in the table", () -> triggers(type)));
  }

  private static void reachable(Lifecycle table) {
    Set<State> states = new LinkedHashSet<>();
    Set<State> mentioned = new LinkedHashSet<>(table.states());
    table.ways().forEach(way -> mentioned.addAll(way.from()));
    int before = -1;
    while (states.size() > before) {
      before = states.size();
      for (Way way : table.ways()) {
        if (way.from().isEmpty() || way.from().stream().anyMatch(states::contains)) {
          way.steps().stream().map(Step::state).forEach(states::add);
        }
      }
    }
    assertThat(states).containsExactlyInAnyOrderElementsOf(mentioned);
  }

  /** The status member is an enum wherever Describe has one; a misspelt status is never shown. */
  private void modelled(ResourceType type) {
    if (type.statusMember().isEmpty()) {
      return;
    }
    Set<String> known = new LinkedHashSet<>();
    StatusValues.collect(service, type, known);
    if (!known.isEmpty()) {
      assertThat(type.lifecycle().states())
          .filteredOn(state -> !state.equals(State.GONE))
          .extracting(State::status)
          .isSubsetOf(known);
    }
  }

  private void triggers(ResourceType type) {
    List<String> triggers = type.lifecycle().ways().stream().map(Way::trigger).toList();
    assertThat(
            service.operations().values().stream()
                .filter(h -> h instanceof Trigger && Stage.isAbout(h, type))
                .map(h -> h.kind()))
        .allSatisfy(trigger -> assertThat(triggers).contains(trigger));
  }
}
