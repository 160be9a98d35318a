package dev.mlsim.engine;

import dev.mlsim.clock.Guard;
import dev.mlsim.internal.Undo;
import dev.mlsim.service.Setup;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The setups of one simulator, each made when somebody first asks. Safe for threads. */
public final class Setups {
  private final Guard guard;
  private final Setup.Place place;
  private final Function<Class<?>, Optional<Setup.Kind<?>>> kinds;
  private final Supplier<List<String>> names;
  private final Map<Class<?>, Setup> made = new HashMap<>();

  /** Makes none yet of those that services declare. */
  Setups(Guard guard, Setup.Place place, Catalogue services) {
    this(guard, place, services::setup, services::setupNames);
  }

  /**
   * Makes none yet.
   *
   * @param place what the simulator is to them
   * @param kinds finds a kind by the class that a test names
   * @param names the names of all classes there are
   */
  Setups(
      Guard guard,
      Setup.Place place,
      Function<Class<?>, Optional<Setup.Kind<?>>> kinds,
      Supplier<List<String>> names) {
    this.guard = guard;
    this.place = place;
    this.kinds = kinds;
    this.names = names;
  }

  /**
   * The setup of that class, always the same.
   *
   * @throws IllegalArgumentException if no simulated service declares it
   */
  public <T extends Setup> T get(Class<T> type) {
    guard.lock();
    try {
      @Nullable Setup known = made.get(type);
      if (known == null) {
        known = make(type);
        made.put(type, known);
      }
      return type.cast(known);
    } finally {
      guard.unlock();
    }
  }

  /** Whether somebody has asked for the setup of that class. */
  boolean isMade(Class<?> type) {
    guard.lock();
    try {
      return made.containsKey(type);
    } finally {
      guard.unlock();
    }
  }

  private Setup make(Class<?> type) {
    Setup.Kind<?> kind =
        kinds
            .apply(type)
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "mlsim: no simulated service has a setup ["
                            + type.getSimpleName()
                            + "]; there are "
                            + names.get()));
    return kind.maker().apply(place);
  }

  /**
   * The setup of that class, for a call that may change it. Called under the simulator's lock.
   *
   * @param undo is told what the setup was before
   */
  <T extends Setup> T get(Class<T> type, Undo undo) {
    T setup = get(type);
    if (undo.isOpen()) {
      Before before = new Before(setup);
      if (!undo.has(before)) {
        before.saved = setup.save();
        undo.note(before);
      }
    }
    return setup;
  }

  /** What a setup was; one is enough for a setup. */
  private static final class Before implements Undo.Step {
    private final Setup setup;
    private @Nullable Object saved;

    Before(Setup setup) {
      this.setup = setup;
    }

    @Override
    public void takeBack() {
      if (saved != null) {
        setup.restore(saved);
      }
    }

    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Before before && before.setup == setup;
    }

    @Override
    public int hashCode() {
      return System.identityHashCode(setup);
    }
  }

  /** Lets every setup forget what the test said. */
  public void clear() {
    guard.lock();
    try {
      made.values().forEach(Setup::clear);
    } finally {
      guard.unlock();
    }
  }

  /** What each setup has that was made. */
  record Saved(Map<Class<?>, Object> byClass) {}

  Saved save() {
    Map<Class<?>, Object> saved = new HashMap<>();
    made.forEach((type, setup) -> saved.put(type, setup.save()));
    return new Saved(Map.copyOf(saved));
  }

  void restore(Saved saved) {
    made.values().forEach(Setup::clear);
    saved.byClass().forEach((type, value) -> get(type.asSubclass(Setup.class)).restore(value));
  }
}
