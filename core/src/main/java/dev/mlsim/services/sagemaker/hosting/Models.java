package dev.mlsim.services.sagemaker.hosting;

import static dev.mlsim.lifecycle.Lifecycle.DELETE;
import static dev.mlsim.services.sagemaker.vocabulary.SharedErrors.VALIDATION;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mlsim.service.Call;
import dev.mlsim.service.Create;
import dev.mlsim.service.Describe;
import dev.mlsim.service.Documents;
import dev.mlsim.service.Family;
import dev.mlsim.service.ListAll;
import dev.mlsim.service.Precondition;
import dev.mlsim.service.ResourceType;
import dev.mlsim.service.Trigger;
import dev.mlsim.services.sagemaker.vocabulary.SharedErrors;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * SageMaker's models. A model in use can be deleted; only the entry goes (API reference,
 * DeleteModel).
 */
final class Models {
  private static final ObjectNode CONTAINER_DEFAULTS =
      Documents.of(
          """
          {'?PrimaryContainer': {'Mode': 'SingleModel', 'Environment': {}},
           'Containers': [{'Mode': 'SingleModel', 'Environment': {}}]}
          """);

  static final ResourceType TYPE =
      SharedErrors.hosting(ResourceType.named("sagemaker:model"), "model", "model")
          .identifiedBy("ModelName")
          .arn("ModelArn", "model/{key}")
          .times("CreationTime", "")
          .defaults("{'EnableNetworkIsolation': false}")
          .prepared((call, model) -> model.fill(CONTAINER_DEFAULTS))
          .build();

  private static final Precondition[] RULES = {
    // That one of the two is needed is AWS's rule, the wording is judged.
    Precondition.unless(
        call -> call.has("PrimaryContainer") != call.has("Containers"),
        "either PrimaryContainer or Containers",
        VALIDATION,
        "Exactly one of PrimaryContainer and Containers must be specified."),
    Precondition.of("the model data is there", VALIDATION, Models::missingData)
  };

  private Models() {}

  /** The containers of a model, the only one or all of a pipeline. */
  static List<JsonNode> containers(ObjectNode model) {
    List<JsonNode> containers = new ArrayList<>();
    model.path("Containers").forEach(containers::add);
    if (model.has("PrimaryContainer")) {
      containers.add(model.path("PrimaryContainer"));
    }
    return containers;
  }

  private static Optional<String> missingData(Call call) {
    return containers(call.input()).stream()
        .map(container -> container.path("ModelDataUrl").asText())
        .filter(url -> !url.isEmpty() && !call.world().objects().isReadable(url))
        .findFirst()
        .map(url -> "Could not find model data at " + url + ".");
  }

  static void declare(Family family) {
    family
        .type(TYPE)
        .operation(
            "CreateModel", Create.a(TYPE).requires(RULES).thenRequires(SharedErrors.OWN_ROLE))
        .operation("DescribeModel", Describe.a(TYPE))
        .operation("ListModels", ListAll.of(TYPE))
        .operation("DeleteModel", Trigger.by(DELETE, TYPE));
  }
}
