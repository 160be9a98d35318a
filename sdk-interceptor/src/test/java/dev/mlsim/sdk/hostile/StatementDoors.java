package dev.mlsim.sdk.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mlsim.Simulator;
import dev.mlsim.fixtures.Jobs;
import dev.mlsim.sdk.SimulatedClients;
import dev.mlsim.sdk.TypedDocuments;
import dev.mlsim.sweep.FaultKind;
import dev.mlsim.sweep.Shrinking;
import dev.mlsim.sweep.Sweep;
import dev.mlsim.sweep.SweepRun;
import dev.mlsim.sweep.SweepSession;
import dev.mlsim.sweep.Trouble;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiConsumer;
import software.amazon.awssdk.services.sagemaker.SageMakerClient;
import software.amazon.awssdk.services.sagemaker.model.CreateTrainingJobRequest;

/** Where a function is asked by the very statement that hands it in: what it throws ends that. */
final class StatementDoors {
  private StatementDoors() {}

  static List<Door> all() {
    return List.of(
        door("clock.VirtualClock#advanceUntil", StatementDoors::advanceUntil),
        door("clock.VirtualClock#selfAdvancingExecutorService", StatementDoors::executor),
        door("clock.VirtualClock#selfAdvancingExecutorService", StatementDoors::movesTime),
        door("clock.TimeBarrier#party", StatementDoors::party),
        door("sweep.Sweep#of", (sim, misdeed) -> Sweep.of(s -> misdeed.happens()).run()),
        door("sweep.Sweep#ofRuns", (sim, misdeed) -> Sweep.ofRuns(r -> misdeed.happens()).run()),
        door("sweep.Sweep#in", StatementDoors::worlds),
        door("sweep.Sweep#never", StatementDoors::never),
        door("sweep.SweepRun#unharmed", StatementDoors::unharmed),
        door("sweep.SweepRun#whenClean", StatementDoors::whenClean),
        door("sweep.SweepSession#end", StatementDoors::again),
        door("sweep.Shrinking#of", StatementDoors::shrinking),
        door("sdk.SimulatedClients#create", StatementDoors::customized),
        door("sdk.TypedDocuments#matching", StatementDoors::matching));
  }

  private static Door door(String name, BiConsumer<Simulator, Misdeed> says) {
    return new Door(
        "dev.mlsim." + name,
        "",
        Door.Manner.STATEMENT,
        () -> {
          Simulator sim = Simulator.create();
          AtomicReference<Misdeed> handed = new AtomicReference<>();
          return new Door.Scene(sim, handed::set, () -> says.accept(sim, handed.get()));
        });
  }

  private static void advanceUntil(Simulator sim, Misdeed misdeed) {
    sim.clock().advanceUntil(() -> misdeed.gives(true), Duration.ofHours(1));
  }

  private static void executor(Simulator sim, Misdeed misdeed) {
    sim.clock()
        .selfAdvancingExecutorService(
            task -> {
              misdeed.happens();
              task.run();
            })
        .execute(() -> {});
    assertThat(sim.snapshot()).as("refused while a task waits").isNotNull();
  }

  private static void movesTime(Simulator sim, Misdeed misdeed) {
    sim.clock()
        .selfAdvancingExecutorService(Runnable::run, task -> misdeed.gives(true))
        .execute(() -> {});
    assertThat(sim.snapshot()).as("refused while a task waits").isNotNull();
  }

  private static void party(Simulator sim, Misdeed misdeed) {
    try (var barrier = sim.clock().barrier(1)) {
      barrier
          .party(
              () -> {
                sim.clock().sleep(Duration.ofHours(1));
                return misdeed.gives(true);
              })
          .call();
    } catch (Exception e) {
      throw Misdeed.sneaking(e);
    }
  }

  private static Sweep sweep(Sweep.InWorld code) {
    return Sweep.of(code).without(FaultKind.values());
  }

  private static void worlds(Simulator sim, Misdeed misdeed) {
    sweep(s -> {}).in(() -> misdeed.gives(Simulator.create())).run();
  }

  private static void never(Simulator sim, Misdeed misdeed) {
    Sweep.of(
            s ->
                SimulatedClients.of(s)
                    .create(SageMakerClient.class)
                    .createTrainingJob(Jobs.job("churn-1")))
        .never("badness", s -> !misdeed.gives(true))
        .run();
  }

  private static void unharmed(Simulator sim, Misdeed misdeed) {
    SweepSession session = sweep(s -> {}).session();
    session.begin(session.next().orElseThrow(), sim).unharmed(misdeed::happens);
  }

  private static void whenClean(Simulator sim, Misdeed misdeed) {
    SweepSession session = sweep(s -> {}).session();
    session.begin(session.next().orElseThrow(), sim).whenClean(misdeed::happens);
  }

  private static void again(Simulator sim, Misdeed misdeed) {
    SweepSession session = Sweep.of(s -> {}).heals().session();
    for (Optional<Trouble> next = session.next(); next.isPresent(); next = session.next()) {
      SweepRun run = session.begin(next.get(), Simulator.create());
      Optional<Throwable> thrown = Optional.empty();
      try {
        SimulatedClients.of(run.sim())
            .create(SageMakerClient.class)
            .createTrainingJob(Jobs.job("churn-1"));
      } catch (RuntimeException e) {
        thrown = Optional.of(e);
      }
      session.end(run, thrown, misdeed::happens).failure();
    }
    session.report().check();
  }

  private static void shrinking(Simulator sim, Misdeed misdeed) {
    SageMakerClient sageMaker = SimulatedClients.of(sim).create(SageMakerClient.class);
    sim.faults().onAll().withProbability(1).delay(Duration.ofSeconds(1));
    sageMaker.listTrainingJobs();
    Shrinking.of(
        Shrinking.byChance(sim, 0),
        new IllegalStateException("failed"),
        trouble -> misdeed.gives(Optional.empty()));
  }

  private static void customized(Simulator sim, Misdeed misdeed) {
    try (SimulatedClients clients = SimulatedClients.of(sim)) {
      clients.create(SageMakerClient.class, builder -> misdeed.happens()).listTrainingJobs();
    }
  }

  private static void matching(Simulator sim, Misdeed misdeed) {
    SageMakerClient sageMaker = SimulatedClients.of(sim).create(SageMakerClient.class);
    sageMaker.createTrainingJob(Jobs.job("churn-" + misdeed.asked()));
    sim.journal()
        .calls("CreateTrainingJob")
        .forEach(
            call ->
                assertThat(
                        TypedDocuments.matching(
                                CreateTrainingJobRequest.class, request -> misdeed.gives(true))
                            .test(call.input()))
                    .isTrue());
  }
}
