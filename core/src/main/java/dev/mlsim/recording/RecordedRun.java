package dev.mlsim.recording;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mlsim.json.Json;
import dev.mlsim.json.MalformedJson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/**
 * A recording that was read.
 *
 * @param day the day on which it was made
 * @param sdk the version of the SDK that made the calls
 * @param attempts what was sent and answered, in the order in which the attempts ended
 * @param refused why lines were not written, such as for what looks like a credential
 */
public record RecordedRun(
    LocalDate day, String sdk, List<RecordedAttempt> attempts, List<String> refused) {
  static final String FORMAT = "recording 1";

  /** Copies the lists. */
  public RecordedRun {
    attempts = List.copyOf(attempts);
    refused = List.copyOf(refused);
  }

  /**
   * Reads a file. A last line that breaks off, as of a run that died, is left out.
   *
   * @throws IllegalArgumentException if it is no recording, or one of another version
   * @throws UncheckedIOException if it can't be read
   */
  public static RecordedRun read(Path file) {
    try {
      return of(file.toString(), Files.readAllLines(file));
    } catch (IOException e) {
      throw new UncheckedIOException("mlsim: cannot read the recording [" + file + "]", e);
    }
  }

  private static RecordedRun of(String name, List<String> lines) {
    JsonNode header = lines.isEmpty() ? Json.read("{}") : parsed(name, lines.get(0), 1);
    String format = header.path("mlsim").asText();
    if (!format.equals(FORMAT)) {
      throw new IllegalArgumentException(
          "mlsim: ["
              + name
              + "] is no recording that this version reads: its first line says ["
              + format
              + "], and not ["
              + FORMAT
              + "]");
    }
    List<RecordedAttempt> attempts = new ArrayList<>();
    List<String> refused = new ArrayList<>();
    for (int i = 1; i < lines.size(); i++) {
      if (i == lines.size() - 1 && !isWhole(lines.get(i))) {
        break;
      }
      JsonNode line = parsed(name, lines.get(i), i + 1);
      if (line.has("op")) {
        attempts.add(RecordedAttempt.read(line));
      } else {
        refused.add("line " + line.path("n").asInt() + ": " + line.path("refused").asText());
      }
    }
    return new RecordedRun(
        LocalDate.parse(header.path("day").asText("1970-01-01")),
        header.path("sdk").asText(),
        attempts,
        refused);
  }

  private static boolean isWhole(String line) {
    try {
      return Json.read(line).isObject();
    } catch (MalformedJson brokenOff) {
      return false;
    }
  }

  private static JsonNode parsed(String name, String line, int number) {
    try {
      return Json.read(line);
    } catch (MalformedJson e) {
      throw new IllegalArgumentException(
          "mlsim: line " + number + " of the recording [" + name + "] is no JSON: " + e.problem(),
          e);
    }
  }
}
