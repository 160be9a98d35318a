package dev.mlsim.sdk.hostile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mlsim.Simulator;
import dev.mlsim.event.EventPattern;
import dev.mlsim.fault.Fault;
import dev.mlsim.objects.ObjectDetails;
import dev.mlsim.parity.Parity;
import dev.mlsim.recording.Sanitizing;
import dev.mlsim.sdk.AmbientSimulation;
import dev.mlsim.sdk.Fence;
import dev.mlsim.sdk.Recording;
import dev.mlsim.services.cleanroomsml.CleanRooms;
import dev.mlsim.services.cleanroomsml.MemberAbility;
import dev.mlsim.services.cleanroomsml.Membership;
import dev.mlsim.services.lookoutvision.Detection;
import dev.mlsim.services.sagemaker.ContainerLogs;
import dev.mlsim.services.sagemaker.JobRun;
import dev.mlsim.services.sagemaker.MonitoringRuns;
import dev.mlsim.services.sagemaker.MonitoringViolation;
import dev.mlsim.services.sagemaker.TrainingMetrics;
import dev.mlsim.services.sagemakerfeaturestoreruntime.FeatureRecord;
import dev.mlsim.services.sagemakerruntime.Chunk;
import dev.mlsim.services.sagemakerruntime.Inference;
import dev.mlsim.sweep.FaultKind;
import dev.mlsim.sweep.Harm;
import dev.mlsim.sweep.Shrinking;
import dev.mlsim.sweep.Sweep;
import dev.mlsim.sweep.Trouble;
import java.io.IOException;
import java.lang.reflect.Array;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a test hands in is made one's own: changed later it changes nothing, and nulls are told. */
class HandedInTest {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  /**
   * A place where a container is handed in.
   *
   * @param name the class and its method
   * @param container makes a container
   * @param handIn hands one in, and gives what can be looked at then
   */
  private record Way(
      String name, Supplier<Object> container, Function<Object, Supplier<Object>> handIn) {
    @Override
    public String toString() {
      return name;
    }
  }

  @SuppressWarnings("unchecked")
  private static <C> Way way(
      String name, Supplier<C> container, Function<C, Supplier<Object>> handIn) {
    return new Way("dev.mlsim." + name, container::get, given -> handIn.apply((C) given));
  }

  static Stream<Way> ways() {
    return Stream.of(faults(), objects(), setups(), runtime(), sweeps(), clients())
        .flatMap(List::stream);
  }

  private static List<Way> faults() {
    Simulator sim = Simulator.create();
    return List.of(
        way("fault.Fault$Answer#new", HandedInTest::document, d -> new Fault.Answer(d)::output),
        way(
            "fault.FaultSpec#answer",
            HandedInTest::document,
            d -> sim.faults().on("CreateTrainingJob").answer(d)::toString),
        way(
            "fault.Fault$Failure#with",
            HandedInTest::document,
            d -> Fault.error("ResourceInUse").with("Details", d)::members),
        way(
            "fault.Fault$Failure#new",
            () -> HandedInTest.<JsonNode>map("Details", document()),
            m -> new Fault.Failure("ResourceInUse", "", 400, m)::members),
        way(
            "fault.Fault$OneOf#new",
            () -> HandedInTest.<Fault>list(new Fault.ServerError(), new Fault.Throttle()),
            l -> new Fault.OneOf(l)::faults),
        way(
            "fault.FaultSpec#oneOf",
            () -> new Fault[] {new Fault.ServerError(), new Fault.AccessDenied()},
            a -> sim.faults().on("ListModels").oneOf(a)::toString));
  }

  private static List<Way> objects() {
    Simulator sim = Simulator.create();
    ObjectDetails none = ObjectDetails.none();
    return List.of(
        way("objects.ObjectDetails#tags", () -> map("a", "1"), m -> none.tags(m)::tags),
        way(
            "objects.ObjectDetails#new",
            () -> map("a", "1"),
            m -> new ObjectDetails(m, m, m)::toString),
        way(
            "objects.ObjectStore#put",
            () -> new byte[] {1, 2},
            bytes -> {
              sim.objects().put("s3://data/in", bytes);
              return () -> Arrays.toString(sim.objects().get("s3://data/in").orElseThrow());
            }),
        way(
            "objects.ObjectStore#tag",
            () -> map("a", "1"),
            m -> {
              sim.objects().put("s3://data/tagged", new byte[0]);
              sim.objects().tag("s3://data/tagged", m);
              return () -> sim.objects().find("s3://data/tagged").orElseThrow().details();
            }));
  }

