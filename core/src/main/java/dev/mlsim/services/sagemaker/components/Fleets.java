package dev.mlsim.services.sagemaker.components;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mlsim.lifecycle.Resource;
import dev.mlsim.service.Documents;
import dev.mlsim.service.ServiceError;
import dev.mlsim.service.World;
import java.util.Optional;

/**
 * The instances of an endpoint for components. The endpoint's notes are hosting's, and read by
 * their names: {@code config} is what it was deployed from, {@code deployed} its variants as they
 * run.
 *
 * @param endpoint the endpoint
 * @param variant the variant as its configuration has it
 * @param count how many instances it has, or is given already
 */
record Fleets(Resource endpoint, JsonNode variant, long count) {

  /** The fleet on which a component runs, if its endpoint is there. */
  static Optional<Fleets> of(Resource component, World world) {
    String name = component.attributes().path("VariantName").asText();
    return InferenceComponents.endpoint(component, world).map(endpoint -> of(endpoint, name));
  }

  private static Fleets of(Resource endpoint, String name) {
    JsonNode variant = variant(endpoint.notes().path("config"), name);
    long initial = variant.path("InitialInstanceCount").asLong(1);
    JsonNode running = variant(endpoint.notes().path("deployed"), name);
    return new Fleets(endpoint, variant, running.path("DesiredInstanceCount").asLong(initial));
  }

  static JsonNode variant(JsonNode config, String name) {
    for (JsonNode variant : config.path("ProductionVariants")) {
      if (variant.path("VariantName").asText().equals(name)) {
        return variant;
      }
    }
    return MissingNode.getInstance();
  }

  String instanceType() {
    return variant.path("InstanceType").asText();
  }

  private JsonNode scaling() {
    return variant.path("ManagedInstanceScaling");
  }

  private boolean isScaled() {
    return scaling().path("Status").asText().equals("ENABLED");
  }

  /** How many instances there can be. */
  private long most() {
    return isScaled() ? scaling().path("MaxInstanceCount").asLong(count) : count;
  }

  private long least() {
    return scaling().path("MinInstanceCount").asLong(count);
  }

  /** Why copies of a component have no room, however many instances the endpoint is given. */
  static Optional<String> lacking(Resource component, World world) {
    Optional<Fleets> fleet = of(component, world);
    if (fleet.isEmpty()) {
      return Optional.empty();
    }
    Packing packing = Packing.of(fleet.get(), fleet.get().most(), component, world);
    return packing.copies(component) >= component.notes().path(InferenceComponents.DESIRED).asLong()
        ? Optional.empty()
        : Optional.of(
            "Insufficient capacity on the instances of endpoint "
                + fleet.get().endpoint.name()
                + " to place the requested copies of the inference component.");
  }

  /** Notes how many copies run on the instances that there are. */
  static void place(Resource component, World world) {
    of(component, world)
        .filter(fleet -> !InferenceComponents.isAdapter(component))
        .ifPresent(
            fleet -> {
              Resource now = world.latest(component);
              long copies = Packing.of(fleet, fleet.most(), now, world).copies(now);
              world.change(now, old -> old.withNote(InferenceComponents.CURRENT, copies));
            });
  }

  /** Gives an endpoint that scales by itself as many instances as its copies need. */
  static void balance(Resource component, World world) {
    of(component, world).filter(Fleets::isScaled).ifPresent(fleet -> fleet.scale(component, world));
  }

  private void scale(Resource cause, World world) {
    long needed = Packing.of(this, most(), cause, world).instances();
    long wanted = Math.min(most(), Math.max(least(), needed));
    if (wanted == count) {
      return;
    }
    ObjectNode input = Documents.empty();
    input.put("EndpointName", endpoint.name());
    input
        .putArray("DesiredWeightsAndCapacities")
        .addObject()
        .put("VariantName", variant.path("VariantName").asText())
        .put("DesiredInstanceCount", wanted);
    try {
      world.invoke(cause, "UpdateEndpointWeightsAndCapacities", input);
    } catch (ServiceError refused) {
      world.note(
          "Endpoint "
              + endpoint.name()
              + " keeps "
              + count
              + " instances for its inference components: "
              + refused.message());
    }
  }
}
