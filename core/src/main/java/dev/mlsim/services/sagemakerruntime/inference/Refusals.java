package dev.mlsim.services.sagemakerruntime.inference;

import com.fasterxml.jackson.databind.node.IntNode;
import dev.mlsim.objects.S3Folder;
import dev.mlsim.service.Account;
import dev.mlsim.service.Call;
import dev.mlsim.service.Precondition;
import dev.mlsim.service.ServiceError;
import dev.mlsim.services.sagemakerruntime.Inference;
import dev.mlsim.services.sagemakerruntime.Invocation;
import java.util.Optional;

/**
 * What SageMaker Runtime says where it doesn't answer: the words as they are quoted in issues of
 * aws/amazon-sagemaker-examples (#293 and #559 the missing endpoint, #1026 the target model, #407,
 * #785 and #833 failures of a container) and aws/sagemaker-python-sdk (#4324 a broken answer).
 */
final class Refusals {
  static final String VALIDATION = "ValidationError";
  static final String MODEL = "ModelError";
  static final String NOT_READY = "ModelNotReadyException";

  private static final int LONGEST = 2_048;
  private static final int SERVER_ERROR = 500;

  static final Precondition SERVES =
      new Precondition("the endpoint serves", VALIDATION, Served::by);
  static final Precondition NAMED =
      new Precondition(
          "the call names a target model, container or component where the endpoint has several,"
              + " and nowhere else",
          VALIDATION,
          call -> checkTarget(Served.by(call), call));

  private Refusals() {}

  static ServiceError notFound(String endpoint, Account account) {
    return new ServiceError(
        VALIDATION, "Endpoint " + endpoint + " of account " + account.id() + " not found.");
  }

  static ServiceError noVariant(String variant, String endpoint, Account account) {
    return new ServiceError(
        VALIDATION,
        "Variant "
            + variant
            + " not found for Endpoint "
            + endpoint
            + " of account "
            + account.id()
            + ".");
  }

  private static ServiceError coded(String errorCode, String message) {
    return new ServiceError(VALIDATION, message).with("ErrorCode", errorCode);
  }

  /** A real-time call of an endpoint for asynchronous inference, or the other way round. */
  static void checkKind(Served served, boolean async) {
    if (served.isAsync() != async) {
      throw new ServiceError(
          VALIDATION,
          "Endpoint "
              + served.endpoint().name()
              + (async ? " is not an asynchronous" : " is an asynchronous")
              + " inference endpoint and does not support "
              + (async ? "InvokeEndpointAsync." : "real-time invocations."));
    }
  }

  static void checkTarget(Served served, Call call) {
    String endpoint = served.endpoint().name();
    if (served.hostsComponents() && !call.has("InferenceComponentName")) {
      throw coded(
          "INFERENCE_COMPONENT_NAME_MISSING",
          "Inference Component Name header is required for endpoints to which you plan to deploy"
              + " inference components. Please include Inference Component Name header or consider"
              + " using SageMaker models.");
    }
    Components.check(served, call);
    if (call.has("TargetModel") && !served.isMultiModel()) {
      throw coded(
          "TARGET_MODEL_HEADER_NOT_SUPPORTED",
          "Endpoint "
              + endpoint
              + " is not a multi-model endpoint and does not support target model header.");
    }
    if (served.isMultiModel() && !call.has("TargetModel")) {
      throw new ServiceError(
          VALIDATION, "Target model header is required for multi-model endpoint " + endpoint + ".");
    }
    call.text("TargetModel").ifPresent(target -> checkModelData(served, call, target));
    Optional<String> hostname = call.text("TargetContainerHostname");
    boolean isUnknown = hostname.isPresent() && !served.hasContainer(hostname.get());
    if (served.isCalledDirectly() != hostname.isPresent() || isUnknown) {
      throw new ServiceError(
          VALIDATION,
          "Endpoint "
              + endpoint
              + (served.isCalledDirectly()
                  ? " requires the target container hostname header to name one of its containers."
                  : " does not support target container hostname header."));
    }
  }

  private static void checkModelData(Served served, Call call, String target) {
    String location = S3Folder.of(served.modelData()) + target;
    if (!call.world().objects().isReadable(location)) {
      String bare = location.replaceFirst("^s3://", "");
      int slash = bare.indexOf('/');
      throw new ServiceError(
          VALIDATION,
          "Failed to download model data(bucket: "
              + bare.substring(0, slash)
              + ", key: "
              + bare.substring(slash + 1)
              + "). Please ensure that there is an object located at the URL and that the role"
              + " passed to CreateModel has permissions to download the model.");
    }
  }

  static ServiceError notReady(Invocation call) {
    return new ServiceError(
        NOT_READY,
        "Model for endpoint "
            + call.endpoint()
            + " variant "
            + call.variant()
            + " is not ready for inference yet.");
  }

  /** What the caller gets of a container's failure. */
  static ServiceError failed(Invocation call, Inference failure, Account account) {
    boolean isServers = failure.status() == 0 || failure.status() >= SERVER_ERROR;
    return new ServiceError(MODEL, cut(message(call, failure, account)))
        .with("ErrorCode", isServers ? "SERVER_ERROR_FROM_MODEL" : "CLIENT_ERROR_FROM_MODEL")
        .with(
            "LogStreamArn",
            "arn:aws:logs:"
                + account.region()
                + ":"
                + account.id()
                + ":log-group:"
                + logs(call.endpoint()))
        .with("OriginalMessage", cut(original(call, failure)))
        .with("OriginalStatusCode", IntNode.valueOf(failure.status()));
  }

  private static String message(Invocation call, Inference failure, Account account) {
    boolean isServers = failure.status() == 0 || failure.status() >= SERVER_ERROR;
    String said = cut(original(call, failure));
    return "Received "
        + (isServers ? "server" : "client")
        + " error ("
        + failure.status()
        + ") from "
        + container(call)
        + (failure.outcome() == Inference.Outcome.BROKEN_OFF
            ? " and could not load the entire response body. See "
            : " with message \"" + said + "\". See ")
        + "https://"
        + account.region()
        + ".console.aws.amazon.com/cloudwatch/home?region="
        + account.region()
        + "#logEventViewer:group="
        + logs(call.endpoint())
        + " in account "
        + account.id()
        + " for more information.";
  }

  private static String original(Invocation call, Inference failure) {
    return failure.outcome() == Inference.Outcome.TIMED_OUT
        ? "Your invocation timed out while waiting for a response from container "
            + container(call)
            + ". Review the latency metrics for each container in Amazon CloudWatch, resolve the"
            + " issue, and try again."
        : failure.text();
  }

  private static String container(Invocation call) {
    return call.targetContainer().orElse("primary");
  }

  private static String logs(String endpoint) {
    return "/aws/sagemaker/Endpoints/" + endpoint;
  }

  private static String cut(String text) {
    return text.substring(0, Math.min(text.length(), LONGEST));
  }
}
