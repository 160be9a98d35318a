package dev.mlsim.services.sagemaker.search;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mlsim.contract.Operation;
import dev.mlsim.contract.StructureShape;
import dev.mlsim.lifecycle.Resource;
import dev.mlsim.service.Call;
import dev.mlsim.service.Documents;
import dev.mlsim.service.Handler;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * GetSearchSuggestions: names of properties that begin so; those that every record can have, then
 * keys of tags, parameters and metrics that some record has.
 */
final class Suggestions implements Handler {
  private static final int MOST = 20;

  @Override
  public ObjectNode answer(Call call) {
    Searchable kind = Searchable.asked(call);
    String hint = call.text("SuggestionQuery.PropertyNameQuery.PropertyNameHint").orElse("");
    Set<String> names = new LinkedHashSet<>();
    Operation operation = call.service().contract().operation("Search").orElseThrow();
    Call search =
        Call.of(call.service(), operation, Documents.empty(), call.world(), call.caller());
    for (StructureShape shape : kind.shapes(search)) {
      Shapes.names(shape, names::add);
      for (Resource one : kind.all(search)) {
        kind.records().of(search, kind, one).forEach(found -> addKeys(shape, found, names));
      }
    }
    ObjectNode answer = Documents.empty();
    ArrayNode suggested = answer.putArray("PropertyNameSuggestions");
    names.stream()
        .filter(name -> name.startsWith(hint))
        .limit(hint.isEmpty() ? Long.MAX_VALUE : MOST)
        .forEach(name -> suggested.addObject().put("PropertyName", name));
    return answer;
  }

  private static void addKeys(StructureShape shape, ObjectNode found, Set<String> names) {
    for (String member : Shapes.keyed(shape)) {
      String name = member.equals("FinalMetricDataList") ? "Metrics" : member;
      JsonNode value = found.path(member);
      for (Map.Entry<String, JsonNode> entry : value.properties()) {
        names.add(name + "." + entry.getKey());
      }
      if (value.isArray()) {
        for (JsonNode element : value) {
          Keyed.of(element).ifPresent(keyed -> names.add(name + "." + keyed.key(element)));
        }
      }
    }
  }

  @Override
  public String kind() {
    return "suggest";
  }
}
