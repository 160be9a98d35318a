package dev.mlsim.services.sagemaker;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.mlsim.json.Json;

/**
 * What the people of a labeling job make of one object, as the output manifest has it.
 *
 * @param json the label, as JSON
 * @param confidence how sure they are, from 0 to 1
 * @param failure why the object could not be labelled; empty where it was
 */
public record Label(String json, double confidence, String failure) {

  /** Checks that the label is one. */
  public Label {
    requireNonNull(json, "json");
    requireNonNull(failure, "failure");
    Json.read(json);
    if (!(confidence >= 0 && confidence <= 1)) {
      throw new IllegalArgumentException(
          "mlsim: the confidence of a label can't be [" + confidence + "]; it is from 0 to 1");
    }
  }

  /** A text. */
  public static Label of(String text) {
    return json(Json.text(TextNode.valueOf(requireNonNull(text, "text"))));
  }

  /** A whole number, such as that of a class. */
  public static Label of(long number) {
    return json(Json.text(LongNode.valueOf(number)));
  }

  /** A number. */
  public static Label of(double number) {
    if (!Double.isFinite(number)) {
      throw new IllegalArgumentException(
          "mlsim: a label can't be [" + number + "]; it is a finite number");
    }
    return json(Json.text(DoubleNode.valueOf(number)));
  }

  /** Whatever a task type has for labels, such as the boxes of an image, as JSON. */
  public static Label json(String json) {
    return new Label(json, 1, "");
  }

  /** None: the object can't be labelled, and is counted among the failed ones. */
  public static Label failed(String reason) {
    if (requireNonNull(reason, "reason").isBlank()) {
      throw new IllegalArgumentException(
          "mlsim: failed([" + reason + "]) says no reason; it takes a text that isn't blank");
    }
    return new Label("null", 0, reason);
  }

  /** The same label, of which they are so sure. */
  public Label confidence(double sure) {
    return new Label(json, sure, failure);
  }
}
