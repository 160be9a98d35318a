package dev.mlsim.sdk.suite;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.fail;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.mlsim.ResourceSnapshot;
import dev.mlsim.Simulator;
import dev.mlsim.contract.Member;
import dev.mlsim.contract.StructureShape;
import dev.mlsim.lifecycle.State;
import dev.mlsim.service.Documents;
import dev.mlsim.service.Handler;
import dev.mlsim.service.ResourceType;
import dev.mlsim.service.Service;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import software.amazon.awssdk.core.SdkClient;

/** A world of its own for one test of the suite, with a client of the service. */
public final class Stage {
  private static final int MOST_MOVES = 10_000;
  private static final int NAMES = 1_000;
  private static final int SHUFFLE = 7_919;
  private static final Set<String> KEEPING = Set.of("describe", "delete", "stop", "start");

  private final Service service;
  private final Examples examples;
  private final Simulator sim;
  private final Caller caller;
  private final Supplier<TypedClient> client;
  private final Map<String, Made> others = new HashMap<>();
  private Function<ResourceType, Optional<Made>> lender = type -> Optional.empty();
  private boolean lends;
  private int count;

  Stage(Simulator sim, Service service, Class<? extends SdkClient> client, Examples examples) {
    this.sim = sim;
    this.service = service;
    this.examples = examples;
    TypedClient typed = new TypedClient(sim, client);
    this.caller = typed;
    this.client = () -> typed;
    sim.quotas().unlimited();
  }

  /** A stage in worlds that get the same calls. */
  Stage(Worlds worlds, Service service, Examples examples) {
    this.sim = worlds.first();
    this.service = service;
    this.examples = examples;
    this.caller = worlds;
    this.client =
        () -> {
          throw new IllegalStateException("worlds that get the same calls have no client");
        };
  }

  /** The world. */
  public Simulator sim() {
    return sim;
  }

  /** The name of some other resource that is there and at rest: always the same of its type. */
  public String name(String type) {
    return other(type).name();
  }

  /** The ARN of some other resource that is there and at rest: always the same of its type. */
  public String arn(String type) {
    return other(type).reference();
  }

  /** What the caller knows of some other resource, under a member's name. */
  public String known(String type, String member) {
    return other(type).known(member).orElseThrow().asText();
  }

  /** The name of one more resource of the type. */
  public String another(String type) {
    return lent(type).map(Made::name).orElseGet(() -> with(type, "{}"));
  }

  /** The same, with these members in place of those of its example. */
  public String with(String type, String members) {
    Made made = make(requireNonNull(service.types().get(type), type), Documents.of(members));
    settle(made);
    return made.name();
  }

  /** What the service answers to a call, for what has to be there beside what is made here. */
  public ObjectNode call(String operation, String document) {
    return caller.call(operation, Documents.of(document));
  }

  /** Lets time pass until nothing is on its way, for what an example needs to have ended. */
  public void rest(Duration limit) {
    caller.runUntilIdle(limit);
  }

  /** A number that it gives once. */
  public int number() {
    return count++;
  }

  /** The same, with a document in double quotes. */
  ObjectNode call(String operation, ObjectNode document) {
    return caller.call(operation, document);
  }

  /** Has the examples name resources that the lender has, where it has one. */
  void lending(Function<ResourceType, Optional<Made>> from) {
    lender = from;
    lends = true;
  }

  private Optional<Made> lent(String type) {
    return lender.apply(requireNonNull(service.types().get(type), type));
  }

  private Made other(String type) {
    Optional<Made> lent = lent(type);
    return lent.isPresent() ? lent.get() : ownOther(type);
  }

  private Made ownOther(String type) {
    Made made = others.get(type);
    if (made == null || !exists(made)) {
      made = make(requireNonNull(service.types().get(type), type), Documents.empty());
      others.put(type, made);
      settle(made);
    }
    return made;
  }

  TypedClient client() {
    return client.get();
  }

  String creator(ResourceType type) {
    return operation("create", type).orElseThrow(() -> new AssertionError("no create of " + type));
  }

  Optional<String> operation(String kind, ResourceType type) {
    return service.operations().entrySet().stream()
        .filter(e -> e.getValue().kind().equals(kind) && isAbout(e.getValue(), type))
        .map(Map.Entry::getKey)
        .findFirst();
  }

  static boolean isAbout(Handler handler, ResourceType type) {
    return handler.type().equals(Optional.of(type));
  }

  /** Creates a resource; the members given take the place of the suite's own. */
  Made make(ResourceType type, ObjectNode members) {
    return makeFrom(type, createInput(type, members));
  }

  ObjectNode createInput(ResourceType type, ObjectNode members) {
    return createInput(type, creator(type), members);
  }

  /** What that one of its Creates would be sent. */
  ObjectNode createInput(ResourceType type, String operation, ObjectNode members) {
    StructureShape shape = shape(operation);
    ObjectNode example = examples.input(operation, this);
    ObjectNode input = Documents.empty();
    for (Member member : shape.members()) {
      String name = member.name();
      if (members.has(name)) {
        given(input, name, members);
      } else if (example.has(name)) {
        input.set(name, example.get(name));
      } else if (name.equals(type.nameMember())) {
        input.set(name, TextNode.valueOf(freshName()));
      } else if (member.required()) {
        input.set(name, Samples.least(member.shape()));
      }
    }
    return input;
  }

