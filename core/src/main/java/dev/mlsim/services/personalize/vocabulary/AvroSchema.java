package dev.mlsim.services.personalize.vocabulary;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.mlsim.json.Json;
import dev.mlsim.json.MalformedJson;
import dev.mlsim.service.ServiceError;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * An Avro record schema as Personalize takes it, and which columns each type of dataset needs.
 *
 * @param name the record's name, such as {@code Interactions}
 * @param columns the type of each column by its name, in the order of the schema
 */
public record AvroSchema(String name, Map<String, JsonNode> columns) {
  /** What the developer guide requires of schemas, of custom datasets and of each domain's. */
  private static final Map<String, List<String>> REQUIRED =
      Map.of(
          "INTERACTIONS", List.of("USER_ID", "ITEM_ID", "TIMESTAMP"),
          "USERS", List.of("USER_ID"),
          "ITEMS", List.of("ITEM_ID"),
          "ACTIONS", List.of("ACTION_ID"),
          "ACTION_INTERACTIONS", List.of("USER_ID", "ACTION_ID", "EVENT_TYPE", "TIMESTAMP"),
          "ECOMMERCE/INTERACTIONS", List.of("EVENT_TYPE"),
          "ECOMMERCE/ITEMS", List.of("PRICE", "CATEGORY_L1"),
          "VIDEO_ON_DEMAND/INTERACTIONS", List.of("EVENT_TYPE"),
          "VIDEO_ON_DEMAND/ITEMS", List.of("GENRES", "CREATION_TIMESTAMP"));

  /** Those that need one column more than their id. */
  private static final Set<String> WITH_METADATA = Set.of("USERS", "ITEMS", "ACTIONS");

  private static final Map<String, Set<String>> TYPES =
      Map.of(
          "USER_ID", Set.of("string"),
          "ITEM_ID", Set.of("string"),
          "ACTION_ID", Set.of("string"),
          "TIMESTAMP", Set.of("long"));

  /** Copies the columns, in their order. */
  public AvroSchema {
    columns = Collections.unmodifiableMap(new LinkedHashMap<>(columns));
  }

  /** Reads a schema, or refuses it as CreateSchema does. */
  public static AvroSchema read(String text) {
    JsonNode root = parsed(text);
    if (!root.path("type").asText().equals("record")) {
      throw invalid("The schema must be an Avro record.");
    }
    if (root.path("name").asText().isEmpty()) {
      throw invalid("The schema must have a name.");
    }
    if (!root.path("fields").isArray() || root.path("fields").isEmpty()) {
      throw invalid("The schema must have fields.");
    }
    Map<String, JsonNode> columns = new LinkedHashMap<>();
    for (JsonNode field : root.path("fields")) {
      String column = field.path("name").asText();
      if (column.isEmpty() || field.path("type").isMissingNode()) {
        throw invalid("Each field of the schema must have a name and a type.");
      }
      if (columns.put(column, field.path("type")) != null) {
        throw invalid("Duplicate field " + column + " in the schema.");
      }
    }
    return new AvroSchema(root.path("name").asText(), columns);
  }

  private static JsonNode parsed(String text) {
    try {
      return Json.read(text);
    } catch (MalformedJson e) {
      throw invalid("The schema is not valid JSON.");
    }
  }

  private static ServiceError invalid(String why) {
    return new ServiceError(Errors.INVALID, "Invalid Avro schema. " + why);
  }

  /** The type of dataset that a record's name stands for, if it stands for one. */
  public static Optional<String> typeOf(String recordName) {
    String plain = recordName.toUpperCase(Locale.ROOT).replace("_", "");
    return GroupData.KINDS.stream().filter(type -> type.replace("_", "").equals(plain)).findFirst();
  }

  /** What it lacks for datasets of a type, in words; empty if it lacks nothing. */
  public Optional<String> lacks(String datasetType, String domain) {
    Set<String> required = new TreeSet<>(REQUIRED.getOrDefault(datasetType, List.of()));
    required.addAll(REQUIRED.getOrDefault(domain + "/" + datasetType, List.of()));
    for (String column : required) {
      if (!columns.containsKey(column)) {
        return Optional.of(
            "Invalid Avro schema. The field " + column + " is required for " + datasetType + ".");
      }
      Set<String> allowed = TYPES.getOrDefault(column, Set.of());
      if (!allowed.isEmpty() && !allowed.contains(columns.get(column).asText())) {
        return Optional.of(
            "Invalid Avro schema. The field " + column + " must be of type " + allowed + ".");
      }
    }
    if (WITH_METADATA.contains(datasetType) && columns.size() < 2) {
      return Optional.of("Invalid Avro schema. At least one metadata field is required.");
    }
    return Optional.empty();
  }

  /** The property that a column is, in camel case. */
  public static String property(String column) {
    StringBuilder property = new StringBuilder();
    boolean isNewWord = false;
    for (char c : column.toLowerCase(Locale.ROOT).toCharArray()) {
      if (c == '_') {
        isNewWord = property.length() > 0;
      } else {
        property.append(isNewWord ? Character.toUpperCase(c) : c);
        isNewWord = false;
      }
    }
    return property.toString();
  }

  /** The names of the types that a column can have. */
  public List<String> types(String column) {
    JsonNode type = columns.getOrDefault(column, MissingNode.getInstance());
    List<String> types = new ArrayList<>();
    if (type.isArray()) {
      type.forEach(one -> types.add(one.asText()));
    } else {
      types.add(type.asText());
    }
    return types;
  }

  /** Whether a column holds booleans, alone or besides null. */
  public boolean isBoolean(String column) {
    JsonNode type = columns.getOrDefault(column, MissingNode.getInstance());
    if (type.isArray()) {
      for (JsonNode one : type) {
        if (one.asText().equals("boolean")) {
          return true;
        }
      }
    }
    return type.asText().equals("boolean");
  }
}
