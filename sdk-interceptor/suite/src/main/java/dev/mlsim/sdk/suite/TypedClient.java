package dev.mlsim.sdk.suite;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mlsim.Simulator;
import dev.mlsim.sdk.SimulatedClients;
import dev.mlsim.service.Documents;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import software.amazon.awssdk.awscore.AwsRequest;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.SdkClient;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.SdkHttpRequest;

/** Calls operations by name, with documents, through the methods of a real SDK client. */
final class TypedClient implements Caller {
  /** By name in small letters: for the API's AutoMLJob the SDK has AutoMlJob. */
  private static final ClassValue<Map<String, Method>> METHODS =
      new ClassValue<>() {
        @Override
        protected Map<String, Method> computeValue(Class<?> client) {
          return Arrays.stream(client.getMethods())
              .filter(TypedClient::isOperation)
              .collect(
                  Collectors.toMap(
                      m -> m.getName().toLowerCase(Locale.ROOT), m -> m, (one, same) -> one));
        }
      };

  private final Simulator sim;
  private final SdkClient client;
  private final Class<? extends SdkClient> type;
  private ObjectNode besides = Documents.empty();

  TypedClient(Simulator sim, Class<? extends SdkClient> type) {
    this.sim = sim;
    ExecutionInterceptor newer = new NewerSdk();
    this.client =
        SimulatedClients.of(sim)
            .create(type, b -> b.overrideConfiguration(o -> o.addExecutionInterceptor(newer)));
    this.type = type;
  }

  /** What a newer SDK would send besides, from now on. */
  void sendBesides(ObjectNode members) {
    besides = members;
  }

  private final class NewerSdk implements ExecutionInterceptor {
    @Override
    public Optional<RequestBody> modifyHttpContent(
        Context.ModifyHttpRequest context, ExecutionAttributes attributes) {
      return besides.isEmpty()
          ? context.requestBody()
          : context.requestBody().map(body -> RequestBody.fromString(with(body, besides)));
    }

    /** The length is that of what an older SDK would have sent. */
    @Override
    public SdkHttpRequest modifyHttpRequest(
        Context.ModifyHttpRequest context, ExecutionAttributes attributes) {
      SdkHttpRequest request = context.httpRequest();
      return besides.isEmpty()
          ? request
          : request.toBuilder().removeHeader("Content-Length").build();
    }
  }

  private static String with(RequestBody body, ObjectNode members) {
    try (InputStream sent = body.contentStreamProvider().newStream()) {
      String text = new String(sent.readAllBytes(), StandardCharsets.UTF_8);
      ObjectNode document = Documents.parsed(text).orElseThrow().deepCopy();
      return document.setAll(members).toString();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Whether the SDK in use has the operation, in a form that takes and gives no stream. */
  static boolean has(Class<? extends SdkClient> type, String operation) {
    return method(type, operation).isPresent();
  }

  /** The members that the SDK in use sends, of those in the document. */
  ObjectNode sendable(String operation, ObjectNode input) {
    return SdkDocuments.of((SdkPojo) SdkDocuments.fill(request(operation), input));
  }

  /**
   * Calls.
   *
   * @throws AwsServiceException the SDK's typed exception, if the service refuses
   */
  @Override
  public ObjectNode call(String operation, ObjectNode input) {
    Method method = method(type, operation).orElseThrow(() -> new AssertionError(operation));
    try {
      Object request = SdkDocuments.fill(request(operation), input);
      return SdkDocuments.of((SdkPojo) method.invoke(client, request));
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof AwsServiceException refusal) {
        throw refusal;
      }
      throw new AssertionError(operation + " " + input, e.getCause());
    } catch (IllegalAccessException e) {
      throw new LinkageError(operation, e);
    }
  }

  @Override
  public void advanceToNext() {
    sim.clock().advanceToNext();
  }

  @Override
  public void runUntilIdle(Duration limit) {
    sim.clock().runUntilIdle(limit);
  }

  /** The refusal of a call, or nothing if it succeeds. */
  Optional<AwsServiceException> refusal(String operation, ObjectNode input) {
    try {
      call(operation, input);
      return Optional.empty();
    } catch (AwsServiceException e) {
      return Optional.of(e);
    }
  }

  private SdkPojo request(String operation) {
    try {
      Class<?> request = method(type, operation).orElseThrow().getParameterTypes()[0];
      return (SdkPojo) request.getMethod("builder").invoke(null);
    } catch (ReflectiveOperationException e) {
      throw new LinkageError(operation, e);
    }
  }

  private static Optional<Method> method(Class<? extends SdkClient> type, String operation) {
    return Optional.ofNullable(METHODS.get(type).get(operation.toLowerCase(Locale.ROOT)));
  }

  private static boolean isOperation(Method method) {
    return method.getParameterCount() == 1
        && AwsRequest.class.isAssignableFrom(method.getParameterTypes()[0])
        && SdkPojo.class.isAssignableFrom(method.getReturnType());
  }
}
