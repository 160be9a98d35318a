package dev.mlsim.services.personalize.vocabulary;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mlsim.service.Call;
import dev.mlsim.service.Documents;
import dev.mlsim.service.Precondition;
import dev.mlsim.service.ServiceError;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the rules of other families ask of a recipe. */
public final class Recipes {
  private static final Set<String> SCORED =
      Set.of(
          "aws-user-personalization",
          "aws-user-personalization-v2",
          "aws-personalized-ranking",
          "aws-personalized-ranking-v2",
          "aws-next-best-action",
          "aws-ecomm-recommended-for-you",
          "aws-vod-top-picks");

  private static final Pattern ARN =
      Pattern.compile("arn:[^:]+:personalize:::recipe/([A-Za-z0-9_-]+)");

  /**
   * A recipe.
   *
   * @param name such as {@code aws-user-personalization}
   * @param type such as {@code USER_PERSONALIZATION}
   * @param domain the domain whose recommenders use it, empty for those of solutions
   */
  public record Recipe(String name, String type, String domain) {
    /** Whether what is recommended has scores (developer guide, "How scores work"). */
    public boolean hasScores() {
      return SCORED.contains(name);
    }
  }

  /**
   * A call that names a recipe.
   *
   * @param call the call
   * @param recipe the recipe
   */
  public record CallOfRecipe(Call call, Recipe recipe) {}

  private Recipes() {}

  private static Optional<RecipeTable.Row> row(String name) {
    return RecipeTable.rows().stream().filter(row -> row.name().equals(name)).findFirst();
  }

  /** The recipe of that ARN, or the error for a missing one. */
  public static Recipe recipe(String arn) {
    Matcher parts = ARN.matcher(arn);
    return Optional.of(parts)
        .filter(Matcher::matches)
        .flatMap(found -> row(found.group(1)))
        .map(row -> new Recipe(row.name(), row.type(), row.domain()))
        .orElseThrow(() -> PersonalizeType.missing("recipe", arn));
  }

  /** What is known of the algorithm of a recipe. */
  public static ObjectNode algorithm(String recipeName) {
    return row(recipeName)
        .map(row -> RecipeTable.algorithms().get(row.algorithm()))
        .orElseGet(Documents::empty);
  }

  /** The recipe that a member of the input names exists, and satisfies a rule. */
  public static Precondition recipeRule(
      String rule, Function<CallOfRecipe, Optional<String>> violation) {
    return new Precondition(
        rule,
        Errors.INVALID,
        call ->
            call.text("recipeArn")
                .flatMap(arn -> violation.apply(new CallOfRecipe(call, recipe(arn))))
                .ifPresent(
                    message -> {
                      throw new ServiceError(Errors.INVALID, message);
                    }));
  }
}
