package dev.mlsim.junit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mlsim.parity.ParityReport;
import dev.mlsim.parity.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.platform.testkit.engine.EngineExecutionResults;

class ParityTest {

  static class Agreeing {
    @Parity("agreeing.jsonl")
    void as_on_aws() {}
  }

  static class Differing {
    @Parity("differing.jsonl")
    void as_on_aws() {
      throw new IllegalStateException("not reached");
    }
  }

  static class Looking {
    @Parity("differing.jsonl")
    void as_on_aws(ParityReport report) {
      assertThat(report.findings()).hasSize(1);
      assertThat(report.count(Verdict.AGREES)).isEqualTo(2);
    }
  }

  static class Allowing {
    @Parity(value = "differing.jsonl", allow = "allowed.txt")
    void as_on_aws() {}
  }

  static class AllowingForNothing {
    @Parity(value = "agreeing.jsonl", allow = "/dev/mlsim/junit/allowed.txt")
    void as_on_aws() {}
  }

  static class Noisy {
    @Parity(value = "differing.jsonl", noise = "agreeing.jsonl")
    void as_on_aws() {}
  }

  static class Missing {
    @Parity("no-such.jsonl")
    void as_on_aws() {}
  }

  @MlSimulator
  static class InAWorld {
    @Parity("agreeing.jsonl")
    void as_on_aws(dev.mlsim.Simulator sim, ParityReport report) {
      assertThat(sim.resources().all("model")).isEmpty();
      report.verify();
    }
  }

  private static void passes(Class<?> tests) {
    EngineExecutionResults results = Runs.run(tests);
    assertThat(Runs.failures(results)).isEmpty();
    results.testEvents().assertStatistics(s -> s.succeeded(1));
  }

  @Test
  void a_recording_of_what_mlsim_does_passes_and_has_a_page() throws IOException {
    passes(Agreeing.class);

    assertThat(Files.readString(Path.of("target/mlsim/" + page(Agreeing.class))))
        .contains("Parity with AWS", "sagemaker:CreateModel", "None: mlsim answered as AWS did.");
  }

  private static String page(Class<?> tests) {
    return tests.getName() + ".as_on_aws.parity.html";
  }

  @Test
  void a_difference_fails_the_test_with_the_report_before_its_body_runs() {
    assertThat(Runs.failures(Runs.run(Differing.class)))
        .singleElement()
        .asString()
        .contains(
            "1. sagemaker:DescribeModel $.EnableNetworkIsolation value (line 2)",
            "AWS:  true",
            "here: false",
            "sim.faults().on(\"DescribeModel\")",
            page(Differing.class));
  }

  @Test
  void a_method_that_takes_the_report_looks_at_it_by_itself() {
    passes(Looking.class);
    passes(InAWorld.class);
  }

  @Test
  void what_a_file_allows_and_what_differs_on_aws_itself_does_not_fail() {
    passes(Allowing.class);
    passes(Noisy.class);
  }

  @Test
  void an_allowance_for_nothing_fails() {
    assertThat(Runs.failures(Runs.run(AllowingForNothing.class)))
        .singleElement()
        .asString()
        .contains("allowed for nothing");
  }

  @Test
  void a_recording_that_is_not_there_is_told_with_where_it_was_looked_for() {
    assertThat(Runs.failures(Runs.run(Missing.class)))
        .singleElement()
        .asString()
        .contains("there is no [no-such.jsonl]", Missing.class.getName(), "-Dmlsim.record=");
  }
}
