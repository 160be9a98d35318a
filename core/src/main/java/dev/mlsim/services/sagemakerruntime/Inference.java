package dev.mlsim.services.sagemakerruntime;

import static java.util.Objects.requireNonNull;

import dev.mlsim.clock.TimeBounds;
import dev.mlsim.internal.Given;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What a container does with one call: it answers, or it answers a status of failure, too late, or
 * not at all.
 *
 * <pre>{@code
 * Inference.json("{\"score\": 0.9}").takes(Duration.ofMillis(80))
 * Inference.failed(500, "CUDA out of memory")
 * }</pre>
 *
 * @param outcome what it does
 * @param status the status that the container answers
 * @param body what it answers; not a copy, not to be changed
 * @param contentType the media type of the body
 * @param customAttributes what it adds in the header of that name
 * @param takes how long it takes, in virtual time
 * @param closesSession whether it ends the caller's stateful session
 * @param chunks the parts in which a stream brings the body; empty where it comes in one
 */
@SuppressWarnings("ArrayRecordComponent") // bytes are handed on, not copied, and not compared
public record Inference(
    Outcome outcome,
    int status,
    byte[] body,
    String contentType,
    Optional<String> customAttributes,
    Duration takes,
    boolean closesSession,
    List<Chunk> chunks) {
  private static final int OK = 200;
  private static final int LEAST_FAILURE = 400;
  private static final int MOST_FAILURE = 599;

  /** What a container can do with a call. */
  public enum Outcome {
    /** It answers. */
    ANSWERED,
    /** It answers a status of failure: the caller gets a {@code ModelError}. */
    FAILED,
    /** It does not answer in time: a {@code ModelError} too. */
    TIMED_OUT,
    /** It breaks off in the midst of its answer: a {@code ModelError} too. */
    BROKEN_OFF,
    /** Its model is not loaded yet: a {@code ModelNotReadyException}, which SDKs try again. */
    NOT_READY
  }

  /** Checks that nothing is missing. */
  public Inference {
    requireNonNull(outcome, "outcome");
    requireNonNull(body, "body");
    requireNonNull(contentType, "contentType");
    requireNonNull(customAttributes, "customAttributes");
    requireNonNull(takes, "takes");
    chunks = Given.list(chunks);
    if (takes.isNegative()) {
      throw new IllegalArgumentException(
          "mlsim: an inference takes [" + takes + "]; it can take no time, or some");
    }
    TimeBounds.check(takes, "an inference cannot take");
  }

  /** It answers bytes of a media type, at once. */
  public static Inference of(byte[] body, String contentType) {
    return new Inference(
        Outcome.ANSWERED, OK, body, contentType, Optional.empty(), Duration.ZERO, false, List.of());
  }

  /**
   * It answers in parts. Who doesn't ask for a stream gets all of it at once, after the time that
   * the parts take; a failure among them fails his call.
   */
  public static Inference stream(String contentType, Chunk... parts) {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    List<Chunk> own = Given.each(parts);
    for (Chunk part : own) {
      body.writeBytes(part.bytes());
    }
    return new Inference(
        Outcome.ANSWERED,
        OK,
        body.toByteArray(),
        contentType,
        Optional.empty(),
        Duration.ZERO,
        false,
        own);
  }

  /** The same for who asks for no stream: all at once. */
  public Inference whole() {
    if (chunks.isEmpty()) {
      return this;
    }
    Duration all = takes;
    boolean fails = false;
    for (Chunk part : chunks) {
      all = all.plus(part.after());
      fails |= part.failure().isPresent();
    }
    return new Inference(
        fails ? Outcome.BROKEN_OFF : outcome,
        fails ? 0 : status,
        body,
        contentType,
        customAttributes,
        all,
        closesSession,
        List.of());
  }

  /** It answers a text of a media type in UTF-8, at once. */
  public static Inference of(String body, String contentType) {
    return of(body.getBytes(StandardCharsets.UTF_8), contentType);
  }

  /** It answers JSON, at once. */
  public static Inference json(String body) {
    return of(body, "application/json");
  }

  /**
   * The container answers a status of failure.
   *
   * @param status from 400 to 599
   * @param body what it says, which the caller sees as the original message
   */
  public static Inference failed(int status, String body) {
    if (status < LEAST_FAILURE || status > MOST_FAILURE) {
      throw new IllegalArgumentException(
          "mlsim: a container fails with a status from 400 to 599, but this is [" + status + "]");
    }
    return new Inference(
        Outcome.FAILED,
        status,
        body.getBytes(StandardCharsets.UTF_8),
        "text/plain",
        Optional.empty(),
        Duration.ZERO,
        false,
        List.of());
  }

  /** The container does not answer in time. */
  public static Inference timedOut() {
    return without(Outcome.TIMED_OUT);
  }

  /** The container breaks off in the midst of its answer. */
  public static Inference brokenOff() {
    return without(Outcome.BROKEN_OFF);
  }

  /** The model is not loaded yet. */
  public static Inference notReady() {
    return without(Outcome.NOT_READY);
  }

  private static Inference without(Outcome outcome) {
    return new Inference(
        outcome, 0, new byte[0], "", Optional.empty(), Duration.ZERO, false, List.of());
  }

  /** The same, after that time. Beyond what SageMaker waits, it is a time-out. */
  public Inference takes(Duration time) {
    return new Inference(
        outcome, status, body, contentType, customAttributes, time, closesSession, chunks);
  }

  /** The same, with what it adds in the header {@code X-Amzn-SageMaker-Custom-Attributes}. */
  public Inference customAttributes(String text) {
    return new Inference(
        outcome, status, body, contentType, Optional.of(text), takes, closesSession, chunks);
  }

  /** The same, and it ends the caller's stateful session. */
  public Inference closingSession() {
    return new Inference(outcome, status, body, contentType, customAttributes, takes, true, chunks);
  }

  /** The body as text in UTF-8. */
  public String text() {
    return new String(body, StandardCharsets.UTF_8);
  }

  @Override
  public String toString() {
    return outcome + " " + status + " with " + body.length + " bytes after " + takes;
  }
}
