package dev.mlsim.services.personalize;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/**
 * One record of a batch job's input.
 *
 * @param subject the user's or the item's id, or the expression of item attributes
 * @param recipe the name of the recipe, such as {@code aws-user-personalization}
 * @param numResults how many results the job asks for
 * @param input the record as it stands in the file
 */
public record BatchQuery(String subject, String recipe, int numResults, ObjectNode input) {

  /** Copies the record. */
  public BatchQuery {
    input = input.deepCopy();
  }

  /** The items to be ranked; empty unless the job ranks. */
  public List<String> itemList() {
    List<String> items = new ArrayList<>();
    input.path("itemList").forEach(item -> items.add(item.asText()));
    return items;
  }
}
