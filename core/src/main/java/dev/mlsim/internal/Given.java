package dev.mlsim.internal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What a test handed in, made one's own: nobody changes it any more, and nothing in it is null. */
public final class Given {
  private Given() {}

  /**
   * A copy of a list.
   *
   * @throws IllegalArgumentException if it has an element that is null
   */
  public static <T> List<T> list(Collection<? extends T> given) {
    List<T> own = new ArrayList<>();
    for (T one : given) {
      own.add(checked(one, "element [" + own.size() + "] of a list"));
    }
    return Collections.unmodifiableList(own);
  }

  /**
   * What stands in an array, as a list of its own.
   *
   * @throws IllegalArgumentException if it has an element that is null
   */
  public static <T> List<T> each(T[] given) {
    return list(Arrays.asList(given));
  }

  /**
   * A copy of a set, in its order.
   *
   * @throws IllegalArgumentException if it has an element that is null
   */
  public static <T> Set<T> set(Collection<? extends T> given) {
    return Collections.unmodifiableSet(new LinkedHashSet<>(list(given)));
  }

  /**
   * A copy of a map, in its order.
   *
   * @throws IllegalArgumentException if it has a key or a value that is null
   */
  public static <V> Map<String, V> map(Map<String, ? extends V> given) {
    Map<String, V> own = new LinkedHashMap<>();
    given.forEach(
        (key, value) ->
            own.put(checked(key, "a key of a map"), checked(value, "[" + key + "] in a map")));
    return Collections.unmodifiableMap(own);
  }

  private static <T> T checked(T one, String which) {
    if (one == null) {
      throw new IllegalArgumentException(
          "mlsim: " + which + " that was given is null; each of them has to be a value");
    }
    return one;
  }
}
