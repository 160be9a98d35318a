package dev.mlsim.sdk.suite;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.mlsim.Invariants;
import dev.mlsim.Simulator;
import dev.mlsim.contract.Member;
import dev.mlsim.contract.Shape;
import dev.mlsim.contract.StringShape;
import dev.mlsim.contract.StructureShape;
import dev.mlsim.service.Documents;
import dev.mlsim.service.Handler;
import dev.mlsim.service.ResourceType;
import dev.mlsim.service.Trigger;
import dev.mlsim.service.Update;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * A random walk through the life of resources of a few types, which name each other where one needs
 * another: calls and time, in two worlds that must answer alike, of which one is restored on the
 * way. Each step has a seed of its own, so that a walk stays itself when steps are left out.
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
  private static final int TAGS = 6;
  private static final String ODD = "é😀 \"quoted\" \\ <&> \u2028";

  private final ServiceSuite suite;
  private final Weather weather;
  private final Worlds worlds;
  private final Stage stage;
  private final Map<String, WalkBook> books = new LinkedHashMap<>();
  private final List<WalkBook> all;
  private final Map<String, Handler> actions = new TreeMap<>();
  private final WalkLedger ledger;
  private SplittableRandom lending = new SplittableRandom(0);
  private boolean plain;
  private boolean forked;

  RandomWalk(ServiceSuite suite, List<ResourceType> types, Weather weather, long seed) {
    this.suite = suite;
    this.weather = weather;
    this.worlds =
        new Worlds(
            suite.service(), Stream.generate(() -> world(types, seed)).limit(2).toList(), weather);
    if (weather == Weather.SCARCE) {
      worlds.within(new WalkQuotas(suite.service(), weather.limits(worlds.first(), types, seed)));
    }
    this.stage = new Stage(worlds, suite.service(), suite.examples());
    for (ResourceType type : types) {
      books.put(type.name(), new WalkBook(suite, worlds, stage, type));
    }
    this.all = List.copyOf(books.values());
    suite
        .service()
        .operations()
        .forEach(
            (name, handler) -> {
              boolean known = types.stream().anyMatch(type -> Stage.isAbout(handler, type));
              if (known && !ELSEWHERE.contains(handler.kind())) {
                actions.put(name, handler);
              }
            });
    this.ledger = new WalkLedger(suite, worlds, types);
    if (weather == Weather.FAILING) {
      ledger.listen();
    }
    if (all.size() > 1) {
      stage.lending(this::lent);
    }
  }

  private Simulator world(List<ResourceType> types, long seed) {
    Simulator sim = suite.simulator(seed);
    weather.over(sim, types, seed);
    return sim;
  }

  /** Who walks among several types names what he met, as a rule. */
  private Optional<Made> lent(ResourceType type) {
    WalkBook book = books.get(type.name());
    if (book == null || book.isEmpty() || lending.nextInt(4) == 0) {
      return Optional.empty();
    }
    plain = false;
    return Optional.of(book.any(lending));
  }

  /** Goes the steps, each given by its seed, and puts away at last what it made. */
  void go(List<Integer> steps) {
    try {
      for (int step : steps) {
        lending = new SplittableRandom(~step);
        step(new SplittableRandom(step));
        check(new SplittableRandom(step));
      }
      worlds.look();
      ledger.check();
      new WalkEnd(stage, worlds, all, actions).clear();
      if (weather == Weather.CALM && all.size() == 1) {
        all.get(0).checkGone();
      }
      check(new SplittableRandom(0));
      ledger.nothingIsLeft();
      worlds.look();
    } catch (RuntimeException | AssertionError e) {
      throw new AssertionError(e + "\n  " + worlds.log(), e);
    }
  }

  private void check(SplittableRandom random) {
    if (weather == Weather.FAILING) {
      worlds.advance(Duration.ZERO); // who listens hears it then
    }
    if (weather.isFair()) {
      all.forEach(book -> book.check(random));
    } else {
      all.forEach(WalkBook::strike);
    }
    ledger.look();
    List<String> violations = Invariants.violations(worlds.first());
    if (!violations.isEmpty()) {
      throw new AssertionError("invariants are broken: " + violations);
    }
  }

  private void step(SplittableRandom random) {
    int kind = random.nextInt(HUNDRED);
    List<WalkBook> peopled = all.stream().filter(book -> !book.isEmpty()).toList();
    List<WalkBook> open = all.stream().filter(this::isOpen).toList();
    if (peopled.isEmpty() || (kind < CREATE && !open.isEmpty())) {
      create(one(open, random), random);
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
    } else if (!forked) {
      fork(
          () -> {
            create(one(all, random), random.split());
            worlds.advance(Duration.ofHours(random.nextInt(9)));
          },
          random.nextBoolean());
    } else {
      worlds.again();
    }
  }

  private boolean isOpen(WalkBook book) {
    return book.size() < Math.min(MOST_ALIVE, suite.examples().most(book.type().name()));
  }

  private static <T> T one(List<T> some, SplittableRandom random) {
    return some.size() == 1 ? some.get(0) : some.get(random.nextInt(some.size()));
  }

  /** Takes a snapshot; what the first world goes through then is forgotten. */
  private void fork(Runnable spoil, boolean late) {
    forked = true;
    List<Runnable> bookmarks = all.stream().map(WalkBook::bookmark).toList();
    worlds.fork(spoil, late);
    bookmarks.forEach(Runnable::run);
  }

  private void create(WalkBook book, SplittableRandom random) {
    boolean alone = all.size() == 1 && suite.examples().most(book.type().name()) > MOST_ALIVE;
    plain = weather == Weather.CALM && alone;
    String operation = stage.creator(book.type());
    prepared(() -> stage.createInput(book.type(), Documents.empty()), operation, random)
        .ifPresent(
            input -> {
              try {
                book.add(stage.makeFrom(book.type(), input));
              } catch (Worlds.Refused e) {
                legal(operation, e);
              }
            });
  }

  private void act(SplittableRandom random) {
    List<String> names = new ArrayList<>();
    actions.forEach(
        (name, handler) -> {
          if (!book(handler).isEmpty()) {
            names.add(name);
          }
        });
    if (names.isEmpty()) {
      return;
    }
    if (weather.isFair() && random.nextInt(TAGS) == 0) {
      WalkBook book = book(requireNonNull(actions.get(names.get(0))));
      book.contents().tag(book.any(random), random);
      return;
    }
    String operation = names.get(random.nextInt(names.size()));
    Handler handler = requireNonNull(actions.get(operation));
    Made made = book(handler).any(random);
    plain = weather == Weather.CALM && handler.preconditions().isEmpty();
    prepared(() -> stage.inputFor(operation, made), operation, random)
        .ifPresent(input -> act(operation, made, book(handler).isLegal(handler, made), input));
  }

  private void act(String operation, Made made, boolean legal, ObjectNode input) {
    Handler handler = suite.service().handler(operation).orElseThrow();
    try {
      stage.call(operation, input);
      book(handler).contents().acted(made, operation, handler, input);
      if (handler instanceof Update) {
        touched(operation, made);
      }
      if (handler instanceof Trigger && !legal) {
        throw new AssertionError(operation + " works where its table has no way: " + input);
      }
    } catch (Worlds.Refused e) {
      if (handler instanceof Trigger trigger && legal && trigger.quotas().isEmpty()) {
        legal(operation, e);
      }
    }
  }

  private void touched(String operation, Made made) {
    if (stage.exists(made)
        && stage.look(made).lastChanged().isBefore(worlds.first().clock().now())
        && weather == Weather.CALM) {
      throw new AssertionError(operation + " changes, and leaves the time: " + stage.look(made));
    }
  }

  /** The input, and more; none where what it needs can't be had. */
  private Optional<ObjectNode> prepared(
      Supplier<ObjectNode> example, String operation, SplittableRandom random) {
    try {
      ObjectNode input = example.get();
      more(operation, input, random);
      return Optional.of(input);
    } catch (Worlds.Refused e) {
      return Optional.empty();
    } catch (IllegalArgumentException e) { // it names what isn't there
      if (weather.isFair()) {
        throw e;
      }
      return Optional.empty();
    }
  }

  private WalkBook book(Handler handler) {
    return requireNonNull(books.get(handler.type().orElseThrow().name()));
  }

  /** What was added at random, or met on the way, doesn't always go together; the rest does. */
  private void legal(String operation, Worlds.Refused refused) {
    if (plain) {
      throw new AssertionError(operation + ", legal, is refused by " + refused.answer(), refused);
    }
  }

  /** Some of the members that needn't be there. */
  private void more(String operation, ObjectNode input, SplittableRandom random) {
    for (Member member : stage.shape(operation).members()) {
      boolean free = !member.required() && !member.idempotencyToken();
      if (!input.has(member.name()) && free && random.nextInt(8) == 0) {
        plain = false;
        suite
            .examples()
            .member(operation, member.name(), stage)
            .ifPresentOrElse(
                input::setAll,
                () -> some(member.shape(), random).ifPresent(v -> input.set(member.name(), v)));
      }
    }
  }

  /** As little as is valid, or at times all of a structure, and any text that is hard to write. */
  private static Optional<JsonNode> some(Shape shape, SplittableRandom random) {
    if (shape instanceof StructureShape && random.nextInt(4) == 0) {
      return Samples.all(shape);
    }
    boolean free =
        shape instanceof StringShape text
            && text.enumValues().isEmpty()
            && text.pattern().isEmpty()
            && !text.length().isAbove(BigDecimal.valueOf(ODD.length()));
    return free && random.nextBoolean() ? Optional.of(TextNode.valueOf(ODD)) : Samples.some(shape);
  }
}
