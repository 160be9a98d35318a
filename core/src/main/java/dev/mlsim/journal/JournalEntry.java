package dev.mlsim.journal;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mlsim.fault.Suffered;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** One thing that happened. */
public sealed interface JournalEntry {

  /** When, in virtual time. */
  Instant at();

  /** The entry as one line, without its time. */
  String text();

  /**
   * A resource for which AWS makes a call by itself: the parent of what the call makes.
   *
   * @param type the type's name
   * @param name the resource's name
   */
  record Cause(String type, String name) {
    @Override
    public String toString() {
      return type + " [" + name + "]";
    }
  }

  /**
   * A call that reached the simulator and was answered, by the simulation or by a fault.
   *
   * @param at when it came
   * @param number its place in the order of calls, from 1
   * @param service the service, such as {@code sagemaker}
   * @param operation the operation; of a request that no simulated service knows, what it asked
   *     for, such as {@code GET /data?versioning}
   * @param input the input document, read-only; once the journal holds many megabytes, large values
   *     in it are texts that say how long they are, and their SHA-256
   * @param output the output document, or the members of the error; likewise
   * @param status the HTTP status; 0 if the connection broke
   * @param error the error code, empty on success
   * @param message the error's message, empty on success
   * @param fault the fault rule that answered, empty if the simulation did
   * @param cause the resource for which AWS made the call by itself; empty for a caller's own
   * @param attempt which attempt of a client's call it is, from 1
   * @param first the number of the first attempt at that call; its own where it is the first
   * @param suffered what fault rules did to it, as data; {@code fault} has it in words
   */
  record Called(
      Instant at,
      long number,
      String service,
      String operation,
      JsonNode input,
      JsonNode output,
      int status,
      String error,
      String message,
      String fault,
      Optional<Cause> cause,
      int attempt,
      long first,
      List<Suffered> suffered)
      implements JournalEntry {

    /** Copies the list. */
    public Called {
      suffered = List.copyOf(suffered);
    }

    /** A first attempt that suffered nothing. */
    public Called(
        Instant at,
        long number,
        String service,
        String operation,
        JsonNode input,
        JsonNode output,
        int status,
        String error,
        String message,
        String fault,
        Optional<Cause> cause) {
      this(
          at, number, service, operation, input, output, status, error, message, fault, cause, 1,
          number, List.of());
    }

    /** Whether AWS made the call by itself, for a resource that has started another. */
    public boolean isOfChild() {
      return cause.isPresent();
    }

    /** Whether the call succeeded. */
    public boolean isSuccess() {
      return error.isEmpty();
    }

    @Override
    public String text() {
      return "call " + service + ":" + operation + place() + " -> " + outcome();
    }

    /** The bucket or object that it is about, if it is about one. */
    private String place() {
      if (!service.equals("s3") || !input.has("Bucket")) {
        return "";
      }
      return " [s3://" + input.path("Bucket").asText() + "/" + input.path("Key").asText() + "]";
    }

    /** What came of it: the status, the error, the fault that answered it, who caused it. */
    String outcome() {
      String by =
          (fault.isEmpty() ? "" : " (fault: " + fault + ")")
              + (isOfChild() ? " (for " + cause.orElseThrow() + ")" : "");
      if (isSuccess()) {
        return (status + " " + ShownStatus.in(this)).stripTrailing() + by;
      }
      // No status: the caller never saw an answer.
      return (status == 0 ? "" : status + " ")
          + error
          + (message.isEmpty() ? "" : ": " + message)
          + by;
    }
  }

  /**
   * A call that an SDK makes again, because an attempt before it failed. The attempt itself follows
   * as a call.
   *
   * @param at when the attempt came
   * @param service the service
   * @param operation the operation
   * @param attempt which attempt it is; the first one is no retry, so 2 or more
   * @param attempts how many the client makes at most, 0 if it doesn't say
   * @param delay how long after the answer to the attempt before it, in virtual time
   */
  record Retried(
      Instant at, String service, String operation, int attempt, int attempts, Duration delay)
      implements JournalEntry {
    @Override
    public String text() {
      return "retry of "
          + service
          + ":"
          + operation
          + ", attempt "
          + attempt
          + (attempts == 0 ? "" : " of " + attempts)
          + ", after "
          + delay;
    }
  }

  /**
   * A resource that went from one state to another.
   *
   * @param at when
   * @param resource its place in the order of creation, which tells it from others of its name
   * @param type the type's name
   * @param key the resource's name
   * @param id what the service tells it by, where that is not its name; else empty
   * @param from the state it left
   * @param to the state it entered
   * @param message the service's words, empty where it has none
   * @param trigger what set it going
   * @param reason why it failed, empty where it didn't
   * @param standing what the state it entered means to its kind
   */
  record Moved(
      Instant at,
      long resource,
      String type,
      String key,
      String id,
      String from,
      String to,
      String message,
      String trigger,
      String reason,
      Standing standing)
      implements JournalEntry {

    /** Its name, with the id beside it where it has one. */
    String title() {
      return key + (id.isEmpty() ? "" : " (" + id + ")");
    }

    /** Whether it failed, be it to come to rest as it was before, as after a failed update. */
    boolean isFailure() {
      return standing == Standing.FAILED
          || (standing == Standing.AT_REST && trigger.equals("fail") && !isWordsOnly());
    }

    /** Whether only the service's words for the state changed. */
    public boolean isWordsOnly() {
      return from.equals(to);
    }

    @Override
    public String text() {
      return type
          + " ["
          + key
          + "] "
          + from
          + " -> "
          + to
          + (message.isEmpty() ? "" : " \"" + message + "\"")
          + (reason.isEmpty() ? "" : " because: " + reason);
    }
  }

  /**
   * An event that was sent to EventBridge. The journal has them from when somebody first looks at
   * events.
   *
   * @param at when
   * @param number its place in the order of events
   * @param detailType what it says it is
   * @param type the type of the resource that it is about
   * @param key the resource's name
   * @param state where the resource stood
   * @param cause the operation that was called, or {@code time}
   */
  record Emitted(
      Instant at,
      long number,
      String detailType,
      String type,
      String key,
      String state,
      String cause)
      implements JournalEntry {

    @Override
    public String text() {
      return "event " + number + " [" + detailType + "] of " + about();
    }

    String about() {
      return type + " [" + key + "] " + state;
    }
  }

  /** What a state means to a kind of resource. */
  enum Standing {
    /** It is on its way. */
    IN_PROGRESS,
    /** It has come to rest, and not by failing. */
    AT_REST,
    /** It has failed. */
    FAILED,
    /** It is no longer there. */
    GONE
  }

  /**
   * Time that somebody moved.
   *
   * @param at until when
   * @param from from when
   * @param cause who moved it
   */
  record TimeMoved(Instant at, Instant from, String cause) implements JournalEntry {
    /** Whether somebody slept, such as the SDK between two attempts; it shows in its calls. */
    boolean isSleep() {
      return cause.startsWith("sleep");
    }

    @Override
    public String text() {
      return "time has moved from " + from + " (" + cause + ")";
    }
  }

  /**
   * Something that somebody did to the simulator itself.
   *
   * @param at when
   * @param says what, in the simulator's voice
   */
  record Noted(Instant at, String says) implements JournalEntry {
    @Override
    public String text() {
      return says;
    }
  }
}
