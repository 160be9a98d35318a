package dev.mlsim.sdk;

import dev.mlsim.Simulator;
import dev.mlsim.journal.Journal;
import dev.mlsim.journal.JournalEntry;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.awscore.AwsRequest;
import software.amazon.awssdk.awscore.AwsResponse;

/**
 * The calls in a simulator's journal as requests and responses of the SDK:
 *
 * <pre>{@code
 * List<CreateTrainingJobRequest> created =
 *     SdkCalls.of(sim).requests(CreateTrainingJobRequest.class);
 * }</pre>
 *
 * <p>They are read from what came over the wire, so they are what production code really sent, to
 * whichever client. Safe for threads.
 */
public final class SdkCalls {
  private static final String REQUEST = "Request";

  private final Journal journal;

  private SdkCalls(Journal journal) {
    this.journal = journal;
  }

  /** The calls that this simulator answered. */
  public static SdkCalls of(Simulator simulator) {
    return new SdkCalls(simulator.journal());
  }

  /**
   * The requests of an operation, oldest first.
   *
   * @param request the request's type, such as {@code CreateTrainingJobRequest.class}
   */
  public <Q extends AwsRequest> List<Q> requests(Class<Q> request) {
    return calls(request).stream().map(SdkCall::request).toList();
  }

  /**
   * The calls of an operation, oldest first.
   *
   * @param request the request's type, such as {@code CreateTrainingJobRequest.class}
   */
  public <Q extends AwsRequest> List<SdkCall<Q>> calls(Class<Q> request) {
    return journal.calls().stream()
        .filter(call -> isOf(call, request))
        .map(call -> typed(call, request))
        .toList();
  }

  /**
   * A call in the SDK's types.
   *
   * @throws IllegalArgumentException if it is the call of another operation
   */
  public static <Q extends AwsRequest> SdkCall<Q> typed(
      JournalEntry.Called call, Class<Q> request) {
    if (!isOf(call, request)) {
      throw new IllegalArgumentException(
          "mlsim: cannot read the call of ["
              + call.service()
              + ":"
              + call.operation()
              + "] as ["
              + request.getName()
              + "]; that is the request of another operation");
    }
    Optional<AwsResponse> response =
        call.isSuccess()
            ? Optional.of(PojoReader.read(call.output(), responseOf(request)))
            : Optional.empty();
    return new SdkCall<>(call, PojoReader.read(call.input(), request), response);
  }

  // The SDK writes some acronyms in its own way: CreateHub, but CreateAutoMlJob.
  private static boolean isOf(JournalEntry.Called call, Class<?> request) {
    String name = request.getSimpleName();
    return name.equalsIgnoreCase(call.operation() + REQUEST)
        && request.getPackageName().contains("." + call.service() + ".");
  }

  private static Class<? extends AwsResponse> responseOf(Class<?> request) {
    String name = request.getName();
    String response = name.substring(0, name.length() - REQUEST.length()) + "Response";
    try {
      return Class.forName(response, false, request.getClassLoader()).asSubclass(AwsResponse.class);
    } catch (ClassNotFoundException e) {
      throw new IllegalArgumentException(
          "mlsim: the SDK's [" + name + "] has no [" + response + "] beside it", e);
    }
  }
}
