package dev.mlsim.services.sagemaker.registry;

import static dev.mlsim.services.sagemaker.vocabulary.SharedErrors.VALIDATION;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mlsim.lifecycle.Resource;
import dev.mlsim.service.Call;
import dev.mlsim.service.Documents;
import dev.mlsim.service.Precondition;
import dev.mlsim.service.SeededRandom;
import dev.mlsim.service.TypeRef;
import java.util.List;
import java.util.Optional;

/**
 * What a model package is made from: its own specification, or that of the package or model which
 * {@code SourceUri} names (API reference, CreateModelPackage).
 */
final class Sources {
  static final String SPECIFICATION = "InferenceSpecification";

  private static final int DIGEST = 64;
  private static final TypeRef MODEL = TypeRef.to("sagemaker:model", "model", VALIDATION);

  static final Precondition EXIST =
      Precondition.of("what SourceUri names by its ARN exists", VALIDATION, Sources::missing);

  private Sources() {}

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
                                : Optional.of(ofModel(from))));
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

  /** Each container shows the digest of its image, though nobody said it. */
  static JsonNode digested(JsonNode specification, SeededRandom chance) {
    ObjectNode all = specification.deepCopy();
    for (JsonNode container : all.path("Containers")) {
      if (container instanceof ObjectNode one && one.has("Image") && !one.has("ImageDigest")) {
        one.put("ImageDigest", "sha256:" + chance.hex(DIGEST));
      }
    }
    return all;
  }
}
