package dev.mlsim.services.personalizeruntime.recommendations;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mlsim.service.Call;
import dev.mlsim.service.Handler;
import dev.mlsim.service.Precondition;
import dev.mlsim.services.personalize.RecommendationQuery;
import dev.mlsim.services.personalize.vocabulary.Subject;
import dev.mlsim.services.personalize.vocabulary.TrainedModel;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** GetPersonalizedRanking: the items of a list, in the order in which a user may want them. */
final class GetPersonalizedRanking implements Handler {

  @Override
  public ObjectNode answer(Call call) {
    preconditions().forEach(rule -> rule.check().verify(call));
    Asked asked = Asked.campaign(call);
    Answers answers = new Answers(call, asked, Subject.ITEMS);
    RecommendationQuery query =
        answers.query(call.text("userId").orElse(""), call.input().path("inputList").size());
    TrainedModel.Answer answer = answers.to(query);
    Set<String> listed = new LinkedHashSet<>(query.itemList());
    Set<String> ranked = new LinkedHashSet<>(answer.ids());
    ranked.retainAll(listed);
    ranked.addAll(answers.filled(() -> answers.through(query, List.copyOf(listed))));
    List<Double> scores = asked.recipe().hasScores() ? answer.scores() : List.of();
    return answers.items(
        "personalizedRanking", List.copyOf(ranked), scores, Optional.empty(), Set.of());
  }

  @Override
  public String kind() {
    return "rank";
  }

  @Override
  public List<Precondition> preconditions() {
    return List.of(
        RuntimeRules.served("campaignArn names", Asked::campaign),
        RuntimeRules.rule(
            "the recipe is of type PERSONALIZED_RANKING",
            call -> {
              if (!Asked.campaign(call).ranks()) {
                throw RuntimeRules.wrongRecipe(Asked.campaign(call), "GetPersonalizedRanking");
              }
            }),
        RuntimeRules.rule(
            "at most 500 items in the list, 50 with metadata",
            call ->
                RuntimeRules.checkNumber(
                    call,
                    "The size of inputList",
                    call.input().path("inputList").size(),
                    ItemMetadata.isWanted(call))),
        ItemMetadata.rule(Asked::campaign),
        RuntimeRules.FILTER);
  }
}
