package dev.mlsim.junit;

import dev.mlsim.internal.Remembered;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Where stories are written, and under which names. */
final class StoryFiles {
  private static final Pattern SEGMENT = Pattern.compile("\\[([a-z-]+):([^\\]]*)\\]");
  private static final int LONGEST_NAME = 180;

  private StoryFiles() {}

  /** The directory, inside of what the build tool in use cleans. */
  static Path directory() {
    return Remembered.directory();
  }

  /** What a test is called in files, by its full class, method and number of the run. */
  static String name(String uniqueId) {
    String file = String.valueOf(file(uniqueId).getFileName());
    return file.substring(0, file.length() - ".html".length());
  }

  /** The file of the test with this unique id, by full class, method and number of the run. */
  static Path file(String uniqueId) {
    StringBuilder name = new StringBuilder();
    Matcher segment = SEGMENT.matcher(uniqueId);
    while (segment.find()) {
      String value = segment.group(2);
      switch (segment.group(1)) {
        case "class", "class-template" -> name.append(value);
        case "nested-class", "nested-class-template" -> name.append('.').append(value);
        case "method", "test-template", "test-factory" ->
            name.append('.').append(value.replaceAll("\\(.*", ""));
        default -> name.append(value.startsWith("#") ? "-" + value.substring(1) : "");
      }
    }
    String safe = name.toString().replaceAll("[^A-Za-z0-9_.$-]", "_");
    String whole =
        safe.length() <= LONGEST_NAME
            ? safe
            : safe.substring(0, LONGEST_NAME) + "-" + Integer.toHexString(uniqueId.hashCode());
    return directory().resolve(whole + ".html");
  }
}
