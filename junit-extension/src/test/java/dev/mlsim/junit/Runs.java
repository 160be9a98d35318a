package dev.mlsim.junit;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.platform.engine.DiscoverySelector;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.testkit.engine.EngineExecutionResults;
import org.junit.platform.testkit.engine.EngineTestKit;

/** Runs test classes inside of a test, without their stories unless asked for. */
final class Runs {
  private Runs() {}

  static EngineExecutionResults run(Class<?>... cases) {
    return run(Map.of(), cases);
  }

  static EngineExecutionResults run(Map<String, String> parameters, Class<?>... cases) {
    return EngineTestKit.engine("junit-jupiter")
        .configurationParameter("junit.jupiter.execution.parallel.enabled", "true")
        .configurationParameter("junit.jupiter.execution.parallel.mode.default", "concurrent")
        .configurationParameter(MlSimulatorExtension.STORIES, "none")
        .configurationParameters(parameters)
        .selectors(
            Arrays.stream(cases).map(type -> selectClass(type)).toArray(DiscoverySelector[]::new))
        .execute();
  }

  /** The messages of the failures, tests and containers. */
  static List<String> failures(EngineExecutionResults results) {
    return results.allEvents().failed().stream()
        .map(event -> event.getRequiredPayload(TestExecutionResult.class))
        .map(result -> result.getThrowable().map(Throwable::getMessage).orElse(""))
        .toList();
  }

  /** The names of the tests that ran, as they were shown. */
  static List<String> names(EngineExecutionResults results) {
    return results.testEvents().started().stream()
        .map(event -> event.getTestDescriptor().getDisplayName())
        .sorted()
        .toList();
  }
}
