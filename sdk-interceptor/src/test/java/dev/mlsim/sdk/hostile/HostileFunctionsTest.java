package dev.mlsim.sdk.hostile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.mlsim.Invariants;
import dev.mlsim.Simulator;
import dev.mlsim.fixtures.Hosting;
import dev.mlsim.sdk.SimulatedClients;
import dev.mlsim.sdk.cleanroomsml.CleanRoomsDoors;
import dev.mlsim.sdk.lookoutvision.VisionDoors;
import dev.mlsim.sdk.personalize.PersonalizeDoors;
import dev.mlsim.sdk.sagemaker.SageMakerDoors;
import dev.mlsim.sdk.sagemaker.pipelines.PipelineDoors;
import dev.mlsim.sdk.sagemakerruntime.RuntimeDoors;
import dev.mlsim.services.sagemakerruntime.EndpointModel;
import dev.mlsim.services.sagemakerruntime.EndpointModels;
import dev.mlsim.services.sagemakerruntime.Inference;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.sagemaker.SageMakerClient;
import software.amazon.awssdk.services.sagemakerruntime.SageMakerRuntimeClient;

/** Whatever a function does, it ends in words, breaks nothing, and the next call works. */
class HostileFunctionsTest {

  static List<Door> doors() {
    return Stream.of(
            EngineDoors.all(),
            StatementDoors.all(),
            SageMakerDoors.all(),
            PipelineDoors.all(),
            RuntimeDoors.all(),
            PersonalizeDoors.all(),
            VisionDoors.all(),
            CleanRoomsDoors.all())
        .flatMap(List::stream)
        .toList();
  }

  static Stream<Arguments> misdeeds() {
    List<Arguments> all = new ArrayList<>();
    for (Door door : doors()) {
      for (Misdeed.Kind kind : Misdeed.Kind.values()) {
        if (isToBeTried(door, kind)) {
          all.add(Arguments.of(door, kind));
        }
      }
    }
    return all.stream();
  }

  /** All of a service go one way, and so they need not be tried with all that can be thrown. */
  private static boolean isToBeTried(Door door, Misdeed.Kind kind) {
    return switch (kind) {
      case THROWS, LOOKS_AT_THE_WORLD -> true;
      case SNEAKS_A_CHECKED_EXCEPTION_OUT, FAILS_AN_ASSERTION, OVERFLOWS_THE_STACK ->
          !door.name().startsWith("dev.mlsim.services.");
      case GIVES_NULL -> door.manner() != Door.Manner.STATEMENT;
      case MOVES_TIME ->
          door.manner() == Door.Manner.OUTSIDE || door.manner() == Door.Manner.OUTSIDE_IN_TIME;
      case WAITS_FOR_A_THREAD_THAT_LOOKS -> false;
    };
  }

