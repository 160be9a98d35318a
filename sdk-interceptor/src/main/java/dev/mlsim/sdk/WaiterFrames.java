package dev.mlsim.sdk;

import java.lang.StackWalker.StackFrame;
import java.util.Iterator;
import java.util.Optional;
import java.util.stream.Stream;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;

/**
 * Finds out which waiter makes a call, from the stack: the SDK sends only that there is one, and of
 * waiters that users build by {@code Waiter.builder} not even that.
 *
 * <p>A poll is made on the thread that waits, or on one that the waiter's scheduler lent it; in
 * both the waiter is below the client. What users do when a waiter has ended may be above it too,
 * but with a {@code CompletableFuture} between.
 */
final class WaiterFrames {
  /** What the simulator reads: the waiter's name, or {@code *} for one that has none. */
  static final String HEADER = "x-mlsim-waiter";

  private static final String ANY = "*";
  private static final String PREFIX = "waitUntil";
  private static final String CORE = "software.amazon.awssdk.core.internal.waiters.";
  private static final String SERVICES = "software.amazon.awssdk.services.";
  private static final String FUTURE = "java.util.concurrent.CompletableFuture";
  private static final StackWalker STACK = StackWalker.getInstance();

  private WaiterFrames() {}

  /** The waiter that makes this call on this thread, if one does and the call can be a poll. */
  static Optional<String> behind(SdkHttpRequest request) {
    return canPoll(request) ? STACK.walk(WaiterFrames::find) : Optional.empty();
  }

  /** Looking costs some microseconds, so only calls that show something are looked at. */
  private static boolean canPoll(SdkHttpRequest request) {
    if (request.method() == SdkHttpMethod.GET || request.method() == SdkHttpMethod.HEAD) {
      return true;
    }
    String target = request.firstMatchingHeader("X-Amz-Target").orElse("");
    return target.startsWith("Describe", target.indexOf('.') + 1);
  }

  private static Optional<String> find(Stream<StackFrame> frames) {
    Iterator<StackFrame> downwards = frames.iterator();
    boolean inClient = false;
    boolean waits = false;
    while (downwards.hasNext()) {
      StackFrame frame = downwards.next();
      String type = frame.getClassName();
      if (waits && isNamed(frame)) {
        return Optional.of(frame.getMethodName().substring(PREFIX.length()));
      }
      if (inClient && !waits && type.startsWith(FUTURE)) {
        return Optional.empty();
      }
      inClient |= type.startsWith(SERVICES);
      waits |= inClient && type.startsWith(CORE);
    }
    return waits ? Optional.of(ANY) : Optional.empty();
  }

  private static boolean isNamed(StackFrame frame) {
    return frame.getMethodName().startsWith(PREFIX)
        && frame.getClassName().startsWith(SERVICES)
        && frame.getClassName().contains(".waiters.");
  }
}
