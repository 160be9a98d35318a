package dev.mlsim.parity;

import dev.mlsim.Simulator;
import dev.mlsim.internal.Given;
import dev.mlsim.recording.RecordedAttempt;
import dev.mlsim.recording.RecordedRun;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Compares mlsim with AWS, for the calls that a program really makes: what was recorded is asked
 * again, of a world made for it, at the recorded times, and each difference is told.
 *
 * <pre>{@code
 * ParityReport report = Parity.of(Path.of("aws-run.jsonl")).run();
 * System.out.println(report.text());
 * }</pre>
 *
 * <p>The world is of the recorded account and region, has no quotas, and its resources take as long
 * and fail where they did on AWS. Not compared are ids, points in time and what models have learnt;
 * not asked are AWS's throttles and server errors, and what carries payloads. For one thread.
 */
public final class Parity {
  private final RecordedRun recorded;
  private final AllowList allowed = new AllowList();
  private final List<RecordedRun> others = new ArrayList<>();
  private Simulator.Builder world = Simulator.builder();

  private Parity(RecordedRun recorded) {
    this.recorded = recorded;
  }

  /**
   * Begins a comparison with a recording.
   *
   * @throws IllegalArgumentException if the file is no recording
   * @throws UncheckedIOException if it can't be read
   */
  public static Parity of(Path recording) {
    return new Parity(RecordedRun.read(recording));
  }

  /**
   * Accepts differences, line by line: {@code sagemaker:DescribeModel $.X only-on-aws # why}.
   *
   * @throws IllegalArgumentException if a line is none
   */
  public Parity allowing(String... lines) {
    allowed.add(Given.each(lines));
    return this;
  }

  /**
   * Accepts the differences that a file has, line by line.
   *
   * @throws IllegalArgumentException if a line is none
   * @throws UncheckedIOException if it can't be read
   */
  public Parity allowing(Path file) {
    try {
      allowed.add(Files.readAllLines(file));
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException("mlsim: cannot read what is allowed in [" + file + "]", e);
    }
  }

  /**
   * Leaves out what differs on AWS itself, between the recording and another one of the same
   * program.
   *
   * @throws IllegalArgumentException if the file is no recording
   * @throws UncheckedIOException if it can't be read
   */
  public Parity noiseFrom(Path other) {
    others.add(RecordedRun.read(other));
    return this;
  }

  /** Has the world be made by a builder of the test's, with its seed or its own services. */
  public Parity in(Simulator.Builder builder) {
    world = builder;
    return this;
  }

  /** Replays and compares. */
  public ParityReport run() {
    List<RecordedAttempt> attempts = recorded.attempts();
    Simulator like = world.build();
    List<Replayed> replayed = Replay.of(attempts, like.toBuilder(), like.seed());
    Set<Difference> chance = Chance.in(replayed, attempts, like.toBuilder(), like.seed() + 1);
    Set<String> noise = new HashSet<>();
    others.forEach(other -> noise.addAll(Noise.between(recorded, other)));
    List<Replayed> onAws = new ArrayList<>();
    int accepted = 0;
    int noisy = 0;
    List<Replayed> told = new ArrayList<>();
    Map<String, List<Difference>> alike = new LinkedHashMap<>();
    for (Replayed attempt : replayed) {
      List<Difference> left = new ArrayList<>();
      List<Difference> real = new ArrayList<>();
      for (Difference difference : attempt.differences()) {
        if (chance.contains(difference) || noise.contains(Noise.place(difference))) {
          noisy++;
          continue;
        }
        real.add(difference);
        if (allowed.allows(difference)) {
          accepted++;
        } else {
          left.add(difference);
          alike.computeIfAbsent(difference.key(), k -> new ArrayList<>()).add(difference);
        }
      }
      boolean differs = attempt.verdict() == Verdict.DIFFERS;
      told.add(differs ? Replayed.of(attempt.call(), left) : attempt);
      onAws.add(differs ? Replayed.of(attempt.call(), real) : attempt);
    }
    List<Finding> findings = new ArrayList<>();
    alike.values().forEach(differences -> findings.add(Finding.of(differences, attempts)));
    return new ParityReport(
        recorded,
        told,
        findings,
        Facts.of(like.services(), onAws),
        accepted,
        noisy,
        allowed.unused());
  }
}
