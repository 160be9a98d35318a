package dev.mlsim.sdk.suite;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mlsim.contract.StructureShape;
import dev.mlsim.lifecycle.Lifecycle;
import dev.mlsim.service.Documents;
import dev.mlsim.service.Handler;
import dev.mlsim.service.ResourceType;
import dev.mlsim.service.Update;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;

/** What a walk said of its resources, which they show until it says otherwise; and their tags. */
final class WalkContents {
  private static final Set<String> MOVING =
      Set.of(Lifecycle.STOP, Lifecycle.START, Lifecycle.DELETE);
  private static final List<String> KEYS = List.of("team", "stage", "cost/centre", "équipe 中");

  private final ServiceSuite suite;
  private final Stage stage;
  private final ResourceType type;
  private final Tags tags;
  private final boolean hasTags;
  private Map<String, ObjectNode> said = new HashMap<>();
  private Map<String, Map<String, String>> tagged = new HashMap<>();

  WalkContents(ServiceSuite suite, Stage stage, ResourceType type) {
    this.suite = suite;
    this.stage = stage;
    this.type = type;
    this.tags = new Tags(suite.service(), stage);
    this.hasTags = Tags.areOn(suite.service(), type);
  }

  /** What goes back to what is known now. */
  Runnable bookmark() {
    Map<String, ObjectNode> allSaid = Map.copyOf(said);
    Map<String, Map<String, String>> allTagged = Map.copyOf(tagged);
    return () -> {
      said = new HashMap<>(allSaid);
      tagged = new HashMap<>(allTagged);
    };
  }

  void made(Made made) {
    said.put(made.reference(), heard(stage.creator(type), Documents.empty(), made.given()));
    if (hasTags) {
      tagged.put(made.reference(), tags.in(made.given()));
    }
  }

  /** An operation has worked on the resource. */
  void acted(Made made, String operation, Handler handler, ObjectNode input) {
    if (handler instanceof Update) {
      ObjectNode before = said.getOrDefault(made.reference(), Documents.empty());
      said.put(made.reference(), heard(operation, before, input));
    } else if (!MOVING.contains(handler.kind()) || saysMore(made, input)) {
      said.remove(made.reference()); // when it shows what depends on the operation
    }
    if (input.has(suite.service().tags().member())) {
      tagged.remove(made.reference());
    }
  }

  private static boolean saysMore(Made made, ObjectNode input) {
    return input.properties().stream().anyMatch(e -> !Stage.names(made, e.getKey()));
  }

  /** What is known of what it shows: members are replaced, structures merged. */
  private ObjectNode heard(String operation, ObjectNode before, ObjectNode input) {
    ObjectNode after = before.deepCopy();
    input.properties().stream()
        .filter(e -> !e.getValue().isNull())
        .forEach(
            e -> {
              String member = e.getKey();
              JsonNode old = after.get(member);
              after
                  .properties()
                  .removeIf( // PropertiesToRemove, say
                      other -> !member.equals(other.getKey()) && member.startsWith(other.getKey()));
              if (suite.examples().isException(operation + "." + member)) {
                after.remove(member);
              } else if (old instanceof ObjectNode one
                  && e.getValue() instanceof ObjectNode more
                  && !suite.examples().isReplacing(operation, member)) {
                after.set(member, Documents.merged(one, more));
              } else {
                after.set(member, e.getValue());
              }
            });
    return after;
  }

  void check(Made made, ObjectNode described, StructureShape shape, boolean withTags) {
    for (Map.Entry<String, JsonNode> e :
        said.getOrDefault(made.reference(), Documents.empty()).properties()) {
      boolean isShown =
          shape.member(e.getKey()).isPresent()
              && !suite.examples().isContended(type.name(), e.getKey())
              && !type.identityMembers().contains(e.getKey())
              && !e.getKey().equals(type.arnMember())
              && !e.getKey().equals(suite.service().tags().member());
      if (isShown && !SdkDocuments.shows(described.get(e.getKey()), e.getValue())) {
        throw new AssertionError(made + " was given " + e + ", and shows " + described);
      }
    }
    if (withTags && tagged.containsKey(made.reference())) {
      checkTags(made);
    }
  }

  /** Adds tags, or takes some away. */
  void tag(Made made, SplittableRandom random) {
    if (!tagged.containsKey(made.reference())) {
      return;
    }
    Map<String, String> all = new LinkedHashMap<>(tagged.getOrDefault(made.reference(), Map.of()));
    if (all.size() < 2 || random.nextBoolean()) {
      Map<String, String> more = new LinkedHashMap<>();
      some(random).forEach(key -> more.put(key, "v" + random.nextInt(9)));
      tags.add(made, more);
      all.putAll(more);
    } else {
      List<String> less = some(random);
      tags.remove(made, less);
      all.keySet().removeAll(less);
    }
    tagged.put(made.reference(), all);
    checkTags(made);
  }

  private void checkTags(Made made) {
    Map<String, String> found = tags.of(made);
    if (!found.equals(tagged.get(made.reference()))) {
      throw new AssertionError(
          made + " has the tags " + found + ", given were " + tagged.get(made.reference()));
    }
  }

  private static List<String> some(SplittableRandom random) {
    List<String> keys = new ArrayList<>(KEYS);
    keys.remove(random.nextInt(keys.size()));
    return keys.subList(0, 2 + random.nextInt(keys.size() - 1));
  }
}
