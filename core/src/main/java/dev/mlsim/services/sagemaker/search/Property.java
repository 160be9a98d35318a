package dev.mlsim.services.sagemaker.search;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mlsim.contract.StructureShape;
import dev.mlsim.service.Call;
import dev.mlsim.service.ServiceError;
import dev.mlsim.services.sagemaker.vocabulary.SharedErrors;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A property by which records are asked for and sorted: a path of members, a key of a map, of tags,
 * parameters or metrics, or all texts of tags or parameters (developer guide, "Find Features").
 *
 * @param name as the caller has it
 * @param path where it stands in the record
 * @param form what its values are
 */
record Property(String name, String path, Form form) {
  private static final String ALL = "All";
  private static final String METRICS = "Metrics.";
  private static final String FINAL_METRICS = "FinalMetricDataList.";

  /** The property of that name. */
  static Property of(Call call, Searchable kind, String name) {
    List<StructureShape> shapes = kind.shapes(call);
    return find(shapes, name)
        .orElseThrow(
            () -> new ServiceError(SharedErrors.VALIDATION, "Unknown property name: " + name));
  }

  /** The property of that name, if records of those shapes can have it. */
  static Optional<Property> find(List<StructureShape> shapes, String name) {
    for (StructureShape shape : shapes) {
      for (String path : paths(name)) {
        Optional<Form> form = Shapes.form(shape, path);
        if (form.isPresent()) {
          return Optional.of(new Property(name, path, form.get()));
        }
      }
      if (name.startsWith(ALL) && shape.member(name.substring(ALL.length())).isPresent()) {
        return Optional.of(new Property(name, name, Form.TEXT));
      }
    }
    return Optional.empty();
  }

  /** The metrics of a training job stand in another member than that by which they are named. */
  private static List<String> paths(String name) {
    return name.regionMatches(true, 0, METRICS, 0, METRICS.length())
        ? List.of(
            METRICS + name.substring(METRICS.length()),
            FINAL_METRICS + name.substring(METRICS.length()))
        : List.of(name);
  }

  /** All its values in a record; of a structure that is there, itself. */
  List<JsonNode> values(ObjectNode found) {
    List<JsonNode> values = new ArrayList<>();
    if (path.startsWith(ALL) && found.has(path.substring(ALL.length()))) {
      found.path(path.substring(ALL.length())).forEach(pair -> pair.forEach(values::add));
      return values;
    }
    tell(found, values::add);
    return values;
  }

  private void tell(ObjectNode found, Consumer<JsonNode> told) {
    // What the dashboard shows of a model has the model itself inside.
    boolean isInside = !found.has(Paths.head(path)) && found.path("Model").isObject();
    Paths.tell(isInside ? found.path("Model") : found, path, told);
  }

  /** The same property, asked of one element of the list that it is of. */
  Property within(String list) {
    return new Property(name, path.substring(list.length() + 1), form);
  }
}
