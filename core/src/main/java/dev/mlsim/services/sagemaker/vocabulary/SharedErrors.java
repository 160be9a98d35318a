package dev.mlsim.services.sagemaker.vocabulary;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mlsim.lifecycle.Lifecycle;
import dev.mlsim.lifecycle.Resource;
import dev.mlsim.service.Arns;
import dev.mlsim.service.Call;
import dev.mlsim.service.Precondition;
import dev.mlsim.service.ResourceType;
import dev.mlsim.service.ResourceTypeBuilder;
import dev.mlsim.service.ServiceError;
import dev.mlsim.service.TypeRef;
import dev.mlsim.service.Values;
import dev.mlsim.service.World;
import java.util.Optional;

/**
 * Sentences of SageMaker that several resource types share, as its clients match them: the
 * Terraform provider and the AWS controllers for Kubernetes (generator.yaml) the codes of what
 * isn't found, notebooks of aws/amazon-sagemaker-examples and issues of aws/sagemaker-python-sdk
 * the rest.
 */
public final class SharedErrors {
  /** The code for a request that is wrong, and for much that isn't there. */
  public static final String VALIDATION = "ValidationException";

  /** The code for a second one of a name, and for what is needed or under way. */
  public static final String IN_USE = "ResourceInUse";

  /** The code for what isn't there, where it is not a validation. */
  public static final String NOT_FOUND = "ResourceNotFound";

  /** The code for what its state, or another that is under way, doesn't allow. */
  public static final String CONFLICT = "ConflictException";

  /** The code for what goes beyond a quota. */
  public static final String LIMIT = "ResourceLimitExceeded";

  private static final int LONGEST_REASON = 1_024;

  /**
   * The role that a resource is to work with is of the caller's account, and what it is to work
   * with in order, as far as the test says.
   */
  public static final Precondition OWN_ROLE =
      new Precondition(
          "the role is of the same account, and sim.environment() in order",
          VALIDATION,
          SharedErrors::surroundings);

  /** What a resource is to work with is in order, as far as the test says. */
  public static final Precondition IN_ORDER =
      new Precondition(
          "sim.environment() is in order", VALIDATION, call -> Surroundings.verify(call));

  /** The experiment that a job names exists. */
  public static final Precondition EXPERIMENT_EXISTS =
      Precondition.exists("ExperimentConfig.ExperimentName", TypeRef.to("experiment", NOT_FOUND));

  /** The trial that a job names exists. */
  public static final Precondition TRIAL_EXISTS =
      Precondition.exists("ExperimentConfig.TrialName", TypeRef.to("experiment-trial", NOT_FOUND));

  private SharedErrors() {}

  private static void surroundings(Call call) {
    if (isOfAnother(call, "RoleArn") || isOfAnother(call, "ExecutionRoleArn")) {
      throw new ServiceError(VALIDATION, "RoleArn: Cross-account pass role is not allowed.");
    }
    Surroundings.verify(call);
  }

  private static boolean isOfAnother(Call call, String member) {
    return call.text(member)
        .filter(role -> !Arns.account(role).equals(call.world().account().id()))
        .isPresent();
  }

  /**
   * Why a resource has failed, shown only if it has; a longer reason is cut, no character in two.
   */
  public static Optional<JsonNode> failureReason(Resource resource, World world) {
    return Values.text(Values.cut(resource.reason(), LONGEST_REASON));
  }

  /** The ARN that a resource of that name has or would have. */
  public static String arn(Call call, String kind, String name) {
    return call.world().account().arn("sagemaker", kind + "/" + name);
  }

  /** A job can be stopped while it runs, and deleted when it doesn't. */
  public static ResourceType.Refused jobInStatus(String kind) {
    return (call, job, trigger) ->
        new ServiceError(
            trigger.equals(Lifecycle.DELETE) ? IN_USE : VALIDATION,
            "The request was rejected because the "
                + kind
                + " is in status "
                + job.state().status()
                + ".");
  }

  /** Processing and transform jobs are missed, and doubled, in the same words. */
  public static ResourceTypeBuilder job(ResourceTypeBuilder type) {
    return type.missing(
            VALIDATION, (call, name) -> "Could not find requested job with name: " + name)
        .duplicate(
            (call, job) ->
                new ServiceError(
                    IN_USE,
                    "Job name must be unique within an AWS account and region, and a job with this"
                        + " name already exists ("
                        + job.arn()
                        + ")"));
  }

  /** Models, endpoint configurations and endpoints are missed, and doubled, in the same words. */
  public static ResourceTypeBuilder hosting(ResourceTypeBuilder type, String kind, String title) {
    return type.title(title)
        .missing(
            VALIDATION,
            (call, name) -> "Could not find " + title + " \"" + arn(call, kind, name) + "\".")
        .duplicate(
            (call, existing) ->
                new ServiceError(
                    VALIDATION,
                    "Cannot create already existing " + title + " \"" + existing.arn() + "\"."));
  }

  /** A reader of the S3 location finds nothing there, or may not. */
  public static String noObjects(Call call, String uri) {
    return noObjects(call, call.text("RoleArn").orElse(""), uri);
  }

  /** The same, where the role is not the call's. */
  public static String noObjects(Call call, String role, String uri) {
    return noObjects(call.world().account().region(), role, uri);
  }

  /** The same, as the reason for which a job fails. */
  public static String noObjects(Resource job, String region, String uri) {
    return "ClientError: " + noObjects(region, job.attributes().path("RoleArn").asText(), uri);
  }

  private static String noObjects(String region, String role, String uri) {
    return "No S3 objects found under S3 URL \""
        + uri
        + "\" given in input data source. Please ensure that the bucket exists in the selected"
        + " region ("
        + region
        + "), that objects exist under that S3 prefix, and that the role \""
        + role
        + "\" has \"s3:ListBucket\" permissions on bucket \""
        + uri.replaceFirst("^\\w+://([^/]*).*$", "$1")
        + "\".";
  }
}
