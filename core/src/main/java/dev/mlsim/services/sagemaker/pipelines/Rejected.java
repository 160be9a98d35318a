package dev.mlsim.services.sagemaker.pipelines;

import static dev.mlsim.services.sagemaker.vocabulary.SharedErrors.VALIDATION;

import dev.mlsim.service.ServiceError;
import java.util.Collection;

/**
 * A definition is refused. The sentences are as quoted in aws/sagemaker-python-sdk#2345, #2746,
 * #3908, #4994 and its pull request #3472; others are judged.
 */
final class Rejected extends RuntimeException {
  static final String OBJECT = "Expecting start of Json Object.";
  static final String ARRAY = "Expecting start of Json Array.";
  private static final long serialVersionUID = 1;

  Rejected(String why) {
    super(why, null, false, false);
  }

  static void unless(boolean holds, String why) {
    if (!holds) {
      throw new Rejected(why);
    }
  }

  /** A value that its type doesn't have. */
  static Rejected value(String value, String type, Collection<String> known) {
    return new Rejected(
        "Model Validation failed: Value '"
            + value
            + "' for '"
            + type
            + "' failed to satisfy enum value set: ["
            + String.join(", ", known)
            + "]");
  }

  ServiceError error() {
    return new ServiceError(VALIDATION, "Unable to parse pipeline definition. " + getMessage());
  }
}
