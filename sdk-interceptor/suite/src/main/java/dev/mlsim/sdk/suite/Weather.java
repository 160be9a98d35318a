package dev.mlsim.sdk.suite;

import dev.mlsim.Simulator;
import dev.mlsim.lifecycle.Lifecycle;
import dev.mlsim.service.ResourceType;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** What is in force in the worlds of a walk. */
enum Weather {
  /** Nothing: what is legal works. */
  CALM,

  /** The quotas of an established account, and some that allow next to nothing. */
  SCARCE,

  /** A script of the types, rules that throttle and delay, lists that lag. */
  SCRIPTED,

  /** Chaos. */
  ROUGH;

  private static final int FEW = 3;

  /** Whether what is asked for is done, or refused by a rule of the service. */
  boolean isFair() {
    return this == CALM || this == SCARCE;
  }

  /** Puts it in force, the same in each world for the same seed. */
  void over(Simulator sim, List<ResourceType> types, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    switch (this) {
      case CALM -> sim.quotas().unlimited();
      case SCARCE -> scarce(sim, random);
      case SCRIPTED -> scripted(sim, types, random);
      case ROUGH -> {
        sim.quotas().unlimited();
        sim.chaos(0.15);
      }
    }
  }

  private static void scarce(Simulator sim, SplittableRandom random) {
    sim.services()
        .forEach(
            service ->
                service.quotaNames().stream()
                    .filter(name -> !name.contains("*"))
                    .filter(name -> random.nextInt(FEW) == 0)
                    .forEach(name -> sim.quotas().set(name, 1 + random.nextInt(FEW))));
  }

  private static void scripted(Simulator sim, List<ResourceType> types, SplittableRandom random) {
    sim.quotas().unlimited();
    sim.faults().on("Describe*").every(4).throttle();
    sim.faults().on("Create*").withProbability(0.2).delay(Duration.ofSeconds(30));
    sim.faults().on("List*").after(2).limitedTo(0.5, 2);
    for (ResourceType type : types) {
      List<String> phases = phases(type.lifecycle());
      if (!phases.isEmpty()) {
        String phase = phases.get(random.nextInt(phases.size()));
        switch (random.nextInt(FEW + 1)) {
          case 0 -> sim.script().resource(type.name()).takes(phase, Duration.ofHours(7));
          case 1 -> sim.script().resource(type.name()).first(1).stuckAt(phase);
          case 2 -> sim.consistency().of(type.name()).lag(Duration.ofMinutes(1));
          default ->
              sim.script()
                  .resource(type.name())
                  .withProbability(0.5)
                  .takesBetween(phase, Duration.ofSeconds(1), Duration.ofHours(1));
        }
      }
    }
  }

  /** The states that it passes through after it was created. */
  private static List<String> phases(Lifecycle table) {
    List<String> phases = new ArrayList<>();
    table
        .creation()
        .steps()
        .forEach(
            step -> {
              if (!table.rests(step.state())) {
                phases.add(step.state().toString());
              }
            });
    return phases;
  }
}
