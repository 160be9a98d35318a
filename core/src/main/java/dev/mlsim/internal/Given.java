package dev.mlsim.internal;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** What a test handed in, made one's own. */
public final class Given {
  private Given() {}

  /**
   * A copy of a list, which nobody changes any more.
   *
   * @throws IllegalArgumentException if it has an element that is null
   */
  public static <T> List<T> list(List<? extends T> given) {
    List<T> own = new ArrayList<>();
    for (T one : given) {
      if (one == null) {
        throw new IllegalArgumentException(
            "mlsim: element ["
                + own.size()
                + "] of a list that was given is null; each of them has to be a value");
      }
      own.add(one);
    }
    return Collections.unmodifiableList(own);
  }
}
