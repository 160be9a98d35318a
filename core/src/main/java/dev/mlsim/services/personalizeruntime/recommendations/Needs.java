package dev.mlsim.services.personalizeruntime.recommendations;

import dev.mlsim.service.Call;
import dev.mlsim.service.ServiceError;
import dev.mlsim.services.personalize.vocabulary.Errors;
import dev.mlsim.services.personalize.vocabulary.Recipes;
import java.util.Set;

/**
 * What recommendations are about: by the type of the recipe, and for recommenders by use case
 * (developer guide, "VIDEO_ON_DEMAND use cases", "ECOMMERCE use cases").
 */
final class Needs {
  private static final Set<String> NO_USER = Set.of("aws-vod-trending-now");

  /** Related items of which those that the user knows are left out. */
  private static final Set<String> BOTH =
      Set.of(
          "aws-vod-because-you-watched-x",
          "aws-vod-more-like-x",
          "aws-ecomm-customers-who-viewed-x-also-viewed");

  private static final Set<String> HIDES_WATCHED =
      Set.of("aws-vod-because-you-watched-x", "aws-vod-more-like-x", "aws-vod-top-picks");
  private static final Set<String> HIDES_PURCHASED =
      Set.of("aws-ecomm-customers-who-viewed-x-also-viewed", "aws-ecomm-recommended-for-you");

  private Needs() {}

  private static boolean areRelated(Recipes.Recipe recipe) {
    return recipe.type().equals("RELATED_ITEMS");
  }

  static void check(Recipes.Recipe recipe, Call call) {
    if (areRelated(recipe) && isMissing(call, "itemId")) {
      throw missing("itemId", recipe);
    }
    boolean needsUser =
        areRelated(recipe) ? BOTH.contains(recipe.name()) : !NO_USER.contains(recipe.name());
    if (needsUser && isMissing(call, "userId")) {
      throw missing("userId", recipe);
    }
  }

  private static boolean isMissing(Call call, String member) {
    return call.text(member).orElse("").isEmpty();
  }

  private static ServiceError missing(String member, Recipes.Recipe recipe) {
    return new ServiceError(
        Errors.INVALID, "The " + member + " is required for recipe " + recipe.name() + ".");
  }

  /** Whom or what the model is asked about. */
  static String subject(Recipes.Recipe recipe, Call call) {
    return call.text(areRelated(recipe) ? "itemId" : "userId").orElse("");
  }

  /** What the use case filters by itself; empty if nothing. */
  static String ownFilter(Recipes.Recipe recipe) {
    String hidden =
        HIDES_WATCHED.contains(recipe.name())
            ? "Watch"
            : HIDES_PURCHASED.contains(recipe.name()) ? "Purchase" : "";
    return hidden.isEmpty()
        ? ""
        : "EXCLUDE ItemID WHERE INTERACTIONS.EVENT_TYPE IN (\"" + hidden + "\")";
  }
}
