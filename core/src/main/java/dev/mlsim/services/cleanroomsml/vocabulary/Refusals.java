package dev.mlsim.services.cleanroomsml.vocabulary;

import com.fasterxml.jackson.databind.node.DoubleNode;
import dev.mlsim.service.Quota;
import dev.mlsim.service.ServiceError;

/**
 * The service's errors. Each message starts with the sentence of AWS's reference; what follows is
 * our judgement, since no real message is published.
 */
public final class Refusals {
  public static final String VALIDATION = "ValidationException";
  public static final String DENIED = "AccessDeniedException";
  public static final String NOT_FOUND = "ResourceNotFoundException";
  public static final String CONFLICT = "ConflictException";
  public static final String QUOTA = "ServiceQuotaExceededException";

  public static final String NO_ACCESS =
      "You do not have sufficient access to perform this action. ";
  public static final String INCORRECT = "The request parameters for this request are incorrect. ";
  public static final String MISSING = "The resource you are requesting does not exist. ";
  public static final String DEPENDS =
      "You can't complete this action because another resource depends on this resource. ";

  private Refusals() {}

  public static ServiceError denied(String why) {
    return new ServiceError(DENIED, NO_ACCESS + why);
  }

  public static ServiceError missing(String arn) {
    return new ServiceError(NOT_FOUND, MISSING + "Resource: " + arn);
  }

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
