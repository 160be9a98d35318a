package dev.mlsim.services.sagemakerruntime.inference;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mlsim.lifecycle.Resource;
import dev.mlsim.service.Call;
import dev.mlsim.service.ServiceError;
import dev.mlsim.service.TypeRef;
import java.util.Optional;

/**
 * The inference component that a call names. Its notes are the control plane's, and read by their
 * names: {@code current} is how many of its copies run.
 */
final class Components {
  private static final TypeRef COMPONENT = TypeRef.to("inference-component", "ValidationException");

  private Components() {}

  private static Optional<Resource> named(Call call, String name) {
    return call.world()
        .registry()
        .byKey(COMPONENT, name)
        .filter(
            component ->
                component
                    .attributes()
                    .path("EndpointName")
                    .asText()
                    .equalsIgnoreCase(call.text("EndpointName").orElse("")));
  }

  private static JsonNode specification(Resource component) {
    JsonNode attributes = component.attributes();
    return attributes.has("Specification")
        ? attributes.path("Specification")
        : attributes.path("Specifications").path(0);
  }

  private static String base(Resource component) {
    return specification(component).path("BaseInferenceComponentName").asText();
  }

  /** The name of the model that the component of a call runs, empty where it has none. */
  static String model(Call call) {
    return call.text("InferenceComponentName")
        .flatMap(name -> named(call, name))
        .map(component -> specification(component).path("ModelName").asText())
        .orElse("");
  }

  /** A call of an endpoint of components is answered by a copy of the one it names. */
  static void check(Served served, Call call) {
    Optional<String> name = call.text("InferenceComponentName");
    if (!served.hostsComponents() || name.isEmpty()) {
      return;
    }
    Resource component =
        named(call, name.get())
            .orElseThrow(
                () ->
                    new ServiceError(
                        Refusals.VALIDATION,
                        "Inference Component "
                            + name.get()
                            + " not found for Endpoint "
                            + served.endpoint().name()
                            + " of account "
                            + call.world().account().id()
                            + "."));
    Resource runs =
        base(component).isEmpty() ? component : named(call, base(component)).orElse(component);
    boolean serves = component.is("InService") || component.is("Updating");
    if (!serves || runs.notes().path("current").asLong() == 0) {
      throw new ServiceError(
          Refusals.VALIDATION,
          "Inference Component has no capacity to process this request. ApplicationAutoScaling may"
              + " be in-progress (if configured) or try to increase the capacity by invoking"
              + " UpdateInferenceComponentRuntimeConfig API.");
    }
  }
}
