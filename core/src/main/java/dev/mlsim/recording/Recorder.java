package dev.mlsim.recording;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mlsim.Simulator;
import dev.mlsim.contract.Answer;
import dev.mlsim.contract.MalformedInput;
import dev.mlsim.contract.Operation;
import dev.mlsim.json.Json;
import dev.mlsim.service.Service;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Writes what was sent to AWS and answered into a file, a line an attempt, each as soon as it is
 * known, so that a run which dies keeps what it has. Nothing is written that {@link Sanitizing}
 * denies; of the data planes and of S3 only operation and status are. Safe for threads.
 */
public final class Recorder implements AutoCloseable {
  /** Of these the documents are written; what others carry is payload. */
  private static final Set<String> DOCUMENTED =
      Set.of("sagemaker", "personalize", "cleanroomsml", "lookoutvision");

  /** An operation of a documented service that carries a payload. */
  private static final Set<String> PAYLOADS = Set.of("DetectAnomalies");

  private static final int MOST_LINES = 500_000;

  private final RecordingFile file;
  private final Instant beginning;
  private final Map<String, Service> services = new LinkedHashMap<>();
  private final CallNumbers calls = new CallNumbers();
  private final Sanitizer sanitizer;
  private int lines;

  private Recorder(RecordingFile file, Instant beginning, Set<Sanitizing> lifted) {
    this.file = file;
    this.beginning = beginning;
    Simulator.create().services().forEach(s -> services.put(id(s.contract().serviceId()), s));
    List<Service> documented =
        services.values().stream().filter(s -> DOCUMENTED.contains(s.name())).toList();
    this.sanitizer = new Sanitizer(beginning, new Words(documented), lifted);
  }

  /**
   * Begins a file; one that is there already is replaced.
   *
   * @param file where it is written; folders are made
   * @param sdk the version of the SDK
   * @param beginning now, from which the times of the recording count
   * @param lifted the rules of sanitising that don't hold
   * @throws IllegalStateException if another process, or recorder, is writing it
   * @throws java.io.UncheckedIOException if it can't be written
   */
  public static Recorder to(Path file, String sdk, Instant beginning, Set<Sanitizing> lifted) {
    Recorder recorder = new Recorder(RecordingFile.begin(file), beginning, lifted);
    ObjectNode header = JsonNodeFactory.instance.objectNode();
    header.put("mlsim", RecordedRun.FORMAT);
    header.put("day", LocalDate.ofInstant(beginning, ZoneOffset.UTC).toString()).put("sdk", sdk);
    lifted.forEach(rule -> header.withArray("lifted").add(rule.id()));
    recorder.file.add(Json.text(header));
    return recorder;
  }

  /** Whether calls of the service are recorded: those of which mlsim simulates some. */
  public boolean records(String serviceId) {
    return services.containsKey(id(serviceId));
  }

  /** Whether what an operation sends and is sent is looked at, rather than its status alone. */
  public boolean reads(String serviceId, String operation) {
    @Nullable Service service = services.get(id(serviceId));
    return service != null && isDocumented(service, operation);
  }

  private static boolean isDocumented(Service service, String operation) {
    return DOCUMENTED.contains(service.name()) && !PAYLOADS.contains(operation);
  }

  private static String id(String serviceId) {
    return serviceId.replaceAll("[ _-]", "").toLowerCase(Locale.ROOT);
  }

  /**
   * Adds an attempt; one of a service that isn't recorded is left out, and so is all after half a
   * million.
   *
   * @throws java.io.UncheckedIOException if it can't be written
   */
  public synchronized void add(Sent sent) {
    @Nullable Service service = services.get(id(sent.serviceId()));
    if (service == null || lines > MOST_LINES) {
      return;
    }
    lines++;
    file.add(lines > MOST_LINES ? refusal("the recording is full") : line(service, sent));
  }

  /** What can't be told for certain to be clean isn't written. */
  private String line(Service service, Sent sent) {
    try {
      String line = attempt(service, sent).line();
      return sanitizer.holds(Sanitizing.SECRETS)
          ? SecretScan.of(line).map(secret -> refusal("it seems to hold " + secret)).orElse(line)
          : line;
    } catch (RuntimeException e) {
      return refusal("mlsim cannot read it: " + e.getClass().getSimpleName());
    }
  }

  private String refusal(String why) {
    return Json.text(JsonNodeFactory.instance.objectNode().put("n", lines).put("refused", why));
  }

  private RecordedAttempt attempt(Service service, Sent sent) {
    Optional<Operation> operation =
        service.contract().operation(sent.operation()).filter(o -> isDocumented(service, o.name()));
    Sanitized input = operation.map(o -> input(o, sent)).orElseGet(Recorder::nothing);
    Optional<Answer> answer =
        operation.flatMap(o -> sent.response().map(response -> Answer.of(o, response)));
    Sanitized output =
        answer
            .map(a -> sanitizer.document(operation.flatMap(Operation::output), a.output()))
            .orElseGet(Recorder::nothing);
    List<String> leftOut = new ArrayList<>();
    input.leftOut().forEach(path -> leftOut.add("in." + path));
    output.leftOut().forEach(path -> leftOut.add("out." + path));
    List<String> unknown = new ArrayList<>();
    input.unknown().forEach(path -> unknown.add("in." + path));
    output.unknown().forEach(path -> unknown.add("out." + path));
    return new RecordedAttempt(
        lines,
        calls.of(sent.invocation()),
        sent.attempt(),
        Duration.between(beginning, sent.began()),
        Duration.between(sent.began(), sent.ended()),
        sent.region(),
        service.name(),
        operation.map(Operation::name).orElseGet(() -> known(service, sent.operation())),
        input.document(),
        sent.response().map(r -> r.status()).orElse(0),
        output.document(),
        code(sent, answer),
        answer.map(a -> sanitizer.message(a.message())).orElse(""),
        sent.lost(),
        leftOut,
        unknown);
  }

  private static String known(Service service, String operation) {
    return service.contract().operation(operation).map(Operation::name).orElse("unknown");
  }

  /** Codes are AWS's own; what doesn't look like one is none. */
  private static String code(Sent sent, Optional<Answer> answer) {
    String code =
        answer.isPresent()
            ? answer.get().code()
            : sent.response().flatMap(r -> r.header("x-amzn-ErrorType")).orElse("");
    String bare = code.replaceAll(":.*", "");
    return bare.matches("[A-Za-z]{1,64}") ? bare : "";
  }

  private Sanitized input(Operation operation, Sent sent) {
    try {
      ObjectNode input = operation.contract().protocol().decode(operation, sent.request());
      return sanitizer.document(operation.input(), input);
    } catch (MalformedInput notOurs) {
      return nothing();
    }
  }

  private static Sanitized nothing() {
    return new Sanitized(JsonNodeFactory.instance.objectNode(), List.of(), List.of());
  }

  /** Ends the file. */
  @Override
  public synchronized void close() {
    file.close();
  }
}
