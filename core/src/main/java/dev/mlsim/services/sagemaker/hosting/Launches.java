package dev.mlsim.services.sagemaker.hosting;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mlsim.lifecycle.Plan;
import dev.mlsim.lifecycle.Resource;
import dev.mlsim.service.World;
import dev.mlsim.services.sagemaker.vocabulary.Surroundings;
import java.util.Optional;

/** Whether what an endpoint launches can be launched. */
final class Launches {
  private Launches() {}

  /** An endpoint that can't get what a model of its needs fails. */
  static Plan inOrder(Resource endpoint, Plan plan, World world) {
    for (JsonNode variant : EndpointConfigs.variants(endpoint.notes().path(EndpointFleet.CONFIG))) {
      Optional<Resource> model =
          world.registry().byKey(Models.TYPE, variant.path("ModelName").asText());
      if (model.isPresent()) {
        String name = variant.path("VariantName").asText();
        Plan bent = Surroundings.of(endpoint, model.get().attributes(), name, plan, world);
        if (!bent.equals(plan)) {
          return bent;
        }
      }
    }
    return plan;
  }
}
