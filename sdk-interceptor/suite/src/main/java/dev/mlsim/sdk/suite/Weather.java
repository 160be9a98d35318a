package dev.mlsim.sdk.suite;

import dev.mlsim.Simulator;
import dev.mlsim.lifecycle.Lifecycle;
import dev.mlsim.lifecycle.State;
import dev.mlsim.service.Quota;
import dev.mlsim.service.ResourceType;
import dev.mlsim.service.Service;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;

/** What is in force in the worlds of a walk. */
enum Weather {
  /** Nothing: what is legal works. */
  CALM,

  /** The quotas of an established account, and some that allow next to nothing. */
  SCARCE,

  /** A script by which resources fail. */
  FAILING,

  /** A script of the types, rules that throttle and delay, lists that lag. */
  SCRIPTED,

  /** Chaos. */
  ROUGH;

  private static final int FEW = 3;
  private static final double LIKELY = 0.4;

  /** Whether what is asked for is done, or refused by a rule of the service. */
  boolean isFair() {
    return this == CALM || this == SCARCE || this == FAILING;
  }

  /** Whether it makes a difference to a type by itself. */
  boolean concerns(Service service, ResourceType type) {
    return switch (this) {
      case SCARCE -> !own(service, List.of(type)).isEmpty();
      case FAILING -> !failures(type).isEmpty();
      default -> true;
    };
  }

  /** Puts it in force, the same in each world for the same seed. */
  void over(Simulator sim, List<ResourceType> types, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    switch (this) {
      case CALM -> sim.quotas().unlimited();
      case SCARCE -> limits(sim, types, seed).forEach(sim.quotas()::set);
      case FAILING -> failing(sim, types, random);
      case SCRIPTED -> scripted(sim, types, random);
      case ROUGH -> {
        sim.quotas().unlimited();
        sim.chaos(0.15);
      }
    }
  }

  /** What the quotas of these types allow; and for several types, some of the others there are. */
  Map<String, Double> limits(Simulator sim, List<ResourceType> types, long seed) {
    Map<String, Double> limits = new TreeMap<>();
    if (this != SCARCE) {
      return limits;
    }
    SplittableRandom random = new SplittableRandom(seed);
    for (Service service : sim.services()) {
      List<Quota> own = own(service, types);
      boolean others = types.size() > 1;
      for (String name : own.isEmpty() && !others ? List.<String>of() : service.quotaNames()) {
        boolean isScarce =
            own.stream().anyMatch(quota -> quota.isNamed().test(name))
                || (others && random.nextInt(FEW) == 0);
        if (isScarce && !name.contains("*")) {
          limits.put(name, 1.0 + random.nextInt(FEW));
        }
      }
    }
    return limits;
  }

  private static List<Quota> own(Service service, List<ResourceType> types) {
    return service.operations().values().stream()
        .filter(handler -> handler.type().filter(types::contains).isPresent())
        .flatMap(handler -> WalkQuotas.of(handler).stream())
        .toList();
  }

  private static void failing(Simulator sim, List<ResourceType> types, SplittableRandom random) {
    sim.quotas().unlimited();
    for (ResourceType type : types) {
      List<String> phases = failures(type);
      if (!phases.isEmpty()) {
        sim.script()
            .resource(type.name())
            .withProbability(LIKELY)
            .failAt(phases.get(random.nextInt(phases.size())), "failed on purpose");
      }
    }
  }

  /** The states in which it may fail when it is made. */
  private static List<String> failures(ResourceType type) {
    List<String> phases = phases(type.lifecycle());
    phases.removeIf(phase -> type.lifecycle().way(Lifecycle.FAIL, State.of(phase)).isEmpty());
    return phases;
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
