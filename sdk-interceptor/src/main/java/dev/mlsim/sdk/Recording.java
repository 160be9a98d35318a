package dev.mlsim.sdk;

import dev.mlsim.recording.Recorder;
import dev.mlsim.recording.Sanitizing;
import dev.mlsim.recording.Sent;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * While it is open, what clients of the AWS SDK for Java 2.x in this JVM ask AWS and are answered
 * is written into a file, sanitised, for {@code Parity} to compare mlsim with.
 *
 * <pre>{@code
 * try (Recording recording = Recording.to(Path.of("target/run.jsonl"))) {
 *   new NightlyTraining().run(); // with real clients, against AWS
 * }
 * }</pre>
 *
 * <p>Calls of the services that mlsim simulates are recorded, sync and async, attempt by attempt;
 * see {@link Sanitizing} for what is left out. A run of an unchanged program is recorded by {@code
 * -Dmlsim.record=run.jsonl}, where {@code %p} stands for the process id; {@code
 * -Dmlsim.record.keep=reasons,maps} lifts rules. What is not recorded costs nothing but a look at a
 * field. Safe for threads.
 */
public final class Recording implements AutoCloseable {
  /** A system property: the file that the whole JVM is recorded into. */
  static final String FILE = "mlsim.record";

  /** A system property: the rules of sanitising that don't hold, with commas between. */
  static final String KEEP = "mlsim.record.keep";

  private static final AtomicReference<@Nullable Recording> OPEN =
      new AtomicReference<>(ofProperties());

  private final Recorder recorder;
  private final InstantSource time;

  private Recording(Recorder recorder, InstantSource time) {
    this.recorder = recorder;
    this.time = time;
  }

  private static @Nullable Recording ofProperties() {
    String file = System.getProperty(FILE, "");
    if (file.isEmpty()) {
      return null;
    }
    String process = String.valueOf(ProcessHandle.current().pid());
    Set<Sanitizing> lifted = EnumSet.noneOf(Sanitizing.class);
    Arrays.stream(System.getProperty(KEEP, "").split(",", -1))
        .filter(id -> !id.isBlank())
        .forEach(id -> lifted.add(Sanitizing.of(id.strip())));
    return of(Path.of(file.replace("%p", process)), InstantSource.system(), lifted);
  }

  /**
   * Begins to record into a file; one that is there already is replaced.
   *
   * @param lifted the rules of sanitising that don't hold
   * @throws IllegalStateException if a recording is open already: there is one in a JVM
   * @throws java.io.UncheckedIOException if the file can't be written
   */
  public static Recording to(Path file, Sanitizing... lifted) {
    return to(file, InstantSource.system(), lifted);
  }

  /**
   * The same with a time of its own, such as a simulator's: {@code sim.clock()::now}.
   *
   * @throws IllegalStateException if a recording is open already
   * @throws java.io.UncheckedIOException if the file can't be written
   */
  public static Recording to(Path file, InstantSource time, Sanitizing... lifted) {
    if (OPEN.get() != null) {
      throw alreadyOpen(file);
    }
    Set<Sanitizing> rules = EnumSet.noneOf(Sanitizing.class);
    rules.addAll(Arrays.asList(lifted));
    Recording recording = of(file, time, rules);
    if (!OPEN.compareAndSet(null, recording)) {
      recording.recorder.close();
      throw alreadyOpen(file);
    }
    return recording;
  }

  private static IllegalStateException alreadyOpen(Path file) {
    return new IllegalStateException(
        "mlsim: cannot record into [" + file + "]: a recording is open, and a JVM has one at most");
  }

  private static Recording of(Path file, InstantSource time, Set<Sanitizing> lifted) {
    return new Recording(Recorder.to(file, OldestSdk.version(), time.instant(), lifted), time);
  }

  static @Nullable Recording current() {
    return OPEN.get();
  }

  boolean records(String serviceId) {
    return recorder.records(serviceId);
  }

  boolean reads(String serviceId, String operation) {
    return recorder.reads(serviceId, operation);
  }

  Instant now() {
    return time.instant();
  }

  void add(Sent sent) {
    recorder.add(sent);
  }

  /** Ends the recording; its file is whole. */
  @Override
  public void close() {
    if (OPEN.compareAndSet(this, null)) {
      recorder.close();
    }
  }
}
