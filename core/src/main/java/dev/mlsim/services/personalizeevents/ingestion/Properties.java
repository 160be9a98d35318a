package dev.mlsim.services.personalizeevents.ingestion;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mlsim.service.Documents;
import dev.mlsim.service.ServiceError;
import dev.mlsim.services.personalize.vocabulary.AvroSchema;
import dev.mlsim.services.personalize.vocabulary.Errors;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The properties of a record, a JSON text, as the dataset's schema allows them: each is a field in
 * camel case and of the field's type, and a field that can't be null is there (API reference and
 * developer guide, "Recording events"; the words about JSON are those of aws/aws-sdk-js#2773).
 */
final class Properties {
  private static final Set<String> RESERVED =
      Set.of("userid", "sessionid", "eventtype", "timestamp", "recommendationid", "impression");

  private Properties() {}

  static void check(JsonNode record, RecordKind kind, AvroSchema schema) {
    ObjectNode properties = Documents.empty();
    if (record.has("properties")) {
      properties =
          Documents.parsed(record.path("properties").asText())
              .orElseThrow(() -> invalid("Error parsing properties json"));
    }
    for (Map.Entry<String, JsonNode> property : properties.properties()) {
      check(property.getKey(), property.getValue(), kind, schema);
    }
    for (String column : schema.columns().keySet()) {
      boolean isOptional = kind.columns().contains(column) || schema.types(column).contains("null");
      if (!isOptional && !properties.has(AvroSchema.property(column))) {
        throw invalid(
            "The property " + AvroSchema.property(column) + " is required by the schema.");
      }
    }
  }

  private static void check(String name, JsonNode value, RecordKind kind, AvroSchema schema) {
    if (kind.isAct() && RESERVED.contains(name.toLowerCase(Locale.ROOT))) {
      throw invalid("The property " + name + " is reserved and must not be in properties.");
    }
    Optional<String> column =
        schema.columns().keySet().stream()
            .filter(c -> AvroSchema.property(c).equals(name))
            .findFirst();
    if (column.isEmpty()) {
      throw invalid("The property " + name + " does not match any field of the schema.");
    }
    List<String> types = schema.types(column.get());
    if (types.stream().noneMatch(type -> fits(type, value))) {
      throw invalid(
          "The property " + name + " must be of type " + String.join(" or ", types) + ".");
    }
  }

  private static boolean fits(String type, JsonNode value) {
    return switch (type) {
      case "null" -> value.isNull();
      case "string" -> value.isTextual();
      case "int", "long" -> value.isIntegralNumber();
      case "float", "double" -> value.isNumber();
      case "boolean" -> value.isBoolean();
      default -> true;
    };
  }

  private static ServiceError invalid(String message) {
    return new ServiceError(Errors.INVALID, message);
  }
}
