package dev.mlsim.services.personalize.batch;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mlsim.lifecycle.Resource;
import dev.mlsim.objects.ObjectStore;
import dev.mlsim.service.Call;
import dev.mlsim.service.ConventionalResource;
import dev.mlsim.service.Family;
import dev.mlsim.service.Precondition;
import dev.mlsim.service.Values;
import dev.mlsim.service.World;
import dev.mlsim.services.personalize.PersonalizeSetup;
import dev.mlsim.services.personalize.vocabulary.Lifecycles;
import dev.mlsim.services.personalize.vocabulary.PersonalizeType;
import dev.mlsim.services.personalize.vocabulary.Recipes;
import dev.mlsim.services.personalize.vocabulary.SharedRules;
import dev.mlsim.services.personalize.vocabulary.Types;
import java.util.Optional;
import java.util.function.Predicate;

/** What batch inference and batch segment jobs have in common. */
final class BatchRules {
  private static final String INPUT = "jobInput.s3DataSource.path";
  private static final String OUTPUT = "jobOutput.s3DataDestination.path";

  private static final Precondition VERSION =
      SharedRules.active("solutionVersionArn", Types.SOLUTION_VERSION);
  private static final Precondition FILTER = SharedRules.active("filterArn", Types.FILTER);

  private static final Precondition PATHS =
      SharedRules.valid(
          "input and output are places in S3, not the same, and the input is there",
          BatchRules::badPath);

  private BatchRules() {}

  private static Precondition numResults(int most) {
    return SharedRules.valid(
        call -> call.number("numResults").map(n -> n >= 1 && n <= most).orElse(true),
        "numResults from 1 to " + most,
        "numResults must be between 1 and " + most + ".");
  }

  static Precondition recipe(String rule, Predicate<Recipes.Recipe> fits, String what) {
    return SharedRules.valid(
        rule,
        call -> {
          Recipes.Recipe recipe = recipe(call);
          return fits.test(recipe)
              ? Optional.empty()
              : Optional.of("The recipe " + recipe.name() + " does not support " + what + ".");
        });
  }

  static Recipes.Recipe recipe(Call call) {
    Resource version =
        call.require(Types.SOLUTION_VERSION, call.text("solutionVersionArn").orElse(""));
    return Recipes.recipe(PersonalizeType.text(version, "recipeArn"));
  }

  private static Optional<String> badPath(Call call) {
    String input = call.text(INPUT).orElse("");
    String output = call.text(OUTPUT).orElse("");
    if (ObjectStore.located(input).isEmpty() || !call.world().objects().isReadable(input)) {
      return Optional.of("Invalid S3 input path");
    }
    return ObjectStore.located(output).isEmpty() || output.equals(input)
        ? Optional.of("Invalid S3 output path")
        : Optional.empty();
  }

  /** The status in the spelling that the test asked for. */
  private static Optional<JsonNode> status(Resource job, World world) {
    return Values.text(world.setup(PersonalizeSetup.class).batchStatus(job.state().status()));
  }

  /** A batch job, and what is asked of its Create between the filter and the paths. */
  static ConventionalResource job(Family family, String noun, int most, Precondition... rules) {
    return family
        .resource(noun)
        .computed("status", BatchRules::status)
        .durations(BatchLimits::failing)
        .entering(Lifecycles.ACTIVE, BatchWork::write)
        .requires(VERSION, FILTER)
        .requires(rules)
        .requires(numResults(most), PATHS);
  }
}
