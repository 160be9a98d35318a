package dev.mlsim.internal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * What failed the last time: lines in a small file under what the build tool cleans. It is a cache;
 * losing it loses nothing but time.
 */
public final class Remembered {
  private static final int MOST = 100;

  private final Path file;

  private Remembered(Path file) {
    this.file = file;
  }

  /** What is remembered of something by its name. */
  public static Remembered of(String name) {
    return in(directory(), name);
  }

  /** What is remembered there of something by its name. */
  public static Remembered in(Path directory, String name) {
    String safe = name.replaceAll("[^A-Za-z0-9_.$-]", "_");
    return new Remembered(directory.resolve("failed").resolve(safe + ".txt"));
  }

  /** Where mlsim writes, inside of what the build tool in use cleans. */
  public static Path directory() {
    boolean gradle =
        !Files.exists(Path.of("pom.xml"))
            && (Files.exists(Path.of("build.gradle")) || Files.exists(Path.of("build.gradle.kts")));
    return Path.of(gradle ? "build" : "target", "mlsim");
  }

  /** The lines; none if nothing failed, or nobody knows any more. */
  public List<String> lines() {
    try {
      return Files.exists(file)
          ? Files.readAllLines(file).stream().filter(line -> !line.isBlank()).limit(MOST).toList()
          : List.of();
    } catch (IOException | UncheckedIOException unreadable) {
      return List.of();
    }
  }

  /** Remembers these lines, and none but these. */
  public void become(Collection<String> lines) {
    try {
      if (lines.isEmpty()) {
        Files.deleteIfExists(file);
        return;
      }
      Path parent = file.getParent();
      if (parent != null) {
        Files.createDirectories(parent);
      }
      String text = String.join("\n", lines.stream().limit(MOST).toList()) + "\n";
      Files.write(file, text.getBytes(StandardCharsets.UTF_8));
    } catch (IOException notKept) {
      // It is found again, a little later.
    }
  }

  /** Remembers that a line fails, or forgets it; safe for runs in parallel. */
  public void become(String line, boolean fails) {
    synchronized (Remembered.class) {
      List<String> lines = new ArrayList<>(lines());
      boolean changes = lines.remove(line) || fails;
      if (fails) {
        lines.add(line);
      }
      if (changes) {
        become(lines);
      }
    }
  }

  @Override
  public String toString() {
    return file.toString();
  }
}
