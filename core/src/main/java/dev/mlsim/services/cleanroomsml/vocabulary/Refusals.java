package dev.mlsim.services.cleanroomsml.vocabulary;

import com.fasterxml.jackson.databind.node.DoubleNode;
import dev.mlsim.service.Quota;
import dev.mlsim.service.ServiceError;

/**
 * The service's errors. Each message starts with the sentence of AWS's reference; what follows is
 * our judgement, since no real message is published.
 */
public final class Refusals {
  /** The code for a request that is wrong in itself. */
  public static final String VALIDATION = "ValidationException";

  /** The code for what the caller may not do. */
  public static final String DENIED = "AccessDeniedException";

  /** The code for what isn't there. */
  public static final String NOT_FOUND = "ResourceNotFoundException";

  /** The code for what the state of a resource doesn't allow. */
  public static final String CONFLICT = "ConflictException";

  /** The code for what goes beyond a quota. */
  public static final String QUOTA = "ServiceQuotaExceededException";

  /** How the words of a denial begin. */
  public static final String NO_ACCESS =
      "You do not have sufficient access to perform this action. ";

  /** How the words about a wrong request begin. */
  public static final String INCORRECT = "The request parameters for this request are incorrect. ";

  /** How the words about what isn't there begin. */
  public static final String MISSING = "The resource you are requesting does not exist. ";

  /** How the words about what others need begin. */
  public static final String DEPENDS =
      "You can't complete this action because another resource depends on this resource. ";

  private Refusals() {}

  /** A denial, and why. */
  public static ServiceError denied(String why) {
    return new ServiceError(DENIED, NO_ACCESS + why);
  }

  /** The error for a resource that isn't there. */
  public static ServiceError missing(String arn) {
    return new ServiceError(NOT_FOUND, MISSING + "Resource: " + arn);
  }

  /** The error for a quota that would be passed, with its name and value. */
  public static ServiceError overQuota(Quota.Excess excess) {
    return new ServiceError(
            QUOTA,
            "You have exceeded your service quota. " + excess.name() + ": " + plain(excess.limit()))
        .with("quotaName", excess.name())
        .with("quotaValue", DoubleNode.valueOf(excess.limit()));
  }

  private static String plain(double value) {
    return value == Math.rint(value) ? String.valueOf((long) value) : String.valueOf(value);
  }
}
