package dev.mlsim.sdk;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Optional;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.core.SdkClient;

/** Finds out how the client of a service is made, from its interface alone. */
final class ClientInterface {
  private ClientInterface() {}

  /** Whether this is the interface of a service's client, such as {@code SageMakerClient}. */
  static boolean is(Class<?> type) {
    return factory(type).isPresent();
  }

  /**
   * A new builder for the client.
   *
   * @throws IllegalArgumentException if the type is not the interface of a service's client
   */
  static AwsClientBuilder<?, ?> builderOf(Class<?> type) {
    Method factory =
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
      return (AwsClientBuilder<?, ?>) factory.invoke(null);
    } catch (IllegalAccessException | InvocationTargetException e) {
      throw new IllegalArgumentException(
          "mlsim: cannot make a client of [" + type.getName() + "]: its builder() failed", e);
    }
  }

  private static Optional<Method> factory(Class<?> type) {
    if (!type.isInterface() || !SdkClient.class.isAssignableFrom(type)) {
      return Optional.empty();
    }
    try {
      Method factory = type.getMethod("builder");
      boolean fits =
          Modifier.isStatic(factory.getModifiers())
              && AwsClientBuilder.class.isAssignableFrom(factory.getReturnType());
      return fits ? Optional.of(factory) : Optional.empty();
    } catch (NoSuchMethodException none) {
      return Optional.empty();
    }
  }
}
