package dev.mlsim.services.sagemaker.registry;

import static dev.mlsim.services.sagemaker.vocabulary.SharedErrors.VALIDATION;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mlsim.lifecycle.Resource;
import dev.mlsim.service.Call;
import dev.mlsim.service.Documents;
import dev.mlsim.service.Precondition;
import dev.mlsim.service.TypeRef;
import dev.mlsim.services.sagemaker.vocabulary.AlgorithmUse;
import java.util.List;
import java.util.Optional;

/**
 * What a model package is made from: its own specification, or that of the package or model which
 * {@code SourceUri} names, or of the algorithm that trained it (API reference, CreateModelPackage).
 */
final class Sources {
  static final String SPECIFICATION = "InferenceSpecification";

  private static final TypeRef MODEL = TypeRef.to("sagemaker:model", "model", VALIDATION);

  static final Precondition EXIST =
      Precondition.of("what SourceUri names by its ARN exists", VALIDATION, Sources::missing);

  private Sources() {}

  static final Precondition ALGORITHM =
      Precondition.of(
          "the algorithm of SourceAlgorithmSpecification is there, and can infer",
          VALIDATION,
          Sources::unfit);

  private static Optional<String> algorithm(Call call) {
    return Optional.of(
            call.input().at("/SourceAlgorithmSpecification/SourceAlgorithms/0/AlgorithmName"))
        .filter(JsonNode::isTextual)
        .map(JsonNode::asText);
  }

  private static Optional<String> unfit(Call call) {
    return algorithm(call)
        .flatMap(
            name ->
                AlgorithmUse.unusable(call, name)
                    .or(
                        () ->
                            AlgorithmUse.find(call, name)
                                .filter(found -> !call.has(SPECIFICATION))
                                .filter(found -> !found.attributes().has(SPECIFICATION))
                                .map(
                                    found ->
                                        "Algorithm "
                                            + found.arn()
                                            + " has no InferenceSpecification.")));
  }

  /** The algorithm's, with the artifacts that the source names. */
  private static Optional<JsonNode> ofAlgorithm(Call call) {
    JsonNode source = call.input().at("/SourceAlgorithmSpecification/SourceAlgorithms/0");
    return algorithm(call)
        .flatMap(name -> AlgorithmUse.find(call, name))
        .flatMap(found -> Documents.at(found.attributes(), SPECIFICATION))
        .map(
            given -> {
              ObjectNode specification = given.deepCopy();
              if (specification.path("Containers").path(0) instanceof ObjectNode first) {
                for (String data : List.of("ModelDataUrl", "ModelDataSource", "ModelDataETag")) {
                  Documents.at(source, data).ifPresent(value -> first.set(data, value));
                }
              }
              return specification;
            });
  }

  private static Optional<String> missing(Call call) {
    return call.text("SourceUri")
        .filter(uri -> uri.startsWith("arn:") && source(call).isEmpty())
        .map(uri -> "Could not find the source of the model package: " + uri + ".");
  }

  private static Optional<Resource> source(Call call) {
    return call.text("SourceUri")
        .flatMap(
            uri ->
                call.world()
                    .registry()
                    .byArn(ModelPackages.TYPE, uri)
                    .or(() -> call.world().registry().byArn(MODEL, uri)));
  }

  /** The specification that a new package has, if any. */
  static Optional<JsonNode> specification(Call call) {
    return call.at(SPECIFICATION)
        .or(
            () ->
                source(call)
                    .flatMap(
                        from ->
                            from.type().equals(ModelPackages.TYPE.name())
                                ? Documents.at(from.attributes(), SPECIFICATION)
                                : Optional.of(ofModel(from))))
        .or(() -> ofAlgorithm(call));
  }

  private static JsonNode ofModel(Resource model) {
    ObjectNode specification = Documents.empty();
    ArrayNode containers = specification.putArray("Containers");
    JsonNode only = model.attributes().path("PrimaryContainer");
    JsonNode all = model.attributes().path("Containers");
    for (JsonNode container : all.isEmpty() ? List.of(only) : all) {
      ObjectNode one = containers.addObject();
      for (String member :
          List.of("ContainerHostname", "Image", "ModelDataUrl", "ModelDataSource", "Environment")) {
        Documents.at(container, member).ifPresent(value -> one.set(member, value));
      }
    }
    return specification;
  }
}