  @ParameterizedTest
  @MethodSource("misdeeds")
  void a_function_that_misbehaves_ends_in_words_and_breaks_nothing(Door door, Misdeed.Kind kind) {
    Door.Scene scene = door.scene().get();
    Misdeed misdeed = new Misdeed(scene.sim(), kind);
    String before = world(scene.sim());

    @Nullable Throwable seen =
        catchThrowable(
            () -> {
              scene.handIn().accept(misdeed);
              scene.ask().run();
            });

    assertThat(misdeed.asked()).as("asked").isPositive();
    if (kind.throwsSomething()) {
      assertThat(all(seen)).as("the failure itself").containsAnyElementsOf(misdeed.thrown());
      if (door.manner() != Door.Manner.STATEMENT) {
        assertThat(text(seen)).contains("mlsim: ", door.given());
      }
    } else if (kind == Misdeed.Kind.GIVES_NULL) {
      assertThat(text(seen)).contains("mlsim: ", door.given());
    } else if (door.manner() == Door.Manner.COMPUTES
        || door.manner() == Door.Manner.COMPUTES_IN_TIME) {
      assertThat(text(seen)).contains("called the simulator", door.given());
    } else {
      assertThat(seen).isNull();
    }
    if (door.manner() == Door.Manner.COMPUTES) {
      assertThat(world(scene.sim())).isEqualTo(before);
    }
    assertThat(Invariants.violations(scene.sim())).isEmpty();
    misdeed.behave();
    if (door.manner() != Door.Manner.STATEMENT) {
      scene.handIn().accept(misdeed);
    }
    var late =
        catchThrowable(() -> scene.ask().run()); // what was given up the first time may be told now
    assertThatCode(() -> scene.ask().run()).as("after " + late).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @ValueSource(strings = {"fault.FaultSpec#where", "clock.VirtualClock#schedule"})
  void a_function_that_waits_for_another_thread_to_call_does_not_wait_for_ever(String name) {
    Door door =
        doors().stream()
            .filter(d -> d.name().equals("dev.mlsim." + name))
            .findFirst()
            .orElseThrow();
    Door.Scene scene = door.scene().get();
    Misdeed misdeed = new Misdeed(scene.sim(), Misdeed.Kind.WAITS_FOR_A_THREAD_THAT_LOOKS);
    scene.handIn().accept(misdeed);

    scene.ask().run();

    assertThat(misdeed.thrown().get(0))
        .hasMessageStartingWith("mlsim: the thread [Thread-")
        .hasMessageContaining("called the simulator, which belongs to the thread [")
        .hasMessageContaining("most likely for this one, for ever");
  }

  @Test
  void a_call_that_let_others_call_and_may_not_go_on_says_why() throws InterruptedException {
    Simulator sim = Simulator.create();
    SimulatedClients clients = SimulatedClients.of(sim);
    SageMakerClient sageMaker = clients.create(SageMakerClient.class);
    SageMakerRuntimeClient runtime = clients.create(SageMakerRuntimeClient.class);
    new Hosting(sageMaker).inService(sim, "churn", 1);
    CountDownLatch inside = new CountDownLatch(1);
    CountDownLatch over = new CountDownLatch(1);
    sim.faults()
        .on("ListModels")
        .where(
            input -> {
              inside.countDown();
              await(over);
              return false;
            })
        .throttle();
    Thread other = new Thread(sageMaker::listModels, "other");
    EndpointModel model = sim.setup(EndpointModels.class).endpoint("churn");
    model.answers(
        call -> {
          other.start();
          await(inside);
          return Inference.json("{}");
        });

    Throwable seen = catchThrowable(() -> invoke(runtime));
    over.countDown();
    other.join();

    assertThat(text(seen)).contains("the simulator, which belongs to the thread [other]");
    assertThat(all(seen)).doesNotHaveAnyElementsOfTypes(IllegalMonitorStateException.class);
    model.answers(Inference.json("{}"));
    assertThatCode(() -> invoke(runtime)).doesNotThrowAnyException();
    assertThatCode(sim::snapshot).doesNotThrowAnyException();
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void invoke(SageMakerRuntimeClient runtime) {
    runtime.invokeEndpoint(r -> r.endpointName("churn").body(SdkBytes.fromUtf8String("{}")));
  }

  @Test
  void each_call_shows_what_its_own_function_threw() {
    Simulator sim = Simulator.create();
    SageMakerClient sageMaker = SimulatedClients.of(sim).create(SageMakerClient.class);
    AssertionError first = new AssertionError("first");
    AssertionError second = new AssertionError("second");
    Iterator<AssertionError> failures = List.of(first, second).iterator();
    sim.faults()
        .on("ListModels")
        .answer(
            input -> {
              throw failures.next();
            });

    assertThatThrownBy(() -> sageMaker.listModels()).satisfies(e -> shows(first, e));
    assertThatThrownBy(() -> sageMaker.listModels()).satisfies(e -> shows(second, e));
  }

  private static void shows(AssertionError own, Throwable ofClient) {
    assertThat(all(ofClient)).contains(own).filteredOn(AssertionError.class::isInstance).hasSize(1);
  }

  @Test
  void every_door_is_tried() throws IOException {
    assertThat(doors()).extracting(Door::name).containsAll(ExportedDoors.all());
  }

  private static String world(Simulator sim) {
    return sim.clock().now()
        + sim.resources().all().stream().map(r -> r + " " + r.attributes()).toList().toString()
        + sim.clock().pending()
        + sim.objects().list("s3://");
  }

  private static String text(@Nullable Throwable failure) {
    StringWriter text = new StringWriter();
    if (failure != null) {
      failure.printStackTrace(new PrintWriter(text));
    }
    return text.toString();
  }

  private static Set<Throwable> all(@Nullable Throwable failure) {
    Set<Throwable> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    collect(failure, seen);
    return seen;
  }

  private static void collect(@Nullable Throwable failure, Set<Throwable> seen) {
    if (failure != null && seen.add(failure)) {
      collect(failure.getCause(), seen);
      for (Throwable suppressed : failure.getSuppressed()) {
        collect(suppressed, seen);
      }
    }
  }
}
