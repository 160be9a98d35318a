package dev.mlsim.engine;

import dev.mlsim.journal.JournalEntry;
import dev.mlsim.wire.WireReply;
import dev.mlsim.wire.WireRequest;
import dev.mlsim.wire.WireResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Tells retries from first attempts by what every AWS SDK sends along, and writes them down: {@code
 * amz-sdk-invocation-id} stays the same, {@code amz-sdk-request} counts. Used under the simulator's
 * lock.
 */
final class RetryTracker {
  private static final int BOUND = 1_000;
  private static final int FAILED = 400;
  private static final String FIRST = "attempt=1;";
  private static final Pattern ATTEMPT = Pattern.compile("\\battempt=(\\d{1,9})");
  private static final Pattern MAX = Pattern.compile("\\bmax=(\\d{1,9})");

  private final JournalLog journal;
  private final Map<String, Instant> failedAt = new LinkedHashMap<>();

  RetryTracker(JournalLog journal) {
    this.journal = journal;
  }

  /** When the answers to attempts that failed arrived, by invocation, oldest first. */
  Map<String, Instant> save() {
    return new LinkedHashMap<>(failedAt);
  }

  void restore(Map<String, Instant> saved) {
    failedAt.putAll(saved);
  }

  /** A call has come; the journal is told if it is a retry. */
  void begin(WireRequest request, Catalogue.Called called, Instant now) {
    String counts = request.header("amz-sdk-request").orElse(FIRST);
    if (counts.startsWith(FIRST)) {
      return; // as nearly all are
    }
    int attempt = number(ATTEMPT, counts);
    if (attempt > 1) {
      Instant before = invocation(request).map(id -> failedAt.get(id)).orElse(now);
      // A client that gave up waiting for a late answer is back before it would have come.
      Duration delay = before.isBefore(now) ? Duration.between(before, now) : Duration.ZERO;
      journal.add(
          new JournalEntry.Retried(
              now,
              called.service().name(),
              called.operation().name(),
              attempt,
              number(MAX, counts),
              delay));
    }
  }

  /** A call is answered; the answer arrives then. */
  void end(WireRequest request, WireReply reply, Instant then) {
    boolean failed = !(reply instanceof WireResponse response && response.status() < FAILED);
    if (failed) {
      invocation(request).ifPresent(id -> remember(id, then));
    } else if (!failedAt.isEmpty()) {
      invocation(request).ifPresent(failedAt::remove);
    }
  }

  private void remember(String invocation, Instant then) {
    failedAt.put(invocation, then);
    if (failedAt.size() > BOUND) {
      failedAt.remove(failedAt.keySet().iterator().next());
    }
  }

  private static Optional<String> invocation(WireRequest request) {
    return request.header("amz-sdk-invocation-id");
  }

  private static int number(Pattern pattern, String text) {
    Matcher found = pattern.matcher(text);
    return found.find() ? Integer.parseInt(found.group(1)) : 0;
  }
}
