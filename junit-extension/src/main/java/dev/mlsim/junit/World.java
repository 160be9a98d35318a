package dev.mlsim.junit;

import dev.mlsim.Simulator;
import dev.mlsim.sdk.AmbientSimulation;
import dev.mlsim.sdk.SimulatedClients;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.platform.commons.support.AnnotationSupport;

/**
 * The simulator of one test and the clients made of it. JUnit's store, in which it lies, closes it.
 *
 * @param simulator the world itself
 * @param clients its clients
 * @param ambient what lets it answer other clients too, if it does
 */
record World(Simulator simulator, SimulatedClients clients, Optional<AmbientSimulation> ambient)
    implements AutoCloseable {

  /** Makes the world that a test's class declares. */
  static World declaredBy(ExtensionContext test) {
    Simulator.Builder builder = Simulator.builder();
    annotation(test).ifPresent(declared -> apply(declared, test, builder));
    Simulator simulator = build(builder, test);
    Optional<AmbientSimulation> ambient =
        annotation(test)
            .filter(MlSimulator::ambient)
            .map(declared -> AmbientSimulation.install(simulator));
    return new World(simulator, SimulatedClients.of(simulator), ambient);
  }

  private static Optional<MlSimulator> annotation(ExtensionContext test) {
    return AnnotationSupport.findAnnotation(
        test.getRequiredTestClass(), MlSimulator.class, test.getEnclosingTestClasses());
  }

  private static void apply(
      MlSimulator declared, ExtensionContext test, Simulator.Builder builder) {
    if (!declared.region().isEmpty()) {
      builder.region(declared.region());
    }
    if (!declared.account().isEmpty()) {
      builder.account(declared.account());
    }
    if (!declared.start().isEmpty()) {
      builder.startingAt(instant(declared.start(), test));
    }
    builder.seed(declared.seed());
  }

  private static Instant instant(String start, ExtensionContext test) {
    try {
      return Instant.parse(start);
    } catch (DateTimeParseException e) {
      throw new ExtensionConfigurationException(
          "mlsim: cannot start the world of ["
              + test.getRequiredTestClass().getSimpleName()
              + "] at ["
              + start
              + "]: @MlSimulator(start) is an instant, such as 2026-01-01T00:00:00Z",
          e);
    }
  }

  // The simulator checks its own settings; here is added whose they are.
  private static Simulator build(Simulator.Builder builder, ExtensionContext test) {
    try {
      return builder.build();
    } catch (IllegalArgumentException e) {
      throw new ExtensionConfigurationException(
          "mlsim: cannot make the world that @MlSimulator on ["
              + test.getRequiredTestClass().getSimpleName()
              + "] declares: "
              + e.getMessage(),
          e);
    }
  }

  @Override
  public void close() {
    ambient.ifPresent(AmbientSimulation::close);
    clients.close();
  }
}