  private static List<Way> setups() {
    Simulator sim = Simulator.create();
    String member = "11111111-1111-4111-8111-111111111112";
    JobRun run = new JobRun("training-job", "churn", document());
    return List.of(
        way(
            "services.cleanroomsml.Collaboration#member",
            () -> new HashSet<>(List.of(MemberAbility.values())),
            abilities -> {
              sim.setup(CleanRooms.class)
                  .collaboration("c0113ab0-0000-4000-8000-00000000c1ea")
                  .member("222222222222", member, abilities);
              return () -> sim.setup(CleanRooms.class).membership(member);
            }),
        way(
            "services.cleanroomsml.Membership#new",
            () -> new HashSet<>(List.of(MemberAbility.values())),
            abilities -> new Membership(member, "1", abilities, "2")::abilities),
        way(
            "services.lookoutvision.Detection#masked",
            () -> new byte[] {1, 2},
            bytes -> Detection.normal(1).masked(bytes)::document),
        way(
            "services.lookoutvision.Detection#new",
            () ->
                list(new Detection.Area("a", 1, "#000000"), new Detection.Area("b", 0, "#ffffff")),
            areas -> new Detection(true, 1, areas, Optional.empty())::areas),
        way(
            "services.sagemaker.ContainerLog#prints",
            () -> new String[] {"one", "two"},
            lines -> {
              sim.setup(ContainerLogs.class).of("*", "*").prints(lines);
              return () -> sim.setup(ContainerLogs.class).lines(run);
            }),
        way(
            "services.sagemaker.JobMetrics#reports",
            () -> new double[] {1, 2},
            values -> {
              sim.setup(TrainingMetrics.class).job("*").reports("auc", values);
              return () -> sim.setup(TrainingMetrics.class).of(run, "auc");
            }),
        way(
            "services.sagemaker.ScheduledRuns#violates",
            () -> new MonitoringViolation[] {violation("a"), violation("b")},
            violations ->
                sim.setup(MonitoringRuns.class).schedule("*").violates(violations)::getClass),
        way(
            "services.sagemakerfeaturestoreruntime.FeatureRecord#new",
            () -> map("a", "1"),
            m -> new FeatureRecord("g", "1", m, Instant.EPOCH, Optional.empty(), false)::values));
  }

  private static MonitoringViolation violation(String feature) {
    return new MonitoringViolation(feature, "data_type_check", "words");
  }

  private static List<Way> runtime() {
    return List.of(
        way(
            "services.sagemakerruntime.Inference#stream",
            () -> new Chunk[] {Chunk.of("a"), Chunk.of("b")},
            parts -> Inference.stream("text/plain", parts)::chunks),
        way(
            "services.sagemakerruntime.Inference#new",
            () -> list(Chunk.of("a"), Chunk.of("b")),
            parts ->
                new Inference(
                        Inference.Outcome.ANSWERED,
                        200,
                        new byte[0],
                        "text/plain",
                        Optional.empty(),
                        Duration.ZERO,
                        false,
                        parts)
                    ::chunks));
  }

  private static List<Way> sweeps() {
    Supplier<FaultKind[]> kinds = () -> FaultKind.values().clone();
    Harm harm = Trouble.parse("every call is throttled").harms().get(0);
    return List.of(
        way("sweep.Sweep#without", kinds, k -> sweep().without(k)::toString),
        way("sweep.Sweep#survives", kinds, k -> sweep().survives(k)::toString),
        way("sweep.Sweep#tells", HandedInTest::exceptions, types -> sweep().tells(types)::toString),
        way(
            "sweep.Sweep#mayLeave",
            () -> new String[] {"endpoint", "app"},
            types -> sweep().mayLeave(types)::toString),
        way(
            "sweep.Trouble#new",
            () -> list(harm, harm),
            harms -> new Trouble(FaultKind.NONE, harms)::harms),
        way(
            "sweep.Shrinking#of",
            () -> list(harm, harm),
            harms ->
                Shrinking.of(harms, new IllegalStateException(), trouble -> Optional.empty())
                    ::toString));
  }

