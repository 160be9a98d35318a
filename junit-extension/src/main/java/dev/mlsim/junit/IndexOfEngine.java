package dev.mlsim.junit;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Store.CloseableResource;

/**
 * Collects the stories of an engine's tests for where nobody else does: on the module path JUnit's
 * launcher doesn't find {@link StoryIndex}. JUnit's store, in which it lies, closes it in the end;
 * see {@link World}.
 */
@SuppressWarnings("deprecation") // CloseableResource, for JUnit 5.12
final class IndexOfEngine implements AutoCloseable, CloseableResource {
  private static final String BEGUN = "begun at";
  private static final int BOUND = 100_000;

  private final Map<String, StoryRun> runs = new ConcurrentHashMap<>();

  private IndexOfEngine() {}

  /** Notes when a test began. */
  static void begin(ExtensionContext test) {
    test.getStore(TestWorlds.NAMESPACE).put(BEGUN, InstantSource.system().instant());
  }

  /** Notes a story that was written. */
  static void add(ExtensionContext test, String name, Optional<Throwable> failure, Path story) {
    Instant now = InstantSource.system().instant();
    Instant begun = test.getStore(TestWorlds.NAMESPACE).getOrDefault(BEGUN, Instant.class, now);
    IndexOfEngine index =
        test.getRoot()
            .getStore(TestWorlds.NAMESPACE)
            .getOrComputeIfAbsent(
                IndexOfEngine.class, type -> new IndexOfEngine(), IndexOfEngine.class);
    if (index.runs.size() < BOUND) {
      index.runs.put(
          test.getUniqueId(),
          new StoryRun(
              name, Duration.between(begun, now), failure.map(Object::toString).orElse(""), story));
    }
  }

  @Override
  public void close() {
    if (!IndexWish.isHeard()) {
      IndexPage.write(runs.values());
    }
  }
}
