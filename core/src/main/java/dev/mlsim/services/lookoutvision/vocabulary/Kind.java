package dev.mlsim.services.lookoutvision.vocabulary;

import dev.mlsim.service.Quota;
import dev.mlsim.service.ServiceError;
import dev.mlsim.service.TypeRef;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * The kinds of resource that the service's errors name, and those errors. No paste of their wording
 * was found, so the words are ours; code, status and members are the model's.
 */
public enum Kind {
  /** A project. */
  PROJECT("project", "lookoutvision:project"),
  /** A dataset of a project. */
  DATASET("dataset", "lookoutvision:dataset"),
  /** A version of a model. */
  MODEL("model", "lookoutvision:model"),
  /** A model packaging job. */
  MODEL_PACKAGE_JOB("model packaging job", "model-packaging-job");

  /** The code for a request that is wrong in itself. */
  public static final String VALIDATION = "ValidationException";

  /** The code for what isn't there. */
  public static final String NOT_FOUND = "ResourceNotFoundException";

  /** The code for what the state of a resource doesn't allow. */
  public static final String CONFLICT = "ConflictException";

  /** The code for what goes beyond a quota. */
  public static final String QUOTA = "ServiceQuotaExceededException";

  private final String words;
  private final String type;

  Kind(String words, String type) {
    this.words = words;
    this.type = type;
  }

  /** The type of its resources. */
  public TypeRef type() {
    return TypeRef.to(type, NOT_FOUND);
  }

  /** The kind of resources of a type. */
  public static Kind of(TypeRef type) {
    return Stream.of(values())
        .filter(kind -> kind.type.equals(type.name()))
        .findFirst()
        .orElseThrow();
  }

  /** The error for one that isn't there. */
  public ServiceError missing(String id) {
    return about(NOT_FOUND, id, "The " + words + " " + id + " doesn't exist.");
  }

  /** The error for a second one. */
  public ServiceError duplicate(String id) {
    return about(CONFLICT, id, "The " + words + " " + id + " already exists.");
  }

  /** The error for what its status doesn't allow, such as {@code deleted}. */
  public ServiceError wrongStatus(String id, String status, String what) {
    return conflict(
        id, "The " + words + " " + id + " can't be " + what + ": it is " + status + ".");
  }

  /** A conflict about one, in these words. */
  public ServiceError conflict(String id, String message) {
    return about(CONFLICT, id, message);
  }

  /** Members that are always there are added by the service; see the declaration of the service. */
  public ServiceError exceeded(String id, Quota.Excess excess) {
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
