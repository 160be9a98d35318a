package dev.mlsim.engine;

import dev.mlsim.engine.rules.ScriptRules;
import dev.mlsim.lifecycle.Plan;
import dev.mlsim.lifecycle.PlannedStep;
import dev.mlsim.lifecycle.Resource;
import dev.mlsim.lifecycle.Way;
import dev.mlsim.service.ResourceType;
import java.util.ArrayList;
import java.util.List;

/**
 * Makes the plans of one world's resources: a way of the lifecycle, bent by the type's durations,
 * then by the test's script, then by the type's limits. Used under the simulator's lock.
 */
final class Plans {
  private final WorldState world;
  private final ScriptRules script;

  Plans(WorldState world, ScriptRules script) {
    this.world = world;
    this.script = script;
  }

  /** The plan for a way; the reason is why, where the way is one of failure. */
  Plan along(Way way, ResourceType type, Resource resource, String reason) {
    Plan plan = Plan.along(type.lifecycle(), way, reason);
    plan = type.durations().plan(resource, plan, world);
    plan = script.bend(resource, plan);
    return limited(plan, type, resource);
  }

  /** The plan within the type's limits; the script has its say in how one that is met goes on. */
  Plan limited(Plan plan, ResourceType type, Resource resource) {
    Plan limited = type.limits().plan(resource, plan, world);
    List<PlannedStep> steps = limited.steps();
    int kept = inCommon(steps, plan.steps());
    if (kept == steps.size()) {
      return limited;
    }
    Plan rest = new Plan(plan.lifecycle(), steps.subList(kept, steps.size()));
    List<PlannedStep> all = new ArrayList<>(steps.subList(0, kept));
    all.addAll(script.bend(resource, rest).steps());
    return new Plan(plan.lifecycle(), all);
  }

  /** How many steps at the start are of the same ways. */
  private static int inCommon(List<PlannedStep> some, List<PlannedStep> others) {
    int most = Math.min(some.size(), others.size());
    int kept = 0;
    while (kept < most && some.get(kept).trigger().equals(others.get(kept).trigger())) {
      kept++;
    }
    return kept;
  }
}
