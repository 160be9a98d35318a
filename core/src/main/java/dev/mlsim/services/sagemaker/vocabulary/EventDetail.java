package dev.mlsim.services.sagemaker.vocabulary;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.mlsim.contract.Timestamps;
import dev.mlsim.lifecycle.Resource;
import dev.mlsim.service.Documents;
import dev.mlsim.service.Emission;
import dev.mlsim.service.ResourceType;
import dev.mlsim.service.World;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Which members of a resource an event shows, and how, as a text: {@code "TrainingJobName
 * CreationTime:ms AlgorithmSpecification(TrainingImage TrainingInputMode)"}. In parentheses stand
 * the members of a structure, or of each structure in a list; without them it is shown as it is. A
 * member that the resource lacks is left out. The form is that of the examples in the developer
 * guide ("SageMaker AI events in EventBridge"), times as consumers have received them: numbers of
 * milliseconds.
 *
 * <ul>
 *   <li>{@code :ms} - a time in milliseconds
 *   <li>{@code :iso} - a time as a text
 *   <li>{@code :snake} - {@code InService} as {@code IN_SERVICE}
 *   <li>{@code :upper} - in capitals
 *   <li>{@code :title} - {@code CREATE_FAILED} as {@code CreateFailed}
 *   <li>{@code :double} - a number with a fraction
 *   <li>{@code :object} - an empty structure where the resource lacks it
 *   <li>{@code Tags} - an object of the tags
 * </ul>
 */
public final class EventDetail implements Emission.Detail {
  private final List<Part> parts;

  /**
   * A member.
   *
   * @param name its name
   * @param form how it is shown, empty for as it is
   * @param members those of its own, empty for all as they are
   */
  private record Part(String name, String form, List<Part> members) {}

  private EventDetail(List<Part> parts) {
    this.parts = parts;
  }

  /** Reads such a text. */
  public static EventDetail of(String members) {
    return new EventDetail(new Reader(members).parts());
  }

  @Override
  public ObjectNode of(ResourceType type, Resource resource, World world) {
    ObjectNode detail = Documents.empty();
    for (Part part : parts) {
      if (part.name.equals("Tags")) {
        ObjectNode tags = detail.putObject("Tags");
        resource.tags().forEach(tags::put);
        continue;
      }
      Optional<JsonNode> value = type.value(resource, part.name, world);
      if (value.isPresent()) {
        detail.set(part.name, shown(part, value.get()));
      } else if (part.form.equals("object")) {
        detail.putObject(part.name);
      }
    }
    return detail;
  }

  private static JsonNode shown(Part part, JsonNode value) {
    if (value.isArray()) {
      ArrayNode list = JsonNodeFactory.instance.arrayNode();
      value.forEach(element -> list.add(shown(part, element)));
      return list;
    }
    if (part.members.isEmpty()) {
      return value.isObject() ? value : formed(part.form, value);
    }
    ObjectNode structure = Documents.empty();
    for (Part member : part.members) {
      JsonNode inner = value.get(member.name);
      if (inner != null) {
        structure.set(member.name, shown(member, inner));
      }
    }
    return structure;
  }

  private static JsonNode formed(String form, JsonNode value) {
    return switch (form) {
      case "ms" -> LongNode.valueOf(Timestamps.instant(value).toEpochMilli());
      case "iso" -> TextNode.valueOf(Timestamps.instant(value).toString());
      case "double" -> DoubleNode.valueOf(value.asDouble());
      case "upper" -> TextNode.valueOf(value.asText().toUpperCase(Locale.ROOT));
      case "snake" ->
          TextNode.valueOf(
              value.asText().replaceAll("([a-z0-9])([A-Z])", "$1_$2").toUpperCase(Locale.ROOT));
      case "title" -> TextNode.valueOf(title(value.asText()));
      default -> value;
    };
  }

  private static String title(String status) {
    StringBuilder title = new StringBuilder();
    for (String word : status.split("_", -1)) {
      title.append(word.charAt(0)).append(word.substring(1).toLowerCase(Locale.ROOT));
    }
    return title.toString();
  }

  /** Reads the text, for one use. */
  private static final class Reader {
    private final String[] words;
    private int at;

    Reader(String text) {
      words = text.replace("(", " ( ").replace(")", " ) ").strip().split("\\s+", -1);
    }

    List<Part> parts() {
      List<Part> parts = new ArrayList<>();
      while (at < words.length && !words[at].equals(")")) {
        String word = words[at++];
        int colon = word.indexOf(':');
        String name = colon < 0 ? word : word.substring(0, colon);
        String form = colon < 0 ? "" : word.substring(colon + 1);
        List<Part> members = List.of();
        if (at < words.length && words[at].equals("(")) {
          at++;
          members = parts();
          at++;
        }
        parts.add(new Part(name, form, members));
      }
      return List.copyOf(parts);
    }
  }
}
