package dev.mlsim.services.personalizeruntime.recommendations;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mlsim.service.Call;
import dev.mlsim.service.Documents;
import dev.mlsim.service.Handler;
import dev.mlsim.service.Precondition;
import dev.mlsim.services.personalize.vocabulary.Subject;
import dev.mlsim.services.personalize.vocabulary.TrainedModel;
import java.util.List;

/** GetActionRecommendations: what a user may do next. */
final class GetActionRecommendations implements Handler {
  private static final int USUAL_RESULTS = 5;
  private static final int MOST_RESULTS = 100;

  @Override
  public ObjectNode answer(Call call) {
    preconditions().forEach(rule -> rule.check().verify(call));
    Answers answers = new Answers(call, Asked.campaign(call), Subject.ACTIONS);
    TrainedModel.Answer answer =
        answers.to(answers.query(call.text("userId").orElse(""), results(call)));
    ObjectNode output = Documents.empty();
    ArrayNode actions = output.putArray("actionList");
    for (int i = 0; i < answer.ids().size(); i++) {
      actions.addObject().put("actionId", answer.ids().get(i)).put("score", answer.scores().get(i));
    }
    return output.put("recommendationId", answers.id());
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
        RuntimeRules.served("campaignArn names", Asked::campaign),
        RuntimeRules.rule(
            "the recipe is " + Asked.NEXT_BEST_ACTION,
            call -> {
              if (!Asked.campaign(call).isForActions()) {
                throw RuntimeRules.wrongRecipe(Asked.campaign(call), "GetActionRecommendations");
              }
            }),
        RuntimeRules.rule(
            "userId is given", call -> Needs.check(Asked.campaign(call).recipe(), call)),
        RuntimeRules.rule(
            "at most " + MOST_RESULTS + " results",
            call -> {
              if (results(call) > MOST_RESULTS) {
                throw RuntimeRules.invalid(
                    "numResults must be less than or equal to " + MOST_RESULTS + ".");
              }
            }),
        RuntimeRules.FILTER);
  }
}
