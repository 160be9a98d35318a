package dev.mlsim.sdk.control;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mlsim.Polling;
import dev.mlsim.Simulator;
import dev.mlsim.fault.FaultRule;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;

/** The requests that change a world. */
final class Changes {
  private static final String DELETE = "DELETE";

  /** All of them. */
  static final List<Route> ALL =
      List.of(
          Route.change(
              "POST",
              "reset",
              "Makes everything as it was at the start, but for the time.",
              "World",
              Changes::reset),
          Route.say(
              "POST",
              "advance",
              "Moves time, and says what happened meanwhile.",
              TimeWords.ADVANCE,
              Examples.ADVANCE,
              "Advance",
              (sim, said) -> Answers.advance(TimeWords.advance(sim.clock(), said))),
          polling("PUT", "Says what a poll does to time."),
          polling("POST", "Says what a poll does to time; the same as PUT."),
          Route.say(
              "POST",
              "faults",
              "Lets calls go wrong.",
              FaultWords.FAULTS,
              Examples.FAULTS,
              "Done",
              Changes::faults),
          Route.change(
              DELETE,
              "faults",
              "Forgets every rule.",
              "Done",
              cleared(sim -> sim.faults().clear())),
          Route.say(
              "POST",
              "scripts",
              "Says what becomes of resources, of those that exist and of those to come.",
              ScriptWords.SCRIPT,
              Examples.SCRIPTS,
              "Rules",
              Changes::scripts),
          Route.change(
              DELETE,
              "scripts",
              "Forgets every rule; what became of resources stays so.",
              "Done",
              cleared(sim -> sim.script().clear())),
          quotas("POST", "Sets the account's quotas."),
          quotas("PUT", "Sets the account's quotas; the same as POST."),
          Route.change(
              DELETE,
              "quotas",
              "Sets every quota back.",
              "Done",
              cleared(sim -> sim.quotas().clear())),
          Route.say(
              "POST",
              "objects",
              "Puts objects for jobs to read, or takes them away.",
              SetupWords.OBJECTS,
              Examples.OBJECTS,
              "Done",
              Changes::objects),
          Route.change(
              DELETE,
              "objects",
              "Forgets every object, and assumes inputs again.",
              "Done",
              cleared(sim -> sim.objects().clear())));

  private Changes() {}

  private static Route polling(String method, String does) {
    return Route.say(
        method,
        "polling",
        does,
        TimeWords.POLLING,
        Examples.POLLING,
        "Done",
        (sim, said) -> {
          Polling policy = TimeWords.polling(said);
          sim.polling(policy);
          return Answers.done(policy);
        });
  }

  private static Route quotas(String method, String does) {
    return Route.say(
        method,
        "quotas",
        does,
        SetupWords.QUOTAS,
        Examples.QUOTAS,
        "Done",
        (sim, said) -> {
          new Place<>(sim.quotas(), SetupWords.QUOTAS).after(said);
          return Answers.done("done");
        });
  }

  private static ObjectNode reset(Simulator sim) {
    sim.reset();
    return Answers.world(sim);
  }

  private static ObjectNode faults(Simulator sim, ObjectNode said) {
    Object made = new Place<>(sim.faults(), FaultWords.FAULTS).after(said);
    return Answers.done(made instanceof FaultRule ? made : "done");
  }

  private static ObjectNode scripts(Simulator sim, ObjectNode said) {
    new Place<>(sim.script(), ScriptWords.SCRIPT).after(said);
    return Answers.done("done").set("rules", Answers.texts(sim.script().rules()));
  }

  private static ObjectNode objects(Simulator sim, ObjectNode said) {
    new Place<>(sim.objects(), SetupWords.OBJECTS).after(said);
    return Answers.done("done");
  }

  private static Function<Simulator, ObjectNode> cleared(Consumer<Simulator> clear) {
    return sim -> {
      clear.accept(sim);
      return Answers.done("cleared");
    };
  }
}
