package dev.mlsim.services.personalize.training;

import static dev.mlsim.services.personalize.vocabulary.Lifecycles.ACTIVE;
import static java.time.Duration.ZERO;
import static java.time.Duration.ofSeconds;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mlsim.lifecycle.Resource;
import dev.mlsim.lifecycle.State;
import dev.mlsim.service.Call;
import dev.mlsim.service.ConventionalResource;
import dev.mlsim.service.Describe;
import dev.mlsim.service.Documents;
import dev.mlsim.service.Family;
import dev.mlsim.service.Precondition;
import dev.mlsim.service.World;
import dev.mlsim.services.personalize.vocabulary.GroupData;
import dev.mlsim.services.personalize.vocabulary.Lifecycles;
import dev.mlsim.services.personalize.vocabulary.Limits;
import dev.mlsim.services.personalize.vocabulary.Recipes;
import dev.mlsim.services.personalize.vocabulary.SharedRules;
import dev.mlsim.services.personalize.vocabulary.SideBySideUpdate;
import dev.mlsim.services.personalize.vocabulary.Types;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Solutions: ACTIVE at once, which doesn't mean trained; they train by themselves by default. */
final class Solutions {
  private static final SideBySideUpdate UPDATE =
      new SideBySideUpdate("solution-update", Types.SOLUTION, ofSeconds(10), Solutions::apply);

  private static final ObjectNode EVERY_WEEK =
      Documents.of(
          """
          {'solutionConfig': {'autoTrainingConfig': {'schedulingExpression': 'rate(7 days)'}}}
          """);

  private static final Precondition[] RULES = {
    SharedRules.active("datasetGroupArn", Types.DATASET_GROUP),
    SharedRules.valid(
        call -> call.flag("performAutoML") || call.has("recipeArn"),
        "a recipe unless performAutoML is true",
        "RecipeArn must be provided if performAutoML is false."),
    SharedRules.valid(
        call -> !call.flag("performAutoML") || !call.has("recipeArn"),
        "no recipe if performAutoML is true",
        "RecipeArn must not be provided if performAutoML is true."),
    Recipes.recipeRule(
        "the recipe exists and is of no domain",
        named ->
            named.recipe().domain().isEmpty()
                ? Optional.empty()
                : Optional.of(
                    "The recipe "
                        + named.recipe().name()
                        + " is for recommenders and can't be used with a solution.")),
    Recipes.recipeRule(
        "performIncrementalUpdate only with the semantic similarity recipe",
        named ->
            named.call().flag("performIncrementalUpdate")
                    && !named.recipe().name().equals("aws-semantic-similarity")
                ? Optional.of(
                    "performIncrementalUpdate is not supported by the recipe "
                        + named.recipe().name()
                        + ".")
                : Optional.empty()),
    schedule("solutionConfig.autoTrainingConfig.schedulingExpression"),
    SharedRules.valid(
        call ->
            call.text("eventType").isEmpty()
                || GroupData.mayHaveEventTypes(
                    call.world(), call.text("datasetGroupArn").orElse("")),
        "eventType only where interactions have an EVENT_TYPE",
        "The Interactions dataset has no EVENT_TYPE column.")
  };

  private Solutions() {}

  static void declare(Family family) {
    ConventionalResource solution =
        family
            .resource("Solution")
            .lifecycle(Lifecycles.resource(ZERO, ZERO))
            .defaults(
                """
                {'performHPO': false, 'performAutoML': false, 'performAutoTraining': true,
                 'performIncrementalUpdate': false, 'solutionConfig': {}}
                """)
            .prepared((call, draft) -> schedule(draft.attributes()))
            .computed("latestSolutionUpdate", UPDATE::shown)
            .computed("latestSolutionVersion", SolutionVersions::latestShown)
            .computed("autoMLResult", SolutionVersions::bestRecipe)
            .entering(ACTIVE, (active, world) -> AutomaticTraining.adjust(active, world))
            .entering(Lifecycles.DELETE_PENDING, AutomaticTraining::end)
            .entering(State.GONE.toString(), Solutions::takeAlong)
            .counts(Limits.SOLUTIONS)
            .requires(RULES)
            .requires(
                "Delete",
                UPDATE.idle(),
                SharedRules.nothingUses(
                    "no campaign has a version of it, and none is being trained",
                    Types.SOLUTION,
                    Solutions::users));
    family
        .type(UPDATE.type())
        .operation(
            "DescribeSolution",
            Describe.a(solution.type()).in("solution").showing(Solutions::shown))
        .operation(
            "UpdateSolution",
            UPDATE.handler(
                solution.type(),
                Solutions::updateMembers,
                SharedRules.active("solutionArn", Types.SOLUTION),
                UPDATE.idle(),
                schedule("solutionUpdateConfig.autoTrainingConfig.schedulingExpression")));
    AutomaticTraining.declare(family);
  }

  private static void takeAlong(Resource solution, World world) {
    SolutionVersions.of(solution, world).toList().forEach(version -> world.remove(version));
    UPDATE.forget(solution, world);
  }

  private static Precondition schedule(String member) {
    return SharedRules.valid(
        "automatic training every 1 to 30 days",
        call -> AutomaticTraining.badSchedule(call, member));
  }

  private static List<Resource> shown(Resource solution, World world) {
    return Stream.concat(
            UPDATE.latest(solution, world).stream(),
            SolutionVersions.latest(solution, world).stream())
        .toList();
  }

  private static Stream<Resource> users(Call call) {
    Resource solution = call.subject(Types.SOLUTION);
    return Stream.concat(
        Campaigns.of(solution.arn(), call.world()),
        SolutionVersions.of(solution, call.world()).filter(SolutionVersions::isTraining));
  }

  /** A week between automatic trainings where nothing is said. */
  private static void schedule(ObjectNode attributes) {
    if (attributes.path("performAutoTraining").asBoolean()) {
      attributes.setAll(Documents.withDefaults(attributes, EVERY_WEEK));
    }
  }

  private static ObjectNode updateMembers(Resource solution, Call call) {
    ObjectNode members = call.input().deepCopy();
    members.remove("solutionArn");
    for (String flag : new String[] {"performAutoTraining", "performIncrementalUpdate"}) {
      if (!members.has(flag)) {
        members.set(flag, solution.attributes().path(flag));
      }
    }
    return members;
  }

  private static void apply(Resource solution, ObjectNode update, World world) {
    ObjectNode attributes = solution.attributes().deepCopy();
    attributes.set("performAutoTraining", update.path("performAutoTraining"));
    attributes.set("performIncrementalUpdate", update.path("performIncrementalUpdate"));
    JsonNode config = attributes.path("solutionConfig");
    if (update.get("solutionUpdateConfig") instanceof ObjectNode changes) {
      attributes.set(
          "solutionConfig",
          Documents.merged(
              config instanceof ObjectNode before ? before : Documents.empty(), changes));
    }
    schedule(attributes);
    AutomaticTraining.adjust(world.change(solution, old -> old.withAttributes(attributes)), world);
  }
}
