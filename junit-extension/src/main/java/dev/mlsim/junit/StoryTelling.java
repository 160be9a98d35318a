package dev.mlsim.junit;

import dev.mlsim.journal.Story;
import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.opentest4j.TestAbortedException;

/** Tells what happened in a test's world, when the test has failed or somebody wants to know. */
final class StoryTelling {
  private static final int LINES = 60;

  private StoryTelling() {}

  private enum Which {
    FAILED,
    ALL,
    NONE
  }

  /** Whether the test or container has failed by itself; one that was aborted has not. */
  static boolean hasFailed(ExtensionContext context) {
    return context
        .getExecutionException()
        .filter(e -> !(e instanceof TestAbortedException))
        .isPresent();
  }

  static void tell(ExtensionContext test, World world, Optional<AssertionError> wrong) {
    boolean failed = hasFailed(test) || wrong.isPresent();
    Which which = which(test);
    if (which == Which.NONE || (which == Which.FAILED && !failed)) {
      return;
    }
    Optional<Throwable> failure =
        wrong.<Throwable>map(error -> error).or(test::getExecutionException).filter(e -> failed);
    Story story =
        world
            .simulator()
            .journal()
            .story()
            .titled(title(test))
            .remarking(again(test, world))
            .failing(
                failure
                    .map(error -> FailureLines.of(error, Declared.in(test).classes()))
                    .orElse(List.of()));
    if (isIndexed(test)) {
      IndexWish.make();
      IndexOfEngine.add(test, title(test), failure, StoryFiles.file(test.getUniqueId()));
    }
    String page = write(test, story);
    if (failed) {
      System.out.println(story.text(LINES) + "  page       " + page);
    }
  }

  private static boolean isIndexed(ExtensionContext test) {
    return test.getConfigurationParameter(StoryIndex.SWITCH).filter("true"::equals).isPresent();
  }

  private static Which which(ExtensionContext test) {
    if (isIndexed(test)) {
      return Which.ALL;
    }
    String said = test.getConfigurationParameter(MlSimulatorExtension.STORIES).orElse("failed");
    try {
      return Which.valueOf(said.strip().toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException e) {
      throw new ExtensionConfigurationException(
          "mlsim: the configuration parameter "
              + MlSimulatorExtension.STORIES
              + " is ["
              + said
              + "]; possible are failed, all and none",
          e);
    }
  }

  private static String title(ExtensionContext test) {
    String name = Declared.in(test).toString();
    String shown = test.getDisplayName();
    boolean isTheMethods =
        test.getTestMethod().map(method -> shown.startsWith(method.getName())).orElse(true);
    return isTheMethods ? name : name + ", " + shown;
  }

  private static String again(ExtensionContext test, World world) {
    Declared declared = Declared.in(test);
    String method = declared.method().map(Method::getName).orElse("");
    String type = test.getRequiredTestClass().getName();
    String seed =
        "' -D"
            + MlSimulatorExtension.SEED
            + "="
            + world.simulator().seed()
            + SweptRun.in(test)
                .map(trouble -> " -D" + FaultSweep.ONLY + "='" + trouble.text() + "'")
                .orElse("");
    return StoryFiles.directory().startsWith("build")
        ? "again: ./gradlew test --tests '" + type + after(".", method) + seed
        : "again: mvn test -Dtest='" + declared.classesOnly() + after("#", method) + seed;
  }

  private static String after(String separator, String method) {
    return method.isEmpty() ? "" : separator + method;
  }

  private static String write(ExtensionContext test, Story story) {
    Path file = StoryFiles.file(test.getUniqueId());
    try {
      story.writeTo(file);
    } catch (IOException e) {
      return "could not be written: " + e;
    }
    publish(test, file);
    return file.toUri().toString();
  }

  // A directory, since JUnit's type for the media of a single file has moved between its versions.
  private static void publish(ExtensionContext test, Path file) {
    try {
      test.publishDirectory(
          "mlsim",
          directory ->
              Files.copy(
                  file, directory.resolve("story.html"), StandardCopyOption.REPLACE_EXISTING));
    } catch (RuntimeException notSupportedHere) {
      // Whoever launches JUnit need not take files; the page is there all the same.
    }
  }
}
