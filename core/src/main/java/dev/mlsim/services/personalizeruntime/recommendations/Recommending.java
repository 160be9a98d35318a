package dev.mlsim.services.personalizeruntime.recommendations;

import dev.mlsim.service.Family;

/** The calls of campaigns and recommenders. */
public final class Recommending {
  private Recommending() {}

  /** Declares the family. */
  public static void declare(Family family) {
    family
        .operation("GetActionRecommendations", new GetActionRecommendations())
        .operation("GetPersonalizedRanking", new GetPersonalizedRanking())
        .operation("GetRecommendations", new GetRecommendations())
        .differs(
            "recommended-by-the-test",
            "GetRecommendations.itemList",
            "the test's function answers, or a choice by the model's seed among the ids that were"
                + " imported or put: at once, without a training between")
        .differs(
            "context-unheeded",
            "GetRecommendations.context",
            "the context of a call changes nothing, and the test's function is not told of it; so"
                + " with GetPersonalizedRanking")
        .differs(
            "provisioned-throughput",
            "GetRecommendations",
            "no call is throttled by minProvisionedTPS; a rate limit of the test's is")
        .judged(
            "not-active-at-runtime",
            "GetRecommendations.ResourceNotFoundException",
            "a campaign or recommender that is not ACTIVE is missing, in the control plane's words;"
                + " a recommender that is stopped, stopping or starting is InvalidInputException")
        .judged(
            "runtime-wording",
            "GetRecommendations.InvalidInputException",
            "the words where userId, itemId or campaignArn is missing, the recipe is of another"
                + " kind, there are too many results, or a filter, promotion or metadata can't be"
                + " applied")
        .judged(
            "filters-of-calls",
            "GetRecommendations.filterValues",
            "an INCLUDE without the value of a placeholder is refused; an EXCLUDE without it is"
                + " left out, as the API reference has it")
        .judged(
            "use-cases-filter",
            "GetRecommendations.recommenderArn",
            "what a use case hides by itself is what the user has a Watch or Purchase event of, so"
                + " spelled")
        .judged(
            "metadata-names",
            "GetRecommendations.metadataColumns",
            "an item's metadata have the names of the columns; values that are empty are left out")
        .judged(
            "promotion-share",
            "GetRecommendations.promotions",
            "how many are promoted is rounded half up; of the reasons of"
                + " aws-user-personalization-v2 only Promoted item is told")
        .judged(
            "popular-to-strangers",
            "GetRecommendations.userId",
            "users and items without an interaction get what has most interactions, if any are"
                + " known; recipes of popularity count those of their type")
        .judged(
            "scores-of-recipes",
            "GetRecommendations.itemList",
            "scores are given by the User-Personalization, Personalized-Ranking and"
                + " Next-Best-Action recipes, Top picks for you and Recommended for you")
        .judged(
            "ranking-of-the-rest",
            "GetPersonalizedRanking.personalizedRanking",
            "what the test's function leaves out of the list comes last; what it adds is not told");
  }
}