  /** A member that is null in an example is left out. */
  private static void given(ObjectNode input, String name, ObjectNode members) {
    if (!members.path(name).isNull()) {
      input.set(name, members.get(name));
    }
  }

  Made makeFrom(ResourceType type, ObjectNode input) {
    return makeFrom(type, creator(type), input);
  }

  /** The same by that one of its Creates. */
  Made makeFrom(ResourceType type, String operation, ObjectNode input) {
    ObjectNode known = input.deepCopy();
    known.setAll(caller.call(operation, input));
    List<ResourceSnapshot> all = sim.resources().all(type.name());
    ResourceSnapshot made = all.get(all.size() - 1);
    made.attributes().properties().stream()
        .filter(e -> examples.isNumbered(type.name(), e.getKey()))
        .forEach(e -> known.set(e.getKey(), e.getValue()));
    String reference = made.arn().isEmpty() ? made.name() : made.arn();
    return new Made(type, input, known, reference, made.name());
  }

  /** Names of which the alphabetic order is not that of creation. */
  private String freshName() {
    return String.format(Locale.ROOT, "suite-%03d", count++ * SHUFFLE % NAMES);
  }

  StructureShape shape(String operation) {
    return service.contract().operation(operation).orElseThrow().input().orElseThrow();
  }

  /**
   * A call about the resource: with what identifies it, and what else is required. The example is
   * asked only where the resource itself doesn't say it, since examples may make other resources.
   */
  ObjectNode inputFor(String operation, Made made) {
    List<Member> members =
        shape(operation).members().stream().filter(m -> isSaid(operation, made, m)).toList();
    boolean ownAll = members.stream().allMatch(m -> isOwn(operation, made, m));
    ObjectNode example = ownAll ? Documents.empty() : examples.input(operation, this);
    ObjectNode input = Documents.empty();
    for (Member member : members) {
      String name = member.name();
      Optional<JsonNode> known = known(made, member);
      if (example.has(name) && !isOwn(operation, made, member)) {
        given(input, name, example);
      } else if (known.isPresent()) {
        input.set(name, known.get());
      } else if (member.required()) {
        input.set(name, Samples.least(member.shape()));
      }
    }
    return input;
  }

  /** What the caller knows of the resource that belongs into a member. */
  private Optional<JsonNode> known(Made made, Member member) {
    String name = member.name();
    return made.known(name)
        .filter(
            v ->
                member.required()
                    || names(made, name)
                    || examples.isNumbered(made.type().name(), name));
  }

  /** Among several types an example says of a resource what only holds of its own. */
  private boolean isSaid(String operation, Made made, Member member) {
    boolean foreign =
        !member.required() && lends && isKeeping(operation) && !made.given().has(member.name());
    return !foreign || known(made, member).isPresent();
  }

  /** Whether what the resource was made with counts, and not the example. */
  private boolean isOwn(String operation, Made made, Member member) {
    boolean identity = made.type().identityMembers().contains(member.name());
    return known(made, member).isPresent()
        && ((identity && !kind(operation).equals("list")) || (lends && isKeeping(operation)));
  }

  private boolean isKeeping(String operation) {
    return KEEPING.contains(kind(operation));
  }

  private String kind(String operation) {
    return service.handler(operation).map(Handler::kind).orElse("");
  }

  static boolean names(Made made, String member) {
    return made.type().identityMembers().contains(member)
        || made.type().arnMember().equals(member)
        || (made.type().identityMembers().isEmpty() && made.type().nameMember().equals(member));
  }

  /** What the Describe of its type shows. */
  ObjectNode describe(Made made) {
    String operation = operation("describe", made.type()).orElseThrow();
    return described(operation, inputFor(operation, made));
  }

  /** What a Describe shows that is asked so. */
  ObjectNode described(String operation, ObjectNode input) {
    return Described.by(service, operation).in(caller.call(operation, input));
  }

  /** How the Describe of a type shows it. */
  Described described(ResourceType type) {
    return Described.by(service, operation("describe", type).orElseThrow());
  }

  ResourceSnapshot look(Made made) {
    return sim.resources().get(made.type().name(), made.reference());
  }

  boolean exists(Made made) {
    return sim.resources().find(made.type().name(), made.reference()).isPresent();
  }

  /** Lets time pass until the resource rests. */
  void settle(Made made) {
    for (int i = 0; exists(made) && look(made).inProgress(); i++) {
      move(made, i, "its rest");
    }
  }

  /** Lets time pass until the resource is in the state. */
  void await(Made made, State state) {
    for (int i = 0;
        exists(made) ? !look(made).state().equals(state) : !state.equals(State.GONE);
        i++) {
      move(made, i, state.toString());
    }
  }

  private void move(Made made, int moves, String towards) {
    if (moves == MOST_MOVES || sim.clock().nextDue().isEmpty()) {
      fail(
          "time alone doesn't bring "
              + made.type()
              + " to "
              + towards
              + "\n"
              + sim.journal().text());
    }
    caller.advanceToNext();
  }
}
