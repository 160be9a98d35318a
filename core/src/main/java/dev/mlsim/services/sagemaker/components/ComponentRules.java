package dev.mlsim.services.sagemaker.components;

import static dev.mlsim.services.sagemaker.vocabulary.SharedErrors.VALIDATION;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mlsim.lifecycle.Resource;
import dev.mlsim.service.Call;
import dev.mlsim.service.Precondition;
import dev.mlsim.service.TypeRef;
import java.util.Optional;
import java.util.Set;

/** What must hold of a request about an inference component. */
final class ComponentRules {
  private static final TypeRef MODEL = TypeRef.to("sagemaker:model", VALIDATION);
  private static final Set<String> USABLE = Set.of("InService", "Updating", "SystemUpdating");

  private static final Precondition MODELS =
      new Precondition(
          "the models of its specifications exist",
          VALIDATION,
          call ->
              Specifications.all(call.input()).stream()
                  .map(one -> one.path("ModelName").asText())
                  .filter(name -> !name.isEmpty())
                  .forEach(name -> call.require(MODEL, name)));

  static final Precondition[] OF_CREATE = {
    Precondition.exists("EndpointName", InferenceComponents.ENDPOINT),
    Precondition.of(
        "the endpoint has a variant without a model, and is in service",
        VALIDATION,
        ComponentRules::endpoint),
    Precondition.oneOf(VALIDATION, "Specification", "Specifications"),
    Precondition.of("whole specifications", VALIDATION, ComponentRules::specification),
    new Precondition("the base component exists", VALIDATION, ComponentRules::base),
    Precondition.of("a variant, unless it is an adapter", VALIDATION, ComponentRules::variant),
    Precondition.of("a copy at least, unless it is an adapter", VALIDATION, ComponentRules::copies),
    MODELS
  };

  static final Precondition[] OF_UPDATE = {
    Precondition.unless(
        call ->
            call.has("Specification") || call.has("Specifications") || call.has("RuntimeConfig"),
        "something to update",
        VALIDATION,
        "Specification, Specifications or RuntimeConfig must be specified to update an inference"
            + " component."),
    Precondition.unless(
        call -> !call.has("Specification") || !call.has("Specifications"),
        "one of Specification and Specifications",
        VALIDATION,
        "Exactly one of Specification and Specifications must be specified."),
    Precondition.of("whole specifications", VALIDATION, ComponentRules::specification),
    MODELS
  };

  static final Precondition[] OF_DELETE = {
    Precondition.of(
        "it is not being deleted",
        VALIDATION,
        call ->
            Optional.of(require(call))
                .filter(component -> component.is("Deleting"))
                .map(
                    component ->
                        "Cannot delete inference component \""
                            + component.arn()
                            + "\" while it is in DELETE_IN_PROGRESS state.")),
    Precondition.of("no adapter is based on it", VALIDATION, ComponentRules::adapters)
  };

  private ComponentRules() {}

  private static Resource require(Call call) {
    return call.require(InferenceComponents.TYPE, call.text("InferenceComponentName").orElse(""));
  }

  private static Resource endpointOf(Call call) {
    return call.require(InferenceComponents.ENDPOINT, call.text("EndpointName").orElse(""));
  }

  private static Optional<String> endpoint(Call call) {
    Resource endpoint = endpointOf(call);
    for (JsonNode variant : endpoint.notes().path("config").path("ProductionVariants")) {
      if (variant.has("ModelName")) {
        return Optional.of(
            "Inference Components are not supported in this Endpoint. Please make sure this"
                + " endpoint can deploy inference components.");
      }
    }
    return USABLE.contains(endpoint.state().status())
        ? Optional.empty()
        : Optional.of(
            "Cannot create inference component on endpoint \""
                + endpoint.arn()
                + "\" while it is in <"
                + endpoint.state().status()
                + "> state.");
  }

  private static Optional<String> specification(Call call) {
    for (JsonNode one : Specifications.all(call.input())) {
      boolean isAdapter = one.has("BaseInferenceComponentName");
      if (one.has("ModelName") && one.has("Container")) {
        return Optional.of("Only one of ModelName and Container can be specified.");
      }
      if (!isAdapter && !one.has("ModelName") && !one.has("Container")) {
        return Optional.of("One of ModelName and Container must be specified.");
      }
      if (!isAdapter && !one.has("ComputeResourceRequirements")) {
        return Optional.of(
            "ComputeResourceRequirements must be specified for an inference component that is not"
                + " an adapter.");
      }
    }
    return Optional.empty();
  }

  private static void base(Call call) {
    String base = Specifications.base(call.input());
    if (!base.isEmpty()) {
      call.require(InferenceComponents.TYPE, base);
    }
  }

  private static Optional<String> variant(Call call) {
    boolean isAdapter = !Specifications.base(call.input()).isEmpty();
    Optional<String> name = call.text("VariantName");
    if (isAdapter == name.isPresent()) {
      return Optional.of(
          isAdapter
              ? "VariantName cannot be specified with BaseInferenceComponentName."
              : "VariantName must be specified.");
    }
    Resource endpoint = endpointOf(call);
    return name.filter(n -> Fleets.variant(endpoint.notes().path("config"), n).isMissingNode())
        .map(
            n ->
                "The variant name(s) \""
                    + n
                    + "\" is/are not present within endpoint configuration \""
                    + endpoint.attributes().path("EndpointConfigName").asText()
                    + "\".");
  }

  /** Seen of the refusal are the words from Inference to 0: stdapi-ai/stdapi.ai#43. */
  private static Optional<String> copies(Call call) {
    Optional<Long> copies = call.number("RuntimeConfig.CopyCount");
    if (!Specifications.base(call.input()).isEmpty()) {
      return copies.map(c -> "RuntimeConfig cannot be specified with BaseInferenceComponentName.");
    }
    return copies.orElse(0L) > 0
        ? Optional.empty()
        : Optional.of("Inference components copy count an integer larger than 0");
  }

  private static Optional<String> adapters(Call call) {
    Resource component = require(call);
    String endpoint = component.attributes().path("EndpointName").asText();
    for (Resource other : InferenceComponents.of(endpoint, call.world())) {
      if (Specifications.base(other.attributes()).equals(component.name())) {
        return Optional.of(
            "Inference component \""
                + component.arn()
                + "\" is a base inference component for one or more associated adapter inference"
                + " components and cannot be deleted.");
      }
    }
    return Optional.empty();
  }
}
