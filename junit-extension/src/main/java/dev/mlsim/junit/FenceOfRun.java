package dev.mlsim.junit;

import dev.mlsim.sdk.Fence;
import org.jspecify.annotations.Nullable;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestPlan;

/**
 * Raises the {@linkplain Fence fence} while tests run, those of no world included, if the
 * configuration parameter {@value MlSimulatorExtension#FENCE} is {@code true}. JUnit's launcher
 * finds it by itself.
 */
@SuppressWarnings("exports") // who uses it has JUnit's launcher, which others need not have
public final class FenceOfRun implements TestExecutionListener {
  private @Nullable Fence fence;

  /** For JUnit's launcher. */
  public FenceOfRun() {}

  @Override
  public synchronized void testPlanExecutionStarted(TestPlan plan) {
    if (Fencing.isWanted(plan.getConfigurationParameters()::get)) {
      fence = Fencing.raise(plan.getConfigurationParameters()::get);
    }
  }

  @Override
  public synchronized void testPlanExecutionFinished(TestPlan plan) {
    Fence raised = fence;
    if (raised != null) {
      raised.close();
      fence = null;
    }
  }
}
