package dev.mlsim.engine;

import dev.mlsim.journal.JournalEntry;
import dev.mlsim.wire.WireReply;
import dev.mlsim.wire.WireRequest;
import dev.mlsim.wire.WireResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
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
  private final Map<String, Failed> failed = new LinkedHashMap<>();
  private long current;

  /**
   * An attempt that failed.
   *
   * @param at when the answer to it arrived
   * @param first the number of the first attempt at the call
   */
  record Failed(Instant at, long first) {}

  RetryTracker(JournalLog journal) {
    this.journal = journal;
  }

  /** The latest attempts that failed, by invocation, oldest first. */
  Map<String, Failed> save() {
    return new LinkedHashMap<>(failed);
  }

  void restore(Map<String, Failed> saved) {
    failed.putAll(saved);
  }

  /** Which attempt at its call a request is, from 1. */
  static int attempt(WireRequest request) {
    String counts = counts(request);
    return counts.startsWith(FIRST) ? 1 : Math.max(1, number(ATTEMPT, counts));
  }

  /** The number of the first attempt at a call that is written down under a number. */
  long first(WireRequest request, long number) {
    Failed before = counts(request).startsWith(FIRST) ? null : failed.get(invocation(request));
    current = before == null ? number : before.first();
    return current;
  }

  /** A call has come; the journal is told if it is a retry. */
  void begin(WireRequest request, Catalogue.Called called, Instant now) {
    String counts = counts(request);
    if (counts.startsWith(FIRST)) {
      return; // as nearly all are
    }
    int attempt = number(ATTEMPT, counts);
    if (attempt > 1) {
      Failed last = failed.get(invocation(request));
      Instant before = last == null ? now : last.at();
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

  /** A call is written down and answered; the answer arrives then. */
  void end(WireRequest request, WireReply reply, Instant then) {
    boolean isWell = reply instanceof WireResponse response && response.status() < FAILED;
    if (!isWell) {
      remember(invocation(request), new Failed(then, current));
    } else if (!failed.isEmpty()) {
      failed.remove(invocation(request));
    }
  }

  private void remember(String invocation, Failed attempt) {
    if (invocation.isEmpty()) {
      return;
    }
    failed.put(invocation, attempt);
    if (failed.size() > BOUND) {
      failed.remove(failed.keySet().iterator().next());
    }
  }

  /** What all attempts at a call have in common; empty where the client doesn't say. */
  static String invocation(WireRequest request) {
    return request.header("amz-sdk-invocation-id").orElse("");
  }

  private static String counts(WireRequest request) {
    return request.header("amz-sdk-request").orElse(FIRST);
  }

  private static int number(Pattern pattern, String text) {
    Matcher found = pattern.matcher(text);
    return found.find() ? Integer.parseInt(found.group(1)) : 0;
  }
}
