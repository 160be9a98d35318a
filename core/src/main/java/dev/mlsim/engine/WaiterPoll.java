package dev.mlsim.engine;

import dev.mlsim.contract.Waiter;
import dev.mlsim.service.Call;
import dev.mlsim.wire.WireRequest;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * A waiter of an SDK, as far as a poll of its tells.
 *
 * @param name the waiter's name, empty where only that there is one is known
 * @param candidates the modelled waiters that it can be; empty if it is the user's own
 */
record WaiterPoll(String name, List<Waiter> candidates) {
  /**
   * What the SDK module adds, since the SDKs don't send which waiter it is; {@value #ANY} if any.
   */
  static final String HEADER = "x-mlsim-waiter";

  private static final String ANY = "*";

  private static final String METRICS = " m/";
  private static final char WAITER_METRIC = 'B';
  private static final String OLDER_MARK = "hll/waiter";
  private static final String MARK_OF_1_X = "waiter-request"; // appended by com.amazonaws.waiters

  /** Whether the request says by itself that a waiter sent it; the SDKs' own waiters do. */
  static boolean isMarked(WireRequest request) {
    return !request.headers().all(HEADER).isEmpty()
        || request.header("User-Agent").filter(WaiterPoll::isMarked).isPresent();
  }

  // The business metric B, first or later in the list (2.30 and up, also boto3), or an older mark.
  private static boolean isMarked(String agent) {
    int metrics = agent.indexOf(METRICS);
    if (metrics >= 0) {
      int end = agent.indexOf(' ', metrics + 1);
      if (isAmong(agent, metrics + METRICS.length(), end < 0 ? agent.length() : end)) {
        return true;
      }
    }
    return agent.contains(OLDER_MARK) || agent.contains(MARK_OF_1_X);
  }

  /** Whether the metric of waiters is in a list of metrics between commas; every poll is asked. */
  private static boolean isAmong(String agent, int start, int end) {
    for (int at = agent.indexOf(WAITER_METRIC, start);
        at >= 0 && at < end;
        at = agent.indexOf(WAITER_METRIC, at + 1)) {
      if ((at == start || agent.charAt(at - 1) == ',')
          && (at + 1 == end || agent.charAt(at + 1) == ',')) {
        return true;
      }
    }
    return false;
  }

  /** The waiter that sent the request, if one did. */
  static Optional<WaiterPoll> of(WireRequest request, Call call) {
    Optional<String> named = request.header(HEADER);
    if (named.isEmpty() && !isMarked(request)) {
      return Optional.empty();
    }
    String name = named.filter(n -> !n.equals(ANY)).orElse("");
    List<Waiter> onOperation =
        call.service().contract().waiters().stream()
            .filter(waiter -> waiter.operation().equals(call.operation().name()))
            .toList();
    List<Waiter> exact = onOperation.stream().filter(waiter -> waiter.name().equals(name)).toList();
    boolean usersOwn = named.isPresent() && exact.isEmpty();
    return Optional.of(new WaiterPoll(name, usersOwn || !exact.isEmpty() ? exact : onOperation));
  }

  /** Whether the answer ends the waiter, or may end it. An error ends it that isn't expected. */
  boolean endsWith(PollAnswer answer) {
    if (!answer.error().isEmpty()) {
      return candidates.stream().noneMatch(waiter -> answer.retries(waiter));
    }
    return candidates.stream().anyMatch(waiter -> answer.ends(waiter));
  }

  /** How long it waits with the SDK's defaults, from its first poll to its last. */
  Duration patience() {
    return candidates.stream()
        .map(waiter -> waiter.delay().multipliedBy(waiter.maxAttempts() - 1L))
        .max(Comparator.naturalOrder())
        .orElse(Duration.ZERO);
  }

  @Override
  public String toString() {
    return name.isEmpty()
        ? "a waiter"
            + (candidates.isEmpty() ? "" : " " + candidates.stream().map(Waiter::name).toList())
        : "the waiter [" + name + "]";
  }
}
