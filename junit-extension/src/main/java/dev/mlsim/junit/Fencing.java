package dev.mlsim.junit;

import dev.mlsim.sdk.Fence;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Store.CloseableResource;

/** Raises the fence as the configuration parameters say. */
final class Fencing {
  private static final String RAISED = "fence";

  private Fencing() {}

  /** Whether a fence is to stand while tests run. */
  static boolean isWanted(Function<String, Optional<String>> parameters) {
    String said = parameters.apply(MlSimulatorExtension.FENCE).orElse("false").strip();
    return switch (said) {
      case "true" -> true;
      case "false" -> false;
      default ->
          throw new ExtensionConfigurationException(
              "mlsim: the configuration parameter "
                  + MlSimulatorExtension.FENCE
                  + " is ["
                  + said
                  + "]; possible are true and false");
    };
  }

  /** Raises a fence that allows what the parameters allow. */
  static Fence raise(Function<String, Optional<String>> parameters) {
    String hosts = parameters.apply(MlSimulatorExtension.FENCE_ALLOW).orElse("");
    try {
      return Fence.raise(
          Arrays.stream(hosts.split(","))
              .map(String::strip)
              .filter(host -> !host.isEmpty())
              .toArray(String[]::new));
    } catch (IllegalArgumentException e) {
      throw new ExtensionConfigurationException(
          e.getMessage()
              + "; the configuration parameter "
              + MlSimulatorExtension.FENCE_ALLOW
              + " is ["
              + hosts
              + "]",
          e);
    }
  }

  /**
   * Raises the fence, if it is wanted, until the last test of the engine has run. It stands earlier
   * where JUnit's launcher found {@link FenceOfRun}; this is for where it doesn't, and for suites,
   * whose parameters are their own.
   */
  static void stand(ExtensionContext context) {
    if (isWanted(context::getConfigurationParameter)) {
      context
          .getRoot()
          .getStore(TestWorlds.NAMESPACE)
          .getOrComputeIfAbsent(
              RAISED, k -> new Raised(raise(context::getConfigurationParameter)), Raised.class);
    }
  }

  /**
   * A fence in JUnit's store, which closes it; see {@link World}.
   *
   * @param fence the fence
   */
  @SuppressWarnings("deprecation") // CloseableResource, for JUnit 5.12
  private record Raised(Fence fence) implements AutoCloseable, CloseableResource {
    @Override
    public void close() {
      fence.close();
    }
  }
}
