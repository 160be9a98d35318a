package dev.mlsim.services.sagemaker;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mlsim.json.Json;
import dev.mlsim.json.MalformedJson;
import dev.mlsim.service.Documents;
import dev.mlsim.service.Setup;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * What models SageMaker's public hub has, beside a few of JumpStart's that are always there.
 *
 * <pre>{@code
 * sim.setup(PublicHub.class)
 *     .offers("acme-churn-small", "1.2.0", "{\"Url\": \"https://acme.example\"}");
 * }</pre>
 *
 * <p>A private hub refers to them with CreateHubContentReference. Safe for threads.
 */
public final class PublicHub implements Setup {
  private static final int BOUND = 10_000;
  private static final Pattern NAME = Pattern.compile("[a-zA-Z0-9](-*[a-zA-Z0-9]){0,62}");
  private static final Pattern VERSION = Pattern.compile("\\d{1,4}\\.\\d{1,4}\\.\\d{1,4}");

  private static final Map<String, Map<String, ObjectNode>> USUAL =
      Map.of(
          "huggingface-text2text-flan-t5-base", Map.of("2.2.2", Documents.of("{}")),
          "huggingface-llm-falcon-7b-bf16", Map.of("3.9.0", Documents.of("{}")),
          "meta-textgeneration-llama-2-7b", Map.of("4.19.0", Documents.of("{}")),
          "pytorch-ic-mobilenet-v2", Map.of("3.0.12", Documents.of("{}")),
          "xgboost-classification-model", Map.of("2.1.13", Documents.of("{}")));

  private final Place place;
  private Map<String, Map<String, ObjectNode>> offered = Map.of();

  PublicHub(Place place) {
    this.place = place;
  }

  /**
   * It has a model in a version.
   *
   * @param name its name
   * @param version its version, such as {@code 1.2.0}
   * @param document its document, a JSON object
   */
  public PublicHub offers(String name, String version, String document) {
    if (!NAME.matcher(name).matches()) {
      throw wrong("a model [" + name + "]; a name fits " + NAME);
    }
    if (!VERSION.matcher(version).matches()) {
      throw wrong("[" + name + "] in the version [" + version + "]; one is like [1.2.0]");
    }
    ObjectNode parsed = parsed(name, document);
    place.change(
        () -> {
          Map<String, Map<String, ObjectNode>> more = new LinkedHashMap<>(offered);
          Map<String, ObjectNode> versions = new TreeMap<>(more.getOrDefault(name, Map.of()));
          versions.put(version, parsed);
          more.put(name, Map.copyOf(versions));
          if (more.values().stream().mapToInt(Map::size).sum() > BOUND) {
            throw wrong("more than [" + BOUND + "] versions of models; that is the bound");
          }
          offered = Map.copyOf(more);
        });
    return this;
  }

  private static ObjectNode parsed(String name, String document) {
    try {
      if (Json.read(document) instanceof ObjectNode object) {
        return object;
      }
    } catch (MalformedJson e) {
      throw wrong("[" + name + "] with a document that is no JSON" + e.placeAndProblem());
    }
    throw wrong("[" + name + "] with the document [" + document + "]; one is a JSON object");
  }

  private static IllegalArgumentException wrong(String what) {
    return new IllegalArgumentException("mlsim: the public hub is told that it offers " + what);
  }

  /** Its models, by name and then by version. Called under the simulator's lock. */
  public Map<String, Map<String, ObjectNode>> models() {
    return place.locked(
        () -> {
          Map<String, Map<String, ObjectNode>> all = new TreeMap<>(USUAL);
          all.putAll(offered);
          return all;
        });
  }

  @Override
  public void clear() {
    offered = Map.of();
  }

  @Override
  public Object save() {
    return offered;
  }

  @Override
  @SuppressWarnings("unchecked") // saved above
  public void restore(Object saved) {
    offered = (Map<String, Map<String, ObjectNode>>) saved;
  }
}
