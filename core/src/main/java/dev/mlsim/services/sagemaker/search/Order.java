package dev.mlsim.services.sagemaker.search;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mlsim.contract.StructureShape;
import dev.mlsim.service.Call;
import dev.mlsim.service.ServiceError;
import dev.mlsim.services.sagemaker.vocabulary.SharedErrors;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** The order in which a search shows what it finds; what lacks the property comes last. */
record Order(Property property, boolean down) implements Comparator<ObjectNode> {

  /** The order that a call asks for: by the last change, newest first, where it says nothing. */
  static Order of(Call call, Searchable kind) {
    boolean down = !call.text("SortOrder").orElse("").equals("Ascending");
    Optional<String> asked = call.text("SortBy");
    Property by =
        asked.isPresent() ? Property.of(call, kind, asked.get()) : usual(kind.shapes(call));
    if (by.form() == Form.STRUCTURE) {
      throw new ServiceError(
          SharedErrors.VALIDATION, "Results can't be sorted by property " + by.name() + ".");
    }
    return new Order(by, down);
  }

  private static Property usual(List<StructureShape> shapes) {
    return Property.find(shapes, "LastModifiedTime")
        .or(() -> Property.find(shapes, "CreationTime"))
        .orElseThrow();
  }

  @Override
  public int compare(ObjectNode one, ObjectNode other) {
    List<JsonNode> ofOne = property.values(one);
    List<JsonNode> ofOther = property.values(other);
    if (ofOne.isEmpty() || ofOther.isEmpty()) {
      return Boolean.compare(ofOne.isEmpty(), ofOther.isEmpty());
    }
    int order = compare(ofOne.get(0), ofOther.get(0));
    return down ? -order : order;
  }

  private static int compare(JsonNode one, JsonNode other) {
    try {
      return Double.compare(number(one), number(other));
    } catch (NumberFormatException e) {
      return one.asText().compareTo(other.asText());
    }
  }

  private static double number(JsonNode node) {
    return node.isNumber() ? node.doubleValue() : Double.parseDouble(node.asText());
  }
}
