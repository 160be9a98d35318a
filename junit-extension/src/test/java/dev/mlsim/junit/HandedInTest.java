package dev.mlsim.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mlsim.Invariants;
import dev.mlsim.Simulator;
import dev.mlsim.assertj.MlSimAssertions;
import dev.mlsim.assertj.MlSimSoftAssertions;
import dev.mlsim.fixtures.ExportedMethods;
import dev.mlsim.fixtures.Jobs;
import dev.mlsim.sdk.SimulatedClients;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.services.sagemaker.SageMakerClient;

/** What a test hands to the extension and the assertions: functions that fail, and containers. */
class HandedInTest {
  /**
   * A place where an assertion is handed a function.
   *
   * @param name the class and its method
   * @param says hands one in that does this
   */
  private record Door(String name, BiConsumer<Simulator, Supplier<Boolean>> says) {
    @Override
    public String toString() {
      return name;
    }
  }

  static List<Door> functions() {
    return List.of(
        new Door(
            "dev.mlsim.assertj.CallsAssert#matching",
            (sim, does) ->
                MlSimAssertions.assertThat(sim)
                    .called("CreateTrainingJob")
                    .matching("mine", call -> does.get())),
        new Door(
            "dev.mlsim.assertj.EventsAssert#matching",
            (sim, does) ->
                MlSimAssertions.assertThat(sim)
                    .emitted("SageMaker Training Job State Change")
                    .matching("mine", event -> does.get())),
        new Door(
            "dev.mlsim.assertj.MlSimSoftAssertions#assertAllOf",
            (sim, does) ->
                MlSimSoftAssertions.assertAllOf(softly -> assertThat(does.get()).isTrue())));
  }

  private static Simulator training() {
    Simulator sim = Simulator.create();
    SimulatedClients.of(sim).create(SageMakerClient.class).createTrainingJob(Jobs.job("churn"));
    sim.clock().advance(Duration.ofDays(1));
    return sim;
  }

  @ParameterizedTest
  @MethodSource("functions")
  void what_a_function_throws_reaches_the_test_and_breaks_nothing(Door door) {
    Simulator sim = training();
    IllegalStateException boom = new IllegalStateException("boom");

    assertThatThrownBy(
            () ->
                door.says()
                    .accept(
                        sim,
                        () -> {
                          throw boom;
                        }))
        .isSameAs(boom);

    assertThat(Invariants.violations(sim)).isEmpty();
    assertThatCode(() -> door.says().accept(sim, () -> true)).doesNotThrowAnyException();
  }

  /** What its functions do is said by the test that runs it. */
  static final class HostileCase {
    static volatile Supplier<Simulator> simulator = Simulator::create;
    static volatile Runnable customizer = () -> {};

    @RegisterExtension
    static final MlSimulatorExtension mlsim =
        MlSimulatorExtension.builder()
            .simulator(test -> simulator.get())
            .clients(builder -> customizer.run())
            .build();

    @Test
    void runs(SageMakerClient sageMaker) {
      sageMaker.listModels();
    }
  }

  private static List<String> failures(Supplier<Simulator> simulator, Runnable customizer) {
    HostileCase.simulator = simulator;
    HostileCase.customizer = customizer;
    return Runs.failures(Runs.run(HostileCase.class));
  }

  @Test
  @SuppressWarnings("NullAway") // the mistake
  void a_function_of_the_extension_that_misbehaves_fails_its_own_test_alone() {
    IllegalStateException boom = new IllegalStateException("boom");
    Runnable throwing =
        () -> {
          throw boom;
        };

    assertThat(
            failures(
                () -> {
                  throw boom;
                },
                () -> {}))
        .singleElement()
        .asString()
        .contains("boom");
    assertThat(failures(() -> null, () -> {}))
        .singleElement()
        .asString()
        .contains("mlsim: the test's function given to [simulator(function)] gave null");
    assertThat(failures(Simulator::create, throwing)).singleElement().asString().contains("boom");
    assertThat(failures(Simulator::create, () -> {})).isEmpty();
  }

  /** Its strictness is changed after it was said. */
  static final class ChangedCase {
    @RegisterExtension static final MlSimulatorExtension mlsim = changed();

    private static MlSimulatorExtension changed() {
      Strict[] strict = {Strict.UNUSED_RULE};
      MlSimulatorExtension.Builder builder = MlSimulatorExtension.builder().strict(strict);
      strict[0] = Strict.NOTHING;
      return builder.build();
    }

    @Test
    void leaves_a_rule_unused(Simulator sim) {
      sim.faults().on("CreateModel").throttle();
    }
  }

  @Test
  void what_is_changed_later_changes_nothing() {
    assertThat(Runs.failures(Runs.run(ChangedCase.class)))
        .singleElement()
        .asString()
        .contains("strict = [UNUSED_RULE] finds");
  }

  @ParameterizedTest
  @MethodSource("nulls")
  void what_is_missing_in_an_array_or_a_set_is_told(Runnable handIn) {
    assertThatThrownBy(handIn::run)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "mlsim: element [1] of a list that was given is null; each of them has to be a value");
  }

  @SuppressWarnings("NullAway") // the mistake
  static Stream<Runnable> nulls() {
    Simulator sim = training();
    return Stream.of(
        () -> MlSimulatorExtension.builder().strict(Strict.UNUSED_RULE, null),
        () ->
            MlSimulatorExtension.builder().ambient(new LinkedHashSet<>(Arrays.asList("s3", null))),
        () -> MlSimAssertions.assertThat(sim).calledInOrder("CreateTrainingJob", null),
        () ->
            MlSimAssertions.assertThat(sim)
                .resource("training-job", "churn")
                .walked("Starting", null));
  }

  @Test
  void every_door_is_tried() throws IOException {
    Set<String> doors = new TreeSet<>();
    for (String what : List.of("function", "container")) {
      doors.addAll(
          ExportedMethods.taking(
              MlSimulatorExtension.class,
              type ->
                  what.equals("function")
                      ? ExportedMethods.isFunction(type)
                      : ExportedMethods.isContainer(type)));
    }
    doors.removeIf(door -> door.startsWith("dev.mlsim.junit.") && isOfJUnit(door));

    assertThat(doors)
        .containsExactlyInAnyOrder(
            "dev.mlsim.assertj.CallsAssert#matching",
            "dev.mlsim.assertj.EventsAssert#matching",
            "dev.mlsim.assertj.MlSimSoftAssertions#assertAllOf",
            "dev.mlsim.assertj.ResourceAssert#walked",
            "dev.mlsim.assertj.SimulatorAssert#calledInOrder",
            "dev.mlsim.junit.MlSimulatorExtension$Builder#ambient",
            "dev.mlsim.junit.MlSimulatorExtension$Builder#clients",
            "dev.mlsim.junit.MlSimulatorExtension$Builder#simulator",
            "dev.mlsim.junit.MlSimulatorExtension$Builder#strict");
  }

  /** Whether JUnit calls it. */
  private static boolean isOfJUnit(String door) {
    return !door.contains("$Builder#");
  }
}
