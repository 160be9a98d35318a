package dev.mlsim.services.sagemaker.search;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mlsim.lifecycle.Resource;
import dev.mlsim.service.Call;
import dev.mlsim.service.Handler;
import dev.mlsim.service.Pages;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** Search: what passes an expression, in order, a page at a time. */
final class SearchAll implements Handler {
  private static final String TAGS = "Tags.";

  @Override
  public ObjectNode answer(Call call) {
    Searchable kind = Searchable.asked(call);
    Predicate<ObjectNode> asked = Expression.of(call, kind);
    Order order = Order.of(call, kind);
    List<ObjectNode> found = new ArrayList<>();
    if (!call.text("CrossAccountFilterOption").orElse("").equals("CrossAccount")) {
      for (Resource one : newestFirst(kind, call, order)) {
        if (isVisible(call, one)) {
          kind.records().of(call, kind, one).stream().filter(asked).forEach(found::add);
        }
      }
    }
    found.sort(order);
    ObjectNode page = Pages.of(call, found.stream().map(kind::answered).toList());
    page.putObject("TotalHits").put("Value", found.size()).put("Relation", "EqualTo");
    return page;
  }

  /** Of what was changed at one time the newest is the last one made. */
  private static List<Resource> newestFirst(Searchable kind, Call call, Order order) {
    List<Resource> all = new ArrayList<>(kind.all(call));
    if (order.down()) {
      Collections.reverse(all);
    }
    return all;
  }

  /** A condition hides what has another value for the tag, not what lacks it. */
  private static boolean isVisible(Call call, Resource one) {
    Map<String, String> tags = one.tags();
    for (JsonNode condition : call.input().path("VisibilityConditions")) {
      String key = condition.path("Key").asText();
      String tag = key.startsWith(TAGS) ? key.substring(TAGS.length()) : key;
      if (tags.containsKey(tag) && !condition.path("Value").asText().equals(tags.get(tag))) {
        return false;
      }
    }
    return true;
  }

  @Override
  public String kind() {
    return "search";
  }
}
