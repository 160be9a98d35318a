package dev.mlsim;

import static java.util.Objects.requireNonNull;

import dev.mlsim.engine.Catalogue;
import dev.mlsim.engine.events.Listeners;
import dev.mlsim.engine.events.Move;
import dev.mlsim.event.Subscription;
import dev.mlsim.internal.Article;
import dev.mlsim.internal.Glob;
import dev.mlsim.internal.Nearest;
import dev.mlsim.lifecycle.State;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * Who listens to the moves of resources, of whatever service: most services send no events. A
 * listener is called as {@link Subscription} says. Safe for threads.
 *
 * <pre>{@code
 * sim.transitions().on("solution-version", "ACTIVE", version -> deploy(version.arn()));
 * }</pre>
 */
public final class Transitions {
  private final Catalogue services;
  private final Listeners listeners;

  Transitions(Catalogue services, Listeners listeners) {
    this.services = services;
    this.listeners = listeners;
  }

  /**
   * Has somebody listen to resources that enter a state.
   *
   * @param type the type, such as {@code training-job}
   * @param state a status, a phase in it such as {@code Training}, or both as in {@code
   *     InProgress/Training}; {@code *} and {@code ?} are wild. One that is deleted enters {@code
   *     Gone}
   * @param listener hears the resource as it was then
   * @throws IllegalArgumentException if there is no such type or state; the message names the
   *     nearest
   */
  public Subscription<?> on(
      String type, String state, Consumer<? super ResourceSnapshot> listener) {
    requireNonNull(listener, "listener");
    String full = services.typeName(type);
    Glob wanted = Glob.of(state);
    TreeSet<String> known = new TreeSet<>();
    for (State one : services.type(type).lifecycle().states()) {
      known.add(one.status());
      known.add(one.toString());
      if (!one.phase().isEmpty()) {
        known.add(one.phase());
      }
    }
    if (known.stream().noneMatch(wanted::matches)) {
      throw new IllegalArgumentException(
          "mlsim: " + Article.of(full) + " never is [" + state + "]" + Nearest.hint(state, known));
    }
    return listeners.add(
        Move.class,
        "transitions().on(" + type + ", " + state + ")",
        move -> move.resource().type().equals(full) && isCalled(move.resource().state(), wanted),
        move -> listener.accept(ResourceSnapshot.of(move.resource())));
  }

  private static boolean isCalled(State state, Glob wanted) {
    return wanted.matches(state.status())
        || wanted.matches(state.toString())
        || (!state.phase().isEmpty() && wanted.matches(state.phase()));
  }
}