  private static Sweep sweep() {
    return Sweep.of(sim -> {});
  }

  private static @TempDir Path folder = Path.of("");

  private static List<Way> clients() {
    return List.of(
        way(
            "event.EventPattern#of",
            () -> set("A state", "B state"),
            types -> EventPattern.of("{\"source\": [\"aws.s3\"]}", types)::toString),
        way("Simulator#ambientServiceIds", () -> set("s3", "logs"), HandedInTest::ambient),
        way(
            "sdk.AmbientSimulation#install",
            () -> set("s3", "logs"),
            also -> closed(AmbientSimulation.install(Simulator.create(), also))),
        way(
            "sdk.AmbientSimulation#unguarded",
            () -> set("s3", "logs"),
            also -> closed(AmbientSimulation.unguarded(Simulator.create(), also))),
        way(
            "sdk.Fence#raise",
            () -> new String[] {"a.test", "b.test"},
            hosts -> closed(Fence.raise(hosts))),
        way(
            "sdk.Recording#to",
            () -> Sanitizing.values().clone(),
            lifted -> closed(Recording.to(folder.resolve("run.jsonl"), lifted))),
        way(
            "parity.Parity#allowing",
            () -> new String[] {"# one", "# two"},
            lines -> Parity.of(recorded()).allowing(lines)::getClass));
  }

  private static Supplier<Object> ambient(Set<String> also) {
    return Simulator.create().ambientServiceIds(also)::toString;
  }

  private static Path recorded() {
    Path file = folder.resolve("recorded.jsonl");
    closed(Recording.to(file));
    return file;
  }

  private static Supplier<Object> closed(AutoCloseable opened) {
    try {
      opened.close();
    } catch (Exception e) {
      throw new AssertionError(e);
    }
    return () -> "closed";
  }

  private static ObjectNode document() {
    return JSON.objectNode().put("TrainingJobArn", "arn:mine");
  }

  private static <T> List<T> list(T one, T other) {
    return new ArrayList<>(List.of(one, other));
  }

  private static <T> Set<T> set(T one, T other) {
    return new HashSet<>(Set.of(one, other));
  }

  private static <V> Map<String, V> map(String key, V value) {
    return new LinkedHashMap<>(Map.of(key, value));
  }

  @SuppressWarnings({"unchecked", "rawtypes"}) // there are no other arrays of classes
  private static Class<? extends Throwable>[] exceptions() {
    return new Class[] {IllegalStateException.class, IOException.class};
  }

  @ParameterizedTest
  @MethodSource("ways")
  void what_is_changed_later_changes_nothing(Way way) {
    Object given = way.container().get();
    Supplier<Object> look = way.handIn().apply(given);
    String before = String.valueOf(look.get());

    empty(given);

    assertThat(String.valueOf(look.get())).isEqualTo(before);
  }

  private static void empty(Object container) {
    if (container instanceof Collection<?> collection) {
      collection.clear();
    } else if (container instanceof Map<?, ?> map) {
      map.clear();
    } else if (container instanceof ObjectNode document) {
      document.removeAll();
    } else {
      Array.set(container, 0, Array.get(container, 1));
    }
  }

  @ParameterizedTest
  @MethodSource("ways")
  void what_is_missing_in_it_is_told(Way way) {
    Object given = way.container().get();
    if (!spoil(given)) {
      return;
    }

    assertThatThrownBy(() -> way.handIn().apply(given))
        .hasMessageStartingWith("mlsim: ")
        .hasMessageContaining("that was given is null");
  }

  /** Puts a null into it, where one can be. */
  @SuppressWarnings("unchecked")
  private static boolean spoil(Object container) {
    if (container instanceof Collection<?> collection) {
      return ((Collection<Object>) collection).add(null);
    }
    if (container instanceof Map<?, ?> map) {
      ((Map<String, Object>) map).put("b", null);
      return true;
    }
    if (container instanceof Object[] array) {
      array[1] = null;
      return true;
    }
    return false;
  }

  @Test
  void every_door_for_containers_is_tried() throws IOException {
    assertThat(ways()).extracting(Way::name).containsAll(ExportedDoors.forContainers());
  }
}
