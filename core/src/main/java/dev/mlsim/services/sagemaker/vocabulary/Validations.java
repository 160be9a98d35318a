package dev.mlsim.services.sagemaker.vocabulary;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mlsim.lifecycle.Plan;
import dev.mlsim.lifecycle.Resource;
import dev.mlsim.service.Documents;
import dev.mlsim.service.World;
import java.time.Duration;
import java.util.Optional;

/**
 * The validation that a model package or an algorithm can have (API reference,
 * ModelPackageStatusDetails and AlgorithmStatusDetails): one that has none is complete at once.
 */
public final class Validations {
  private static final String PROFILES = "ValidationSpecification.ValidationProfiles";

  private Validations() {}

  /** The plan of one that is made, which takes no time without a validation. */
  public static Plan durations(Resource made, Plan plan, World world) {
    return Documents.at(made.attributes(), PROFILES).isPresent()
        ? plan
        : plan.taking("Pending", Duration.ZERO).taking("InProgress", Duration.ZERO);
  }

  /** How each profile stands. */
  public static Optional<JsonNode> details(Resource made, World world) {
    ObjectNode details = Documents.empty();
    ArrayNode validations = details.putArray("ValidationStatuses");
    details.putArray("ImageScanStatuses");
    String status = status(made);
    for (JsonNode profile :
        Documents.at(made.attributes(), PROFILES).orElseGet(validations::deepCopy)) {
      ObjectNode one = validations.addObject();
      one.put("Name", profile.path("ProfileName").asText()).put("Status", status);
      if (status.equals("Failed") && !made.reason().isEmpty()) {
        one.put("FailureReason", made.reason());
      }
    }
    return Optional.of(details);
  }

  private static String status(Resource made) {
    return switch (made.state().status()) {
      case "Pending" -> "NotStarted";
      case "Deleting" -> made.entered("Failed").isPresent() ? "Failed" : "Completed";
      default -> made.state().status();
    };
  }
}
