package dev.mlsim.services.sagemakerruntime.inference;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.mlsim.lifecycle.Resource;
import dev.mlsim.service.Call;
import dev.mlsim.service.TypeRef;
import dev.mlsim.service.World;
import dev.mlsim.services.sagemakerruntime.Invocation;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.StreamSupport;

/**
 * Who serves a call: a variant of the fleet that an endpoint has when it comes. The endpoint's
 * notes are the control plane's, and read by their names: {@code config} and {@code deployed} are
 * of the fleet in service, {@code pending} is the update under way, {@code shifted} the part of the
 * traffic that its fleet has already.
 *
 * @param endpoint the endpoint
 * @param variant the variant as its configuration has it
 * @param running the variant as it runs; missing for one that has only part of the traffic yet
 * @param model the model that it hosts, as Describe shows it; missing if it hosts components, or if
 *     the model was deleted since
 */
record Served(Resource endpoint, JsonNode variant, JsonNode running, JsonNode model) {
  static final TypeRef ENDPOINT = TypeRef.to("endpoint", "ValidationException");
  private static final long MB_A_GB = 1_024;
  private static final TypeRef MODEL = TypeRef.to("sagemaker:model", "ValidationException");

  private static final Set<String> SERVING =
      Set.of("InService", "Updating", "SystemUpdating", "RollingBack", "UpdateRollbackFailed");

  /** The endpoint of that name, spelled so, if it serves. */
  static Optional<Resource> endpoint(World world, String name) {
    return world
        .registry()
        .byKey(ENDPOINT, name)
        .filter(e -> e.name().equals(name) && SERVING.contains(e.state().status()));
  }

  /** Who serves the call; refuses it in AWS's words if nobody does. */
  static Served by(Call call) {
    String name = call.text("EndpointName").orElseThrow();
    World world = call.world();
    Resource endpoint =
        endpoint(world, name).orElseThrow(() -> Refusals.notFound(name, world.account()));
    return of(endpoint, call.text("TargetVariant"), world);
  }

  /** Who serves a call of the endpoint: the variant that it names, or else one by weight. */
  static Served of(Resource endpoint, Optional<String> target, World world) {
    JsonNode notes = endpoint.notes();
    boolean isNew = isNewFleet(notes, world);
    JsonNode config = isNew ? notes.path("pending").path("config") : notes.path("config");
    JsonNode running = isNew ? MissingNode.getInstance() : notes.path("deployed");
    String variant = variant(endpoint, target, config, running, world);
    JsonNode chosen = named(config, variant);
    JsonNode model =
        world
            .registry()
            .byKey(MODEL, chosen.path("ModelName").asText())
            .<JsonNode>map(Resource::attributes)
            .orElse(MissingNode.getInstance());
    return new Served(endpoint, chosen, named(running, variant), model);
  }

  private static boolean isNewFleet(JsonNode notes, World world) {
    double shifted = notes.path("shifted").asDouble();
    return shifted >= 1 || (shifted > 0 && world.chance().fraction() < shifted);
  }

  private static JsonNode named(JsonNode fleet, String variant) {
    for (JsonNode one : fleet.path("ProductionVariants")) {
      if (one.path("VariantName").asText().equals(variant)) {
        return one;
      }
    }
    return MissingNode.getInstance();
  }

  /** The variant that the call names has no need of a weight. */
  private static String variant(
      Resource endpoint, Optional<String> target, JsonNode config, JsonNode running, World world) {
    if (target.isPresent()) {
      if (named(config, target.get()).isMissingNode()) {
        throw Refusals.noVariant(target.get(), endpoint.name(), world.account());
      }
      return target.get();
    }
    List<JsonNode> variants =
        StreamSupport.stream(config.path("ProductionVariants").spliterator(), false).toList();
    double[] upTo = new double[variants.size()];
    double sum = 0;
    for (int i = 0; i < upTo.length; i++) {
      sum += weight(variants.get(i), running);
      upTo[i] = sum;
    }
    int chosen = 0;
    if (upTo.length > 1) {
      double drawn = world.chance().fraction() * sum;
      while (chosen < upTo.length - 1 && upTo[chosen] <= drawn) {
        chosen++;
      }
    }
    return variants.get(chosen).path("VariantName").asText();
  }

  private static double weight(JsonNode variant, JsonNode running) {
    double initial = variant.path("InitialVariantWeight").asDouble(1);
    return named(running, variant.path("VariantName").asText())
        .path("CurrentWeight")
        .asDouble(initial);
  }

  /** The name of the variant. */
  String name() {
    return variant.path("VariantName").asText();
  }

  boolean isServerless() {
    return variant.has("ServerlessConfig");
  }

  /** Charges a serverless variant for the time that its container works: gigabytes by time. */
  void charge(Duration worked, World world) {
    if (isServerless()) {
      long memory = variant.path("ServerlessConfig").path("MemorySizeInMB").asLong();
      world
          .registry()
          .byKey(ENDPOINT, endpoint.key())
          .ifPresent(
              there ->
                  world.charge(
                      there, "serverless-GB", worked.multipliedBy(memory).dividedBy(MB_A_GB)));
    }
  }

  boolean isAsync() {
    return endpoint.attributes().has("AsyncInferenceConfig");
  }

  /** Whether inference components run on it rather than a model. */
  boolean hostsComponents() {
    return !variant.has("ModelName");
  }

  boolean isMultiModel() {
    return StreamSupport.stream(containers().spliterator(), false)
        .anyMatch(container -> container.path("Mode").asText().equals("MultiModel"));
  }

  /** Whether a call names which of its containers it is for. */
  boolean isCalledDirectly() {
    return model.path("InferenceExecutionConfig").path("Mode").asText().equals("Direct");
  }

  boolean hasContainer(String hostname) {
    return StreamSupport.stream(containers().spliterator(), false)
        .anyMatch(container -> container.path("ContainerHostname").asText().equals(hostname));
  }

  /** Where the models of a multi-model endpoint are. */
  String modelData() {
    for (JsonNode container : containers()) {
      if (container.path("Mode").asText().equals("MultiModel")) {
        return container.path("ModelDataUrl").asText();
      }
    }
    return "";
  }

  private Iterable<JsonNode> containers() {
    return model.has("Containers") ? model.path("Containers") : List.of(primary());
  }

  private JsonNode primary() {
    return model.path("PrimaryContainer");
  }

  /** The call as the container gets it. */
  Invocation invocation(Call call, byte[] body) {
    return new Invocation(
        endpoint.name(),
        name(),
        hostsComponents() ? Components.model(call) : variant.path("ModelName").asText(),
        body,
        call.text("ContentType"),
        call.text("Accept"),
        call.text("CustomAttributes"),
        call.text("TargetModel"),
        call.text("TargetContainerHostname"),
        call.text("InferenceComponentName"),
        call.text("SessionId"),
        call.text("InferenceId"),
        call.now());
  }
}
