package dev.mlsim.fidelity;

import dev.mlsim.service.Service;
import java.util.Map;
import java.util.Optional;

/**
 * The services of which mlsim holds a part only, and how many operations their clients have in the
 * SDK that it is built with; {@code LedgerCountsTest} of sdk-interceptor counts them.
 */
final class Selection {
  private static final Map<String, Integer> WHOLE = Map.of("s3", 106, "logs", 103);

  private Selection() {}

  /** How many operations the whole service has. */
  static Optional<Integer> whole(Service service) {
    return Optional.ofNullable(WHOLE.get(service.name()));
  }

  /** The same in words. */
  static Optional<String> of(Service service) {
    return whole(service)
        .map(count -> "the contract holds a part of the " + count + " that the SDK's client has");
  }
}
