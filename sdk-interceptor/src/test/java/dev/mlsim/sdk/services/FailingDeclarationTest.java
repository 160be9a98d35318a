package dev.mlsim.sdk.services;

import static dev.mlsim.lifecycle.Lifecycle.CREATE;
import static dev.mlsim.lifecycle.Step.rest;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mlsim.Simulator;
import dev.mlsim.contract.Contract;
import dev.mlsim.fixtures.Routines;
import dev.mlsim.lifecycle.Lifecycle;
import dev.mlsim.service.Create;
import dev.mlsim.service.Family;
import dev.mlsim.service.Holding;
import dev.mlsim.service.ResourceType;
import dev.mlsim.service.ResourceTypeBuilder;
import dev.mlsim.service.Service;
import dev.mlsim.service.ServiceProvider;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** Mistakes of those who declare a service of their own are told in words, and change nothing. */
class FailingDeclarationTest {

  /** Routines with another part. */
  private record Careless(UnaryOperator<ResourceTypeBuilder> part) implements ServiceProvider {
    @Override
    public String name() {
      return "routines";
    }

    @Override
    public Contract contract() {
      return new Routines().contract();
    }

    @Override
    public List<String> families() {
      return List.of("routines");
    }

    @Override
    public void declare(Service.Builder service) {
      // Nothing holds for all of it.
    }

    @Override
    public void declare(Family family) {
      ResourceType routine =
          part.apply(
                  ResourceType.named("routine")
                      .identifiedBy("Name")
                      .status("Status")
                      .lifecycle(Lifecycle.builder().on(CREATE).goes(rest("Ready")).build())
                      .missing("RoutineMissing", (call, name) -> "There is no routine " + name))
              .build();
      family.type(routine).operation("StartRoutine", Create.a(routine));
    }
  }

  private static Simulator simulator(UnaryOperator<ResourceTypeBuilder> part) {
    return Simulator.builder().service(Service.of(new Careless(part))).build();
  }

  private static void fails(UnaryOperator<ResourceTypeBuilder> part, String how) {
    Simulator sim = simulator(part);

    assertThatThrownBy(() -> Routines.start(sim, "nightly"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageStartingWith("mlsim: ")
        .hasMessageContaining(how);

    assertThat(sim.resources().all()).isEmpty();
    assertThat(sim.journal().entries()).isEmpty();
  }

  @Test
  void a_function_that_throws() {
    fails(
        type ->
            type.prepared(
                (call, routine) -> {
                  throw new UnsupportedOperationException("not yet");
                }),
        "mlsim: the declaration of [routines] failed to answer [StartRoutine], and nothing has"
            + " happened: it threw java.lang.UnsupportedOperationException: not yet");
  }

  @Test
  @SuppressWarnings("NullAway") // the mistake
  void a_function_that_gives_null() {
    fails(
        type -> type.holds(Holding.byName(routine -> null)),
        "mlsim: the declaration of [routines] failed to answer [StartRoutine], and nothing has"
            + " happened: it threw java.lang.NullPointerException");
  }

  @Test
  void less_than_nothing_of_a_quota() {
    fails(
        type -> type.holds(Holding.byName(routine -> Map.of("routines", -1L))),
        "mlsim: routine [nightly] holds [-1] of the quota [routines]; an amount is 0 or more");
  }
}
