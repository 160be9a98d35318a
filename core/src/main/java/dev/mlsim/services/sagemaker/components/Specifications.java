package dev.mlsim.services.sagemaker.components;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mlsim.contract.Timestamps;
import dev.mlsim.lifecycle.Resource;
import dev.mlsim.service.Call;
import dev.mlsim.service.Documents;
import dev.mlsim.service.World;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a component runs: one specification, or one for each of several types of instance. */
final class Specifications {
  static final List<String> MEMBERS = List.of("Specification", "Specifications");

  /** A note: what the images of containers were resolved to, by image. */
  static final String IMAGES = "images";

  private static final int DIGEST = 64;

  private Specifications() {}

  /** All of a request's, or of a component's. */
  static List<JsonNode> all(JsonNode document) {
    List<JsonNode> all = new ArrayList<>();
    document.path("Specifications").forEach(all::add);
    if (document.has("Specification")) {
      all.add(document.path("Specification"));
    }
    return all;
  }

  static JsonNode first(JsonNode document) {
    List<JsonNode> all = all(document);
    return all.isEmpty() ? MissingNode.getInstance() : all.get(0);
  }

  /** The one for a type of instance. */
  static JsonNode on(JsonNode document, String instanceType) {
    for (JsonNode one : all(document)) {
      if (one.path("InstanceType").asText().equals(instanceType)) {
        return one;
      }
    }
    return first(document);
  }

  /** The component that an adapter adapts, empty for one that is none. */
  static String base(JsonNode document) {
    return first(document).path("BaseInferenceComponentName").asText();
  }

  /** The images of a request, each with a digest by chance and the time it is looked up. */
  static ObjectNode digests(Call call) {
    ObjectNode images = Documents.empty();
    for (JsonNode one : all(call.input())) {
      String image = one.path("Container").path("Image").asText();
      if (!image.isEmpty()) {
        int end = image.indexOf(':', image.lastIndexOf('/') + 1);
        String repository = end < 0 ? image : image.substring(0, end);
        images
            .putObject(image)
            .put("SpecifiedImage", image)
            .put("ResolvedImage", repository + "@sha256:" + call.world().chance().hex(DIGEST))
            .set("ResolutionTime", Timestamps.of(call.now()));
      }
    }
    return images;
  }

  /** As Describe shows it: a container by the image that was deployed. */
  static Optional<JsonNode> shown(Resource component, String member, World world) {
    JsonNode given = component.attributes().path(member);
    if (given.isArray()) {
      ArrayNode all = JsonNodeFactory.instance.arrayNode();
      given.forEach(one -> all.add(deployed(one, component.notes().path(IMAGES))));
      return Optional.of(all);
    }
    return given.isMissingNode()
        ? Optional.empty()
        : Optional.of(deployed(given, component.notes().path(IMAGES)));
  }

  private static JsonNode deployed(JsonNode specification, JsonNode images) {
    if (!specification.has("Container")) {
      return specification;
    }
    ObjectNode shown = specification.deepCopy();
    ObjectNode container = Documents.empty();
    for (Map.Entry<String, JsonNode> part : specification.path("Container").properties()) {
      if (part.getKey().equals("Image")) {
        container.set("DeployedImage", images.path(part.getValue().asText()));
      } else {
        container.set(part.getKey(), part.getValue());
      }
    }
    shown.set("Container", container);
    return shown;
  }

  /** What an update is about to change, to be restored if it fails. */
  static ObjectNode kept(Call call, Resource merged) {
    Resource old = call.world().latest(merged);
    ObjectNode kept = Documents.empty();
    for (String member : MEMBERS) {
      Documents.at(old.attributes(), member).ifPresent(value -> kept.set(member, value));
    }
    kept.set(InferenceComponents.DESIRED, old.notes().path(InferenceComponents.DESIRED));
    kept.set(IMAGES, old.notes().path(IMAGES));
    return kept;
  }

  /** The component with what it had before an update; as it is where nothing was kept. */
  static Resource restored(Resource component) {
    JsonNode kept = component.notes().path("before");
    if (kept.isMissingNode()) {
      return component.withNote(
          InferenceComponents.DESIRED, component.notes().path(InferenceComponents.CURRENT));
    }
    Resource old = component.without(MEMBERS);
    for (String member : MEMBERS) {
      if (kept.has(member)) {
        old = old.with(member, kept.get(member));
      }
    }
    return old.withNote(InferenceComponents.DESIRED, kept.path(InferenceComponents.DESIRED))
        .withNote(IMAGES, kept.path(IMAGES));
  }
}
