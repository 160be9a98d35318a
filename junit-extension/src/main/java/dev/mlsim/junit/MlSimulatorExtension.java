package dev.mlsim.junit;

import dev.mlsim.Simulator;
import dev.mlsim.clock.VirtualClock;
import dev.mlsim.sdk.SimulatedClients;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolutionException;
import org.junit.jupiter.api.extension.ParameterResolver;
import software.amazon.awssdk.core.SdkClient;

/**
 * What {@link MlSimulator} switches on: a world for each test method, and its parameters.
 *
 * <p>It has no state of its own; the world lies in JUnit's store of the test, which closes it.
 */
public final class MlSimulatorExtension implements BeforeEachCallback, ParameterResolver {
  private static final ExtensionContext.Namespace NAMESPACE =
      ExtensionContext.Namespace.create(MlSimulatorExtension.class);

  /** For JUnit, which makes it when it meets {@link MlSimulator}. */
  public MlSimulatorExtension() {}

  /**
   * Makes the test's world, so that a mistake in its declaration is told before the test starts.
   */
  @Override
  public void beforeEach(ExtensionContext test) {
    world(test);
  }

  /** Whether the parameter is exactly a simulator, a clock, or the interface of an SDK client. */
  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    Class<?> type = parameter.getParameter().getType();
    return type == Simulator.class
        || type == VirtualClock.class
        || SimulatedClients.canCreate(type);
  }

  /** The part of the test's world that the parameter asks for; a client is a new one each time. */
  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    Class<?> type = parameter.getParameter().getType();
    if (context.getTestMethod().isEmpty()) {
      throw new ParameterResolutionException(
          "mlsim: cannot inject ["
              + parameter.getParameter()
              + "] into ["
              + parameter.getDeclaringExecutable().getName()
              + "]: a world lives as long as one test method; possible are test methods and"
              + " @BeforeEach and @AfterEach methods");
    }
    World world = world(context);
    if (type == Simulator.class) {
      return world.simulator();
    }
    if (type == VirtualClock.class) {
      return world.simulator().clock();
    }
    return world.clients().create(type.asSubclass(SdkClient.class));
  }

  private static World world(ExtensionContext test) {
    return test.getStore(NAMESPACE)
        .getOrComputeIfAbsent(World.class, key -> World.declaredBy(test), World.class);
  }
}
