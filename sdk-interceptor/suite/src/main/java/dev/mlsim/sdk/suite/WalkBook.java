package dev.mlsim.sdk.suite;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mlsim.contract.Member;
import dev.mlsim.service.Handler;
import dev.mlsim.service.ResourceType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;

/** What a walk made of one type, held against what the service shows: the naive model. */
final class WalkBook {
  private static final List<String> MODIFICATIONS =
      List.of("LastModifiedTime", "LastUpdatedTime", "lastUpdatedDateTime", "updateTime");
  private static final int AT_TIMES = 3;

  private final ServiceSuite suite;
  private final Worlds worlds;
  private final Stage stage;
  private final ResourceType type;
  private final WalkLists lists;
  private final WalkContents contents;
  private final boolean isNamed;
  private List<Made> alive = new ArrayList<>();
  private List<Made> gone = new ArrayList<>();
  private final Map<String, Double> created = new HashMap<>();
  private final Map<String, Double> modified = new HashMap<>();

  WalkBook(ServiceSuite suite, Worlds worlds, Stage stage, ResourceType type) {
    this.suite = suite;
    this.worlds = worlds;
    this.stage = stage;
    this.type = type;
    this.lists = new WalkLists(suite, stage, type);
    this.contents = new WalkContents(suite, stage, type);
    this.isNamed =
        !type.identityMembers().isEmpty()
            && type.identityMembers().stream()
                .allMatch(m -> stage.shape(stage.creator(type)).member(m).isPresent())
            && !suite.examples().isReplaced(type.name());
  }

  ResourceType type() {
    return type;
  }

  WalkContents contents() {
    return contents;
  }

  int size() {
    return alive.size();
  }

  boolean isEmpty() {
    return alive.isEmpty();
  }

  List<Made> alive() {
    return List.copyOf(alive);
  }

  void add(Made made) {
    alive.removeIf(old -> old.reference().equals(made.reference()));
    gone.removeIf(old -> old.reference().equals(made.reference()));
    alive.add(made);
    contents.made(made);
    created.remove(made.reference());
    modified.remove(made.reference());
  }

  Made any(SplittableRandom random) {
    return alive.get(random.nextInt(alive.size()));
  }

  /** What goes back to what is written in it now. */
  Runnable bookmark() {
    List<Made> allAlive = List.copyOf(alive);
    List<Made> allGone = List.copyOf(gone);
    Runnable said = contents.bookmark();
    return () -> {
      said.run();
      alive = new ArrayList<>(allAlive);
      gone = new ArrayList<>(allGone);
    };
  }

  /** Takes out what time or others have deleted. */
  void strike() {
    for (Made made : List.copyOf(alive)) {
      if (!stage.exists(made)) {
        alive.remove(made);
        gone.add(made);
      }
    }
  }

  /** What is shown is what was made. */
  void check(SplittableRandom random) {
    Map<Made, ObjectNode> shown = new LinkedHashMap<>();
    for (Made made : List.copyOf(alive)) {
      Optional<ObjectNode> described = described(made, stage.exists(made));
      described.ifPresent(d -> shown.put(made, d));
      described.ifPresent(d -> times(made, d));
      boolean withTags = random.nextInt(AT_TIMES) == 0;
      described.ifPresent(d -> contents.check(made, d, stage.described(type).shape(), withTags));
    }
    strike();
    lists.check(shown, random);
    if (random.nextInt(AT_TIMES) == 0) {
      strangers(random);
    }
  }

  /** All has been deleted that can be. */
  void checkGone() {
    boolean canBe = stage.operation("delete", type).isPresent();
    if (canBe && !alive.isEmpty() && !suite.examples().isKept(type.name())) {
      throw new AssertionError("nothing deletes " + alive.stream().map(stage::look).toList());
    }
  }

  private Optional<ObjectNode> described(Made made, boolean exists) {
    String operation = stage.operation("describe", type).orElse("");
    if (operation.isEmpty()) {
      return Optional.empty();
    }
    ObjectNode asked = stage.inputFor(operation, made); // what it needs is refused by itself
    try {
      ObjectNode described = stage.described(operation, asked);
      if (!exists) {
        throw new AssertionError(made.reference() + " is gone, and described: " + described);
      }
      return Optional.of(described);
    } catch (Worlds.Refused e) {
      if (exists && !isOnItsWayOut(made)) {
        throw new AssertionError(made.reference() + " is there, and not described", e);
      }
      return Optional.empty();
    }
  }

  /** What is being deleted may be said to be so, or not to be there. */
  private boolean isOnItsWayOut(Made made) {
    return stage.look(made).state().toString().toLowerCase(Locale.ROOT).contains("delet");
  }

  private void times(Made made, ObjectNode described) {
    double now = worlds.first().clock().now().toEpochMilli() / 1000.0;
    double first = time(described, type.createdMember());
    if (first > now || created.getOrDefault(made.reference(), first) != first) {
      throw new AssertionError("another time of creation: " + described);
    }
    created.put(made.reference(), first);
    for (String member : MODIFICATIONS) {
      double last = time(described, member);
      if (last > 0) {
        if (last > now || last < first || last < modified.getOrDefault(made.reference(), last)) {
          throw new AssertionError(member + " goes back or ahead: " + described);
        }
        modified.put(made.reference(), last);
      }
    }
    ShownTimes.check(described);
  }

  private static double time(ObjectNode described, String member) {
    return described.path(member).asDouble();
  }

  /** What is gone isn't there for any call, and what is there isn't made again. */
  private void strangers(SplittableRandom random) {
    gone.removeIf(stage::exists);
    if (!gone.isEmpty()) {
      Made ghost = gone.get(random.nextInt(gone.size()));
      stage.operation("describe", type).ifPresent(describe -> missing(describe, ghost));
      stage
          .operation("delete", type)
          .filter(delete -> !suite.examples().isException(delete + ".missing"))
          .ifPresent(delete -> missing(delete, ghost));
    }
    if (!alive.isEmpty() && isNamed) {
      again(any(random));
    }
  }

  private void again(Made made) {
    boolean stands = !stage.look(made).isFailed() && !isOnItsWayOut(made);
    String creator = stage.creator(type);
    if (made.given().has(type.nameMember()) && stands) {
      ObjectNode input = made.given().deepCopy();
      stage.shape(creator).members().stream()
          .filter(Member::idempotencyToken)
          .forEach(token -> input.remove(token.name()));
      Worlds.Refused refusal = refusal(creator, input, "a second " + made);
      if (refusal.answer().message().isBlank()) {
        throw new AssertionError("a second " + made + " is refused without a word");
      }
    }
  }

  private void missing(String operation, Made ghost) {
    Worlds.Refused refusal =
        refusal(operation, stage.inputFor(operation, ghost), ghost.reference() + ", gone,");
    if (!refusal.answer().code().equals(type.missingCode())) {
      throw new AssertionError(operation + " says of what is gone " + refusal.answer());
    }
  }

  private Worlds.Refused refusal(String operation, ObjectNode input, String what) {
    try {
      throw new AssertionError(operation + " takes " + what + ": " + stage.call(operation, input));
    } catch (Worlds.Refused e) {
      return e;
    }
  }

  /** Whether the table of the type lets the operation work on the resource as it stands. */
  boolean isLegal(Handler handler, Made made) {
    return type.lifecycle().way(handler.kind(), stage.look(made).state()).isPresent();
  }
}
