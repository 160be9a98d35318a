package dev.mlsim.wire;

import java.util.Map;
import java.util.Optional;

/** Looks headers up as HTTP does: names without regard to case. */
final class Headers {
  private Headers() {}

  static Optional<String> find(Map<String, String> headers, String name) {
    String exact = headers.get(name);
    if (exact != null) {
      return Optional.of(exact);
    }
    for (Map.Entry<String, String> header : headers.entrySet()) {
      if (header.getKey().equalsIgnoreCase(name)) {
        return Optional.of(header.getValue());
      }
    }
    return Optional.empty();
  }
}
