package dev.mlsim.sdk.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.mlsim.Invariants;
import dev.mlsim.Simulator;
import dev.mlsim.service.ResourceType;
import dev.mlsim.service.Service;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.TestFactory;
import software.amazon.awssdk.core.SdkClient;

/**
 * What every service declaration must pass, found out from the declaration itself and called
 * through the real SDK client: every state is reachable, terminal states are final, every trigger
 * works where its table says and is refused elsewhere, every resource makes its round trip, every
 * member is shown as it was given, lists keep order and page size - and after each of these the
 * invariants of the simulator hold.
 *
 * <p>A test of a service extends this with its declaration, its client, and for each family of
 * resources the {@link FamilyExamples} of what the model doesn't state:
 *
 * <pre>{@code
 * class TranscribeSuiteTest extends ServiceSuite {
 *   TranscribeSuiteTest() {
 *     super(Transcribe.SERVICE, TranscribeClient.class);
 *   }
 *
 *   @Override
 *   protected List<FamilyExamples> families() {
 *     return List.of(
 *         examples ->
 *             examples.input(
 *                 "StartTranscriptionJob", "{'Media': {'MediaFileUri': 's3://calls/1.wav'}}"));
 *   }
 * }
 * }</pre>
 */
public abstract class ServiceSuite {
  /** A system property: the types that it tries, with commas between; by default all. */
  public static final String TYPES = "mlsim.suite.types";

  private final Service service;
  private final Class<? extends SdkClient> client;
  private final Examples examples = new Examples();

  /** A suite over a declaration. */
  protected ServiceSuite(Service service, Class<? extends SdkClient> client) {
    this.service = service;
    this.client = client;
  }

  /** What the suite can't guess, family by family. */
  protected abstract List<FamilyExamples> families();

  /** Types that have to do with each other, parents first: walks go among them. */
  protected List<List<String>> neighbours() {
    return List.of();
  }

  /** A new world for one of the suite's tests, in which the service is simulated. */
  protected final Simulator simulator() {
    return prepared(blank());
  }

  /** The same from that seed. */
  final Simulator simulator(long seed) {
    return prepared(blank().toBuilder().seed(seed).build());
  }

  private Simulator blank() {
    Simulator usual = Simulator.create();
    return usual.services().contains(service)
        ? usual
        : Simulator.builder().service(service).build();
  }

  private Simulator prepared(Simulator sim) {
    prepare(sim);
    return sim;
  }

  /** Makes in a new world what the examples name and don't make by themselves. */
  protected void prepare(Simulator sim) {}

  /** The tables: states, triggers. */
  @TestFactory
  Stream<DynamicNode> every_lifecycle_is_whole() {
    return types(new LifecycleChecks(service)::of);
  }

  /** Create, Describe, List, tags, duplicates, not found. */
  @TestFactory
  Stream<DynamicNode> every_resource_makes_its_round_trip() {
    return types(new RoundTripChecks(this)::of);
  }

  /** Each member given to Create or Update is shown by Describe. */
  @TestFactory
  Stream<DynamicNode> every_member_is_echoed() {
    return types(new EchoChecks(this)::of);
  }

  /** Each member given to Create or Update, at any depth, is shown by Describe. */
  @TestFactory
  Stream<DynamicNode> every_member_at_any_depth_is_echoed() {
    return types(new DeepEchoChecks(this)::of);
  }

  /** Each state is entered, and each operation tried in it. */
  @TestFactory
  Stream<DynamicNode> every_state_answers_as_its_table_says() {
    return types(new StateChecks(this)::of);
  }

  /** Order, pages and tokens of each List. */
  @TestFactory
  Stream<DynamicNode> every_list_keeps_order_and_page_size() {
    return types(new ListChecks(this)::of);
  }

  /** Its bookkeeping is apart from what the API knows. */
  @TestFactory
  Stream<DynamicNode> every_note_is_apart_from_the_attributes() {
    return types(new NoteChecks(this)::of);
  }

  /** Random walks through two worlds that must answer alike; see {@link Fuzz}. */
  @TestFactory
  Stream<DynamicNode> every_walk_meets_what_was_made() {
    return types(new WalkChecks(this)::of);
  }

  /** The same among types that have to do with each other, in all weathers. */
  @TestFactory
  Stream<DynamicNode> every_walk_among_neighbours_meets_what_was_made() {
    families().forEach(family -> family.give(examples));
    return neighbours().stream()
        .filter(names -> names.stream().anyMatch(this::isWanted))
        .map(names -> dynamicContainer(names.toString(), new WalkChecks(this).among(names)));
  }

  private interface Checks {
    Stream<DynamicNode> of(ResourceType type);
  }

  private Stream<DynamicNode> types(Checks checks) {
    families().forEach(family -> family.give(examples));
    return service.types().values().stream()
        .filter(type -> isWanted(type.name()))
        .map(type -> dynamicContainer(type.name(), checks.of(type)));
  }

  private boolean isWanted(String type) {
    String wanted = System.getProperty(TYPES, "");
    return wanted.isEmpty() || List.of(wanted.split(",")).contains(type);
  }

  Service service() {
    return service;
  }

  Examples examples() {
    return examples;
  }

  boolean clientHas(String operation) {
    return TypedClient.has(client, operation);
  }

  /** Whether resources of the type come by a Create that the SDK in use has. */
  boolean canMake(ResourceType type) {
    return service.operations().entrySet().stream()
        .anyMatch(
            e ->
                e.getValue().kind().equals("create")
                    && Stage.isAbout(e.getValue(), type)
                    && clientHas(e.getKey()));
  }

  /** Whether there is an operation of the kind that is about the type. */
  boolean has(String kind, ResourceType type) {
    return service.operations().values().stream()
        .anyMatch(handler -> handler.kind().equals(kind) && Stage.isAbout(handler, type));
  }

  /** One more world. */
  Stage stage() {
    return new Stage(simulator(), service, client, examples);
  }

  /** One more world, called without an SDK. */
  Stage wireStage() {
    Simulator sim = simulator();
    sim.quotas().unlimited();
    return new Stage(new Worlds(service, List.of(sim), Weather.CALM), service, examples);
  }

  /** A test in a world of its own, of which the invariants are checked at the end. */
  DynamicNode test(String name, Consumer<Stage> body) {
    return dynamicTest(
        name,
        () -> {
          Stage stage = stage();
          try {
            body.accept(stage);
            assertThat(Invariants.violations(stage.sim()))
                .as(stage.sim().journal()::text)
                .isEmpty();
            NoteChecks.verify(service, stage);
          } catch (RuntimeException | AssertionError e) {
            throw new AssertionError("[" + name + "] " + e.getMessage(), e);
          }
        });
  }
}
