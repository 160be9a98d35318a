package dev.mlsim.services.sagemaker;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A job as a function of the test sees it that says what its container reports.
 *
 * @param type the type's name, such as {@code training-job}
 * @param name the job's name
 * @param document what the job was created with, defaults filled in; read-only
 */
public record JobRun(String type, String name, JsonNode document) {

  /** Checks that nothing is missing. */
  public JobRun {
    requireNonNull(type, "type");
    requireNonNull(name, "name");
    requireNonNull(document, "document");
  }

  /** The hyperparameters of a training job by name, those of its algorithm left out. */
  public Map<String, String> hyperParameters() {
    Map<String, String> all = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> entry : document.path("HyperParameters").properties()) {
      all.put(entry.getKey(), entry.getValue().asText());
    }
    return Collections.unmodifiableMap(all);
  }

  /**
   * A hyperparameter as a number.
   *
   * @throws IllegalArgumentException if the job has none of that name, or it is no number
   */
  public double number(String hyperParameter) {
    String text =
        Optional.ofNullable(hyperParameters().get(hyperParameter))
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "mlsim: "
                            + this
                            + " has no hyperparameter ["
                            + hyperParameter
                            + "]; it has "
                            + hyperParameters().keySet()));
    try {
      return Double.parseDouble(text);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "mlsim: the hyperparameter ["
              + hyperParameter
              + "] of "
              + this
              + " is ["
              + text
              + "], which is no number",
          e);
    }
  }

  @Override
  public String toString() {
    return type + " [" + name + "]";
  }
}
