package dev.mlsim.sdk;

import dev.mlsim.internal.Given;
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

  private static final AtomicReference<@Nullable Recording> OPEN = new AtomicReference<>();

  /** Why the properties can't be followed. */
  private static final String REFUSED = openByProperties();

  private final Recorder recorder;
  private final InstantSource time;
  private final AtomicReference<@Nullable RuntimeException> broke = new AtomicReference<>();

  private Recording(Recorder recorder, InstantSource time) {
    this.recorder = recorder;
    this.time = time;
  }

  /**
   * Opens it, or says why not: an error here would leave the class without a word on why from the
   * second call on.
   */
  private static String openByProperties() {
    String file = System.getProperty(FILE, "");
    if (file.isEmpty()) {
      return "";
    }
    try {
      String process = String.valueOf(ProcessHandle.current().pid());
      Path path = Path.of(file.replace("%p", process));
      OPEN.set(of(path, InstantSource.system(), lifted(System.getProperty(KEEP, ""))));
      return "";
    } catch (RuntimeException e) {
      return String.valueOf(e.getMessage());
    }
  }

  private static Set<Sanitizing> lifted(String ids) {
    Set<Sanitizing> lifted = EnumSet.noneOf(Sanitizing.class);
    try {
      Arrays.stream(ids.split(",", -1))
          .filter(id -> !id.isBlank())
          .forEach(id -> lifted.add(Sanitizing.of(id.strip())));
      return lifted;
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          e.getMessage() + " (-D" + KEEP + "=" + ids + ", with commas between)", e);
    }
  }

  /**
   * Begins to record into a file; one that is there already is replaced.
   *
   * @param lifted the rules of sanitising that don't hold
   * @throws IllegalStateException if a recording is open already: there is one in a JVM, and one
   *     that writes a file
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
    rules.addAll(Given.each(lifted));
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

  /**
   * What is open.
   *
   * @throws IllegalStateException if properties ask for a recording that can't be
   */
  static @Nullable Recording current() {
    if (!REFUSED.isEmpty()) {
      throw new IllegalStateException(REFUSED);
    }
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

  /** The run is worth more than its recording: what can't be written ends this, not that. */
  void add(Sent sent) {
    try {
      recorder.add(sent);
    } catch (RuntimeException e) {
      if (OPEN.compareAndSet(this, null)) {
        broke.set(e);
        System.getLogger(Recording.class.getName())
            .log(System.Logger.Level.WARNING, "mlsim: the recording breaks off", e);
      }
    }
  }

  /**
   * Ends the recording; its file is whole.
   *
   * @throws java.io.UncheckedIOException if something couldn't be written
   */
  @Override
  public void close() {
    if (OPEN.compareAndSet(this, null)) {
      recorder.close();
    }
    RuntimeException why = broke.get();
    if (why != null) {
      recorder.close();
      throw why;
    }
  }
}
