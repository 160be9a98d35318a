package dev.mlsim.parity;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Compares from the command line: {@code java -cp mlsim-server.jar dev.mlsim.parity.ParityCommand
 * run.jsonl --allow known.txt --noise again.jsonl --page parity.html}.
 */
public final class ParityCommand {
  private static final String USAGE =
      "usage: <recording> [--allow <file>] [--noise <recording>] [--page <file>]";

  private final List<String> recordings = new ArrayList<>();
  private final List<String> allowed = new ArrayList<>();
  private final List<String> noise = new ArrayList<>();
  private @Nullable Path page;

  private ParityCommand() {}

  /** Exits with 0 if there is no finding, with 1 if there is one, with 2 if it can't be told. */
  public static void main(String[] args) {
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    System.exit(run(out, args));
  }

  /** The same for a caller in this JVM: what it prints goes to a stream, the exit code is given. */
  static int run(PrintStream out, String... args) {
    try {
      ParityCommand command = new ParityCommand();
      if (!command.read(args)) {
        out.println("mlsim: " + USAGE);
        return 2;
      }
      ParityReport report = command.report();
      out.println(report.text());
      return report.findings().isEmpty() ? 0 : 1;
    } catch (IllegalArgumentException | UncheckedIOException e) {
      out.println(e.getMessage());
      return 2;
    }
  }

  private boolean read(String[] args) {
    for (int i = 0; i < args.length; i++) {
      boolean option = args[i].startsWith("--");
      if (option && i + 1 == args.length) {
        return false;
      }
      switch (args[i]) {
        case "--allow" -> allowed.add(args[++i]);
        case "--noise" -> noise.add(args[++i]);
        case "--page" -> page = Path.of(args[++i]);
        default -> {
          if (option) {
            return false;
          }
          recordings.add(args[i]);
        }
      }
    }
    return recordings.size() == 1;
  }

  private ParityReport report() {
    Parity parity = Parity.of(Path.of(recordings.get(0)));
    for (String file : allowed) {
      parity = parity.allowing(Path.of(file));
    }
    for (String file : noise) {
      parity = parity.noiseFrom(Path.of(file));
    }
    ParityReport report = parity.run();
    @Nullable Path file = page;
    if (file != null) {
      try {
        Files.writeString(file, report.page());
      } catch (IOException e) {
        throw new UncheckedIOException("mlsim: cannot write the page [" + file + "]", e);
      }
    }
    return report;
  }
}
