package dev.mlsim.sdk.hostile;

import static dev.mlsim.sdk.hostile.Door.Manner.COMPUTES;
import static dev.mlsim.sdk.hostile.Door.Manner.COMPUTES_IN_TIME;
import static dev.mlsim.sdk.hostile.Door.Manner.OUTSIDE_IN_TIME;
import static dev.mlsim.sdk.hostile.Door.Manner.TIMER;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.mlsim.Polling;
import dev.mlsim.Simulator;
import dev.mlsim.fixtures.Jobs;
import dev.mlsim.sdk.SimulatedClients;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import software.amazon.awssdk.services.sagemaker.SageMakerClient;

/** Where functions are handed to the world itself. */
final class EngineDoors {
  private static final Duration LONG = Duration.ofDays(1);

  private EngineDoors() {}

  static List<Door> all() {
    return List.of(
        called("fault.FaultSpec#where", "where", EngineDoors::faultWhere),
        called("fault.FaultSpec#amend", "amend", EngineDoors::amend),
        called("fault.FaultSpec#answer", "answer", EngineDoors::answer),
        called("fault.Faults#refillAlsoBy", "refillAlsoBy", EngineDoors::refill),
        called("lifecycle.ScriptSubject#where", "where", EngineDoors::scriptWhere),
        called("lifecycle.ScriptSubject#takes", "takes", EngineDoors::takes),
        called("Polling#scaled", "Polling.scaled", EngineDoors::scaled),
        timed("Transitions#on", "transitions().on(", OUTSIDE_IN_TIME, EngineDoors::moves),
        timed("event.Events#on", "events().on({", OUTSIDE_IN_TIME, EngineDoors::events),
        timed("event.Events#on", "events().on(", COMPUTES_IN_TIME, EngineDoors::wanted),
        timed(
            "event.Subscription#deadLetters", "deadLetters", OUTSIDE_IN_TIME, EngineDoors::letters),
        timed("clock.VirtualClock#schedule", "mine", TIMER, EngineDoors::timer),
        timed("clock.VirtualClock#scheduleInBackground", "mine", TIMER, EngineDoors::background),
        timed("clock.VirtualClock#onAdvance", "a listener of time", TIMER, EngineDoors::listener),
        timed(
            "clock.VirtualClock#scheduledExecutorService",
            "scheduled task",
            OUTSIDE_IN_TIME,
            EngineDoors::task));
  }

  private static Door called(String name, String given, BiConsumer<Simulator, Misdeed> handIn) {
    return new Door(
        "dev.mlsim." + name,
        given,
        COMPUTES,
        () -> {
          Simulator sim = Simulator.create();
          SageMakerClient sageMaker = SimulatedClients.of(sim).create(SageMakerClient.class);
          sageMaker.createTrainingJob(Jobs.job("before"));
          AtomicInteger number = new AtomicInteger();
          return new Door.Scene(
              sim,
              misdeed -> handIn.accept(sim, misdeed),
              () -> sageMaker.createTrainingJob(Jobs.job("churn-" + number.incrementAndGet())));
        });
  }

  private static Door timed(
      String name, String given, Door.Manner manner, BiConsumer<Simulator, Misdeed> handIn) {
    return new Door(
        "dev.mlsim." + name,
        given,
        manner,
        () -> {
          Simulator sim = Simulator.create();
          SageMakerClient sageMaker = SimulatedClients.of(sim).create(SageMakerClient.class);
          sageMaker.createTrainingJob(Jobs.job("before"));
          return new Door.Scene(
              sim,
              misdeed -> handIn.accept(sim, misdeed),
              () -> {
                sageMaker.createTrainingJob(Jobs.job("churn-" + sim.clock().now().toEpochMilli()));
                sim.clock().advance(LONG);
              });
        });
  }

  private static void faultWhere(Simulator sim, Misdeed misdeed) {
    sim.faults()
        .on("CreateTrainingJob")
        .where(input -> misdeed.gives(true))
        .delay(Duration.ofSeconds(1));
  }

  private static void amend(Simulator sim, Misdeed misdeed) {
    sim.faults().on("CreateTrainingJob").amend(output -> misdeed.happens());
  }

  private static void answer(Simulator sim, Misdeed misdeed) {
    sim.faults()
        .on("CreateTrainingJob")
        .answer(
            input ->
                misdeed.gives(
                    JsonNodeFactory.instance.objectNode().put("TrainingJobArn", "arn:mine")));
  }

  private static void refill(Simulator sim, Misdeed misdeed) {
    sim.faults().on("CreateTrainingJob").limitedTo(1000);
    sim.faults().refillAlsoBy(() -> misdeed.gives(Instant.EPOCH));
  }

  private static void scriptWhere(Simulator sim, Misdeed misdeed) {
    sim.script().resource("training-job").where(job -> misdeed.gives(true)).stuckAt("Training");
  }

  private static void takes(Simulator sim, Misdeed misdeed) {
    sim.script()
        .resource("training-job")
        .takes(
            "Training",
            job ->
                job.name().equals("before")
                    ? Duration.ofMinutes(9)
                    : misdeed.gives(Duration.ofMinutes(9)));
  }

  private static void scaled(Simulator sim, Misdeed misdeed) {
    sim.polling(Polling.scaled(60, () -> misdeed.gives(Instant.EPOCH)));
  }

  private static void moves(Simulator sim, Misdeed misdeed) {
    sim.transitions().on("training-job", "Completed", job -> misdeed.happens());
  }

  private static void events(Simulator sim, Misdeed misdeed) {
    sim.events().on("{\"source\": [\"aws.sagemaker\"]}", event -> misdeed.happens());
  }

  private static void wanted(Simulator sim, Misdeed misdeed) {
    sim.events().on(event -> misdeed.gives(true), event -> {});
  }

  private static void letters(Simulator sim, Misdeed misdeed) {
    sim.events()
        .on(
            event -> event.json().contains("Completed"),
            event -> {
              throw new IllegalStateException("never");
            })
        .deadLetters(event -> misdeed.happens());
  }

  private static void timer(Simulator sim, Misdeed misdeed) {
    again(sim, misdeed);
  }

  private static void again(Simulator sim, Misdeed misdeed) {
    Instant due = sim.clock().now().plus(Duration.ofHours(3));
    sim.clock()
        .schedule(
            due,
            "mine",
            () -> {
              again(sim, misdeed);
              misdeed.happens();
            });
  }

  private static void background(Simulator sim, Misdeed misdeed) {
    sim.clock()
        .scheduleInBackground(
            sim.clock().now().plus(Duration.ofHours(3)),
            "mine",
            () -> {
              background(sim, misdeed);
              misdeed.happens();
            });
  }

  private static void listener(Simulator sim, Misdeed misdeed) {
    sim.clock().onAdvance(moved -> misdeed.happens());
  }

  private static void task(Simulator sim, Misdeed misdeed) {
    sim.clock()
        .scheduledExecutorService()
        .execute(
            () -> {
              misdeed.happens();
            });
  }
}
