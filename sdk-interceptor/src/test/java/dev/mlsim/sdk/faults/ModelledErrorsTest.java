package dev.mlsim.sdk.faults;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mlsim.Simulator;
import dev.mlsim.contract.Contract;
import dev.mlsim.contract.ErrorShape;
import dev.mlsim.contract.Member;
import dev.mlsim.contract.Operation;
import dev.mlsim.journal.JournalEntry;
import dev.mlsim.sdk.SimulatedClients;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.awscore.AwsRequest;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.SdkClient;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.protocol.MarshallLocation;
import software.amazon.awssdk.core.protocol.MarshallingKnownType;
import software.amazon.awssdk.services.cleanroomsml.CleanRoomsMlAsyncClient;
import software.amazon.awssdk.services.cleanroomsml.CleanRoomsMlClient;
import software.amazon.awssdk.services.lookoutvision.LookoutVisionAsyncClient;
import software.amazon.awssdk.services.lookoutvision.LookoutVisionClient;
import software.amazon.awssdk.services.personalize.PersonalizeAsyncClient;
import software.amazon.awssdk.services.personalize.PersonalizeClient;
import software.amazon.awssdk.services.sagemaker.SageMakerAsyncClient;
import software.amazon.awssdk.services.sagemaker.SageMakerClient;
import software.amazon.awssdk.services.sagemakera2iruntime.SageMakerA2IRuntimeAsyncClient;
import software.amazon.awssdk.services.sagemakera2iruntime.SageMakerA2IRuntimeClient;
import software.amazon.awssdk.services.sagemakerfeaturestoreruntime.SageMakerFeatureStoreRuntimeAsyncClient;
import software.amazon.awssdk.services.sagemakerfeaturestoreruntime.SageMakerFeatureStoreRuntimeClient;
import software.amazon.awssdk.services.sagemakerruntime.SageMakerRuntimeAsyncClient;
import software.amazon.awssdk.services.sagemakerruntime.SageMakerRuntimeClient;
import software.amazon.awssdk.utils.builder.SdkBuilder;

/**
 * Every error that the model of a service lists for an operation, through the real client; through
 * the async one each error once.
 */
class ModelledErrorsTest {

  enum Service {
    SAGEMAKER("sagemaker", SageMakerClient.class, SageMakerAsyncClient.class, 390),
    RUNTIME(
        "sagemakerruntime", SageMakerRuntimeClient.class, SageMakerRuntimeAsyncClient.class, 14),
    FEATURE_STORE(
        "sagemakerfeaturestoreruntime",
        SageMakerFeatureStoreRuntimeClient.class,
        SageMakerFeatureStoreRuntimeAsyncClient.class,
        20),
    A2I(
        "sagemakera2iruntime",
        SageMakerA2IRuntimeClient.class,
        SageMakerA2IRuntimeAsyncClient.class,
        25),
    PERSONALIZE("personalize", PersonalizeClient.class, PersonalizeAsyncClient.class, 220),
    CLEAN_ROOMS_ML("cleanroomsml", CleanRoomsMlClient.class, CleanRoomsMlAsyncClient.class, 220),
    LOOKOUT("lookoutvision", LookoutVisionClient.class, LookoutVisionAsyncClient.class, 130);

    private final String contract;
    private final Class<? extends SdkClient> sync;
    private final Class<? extends SdkClient> async;
    private final int atLeast;

    Service(
        String contract,
        Class<? extends SdkClient> sync,
        Class<? extends SdkClient> async,
        int atLeast) {
      this.contract = contract;
      this.sync = sync;
      this.async = async;
      this.atLeast = atLeast;
    }
  }

  /** Of the server's errors, the SDK tries these again (SdkDefaultRetrySetting). */
  private static final Set<Integer> RETRIED = Set.of(500, 502, 503, 504);

  private final Simulator sim = Simulator.create();
  private final List<String> differences = new ArrayList<>();
  private final Set<String> doneAsync = new HashSet<>();
  private int typed;

  @ParameterizedTest
  @EnumSource(Service.class)
  void every_modelled_error_of_every_operation_is_its_typed_exception(Service service) {
    try (SimulatedClients clients = SimulatedClients.of(sim)) {
      checkAll(service, clients.create(service.sync), clients.create(service.async));
    }

    assertThat(differences).isEmpty();
    assertThat(typed).isGreaterThan(service.atLeast);
  }

