package dev.mlsim.services.sagemakerruntime.inference;

import dev.mlsim.service.Family;

/** The invocation of endpoints. */
public final class Invocations {
  private Invocations() {}

  /** Declares the family. */
  public static void declare(Family family) {
    AsyncInvocations.declare(family);
    family
        .operation("InvokeEndpoint", new InvokeEndpoint())
        .operation("InvokeEndpointWithResponseStream", new StreamInvocation())
        .differs(
            "answers-of-models",
            "InvokeEndpoint.Body",
            "the test's function answers, or a score by the seed that says what it is")
        .judged(
            "inference-components",
            "InvokeEndpoint.InferenceComponentName",
            "the words for a component that the endpoint doesn't have; an adapter serves while its"
                + " base has a copy")
        .differs(
            "deleted-models",
            "InvokeEndpoint",
            "an endpoint whose model was deleted is called as one of a single model")
        .differs(
            "serverless-concurrency",
            "InvokeEndpoint",
            "calls of a serverless variant beyond its MaxConcurrency are answered; a fault rule"
                + " throttles")
        .differs(
            "no-explanations",
            "InvokeEndpoint.EnableExplanations",
            "no explainer answers: the body is the model's, whatever ExplainerConfig says")
        .differs(
            "data-capture",
            "InvokeEndpoint",
            "what an endpoint captures of a call that was answered is there at once, an object a"
                + " call; of responses in parts and of asynchronous calls nothing is captured")
        .judged(
            "data-capture-encoding",
            "InvokeEndpoint",
            "a content type that CaptureContentTypeHeader doesn't name is captured in base64")
        .judged(
            "endpoints-that-serve",
            "InvokeEndpoint.ValidationError",
            "an endpoint serves while it is InService, Updating, SystemUpdating, RollingBack or"
                + " UpdateRollbackFailed; in all other statuses it is not found")
        .judged(
            "unknown-variant",
            "InvokeEndpoint.ValidationError",
            "the words for an unknown variant, and for calls that name no target model or"
                + " container where they must, or one where they can't")
        .judged(
            "asynchronous-endpoints",
            "InvokeEndpoint.ValidationError",
            "the words for a real-time call of an endpoint for asynchronous inference, and the"
                + " other way round")
        .judged(
            "missing-target-model",
            "InvokeEndpoint.ValidationError",
            "a target model that isn't there is a ValidationError, if inputs are required")
        .judged(
            "failures-of-containers",
            "InvokeEndpoint.ModelError",
            "SERVER_ERROR_FROM_MODEL by analogy to CLIENT_ERROR_FROM_MODEL; messages are cut at"
                + " 2,048 characters; an answer of more than 6 MB is a broken one")
        .judged(
            "model-not-ready",
            "InvokeEndpoint.ModelNotReadyException",
            "the words of a model that isn't ready")
        .judged(
            "cold-starts",
            "InvokeEndpoint",
            "a serverless variant that wasn't called for 5 minutes takes 4 seconds longer, the"
                + " first call of a target model 2 seconds, where the test doesn't say; what takes"
                + " more than 60 goes on while its caller is told that the model isn't ready")
        .judged(
            "serverless-billing",
            "InvokeEndpoint",
            "a serverless variant is billed the time that its container takes, by its memory, and"
                + " not the start; there is no bound on concurrent calls")
        .judged(
            "models-unloaded",
            "InvokeEndpoint.TargetModel",
            "a container that answers 507 has the endpoint's other models unloaded, and its caller"
                + " a ModelError")
        .judged(
            "response-in-notification",
            "InvokeEndpointAsync",
            "a response that IncludeInferenceResponseIn wants in a message is its responseBody, in"
                + " base64")
        .judged(
            "sessions",
            "InvokeEndpoint.SessionId",
            "a new session is good for 20 minutes, and nobody checks that one is known")
        .differs(
            "async-invocations-as-resources",
            "async-invocation",
            "what is in the queue of an endpoint is shown as resources of the simulator's, for a"
                + " day after its end")
        .differs(
            "notifications", "InvokeEndpointAsync", "what SNS would be sent is told in the journal")
        .judged(
            "async-inputs",
            "InvokeEndpointAsync.ValidationError",
            "the words where neither or both of InputLocation and a body are given")
        .judged(
            "async-times",
            "async-invocation",
            "a call is taken from the queue after a second; 4 at a time on an instance where the"
                + " configuration doesn't say")
        .judged(
            "async-objects",
            "InvokeEndpointAsync.OutputLocation",
            "the objects are <uuid>.out and <uuid>-error.out; the latter says why in plain text")
        .judged(
            "async-without-endpoint",
            "async-invocation",
            "a call whose endpoint is gone stays in the queue until it expires")
        .judged(
            "stream-failures",
            "InvokeEndpointWithResponseStream.ModelStreamError",
            "the words of a broken stream; a stream ends after 8 minutes");
  }
}
