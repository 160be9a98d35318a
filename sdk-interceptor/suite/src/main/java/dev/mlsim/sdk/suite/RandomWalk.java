package dev.mlsim.sdk.suite;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mlsim.Invariants;
import dev.mlsim.Simulator;
import dev.mlsim.contract.Member;
import dev.mlsim.service.Documents;
import dev.mlsim.service.Handler;
import dev.mlsim.service.ResourceType;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/**
 * A random walk through the life of resources of one type: legal calls and time, in two worlds that
 * must answer alike, of which one is restored on the way. Each step has a seed of its own, so that
 * a walk stays itself when steps are left out.
 */
final class RandomWalk {
  private static final int MOST_ALIVE = 4;
  private static final Set<String> ELSEWHERE = Set.of("create", "describe", "list");
  private static final int CREATE = 30;
  private static final int ACT = 65;
  private static final int NEXT = 80;
  private static final int LATER = 90;
  private static final int FORK = 93;
  private static final int HUNDRED = 100;

  private final ServiceSuite suite;
  private final ResourceType type;
  private final Worlds worlds;
  private final Stage stage;
  private final WalkBook book;
  private final List<String> actions;

  RandomWalk(ServiceSuite suite, ResourceType type, long seed) {
    this.suite = suite;
    this.type = type;
    this.worlds =
        new Worlds(
            suite.service().contract(),
            Stream.generate(() -> world(suite, seed)).limit(2).toList());
    this.stage = new Stage(worlds, suite.service(), suite.examples());
    this.book = new WalkBook(suite, worlds, stage, type);
    this.actions =
        suite.service().operations().entrySet().stream()
            .filter(e -> Stage.isAbout(e.getValue(), type) && isAction(e.getValue()))
            .map(Map.Entry::getKey)
            .sorted()
            .toList();
  }

  private static Simulator world(ServiceSuite suite, long seed) {
    return suite.simulator().toBuilder().seed(seed).build();
  }

  private static boolean isAction(Handler handler) {
    return !ELSEWHERE.contains(handler.kind());
  }

  /** Goes the steps, each given by its seed. */
  void go(List<Integer> steps) {
    try {
      for (int step : steps) {
        step(new SplittableRandom(step));
        book.check(new SplittableRandom(step));
        List<String> violations = Invariants.violations(worlds.first());
        if (!violations.isEmpty()) {
          throw new AssertionError("invariants are broken: " + violations);
        }
      }
      worlds.look();
    } catch (RuntimeException | AssertionError e) {
      throw new AssertionError(e + "\n  " + worlds.log(), e);
    }
  }

  private void step(SplittableRandom random) {
    int kind = random.nextInt(HUNDRED);
    boolean canMake = book.size() < Math.min(MOST_ALIVE, suite.examples().most(type.name()));
    if (book.isEmpty() || (kind < CREATE && canMake)) {
      create(random);
    } else if (kind < ACT && !actions.isEmpty()) {
      act(random);
    } else if (kind < NEXT) {
      if (worlds.first().clock().nextDue().isPresent()) {
        worlds.advanceToNext();
      }
    } else if (kind < LATER) {
      worlds.advance(Duration.ofSeconds(random.nextInt(4000)));
    } else if (kind < FORK) {
      worlds.advance(Duration.ofDays(random.nextInt(3)));
    } else if (!book.isForked()) {
      book.fork(() -> create(random.split()));
    }
  }

  private void create(SplittableRandom random) {
    String operation = stage.creator(type);
    ObjectNode input = stage.createInput(type, Documents.empty());
    more(operation, input, random);
    try {
      book.add(stage.makeFrom(type, input));
    } catch (Worlds.Refused e) {
      // as it may: what was added at random doesn't always go together
    }
  }

  private void act(SplittableRandom random) {
    String operation = actions.get(random.nextInt(actions.size()));
    ObjectNode input = stage.inputFor(operation, book.any(random));
    more(operation, input, random);
    try {
      stage.call(operation, input);
    } catch (Worlds.Refused e) {
      // as it may: in this state
    }
  }

  /** Some of the members that needn't be there. */
  private void more(String operation, ObjectNode input, SplittableRandom random) {
    for (Member member : stage.shape(operation).members()) {
      if (!input.has(member.name()) && !member.required() && random.nextInt(8) == 0) {
        suite
            .examples()
            .member(operation, member.name(), stage)
            .ifPresentOrElse(
                input::setAll,
                () -> Samples.some(member.shape()).ifPresent(v -> input.set(member.name(), v)));
      }
    }
  }
}