  private void checkAll(Service service, SdkClient sync, SdkClient async) {
    Contract contract = Contract.load(service.contract);
    for (Operation operation : contract.operations().values()) {
      Optional<Method> method = method(service.sync, operation.name());
      if (method.isPresent()) { // the models know more operations than the SDK of December 2025
        for (String code : operation.errors()) {
          ErrorShape shape = contract.error(code).orElseThrow();
          check(operation, shape, method.get(), method.get(), sync);
          if (doneAsync.add(code)) { // what differs is the client, not the operation
            Method other = method(service.async, operation.name()).orElseThrow();
            check(operation, shape, method.get(), other, async);
          }
        }
      }
    }
  }

  private static Optional<Method> method(Class<?> client, String operation) {
    return Arrays.stream(client.getMethods())
        .filter(method -> method.getName().equalsIgnoreCase(operation))
        .filter(method -> method.getParameterCount() == 1)
        .filter(method -> AwsRequest.class.isAssignableFrom(method.getParameterTypes()[0]))
        .findFirst();
  }

  private void check(
      Operation operation, ErrorShape shape, Method declared, Method method, SdkClient client) {
    sim.faults().clear();
    sim.journal().clear();
    sim.faults().on(operation.toString()).fail(shape.code(), "said so");
    String here = client.serviceName() + " " + method.getName() + " " + shape.code() + ": ";
    Throwable failure = failure(method, client);
    if (!(failure instanceof AwsServiceException refusal)) {
      differences.add(here + failure);
      return;
    }
    compare(here + "status", shape.status(), refusal.statusCode());
    compare(here + "code", shape.code(), refusal.awsErrorDetails().errorCode());
    compare(here + "message", "said so", refusal.awsErrorDetails().errorMessage());
    boolean throttles = shape.code().equals("ThrottlingException") || shape.status() == 429;
    compare(here + "throttling", throttles, refusal.isThrottlingException());
    int attempts = throttles || RETRIED.contains(shape.status()) ? 4 : 1;
    compare(here + "attempts", attempts, refusal.numAttempts());
    compare(here + "calls", attempts, sim.journal().calls().size());
    if (isDeclared(declared, shape)) {
      typed++;
      compare(here + "type", bare(shape.code()), bare(refusal.getClass().getSimpleName()));
      members(here, shape, refusal);
    }
    assertThat(sim.journal().calls())
        .extracting(JournalEntry.Called::fault)
        .containsOnly("fail with " + shape.code() + " " + operation);
  }

  private static Throwable failure(Method method, SdkClient client) {
    try {
      Object result = method.invoke(client, request(method.getParameterTypes()[0]));
      if (result instanceof CompletableFuture<?> future) {
        future.join();
      }
      return new AssertionError("it succeeded");
    } catch (InvocationTargetException e) {
      return requireNonNull(e.getCause(), "cause");
    } catch (CompletionException e) {
      return requireNonNull(e.getCause(), "cause");
    } catch (ReflectiveOperationException e) {
      return e;
    }
  }

  /** A request with what the SDK insists on: the labels of the path. */
  private static Object request(Class<?> type) throws ReflectiveOperationException {
    SdkPojo builder = (SdkPojo) type.getMethod("builder").invoke(null);
    for (SdkField<?> field : builder.sdkFields()) {
      if (field.location() == MarshallLocation.PATH) {
        field.set(
            builder,
            field.marshallingType().getKnownType() == MarshallingKnownType.STRING ? "x" : 1);
      }
    }
    return ((SdkBuilder<?, ?>) builder).build();
  }

  /** An SDK that is older than the model declares fewer exceptions. */
  private static boolean isDeclared(Method method, ErrorShape shape) {
    return Arrays.stream(method.getExceptionTypes())
        .anyMatch(type -> bare(type.getSimpleName()).equals(bare(shape.code())));
  }

  private void members(String here, ErrorShape shape, AwsServiceException refusal) {
    for (Member member : shape.structure().members()) {
      if (member.required() && !member.name().equals(shape.messageMember())) {
        refusal.sdkFields().stream()
            .filter(field -> field.memberName().equals(member.name()))
            .filter(field -> field.getValueOrDefault(refusal) == null)
            .forEach(field -> differences.add(here + member.name() + " is missing"));
      }
    }
  }

  private static String bare(String name) {
    return name.replaceAll("Exception$", "").toLowerCase(Locale.ROOT);
  }

  private void compare(String what, Object expected, Object actual) {
    if (!expected.equals(actual)) {
      differences.add(what + " should be " + expected + ", is " + actual);
    }
  }
}
