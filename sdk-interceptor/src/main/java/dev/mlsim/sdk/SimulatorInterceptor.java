package dev.mlsim.sdk;

import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.http.SdkHttpRequest;

/**
 * Sends the calls of clients that the code under test makes by itself to the simulator while an
 * {@link AmbientSimulation} is installed, and keeps calls inside while a {@link Fence} is raised;
 * does nothing while there is neither.
 *
 * <p>The SDK finds it on the class path, by {@code
 * software/amazon/awssdk/global/handlers/execution.interceptors}, and asks it in every client of
 * the JVM, before the interceptors of the service. Thread-safe.
 */
public final class SimulatorInterceptor implements ExecutionInterceptor {

  /** For the SDK, which makes one for each client. */
  public SimulatorInterceptor() {}

  @Override
  public void beforeExecution(Context.BeforeExecution context, ExecutionAttributes call) {
    Ambience ambience = Ambience.current();
    if (ambience != null && ambience.isSimulated(call)) {
      ambience.reroute(call);
    } else if (Fence.isInTheWayOf(call)) {
      Ambience.needNoCredentials(call);
    }
  }

  @Override
  public SdkHttpRequest modifyHttpRequest(
      Context.ModifyHttpRequest context, ExecutionAttributes call) {
    Ambience ambience = Ambience.current();
    return ambience != null && ambience.isSimulated(call)
        ? ambience.mark(context.httpRequest())
        : context.httpRequest();
  }

  @Override
  public void beforeTransmission(Context.BeforeTransmission context, ExecutionAttributes call) {
    SdkHttpRequest request = context.httpRequest();
    Ambience ambience = Ambience.current();
    if (ambience != null && ambience.isSimulated(call)) {
      ambience.guard(request, call);
    }
    if (!Ambience.isInProcess(call)) {
      Fence.check(request.host(), request.port(), call);
    }
  }

  @Override
  public Throwable modifyException(Context.FailedExecution context, ExecutionAttributes call) {
    FunctionFailures failures = call.getAttribute(Ambience.FAILURES);
    if (failures != null) {
      failures.show(context.exception());
    }
    return context.exception();
  }
}
