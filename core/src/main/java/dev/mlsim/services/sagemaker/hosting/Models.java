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
import dev.mlsim.service.TypeRef;
import dev.mlsim.services.sagemaker.vocabulary.ContainerImages;
import dev.mlsim.services.sagemaker.vocabulary.EventDetail;
import dev.mlsim.services.sagemaker.vocabulary.Lists;
import dev.mlsim.services.sagemaker.vocabulary.SharedErrors;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

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
          .entering("Gone", Endpoints::lose)
          .emits(
              Emission.ofExistence(
                  "SageMaker Model State Change",
                  EventDetail.of(
                      "ModelName ModelArn ExecutionRoleArn PrimaryContainer Containers"
                          + " CreationTime:ms Tags")))
          .build();

  private static final TypeRef PACKAGE = TypeRef.to("model-package", "model package", VALIDATION);

  private static final Precondition[] RULES = {
    // That one of the two is needed is AWS's rule, the wording is judged.
    Precondition.unless(
        call -> call.has("PrimaryContainer") != call.has("Containers"),
        "either PrimaryContainer or Containers",
        VALIDATION,
        "Exactly one of PrimaryContainer and Containers must be specified."),
    // Quoted in issues of aws/sagemaker-python-sdk.
    Precondition.unless(
        call -> containers(call.input()).stream().allMatch(Models::isOfOneKind),
        "an image or a model package in each container",
        VALIDATION,
        "Specify one of either Image and Model Data URL or ModelPackageName in container"
            + " definition."),
    new Precondition("each model package exists", VALIDATION, Models::requirePackages),
    Precondition.of(
        "each image is in Amazon ECR, in the same region, or in a registry of the VPC",
        VALIDATION,
        Models::elsewhere),
    Precondition.unless(
        call ->
            Lists.texts(call.input().path("Containers"), "Mode")
                    .filter("MultiModel"::equals)
                    .count()
                < 2,
        "one container in MultiModel mode at most",
        VALIDATION,
        "More than one container in MultiModel mode is not supported with inference pipeline."),
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

  private static boolean isOfOneKind(JsonNode container) {
    return container.has("ModelPackageName")
        ? !container.has("Image") && !container.has("ModelDataUrl")
        : container.has("Image");
  }

  /** Those of other accounts, as of the marketplace's sellers, are taken to exist. */
  private static void requirePackages(Call call) {
    for (JsonNode container : containers(call.input())) {
      Documents.at(container, "ModelPackageName")
          .map(JsonNode::asText)
          .filter(name -> !name.startsWith("arn:") || name.startsWith(ownArns(call)))
          .ifPresent(name -> call.require(PACKAGE, name));
    }
  }

  private static String ownArns(Call call) {
    return SharedErrors.arn(call, PACKAGE.name(), "");
  }

  /** See aws/sagemaker-pytorch-inference-toolkit#7 and aws/sagemaker-python-sdk#4700. */
  private static Optional<String> elsewhere(Call call) {
    String own = call.world().account().region();
    return containers(call.input()).stream()
        .filter(c -> c.has("Image"))
        .filter(c -> !c.path("ImageConfig").path("RepositoryAccessMode").asText().equals("Vpc"))
        .map(c -> c.path("Image").asText())
        .filter(image -> !ContainerImages.region(image).equals(Optional.of(own)))
        .findFirst()
        .map(
            image ->
                ContainerImages.region(image).isPresent()
                    ? "Region of \""
                        + image
                        + "\" does not match expected region of "
                        + own
                        + ". Cross region ECR image pulls are not allowed."
                    : "Using non-ECR image \""
                        + image
                        + "\" without Vpc repository access mode is not supported.");
  }

  private static Stream<String> data(JsonNode container) {
    return Stream.of("ModelDataUrl", "ModelDataSource.S3DataSource.S3Uri")
        .flatMap(path -> Documents.at(container, path).stream())
        .map(JsonNode::asText)
        .filter(url -> !url.isEmpty());
  }

  private static Optional<String> missingData(Call call) {
    return containers(call.input()).stream()
        .flatMap(Models::data)
        .filter(url -> !call.world().objects().isReadable(url))
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
