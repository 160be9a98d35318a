package dev.mlsim.engine;

import dev.mlsim.service.Setup;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The setups of one simulator, each made when somebody first asks. Safe for threads. */
public final class Setups {
  private final Setup.Place place;
  private final Map<Class<?>, Setup.Kind<?>> kinds = new LinkedHashMap<>();
  private final Map<Class<?>, Setup> made = new HashMap<>();

  /** Makes none yet of the kinds that services declare. */
  public Setups(Setup.Place place, List<Setup.Kind<?>> kinds) {
    this.place = place;
    kinds.forEach(kind -> this.kinds.put(kind.type(), kind));
  }

  /**
   * The setup of that class, always the same.
   *
   * @throws IllegalArgumentException if no simulated service declares it
   */
  public <T extends Setup> T get(Class<T> type) {
    place.lock().lock();
    try {
      @Nullable Setup known = made.get(type);
      if (known == null) {
        known = make(type);
        made.put(type, known);
      }
      return type.cast(known);
    } finally {
      place.lock().unlock();
    }
  }

  private Setup make(Class<?> type) {
    Setup.Kind<?> kind = kinds.get(type);
    if (kind == null) {
      throw new IllegalArgumentException(
          "mlsim: no simulated service has a setup ["
              + type.getSimpleName()
              + "]; there are "
              + kinds.keySet().stream().map(Class::getSimpleName).toList());
    }
    return kind.maker().apply(place);
  }

  /** Lets every setup forget what the test said. */
  public void clear() {
    place.lock().lock();
    try {
      made.values().forEach(Setup::clear);
    } finally {
      place.lock().unlock();
    }
  }
}
