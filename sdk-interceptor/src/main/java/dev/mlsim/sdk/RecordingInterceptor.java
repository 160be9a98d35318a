package dev.mlsim.sdk;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import software.amazon.awssdk.awscore.AwsExecutionAttribute;
import software.amazon.awssdk.core.ClientType;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttribute;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.core.interceptor.SdkExecutionAttribute;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.SdkHttpFullRequest;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.regions.Region;

/**
 * Sees every attempt of every client in the JVM, for the {@link Recording} that is open; does
 * nothing while none is. The SDK finds it as it finds {@link SimulatorInterceptor}. Thread-safe.
 */
public final class RecordingInterceptor implements ExecutionInterceptor {
  private static final ExecutionAttribute<RecordedExchange> ATTEMPT =
      new ExecutionAttribute<>("MlsimRecordedAttempt");

  /** For the SDK, which makes one for each client. */
  public RecordingInterceptor() {}

  @Override
  public void beforeTransmission(Context.BeforeTransmission context, ExecutionAttributes call) {
    Recording recording = Recording.current();
    if (recording == null) {
      return;
    }
    lost(call, ""); // an attempt before this one that nothing came of
    String service = text(call.getAttribute(SdkExecutionAttribute.SERVICE_NAME));
    if (recording.records(service)) {
      String operation = text(call.getAttribute(SdkExecutionAttribute.OPERATION_NAME));
      boolean read = recording.reads(service, operation);
      call.putAttribute(
          ATTEMPT,
          new RecordedExchange(
              recording,
              service,
              operation,
              region(call),
              context.httpRequest(),
              read ? body(context) : new byte[0]));
    }
  }

  @Override
  public void afterTransmission(Context.AfterTransmission context, ExecutionAttributes call) {
    RecordedExchange attempt = call.getAttribute(ATTEMPT);
    if (attempt != null) {
      attempt.answered(context.httpResponse());
    }
  }

  @Override
  public Optional<InputStream> modifyHttpResponseContent(
      Context.ModifyHttpResponse context, ExecutionAttributes call) {
    RecordedExchange attempt = call.getAttribute(ATTEMPT);
    if (attempt == null || !attempt.wantsBody()) {
      return context.responseBody();
    }
    Optional<InputStream> body = context.responseBody();
    if (body.isEmpty()) {
      if (call.getAttribute(SdkExecutionAttribute.CLIENT_TYPE) != ClientType.ASYNC) {
        attempt.whole(new byte[0]); // else it comes later, by a publisher
      }
      return body;
    }
    try (InputStream read = body.get()) {
      byte[] content = read.readAllBytes();
      attempt.whole(content);
      return Optional.of(new ByteArrayInputStream(content));
    } catch (IOException e) {
      attempt.lost(e.getClass().getSimpleName());
      return Optional.of(new BrokenBody(e)); // the SDK meets what we met
    }
  }

  @Override
  public Optional<Publisher<ByteBuffer>> modifyAsyncHttpResponseContent(
      Context.ModifyHttpResponse context, ExecutionAttributes call) {
    RecordedExchange attempt = call.getAttribute(ATTEMPT);
    return attempt == null || !attempt.wantsBody()
        ? context.responsePublisher()
        : context.responsePublisher().map(publisher -> new RecordedBody(publisher, attempt));
  }

  @Override
  public void onExecutionFailure(Context.FailedExecution context, ExecutionAttributes call) {
    Throwable cause = context.exception();
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    lost(call, cause.getClass().getSimpleName());
  }

  private static void lost(ExecutionAttributes call, String why) {
    RecordedExchange attempt = call.getAttribute(ATTEMPT);
    if (attempt != null) {
      attempt.lost(why);
    }
  }

  private static String region(ExecutionAttributes call) {
    Region region = call.getAttribute(AwsExecutionAttribute.AWS_REGION);
    return region == null ? "" : region.id();
  }

  private static String text(@Nullable String attribute) {
    return attribute == null ? "" : attribute;
  }

  private static byte[] body(Context.BeforeTransmission context) {
    SdkHttpRequest request = context.httpRequest();
    try {
      return context.requestBody().isEmpty() && request instanceof SdkHttpFullRequest full
          ? Translation.body(full, full.contentStreamProvider())
          : Translation.body(
              request, context.requestBody().map(RequestBody::contentStreamProvider));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
