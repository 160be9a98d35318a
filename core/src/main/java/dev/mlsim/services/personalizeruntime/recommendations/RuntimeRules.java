package dev.mlsim.services.personalizeruntime.recommendations;

import dev.mlsim.lifecycle.Resource;
import dev.mlsim.service.Call;
import dev.mlsim.service.Precondition;
import dev.mlsim.service.ServiceError;
import dev.mlsim.services.personalize.vocabulary.Errors;
import dev.mlsim.services.personalize.vocabulary.Lifecycles;
import dev.mlsim.services.personalize.vocabulary.PersonalizeType;
import dev.mlsim.services.personalize.vocabulary.Types;

/** What calls of campaigns and recommenders have in common (API reference). */
final class RuntimeRules {
  private static final int MOST_RESULTS = 500;
  private static final int MOST_WITH_METADATA = 50;

  private RuntimeRules() {}

  /** The campaign, or whoever is asked, is there and ACTIVE. */
  static Precondition served(String members, Precondition.Check asked) {
    return new Precondition(members + " an ACTIVE one", Errors.NOT_FOUND, asked);
  }

  static Precondition rule(String rule, Precondition.Check check) {
    return new Precondition(rule, Errors.INVALID, check);
  }

  static ServiceError invalid(String message) {
    return new ServiceError(Errors.INVALID, message);
  }

  static void checkNumber(Call call, String member, long asked, boolean metadata) {
    int most = metadata ? MOST_WITH_METADATA : MOST_RESULTS;
    if (asked > most) {
      throw invalid(
          member
              + " must be less than or equal to "
              + most
              + (metadata ? " if metadataColumns are requested." : "."));
    }
  }

  /** The filter of the call. */
  static final Precondition FILTER =
      rule(
          "the filter is ACTIVE and of the same dataset group",
          call -> call.text("filterArn").ifPresent(arn -> checkFilter(call, arn, group(call))));

  private static String group(Call call) {
    return (call.has("recommenderArn") ? Asked.by(call) : Asked.campaign(call)).group();
  }

  static void checkFilter(Call call, String arn, String group) {
    Resource filter =
        call.world()
            .registry()
            .byArn(Types.FILTER, arn)
            .orElseThrow(() -> PersonalizeType.missing("filter", arn));
    if (!filter.is(Lifecycles.ACTIVE)) {
      throw invalid(PersonalizeType.untimely(filter).message());
    }
    if (!PersonalizeType.group(filter).equals(group)) {
      throw invalid("The filter " + arn + " is not of the dataset group " + group + ".");
    }
  }

  /** Items are recommended, and neither ranked nor are they actions. */
  static void checkRecipe(Asked asked) {
    if (asked.ranks()) {
      throw wrongRecipe(asked, "GetRecommendations", "GetPersonalizedRanking");
    }
    if (asked.isForActions()) {
      throw wrongRecipe(asked, "GetRecommendations", "GetActionRecommendations");
    }
  }

  static ServiceError wrongRecipe(Asked asked, String operation) {
    return invalid(operation + " is not supported for recipe " + asked.recipe().name() + ".");
  }

  private static ServiceError wrongRecipe(Asked asked, String operation, String instead) {
    return invalid(wrongRecipe(asked, operation).message() + " Use " + instead + " instead.");
  }
}
