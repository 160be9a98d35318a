package dev.mlsim.services.personalizeruntime.recommendations;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mlsim.service.Call;
import dev.mlsim.service.Precondition;
import dev.mlsim.service.SeededRandom;
import dev.mlsim.services.personalize.vocabulary.CandidateFilter;
import dev.mlsim.services.personalize.vocabulary.FilterValues;
import dev.mlsim.services.personalize.vocabulary.Subject;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The promotion of a call (developer guide, "Promoting items in real-time recommendations"): its
 * filter holds for the promoted items only, and the call's for the others; the promoted ones stand
 * anywhere among the others, in their order; where there are too few, it is as many as there are.
 *
 * @param name what the call calls it, if it has a name
 * @param percent of the results that are promoted
 * @param filter the ARN of its filter
 * @param values what is given for the filter's placeholders
 */
record Promotion(Optional<String> name, int percent, String filter, FilterValues values) {
  private static final Set<String> RECIPES =
      Set.of(
          "aws-user-personalization-v2",
          "aws-user-personalization",
          "aws-similar-items",
          "aws-sims",
          "aws-trending-now",
          "aws-popularity-count");
  private static final int ALL = 100;

  static Optional<Promotion> of(Call call) {
    JsonNode promotion = call.input().path("promotions").path(0);
    return promotion.isMissingNode()
        ? Optional.empty()
        : Optional.of(
            new Promotion(
                Optional.of(promotion.path("name"))
                    .filter(JsonNode::isTextual)
                    .map(JsonNode::asText),
                promotion.path("percentPromotedItems").asInt(),
                promotion.path("filterArn").asText(),
                FilterValues.ofCall(promotion)));
  }

  static final Precondition RULE =
      RuntimeRules.rule(
          "a promotion has an ACTIVE filter of the group and a percentage, and the recipe allows it",
          call -> of(call).ifPresent(promotion -> promotion.check(call, Asked.by(call))));

  private void check(Call call, Asked asked) {
    if (!asked.isRecommender() && !RECIPES.contains(asked.recipe().name())) {
      throw RuntimeRules.invalid(
          "Promotions are not supported for recipe " + asked.recipe().name() + ".");
    }
    if (filter.isEmpty() || percent == 0) {
      throw RuntimeRules.invalid("A promotion must have a filterArn and percentPromotedItems.");
    }
    RuntimeRules.checkFilter(call, filter, asked.group());
  }

  /** How many of the results it promotes. */
  int share(int results) {
    return (int) Math.round(results * percent / (double) ALL);
  }

  /** The promoted ones of these ids, in their order. */
  List<String> promoted(Set<String> ids, int results, Call call, Asked asked) {
    CandidateFilter applied =
        CandidateFilter.of(filter, Subject.ITEMS, asked.group(), call.world());
    return applied.through(call.text("userId").orElse(""), values, List.copyOf(ids)).stream()
        .limit(share(results))
        .toList();
  }

  /** The results with the promoted ones at places by chance, each list in its own order. */
  static List<String> mixed(
      List<String> promoted, List<String> others, int results, SeededRandom chance) {
    Set<String> left = new LinkedHashSet<>(others);
    promoted.forEach(left::remove);
    List<String> mixed =
        new ArrayList<>(left.stream().limit(Math.max(0, results - promoted.size())).toList());
    int from = 0;
    for (int i = 0; i < promoted.size(); i++) {
      from += chance.below(mixed.size() - from + 1);
      mixed.add(from, promoted.get(i));
      from++;
    }
    return mixed;
  }
}
