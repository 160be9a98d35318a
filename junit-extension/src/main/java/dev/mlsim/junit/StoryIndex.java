package dev.mlsim.junit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.TestSource;
import org.junit.platform.engine.support.descriptor.ClassSource;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.TestPlan;

/**
 * Collects the stories of a whole run into {@code target/mlsim/index.html} (Gradle: {@code
 * build/mlsim}): the tests that failed, the slowest, and all. JUnit's launcher finds it by itself;
 * the configuration parameter {@value #SWITCH} switches it on, of the run or of a suite in it.
 */
@SuppressWarnings("exports") // who uses it has JUnit's launcher, which others need not have
public final class StoryIndex implements TestExecutionListener {
  /** The configuration parameter that switches it on: {@code true}. */
  public static final String SWITCH = "mlsim.index";

  private static final int BOUND = 100_000;

  private final InstantSource wall;
  private final Map<String, Instant> started = new ConcurrentHashMap<>();
  private final Map<String, StoryRun> runs = new ConcurrentHashMap<>();
  private volatile boolean on;

  /** For JUnit's launcher. */
  public StoryIndex() {
    this(InstantSource.system());
  }

  StoryIndex(InstantSource wall) {
    this.wall = wall;
  }

  @Override
  public void testPlanExecutionStarted(TestPlan plan) {
    IndexWish.listen(true);
    OldestJUnit.refusal(StoryIndex.class.getClassLoader()).ifPresent(System.err::println);
    on = plan.getConfigurationParameters().getBoolean(SWITCH).orElse(false);
  }

  @Override
  public void executionStarted(TestIdentifier test) {
    if (started.size() < BOUND) {
      started.put(test.getUniqueId(), wall.instant());
    }
  }

  @Override
  public void executionFinished(TestIdentifier test, TestExecutionResult result) {
    Instant start = started.remove(test.getUniqueId());
    if (start == null || runs.size() >= BOUND || !(on || IndexWish.isMade())) {
      return;
    }
    boolean failed = result.getStatus() == TestExecutionResult.Status.FAILED;
    Path story = StoryFiles.file(test.getUniqueId());
    // A class has a story of its own where its tests share a world; it is news if it fails.
    if ((test.isTest() || failed) && isOfThisRun(story, start)) {
      String failure = failed ? result.getThrowable().map(Object::toString).orElse("failed") : "";
      runs.put(
          test.getUniqueId(),
          new StoryRun(name(test), Duration.between(start, wall.instant()), failure, story));
    }
  }

  private static boolean isOfThisRun(Path story, Instant start) {
    try {
      // File systems cut times to the second or finer.
      return Files.exists(story)
          && !Files.getLastModifiedTime(story).toInstant().isBefore(start.minusSeconds(2));
    } catch (IOException e) {
      return false;
    }
  }

  private static String name(TestIdentifier test) {
    TestSource source = test.getSource().orElse(null);
    String shown = test.getDisplayName();
    if (source instanceof MethodSource method) {
      String name = simple(method.getClassName()) + "." + method.getMethodName();
      return shown.startsWith(method.getMethodName()) ? name : name + ", " + shown;
    }
    return source instanceof ClassSource type ? simple(type.getClassName()) : shown;
  }

  private static String simple(String className) {
    return className.substring(className.lastIndexOf('.') + 1);
  }

  @Override
  public void testPlanExecutionFinished(TestPlan plan) {
    IndexWish.listen(false);
    IndexPage.write(runs.values());
  }
}
