package dev.mlsim.sdk.control;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;

/** What {@code GET /mlsim/} says: each request with what it does or an example. */
final class Help {
  private Help() {}

  static ObjectNode text() {
    ObjectNode help =
        Answers.object()
            .put(
                "mlsim",
                "the control API; ?region=eu-west-1 picks another world than the first;"
                    + " GET /mlsim/openapi.json tells every word with its bounds");
    for (Route route : Routes.ALL) {
      if (route.body().isEmpty()) {
        help.put(route.key(), route.does());
      } else {
        help.set(route.key(), examples(route));
      }
    }
    return help;
  }

  /** The first example, and of the others the words that can stand in place of its first. */
  private static ObjectNode examples(Route route) {
    ObjectNode shown = Answers.object().put("does", route.does());
    for (String example : route.examples()) {
      ObjectNode said = Bodies.read(example);
      if (shown.size() == 1) {
        shown.setAll(said);
      } else if (said.size() == 1) {
        Map.Entry<String, JsonNode> only = said.properties().iterator().next();
        shown.set("or " + only.getKey(), only.getValue());
      }
    }
    return shown;
  }
}
