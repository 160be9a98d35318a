package dev.mlsim.services.lookoutvision.projects;

import dev.mlsim.service.Quota;
import dev.mlsim.service.ServiceError;
import java.util.Locale;

/**
 * The kinds of resource that the service's errors name, and those errors: section 6 of the domain
 * notes. No paste of their wording was found, so the words are ours; code, status and members are
 * the model's.
 */
public enum Kind {
  PROJECT("project"),
  DATASET("dataset"),
  MODEL("model"),
  MODEL_PACKAGE_JOB("model packaging job");

  public static final String VALIDATION = "ValidationException";
  static final String NOT_FOUND = "ResourceNotFoundException";
  static final String CONFLICT = "ConflictException";
  public static final String QUOTA = "ServiceQuotaExceededException";

  private final String words;

  Kind(String words) {
    this.words = words;
  }

  public ServiceError missing(String id) {
    return about(NOT_FOUND, id, "The " + words + " " + id + " doesn't exist.");
  }

  ServiceError duplicate(String id) {
    return about(CONFLICT, id, "The " + words + " " + id + " already exists.");
  }

  ServiceError wrongStatus(String id, String status, String what) {
    return conflict(
        id, "The " + words + " " + id + " can't be " + what + ": it is " + status + ".");
  }

  public ServiceError conflict(String id, String message) {
    return about(CONFLICT, id, message);
  }

  /** Members that are always there are added by the service; see {@link LookoutVision#SERVICE}. */
  ServiceError exceeded(String id, Quota.Excess excess) {
    return about(
        QUOTA,
        id,
        "You have reached the limit ("
            + (long) excess.limit()
            + ") for "
            + excess.name().toLowerCase(Locale.ROOT)
            + ".");
  }

  private ServiceError about(String code, String id, String message) {
    return new ServiceError(code, message).with("ResourceId", id).with("ResourceType", name());
  }
}
