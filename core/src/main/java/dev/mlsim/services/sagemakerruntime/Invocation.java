package dev.mlsim.services.sagemakerruntime;

import static java.util.Objects.requireNonNull;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;

/**
 * A call of an endpoint as its container gets it.
 *
 * @param endpoint the endpoint's name
 * @param variant the production variant that answers
 * @param model the name of the model that the variant hosts; empty if it hosts inference components
 * @param body what was sent; not a copy, not to be changed
 * @param contentType the media type of the body, if it was said
 * @param accept the media type that is asked for, if one is
 * @param customAttributes what the caller adds in the header of that name
 * @param targetModel which model of a multi-model endpoint
 * @param targetContainer the host name of the container, where one is called directly
 * @param inferenceComponent which inference component
 * @param sessionId the stateful session; {@code NEW_SESSION} asks for one
 * @param inferenceId the caller's id of the call
 * @param at the virtual time
 */
@SuppressWarnings("ArrayRecordComponent") // bytes are handed on, not copied, and not compared
public record Invocation(
    String endpoint,
    String variant,
    String model,
    byte[] body,
    Optional<String> contentType,
    Optional<String> accept,
    Optional<String> customAttributes,
    Optional<String> targetModel,
    Optional<String> targetContainer,
    Optional<String> inferenceComponent,
    Optional<String> sessionId,
    Optional<String> inferenceId,
    Instant at) {

  /** Checks that nothing is missing. */
  public Invocation {
    requireNonNull(endpoint, "endpoint");
    requireNonNull(variant, "variant");
    requireNonNull(model, "model");
    requireNonNull(body, "body");
    requireNonNull(at, "at");
  }

  /** The body as text in UTF-8. */
  public String text() {
    return new String(body, StandardCharsets.UTF_8);
  }

  @Override
  public String toString() {
    return "invocation of " + endpoint + "/" + variant + " with " + body.length + " bytes";
  }
}
