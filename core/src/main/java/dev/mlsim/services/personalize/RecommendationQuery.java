package dev.mlsim.services.personalize;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a trained model is asked: by a call of a campaign or a recommender, or by one record of a
 * batch job's input.
 *
 * @param subject the user's or the item's id, or the expression of item attributes; empty where the
 *     recipe needs none
 * @param recipe the name of the recipe, such as {@code aws-user-personalization}
 * @param numResults how many results are asked for
 * @param input the call's input, or the record as it stands in the file
 * @param asked the ARN of the campaign, the recommender or the batch job
 */
public record RecommendationQuery(
    String subject, String recipe, int numResults, ObjectNode input, String asked) {

  /** Copies the input. */
  public RecommendationQuery {
    input = input.deepCopy();
  }

  /** The items to be ranked; empty unless it is about a ranking. */
  public List<String> itemList() {
    List<String> items = new ArrayList<>();
    JsonNode list = input.has("itemList") ? input.path("itemList") : input.path("inputList");
    list.forEach(item -> items.add(item.asText()));
    return items;
  }

  /** The user, if one is named. */
  public Optional<String> userId() {
    return text("userId");
  }

  /** The item, if one is named. */
  public Optional<String> itemId() {
    return text("itemId");
  }

  private Optional<String> text(String member) {
    return Optional.of(input.path(member)).filter(JsonNode::isTextual).map(JsonNode::asText);
  }
}
