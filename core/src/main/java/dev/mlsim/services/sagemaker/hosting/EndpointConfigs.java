package dev.mlsim.services.sagemaker.hosting;

import static dev.mlsim.lifecycle.Lifecycle.DELETE;
import static dev.mlsim.services.sagemaker.vocabulary.SharedErrors.VALIDATION;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mlsim.service.Call;
import dev.mlsim.service.Create;
import dev.mlsim.service.Describe;
import dev.mlsim.service.Documents;
import dev.mlsim.service.Emission;
import dev.mlsim.service.Family;
import dev.mlsim.service.ListAll;
import dev.mlsim.service.Precondition;
import dev.mlsim.service.ResourceType;
import dev.mlsim.service.Trigger;
import dev.mlsim.services.sagemaker.vocabulary.EventDetail;
import dev.mlsim.services.sagemaker.vocabulary.Lists;
import dev.mlsim.services.sagemaker.vocabulary.SharedErrors;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * SageMaker's endpoint configurations. They never change, and can be deleted in use, which the API
 * reference forbids (DeleteEndpointConfig) and the next UpdateEndpoint notices
 * (hashicorp/terraform-provider-aws#40048).
 */
final class EndpointConfigs {
  private static final ObjectNode VARIANT_DEFAULTS =
      Documents.of(
          """
          {'ProductionVariants': [{'InitialVariantWeight': 1.0}],
           'ShadowProductionVariants': [{'InitialVariantWeight': 1.0}]}
          """);

  static final ResourceType TYPE =
      SharedErrors.hosting(
              ResourceType.named("endpoint-config"), "endpoint-config", "endpoint configuration")
          .identifiedBy("EndpointConfigName")
          .arn("EndpointConfigArn", "endpoint-config/{key}")
          .times("CreationTime", "")
          .defaults("{'EnableNetworkIsolation': false}")
          .prepared((call, config) -> config.fill(VARIANT_DEFAULTS))
          .entering("Gone", Endpoints::lose)
          .emits(
              Emission.ofExistence(
                  "SageMaker Endpoint Config State Change",
                  EventDetail.of(
                      """
                      EndpointConfigName EndpointConfigArn ProductionVariants
                      ShadowProductionVariants DataCaptureConfig KmsKeyId AsyncInferenceConfig
                      ExplainerConfig CreationTime:ms Tags
                      """)))
          .build();

  /** Instances whose storage is local and of a fixed size: see aws/sagemaker-python-sdk#4828. */
  private static final Pattern LOCAL_STORAGE =
      Pattern.compile("ml\\.(\\w*d\\w*|[gp][5-9]|trn)[\\w-]*\\..*");

  private static final int GIBIBYTE = 1024;

  // The rules are AWS's; the wording of the first two, and of the memory's, is judged.
  private static final Precondition[] RULES = {
    Precondition.of(
        "each variant has a name of its own", VALIDATION, EndpointConfigs::doubleVariant),
    Precondition.of(
        "each variant of a model has InitialInstanceCount and InstanceType, or ServerlessConfig",
        VALIDATION,
        EndpointConfigs::withoutFleet),
    Precondition.unless(
        call ->
            variants(call.input()).stream()
                .noneMatch(v -> v.has("ModelName") && v.has("ManagedInstanceScaling")),
        "no ManagedInstanceScaling for a variant of a model",
        VALIDATION,
        "ManagedInstanceScaling is only supported for inference component endpoints."),
    Precondition.unless(
        call ->
            call.has("ExecutionRoleArn")
                || variants(call.input()).stream().allMatch(v -> v.has("ModelName")),
        "ExecutionRoleArn where a variant has no model",
        VALIDATION,
        "ExecutionRoleArn is required for production variants without ModelName."),
    Precondition.of(
        "VolumeSizeInGB only for instances without local storage",
        VALIDATION,
        EndpointConfigs::localStorage),
    Precondition.of("MemorySizeInMB in steps of 1024", VALIDATION, EndpointConfigs::oddMemory),
    new Precondition(
        "each variant names a model that exists", VALIDATION, EndpointConfigs::modelsExist)
  };

  private EndpointConfigs() {}

  /** The variants in a document, shadow variants last. */
  static List<JsonNode> variants(JsonNode config) {
    List<JsonNode> variants = new ArrayList<>();
    config.path("ProductionVariants").forEach(variants::add);
    config.path("ShadowProductionVariants").forEach(variants::add);
    return variants;
  }

  private static Optional<String> doubleVariant(Call call) {
    return Lists.doubled(variants(call.input()).stream().map(v -> v.path("VariantName").asText()))
        .map(name -> "Duplicate production variant name: " + name);
  }

  private static Optional<String> localStorage(Call call) {
    return variants(call.input()).stream()
        .filter(v -> v.has("VolumeSizeInGB"))
        .map(v -> v.path("InstanceType").asText())
        .filter(type -> LOCAL_STORAGE.matcher(type).matches())
        .findFirst()
        .map(type -> "VolumeSize parameter is not allowed for the selected Instance type " + type);
  }

  private static Optional<String> oddMemory(Call call) {
    return variants(call.input()).stream()
        .map(v -> v.path("ServerlessConfig").path("MemorySizeInMB").asInt())
        .filter(memory -> memory % GIBIBYTE != 0)
        .findFirst()
        .map(
            memory ->
                "Invalid MemorySizeInMB "
                    + memory
                    + ". It must be one of 1024, 2048, 3072, 4096, 5120 and 6144.");
  }

  private static Optional<String> withoutFleet(Call call) {
    return variants(call.input()).stream()
        .filter(v -> v.has("ModelName") && !v.has("ServerlessConfig") && !v.has("InstancePools"))
        .filter(v -> !v.has("InstanceType") || !v.has("InitialInstanceCount"))
        .findFirst()
        .map(
            variant ->
                "Production variant "
                    + variant.path("VariantName").asText()
                    + " must have InitialInstanceCount and InstanceType, or ServerlessConfig.");
  }

  private static void modelsExist(Call call) {
    modelsExist(call, call.input());
  }

  /** Throws unless all models that the variants name are there. */
  static void modelsExist(Call call, JsonNode config) {
    for (JsonNode variant : variants(config)) {
      if (variant.has("ModelName")) {
        call.require(Models.TYPE, variant.path("ModelName").asText());
      }
    }
  }

  static void declare(Family family) {
    family
        .type(TYPE)
        .operation(
            "CreateEndpointConfig",
            Create.a(TYPE).requires(RULES).thenRequires(SharedErrors.OWN_ROLE))
        .operation("DescribeEndpointConfig", Describe.a(TYPE))
        .operation("ListEndpointConfigs", ListAll.of(TYPE))
        .operation("DeleteEndpointConfig", Trigger.by(DELETE, TYPE));
  }
}
