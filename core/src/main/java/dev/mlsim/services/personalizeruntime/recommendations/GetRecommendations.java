package dev.mlsim.services.personalizeruntime.recommendations;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mlsim.service.Call;
import dev.mlsim.service.Handler;
import dev.mlsim.service.Precondition;
import dev.mlsim.service.SeededRandom;
import dev.mlsim.services.personalize.RecommendationQuery;
import dev.mlsim.services.personalize.vocabulary.Subject;
import dev.mlsim.services.personalize.vocabulary.TrainedModel;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** GetRecommendations: items for a user, or related to an item. */
final class GetRecommendations implements Handler {
  private static final int USUAL_RESULTS = 25;

  @Override
  public ObjectNode answer(Call call) {
    preconditions().forEach(rule -> rule.check().verify(call));
    Asked asked = Asked.by(call);
    Answers answers = new Answers(call, asked, Subject.ITEMS);
    int results = results(call);
    Optional<Promotion> promotion = Promotion.of(call);
    RecommendationQuery query = answers.query(Needs.subject(asked.recipe(), call), results);
    TrainedModel.Answer answer = answers.to(query);
    List<String> promoted =
        promotion.isEmpty()
            ? List.of()
            : answers.filled(() -> promoted(promotion.get(), query, answers, results));
    List<String> ids =
        promoted.isEmpty()
            ? answer.ids()
            : Promotion.mixed(
                promoted,
                answer.ids(),
                results,
                new SeededRandom(String.join(",", promoted).hashCode()));
    List<Double> scores = asked.recipe().hasScores() ? answer.scores() : List.of();
    return answers.items("itemList", ids, scores, promotion, Set.copyOf(promoted));
  }

  /** What the test says comes first, then whatever there is. */
  private static List<String> promoted(
      Promotion promotion, RecommendationQuery query, Answers answers, int results) {
    Set<String> ids = new LinkedHashSet<>();
    answers.model().said(query).ifPresent(ids::addAll);
    ids.addAll(answers.model().known());
    ids.remove(query.subject());
    return promotion.promoted(ids, results, answers.call(), answers.asked());
  }

  private static int results(Call call) {
    return call.number("numResults").map(Math::toIntExact).orElse(USUAL_RESULTS);
  }

  @Override
  public String kind() {
    return "recommend";
  }

  @Override
  public List<Precondition> preconditions() {
    return List.of(
        RuntimeRules.served("campaignArn or recommenderArn names", Asked::by),
        RuntimeRules.rule(
            "the recipe recommends items", call -> RuntimeRules.checkRecipe(Asked.by(call))),
        RuntimeRules.rule(
            "userId and itemId as the recipe needs them",
            call -> Needs.check(Asked.by(call).recipe(), call)),
        RuntimeRules.rule(
            "at most 500 results, 50 with metadata",
            call ->
                RuntimeRules.checkNumber(
                    call, "numResults", results(call), ItemMetadata.isWanted(call))),
        ItemMetadata.rule(Asked::by),
        RuntimeRules.FILTER,
        Promotion.RULE);
  }
}
