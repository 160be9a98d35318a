package dev.mlsim.recording;

import dev.mlsim.wire.WireRequest;
import dev.mlsim.wire.WireResponse;
import java.time.Instant;
import java.util.Optional;

/**
 * One attempt of a call as it went over the wire.
 *
 * @param serviceId the service as the SDK calls it, such as {@code SageMaker}
 * @param operation the operation
 * @param region where it was sent, empty if that isn't known
 * @param invocation what is the same for all attempts of one call
 * @param attempt which of them, from 1
 * @param began when it was sent
 * @param ended when the answer had come, or the connection was found broken
 * @param request what was sent
 * @param response what came back, if something did
 * @param lost what broke the connection, empty if something came back
 */
public record Sent(
    String serviceId,
    String operation,
    String region,
    String invocation,
    int attempt,
    Instant began,
    Instant ended,
    WireRequest request,
    Optional<WireResponse> response,
    String lost) {}
