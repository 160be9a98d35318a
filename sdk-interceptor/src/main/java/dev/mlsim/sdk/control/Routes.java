package dev.mlsim.sdk.control;

import dev.mlsim.internal.Nearest;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** The table: every request that the control API knows, by path. */
final class Routes {
  /** All of them. */
  static final List<Route> ALL =
      Stream.concat(Reads.ALL.stream(), Changes.ALL.stream())
          .sorted(Comparator.comparing(Route::path).thenComparing(Route::method))
          .toList();

  private Routes() {}

  /**
   * The line of a request.
   *
   * @throws Refusal if there is none
   */
  static Route find(String method, String path) {
    List<Route> there = ALL.stream().filter(route -> route.path().equals(path)).toList();
    String place = "[/mlsim/" + path + "]";
    if (there.isEmpty()) {
      throw new Refusal(
          Refusal.NOT_FOUND,
          "there is no "
              + place
              + "; GET /mlsim/ says what there is"
              + Nearest.hint("/mlsim/" + path, paths()));
    }
    return there.stream()
        .filter(route -> route.method().equals(method))
        .findFirst()
        .orElseThrow(
            () ->
                new Refusal(
                    Refusal.NOT_ALLOWED,
                    "cannot "
                        + method
                        + " "
                        + place
                        + "; possible are "
                        + there.stream().map(Route::method).toList()));
  }

  private static List<String> paths() {
    return ALL.stream().map(route -> "/mlsim/" + route.path()).distinct().toList();
  }
}
