package dev.mlsim.services.sagemaker.search;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mlsim.contract.Operation;
import dev.mlsim.lifecycle.Resource;
import dev.mlsim.service.Call;
import dev.mlsim.service.Documents;
import dev.mlsim.service.Handler;
import java.util.ArrayList;
import java.util.List;

/** Features, of which a group has many: each is what its own Describe shows. */
final class Features {
  private static final String DESCRIBE = "DescribeFeatureMetadata";

  private Features() {}

  static List<ObjectNode> each(Call call, Searchable kind, Resource group) {
    Operation describe = call.service().contract().operation(DESCRIBE).orElseThrow();
    Handler handler = call.service().handler(DESCRIBE).orElseThrow();
    List<ObjectNode> features = new ArrayList<>();
    for (JsonNode definition : group.attributes().path("FeatureDefinitions")) {
      ObjectNode input = Documents.empty().put("FeatureGroupName", group.name());
      input.set("FeatureName", definition.path("FeatureName"));
      features.add(
          handler.answer(Call.of(call.service(), describe, input, call.world(), call.caller())));
    }
    return features;
  }
}
