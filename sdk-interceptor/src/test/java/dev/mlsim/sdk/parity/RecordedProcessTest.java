package dev.mlsim.sdk.parity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mlsim.Simulator;
import dev.mlsim.recording.RecordedRun;
import dev.mlsim.sdk.LoopbackEndpoint;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Processes that are recorded by properties alone. */
class RecordedProcessTest {
  @TempDir Path folder;

  private final LoopbackEndpoint endpoint = LoopbackEndpoint.open(Simulator.create());
  private final List<Process> processes = new ArrayList<>();

  @AfterEach
  void close() throws InterruptedException {
    for (Process process : processes) {
      process.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
    }
    endpoint.close();
  }

  private Process start(List<String> properties, String... more) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC")); // it ends soon
    command.addAll(properties);
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add(RecordedProgram.class.getName());
    command.add(endpoint.uri().toString());
    command.addAll(List.of(more));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    processes.add(process);
    return process;
  }

  private List<String> said(String... properties) throws IOException {
    try (BufferedReader out = start(List.of(properties)).inputReader()) {
      return out.lines().filter(line -> line.contains("mlsim")).toList();
    }
  }

  @Test
  void a_process_that_is_killed_keeps_what_it_has_in_a_file_of_its_own() throws Exception {
    Process process = start(List.of("-Dmlsim.record=" + folder.resolve("run-%p.jsonl")), "waits");
    BufferedReader out = process.inputReader();
    while (!"waits".equals(out.readLine())) {
      assertThat(process.isAlive()).isTrue();
    }
    process.destroyForcibly().waitFor(10, TimeUnit.SECONDS);

    Path file = folder.resolve("run-" + process.pid() + ".jsonl");
    assertThat(RecordedRun.read(file).attempts())
        .extracting(a -> a.operation() + " " + a.status())
        .containsExactly("CreateTrainingJob 200", "CreateTrainingJob 200");
    assertThat(Files.readString(file)).doesNotContain("jane", "AKID", "hidden");
  }

  @Test
  void a_second_process_does_not_write_into_the_file_of_the_first() throws Exception {
    String property = "-Dmlsim.record=" + folder.resolve("run.jsonl");
    Process first = start(List.of(property), "waits");
    BufferedReader out = first.inputReader();
    while (!"waits".equals(out.readLine())) {
      assertThat(first.isAlive()).isTrue();
    }

    assertThat(said(property))
        .hasSize(2)
        .allSatisfy(
            line ->
                assertThat(line).contains("another recording is being written", "run-%p.jsonl"));
    assertThat(RecordedRun.read(folder.resolve("run.jsonl")).attempts()).hasSize(2);
  }

  @Test
  void a_rule_that_is_not_there_is_told_at_every_call() throws IOException {
    List<String> said =
        said(
            "-Dmlsim.record=" + folder.resolve("run.jsonl"),
            "-Dmlsim.record.keep=reasons,nonsense");

    assertThat(said)
        .hasSize(2)
        .allSatisfy(
            line ->
                assertThat(line)
                    .contains(
                        "recordings have no rule [nonsense]; there are names, accounts",
                        "-Dmlsim.record.keep=reasons,nonsense"));
  }

  @Test
  void without_the_property_nothing_is_written_and_no_class_of_it_is_loaded() throws IOException {
    List<String> loaded;
    try (Stream<String> lines = said("-Xlog:class+load=info").stream()) {
      loaded = lines.filter(line -> line.contains("dev.mlsim.")).toList();
    }

    assertThat(loaded).anyMatch(line -> line.contains("RecordingInterceptor"));
    assertThat(loaded).noneMatch(line -> line.contains("dev.mlsim.recording."));
    assertThat(folder).isEmptyDirectory();
  }
}
