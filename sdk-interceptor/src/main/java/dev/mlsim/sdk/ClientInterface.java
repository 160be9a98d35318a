package dev.mlsim.sdk;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.core.SdkClient;

/** Finds out how the client of a service is made, from its interface alone. */
final class ClientInterface {
  private ClientInterface() {}

  /** Whether this is the interface of a service's client, such as {@code SageMakerClient}. */
  static boolean is(Class<?> type) {
    return factory(type).isPresent();
  }

  /** Whether it is the client of one of the services, by its name, which is made of their ids. */
  static boolean isOfOne(Class<?> type, Set<String> serviceIds) {
    String own = type.getSimpleName().replaceFirst("(Async)?Client$", "");
    return serviceIds.stream()
        .anyMatch(id -> Ambience.comparable(id).equals(Ambience.comparable(own)));
  }

  /**
   * A new builder for the client.
   *
   * @throws IllegalArgumentException if the type is not the interface of a service's client
   */
  static AwsClientBuilder<?, ?> builderOf(Class<?> type) {
    MethodHandle factory =
        factory(type)
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "mlsim: cannot make a client of ["
                            + type.getName()
                            + "]: it is no service's client interface, for it has no static"
                            + " builder(); possible are those of the AWS SDK for Java 2.x, such as"
                            + " SageMakerClient.class or SageMakerAsyncClient.class"));
    try {
      return (AwsClientBuilder<?, ?>) factory.invoke();
    } catch (Error e) {
      throw e;
    } catch (Throwable e) { // as a method handle declares it
      throw new IllegalArgumentException(
          "mlsim: cannot make a client of [" + type.getName() + "]: its builder() failed", e);
    }
  }

  /**
   * Its {@code builder()}. Looked up by its exact type, since asking a client's interface for its
   * methods loads a thousand classes, those of each operation's requests and responses.
   */
  private static Optional<MethodHandle> factory(Class<?> type) {
    if (!type.isInterface() || !SdkClient.class.isAssignableFrom(type)) {
      return Optional.empty();
    }
    try {
      Class<?> builder = Class.forName(type.getName() + "Builder", false, type.getClassLoader());
      return AwsClientBuilder.class.isAssignableFrom(builder)
          ? Optional.of(
              MethodHandles.publicLookup()
                  .findStatic(type, "builder", MethodType.methodType(builder)))
          : Optional.empty();
    } catch (ClassNotFoundException | NoSuchMethodException | IllegalAccessException none) {
      return Optional.empty();
    }
  }
}
