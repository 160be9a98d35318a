package dev.mlsim.engine;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import dev.mlsim.clock.VirtualClock;
import dev.mlsim.internal.Undo;
import dev.mlsim.service.Call;
import dev.mlsim.service.ServiceError;
import dev.mlsim.service.TokenRule;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Remembers calls by their client tokens, so that a call that is made again has no second effect
 * and gets the same answer. A token belongs to one operation; a call that was refused had no effect
 * and is not remembered. Used under the simulator's lock.
 *
 * <p>The memory is a cache that expires by the virtual clock, each call when its token's life is
 * over. It holds {@value #BOUND} calls a service; beyond that it forgets some early, since an SDK
 * makes a token for each call.
 */
final class ClientTokens {
  private static final long BOUND = 100_000;

  private static final Duration LONGEST = Duration.ofNanos(Long.MAX_VALUE);

  record Key(String operation, String token) {}

  /** What a call was answered, and until when that is remembered. */
  record Answered(JsonNode input, ObjectNode output, Instant at, Instant until) {}

  private final VirtualClock clock;
  private final Undo undo;
  private final Instant start;
  private final Map<String, Cache<Key, Answered>> memories = new HashMap<>();

  ClientTokens(VirtualClock clock, Undo undo) {
    this.clock = clock;
    this.undo = undo;
    this.start = clock.now();
  }

  /**
   * When the same call was answered before, if its token is still remembered.
   *
   * @throws ServiceError if the token was used with other parameters
   */
  Optional<Repeated> repeated(Call call) {
    Optional<TokenRule> rule = call.service().clientTokens();
    Optional<Key> key = rule.isEmpty() ? Optional.empty() : key(call);
    if (rule.isEmpty() || key.isEmpty()) {
      return Optional.empty();
    }
    Answered before = memory(call.service().name()).getIfPresent(key.get());
    if (before == null) {
      return Optional.empty();
    }
    if (!before.input().equals(digested(call))) {
      throw rule.get().reused().apply(call);
    }
    return Optional.of(new Repeated(before.at(), before.output()));
  }

  /** Remembers what a call was answered, if it has a token. */
  void remember(Call call, ObjectNode output) {
    Optional<TokenRule> rule = call.service().clientTokens();
    Optional<Key> key = rule.isEmpty() ? Optional.empty() : key(call);
    if (rule.isPresent() && key.isPresent()) {
      Cache<Key, Answered> memory = memory(call.service().name());
      Instant until = call.now().plus(rule.get().life());
      memory.put(key.get(), new Answered(digested(call), output, call.now(), until));
      undo.note(new Remembered(memory, key.get()));
    }
  }

  private record Remembered(Cache<Key, Answered> memory, Key key) implements Undo.Step {
    @Override
    public void takeBack() {
      memory.invalidate(key);
    }
  }

  /**
   * A call that was made before.
   *
   * @param at when it was answered
   * @param output what it was answered
   */
  record Repeated(Instant at, ObjectNode output) {

    /** For the journal, without the token: an SDK makes it by chance, and runs should repeat. */
    String note(Call call) {
      return call.operation().name()
          + " is, by its client token, the call that was answered at "
          + at
          + "; it gets the same answer and has no effect";
    }
  }

  /** The input by which a call is told from others; what is large in it only by its digest. */
  private static JsonNode digested(Call call) {
    return new Digests().of(call.received());
  }

  private static Optional<Key> key(Call call) {
    Optional<String> member = call.service().tokenMember(call.operation());
    Optional<String> token = member.isEmpty() ? member : call.text(member.get());
    return token.isEmpty()
        ? Optional.empty()
        : Optional.of(new Key(call.operation().name(), token.get()));
  }

  private Cache<Key, Answered> memory(String service) {
    return memories.computeIfAbsent(
        service,
        made ->
            Caffeine.newBuilder()
                .ticker(this::nanos)
                .executor(Runnable::run)
                .expireAfter(Expiry.<Key, Answered>creating((key, answered) -> left(answered)))
                .maximumSize(BOUND)
                .build());
  }

  private Duration left(Answered answered) {
    return Duration.between(clock.now(), answered.until());
  }

  /** What is remembered, by service. */
  Map<String, Map<Key, Answered>> save() {
    Map<String, Map<Key, Answered>> saved = new HashMap<>();
    memories.forEach((service, memory) -> saved.put(service, Map.copyOf(memory.asMap())));
    return saved;
  }

  /** Remembers again what was; each call for as long as was left of its token's life. */
  void restore(Map<String, Map<Key, Answered>> saved) {
    saved.forEach((service, remembered) -> memory(service).putAll(remembered));
  }

  private long nanos() {
    Duration passed = Duration.between(start, clock.now());
    return passed.compareTo(LONGEST) < 0 ? passed.toNanos() : Long.MAX_VALUE;
  }
}
