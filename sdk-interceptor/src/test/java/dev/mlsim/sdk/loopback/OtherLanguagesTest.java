package dev.mlsim.sdk.loopback;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mlsim.Simulator;
import dev.mlsim.sdk.LoopbackEndpoint;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs real clients of other languages; in profile {@code other-languages}. */
@Tag("other-languages")
class OtherLanguagesTest {
  private static final Path SCRIPTS = Path.of("src/test/other-languages");

  private final Simulator sim = Simulator.create();
  private final LoopbackEndpoint endpoint = LoopbackEndpoint.open(sim);
  @TempDir private Path folder;

  @AfterEach
  void close() {
    endpoint.close();
  }

  @Test
  void the_command_line_lists_and_waits() throws Exception {
    run(
        "aws",
        "sagemaker",
        "create-training-job",
        "--training-job-name=churn-cli",
        "--role-arn=arn:aws:iam::123456789012:role/Training",
        "--algorithm-specification=TrainingImage=123456789012.dkr.ecr.us-east-1.amazonaws.com/churn:7,"
            + "TrainingInputMode=File",
        "--output-data-config=S3OutputPath=s3://bucket/models",
        "--resource-config=InstanceType=ml.m5.xlarge,InstanceCount=1,VolumeSizeInGB=30",
        "--stopping-condition=MaxRuntimeInSeconds=86400");

    run(
        "aws",
        "sagemaker",
        "wait",
        "training-job-completed-or-stopped",
        "--training-job-name=churn-cli");

    assertThat(run("aws", "sagemaker", "list-training-jobs")).contains("churn-cli", "Completed");
    assertThat(run("aws", "sagemaker", "list-training-jobs", "--region=eu-west-1"))
        .doesNotContain("churn-cli");
  }

  @Test
  void boto3_waits_and_retries() throws Exception {
    assertThat(run("python3", script("wait.py"))).isEqualTo("Completed\n");

    assertThat(sim.journal().retries("CreateTrainingJob")).hasSize(1);
  }

  @Test
  void the_javascript_sdk_waits() throws Exception {
    run("npm", "install", "--no-audit", "--no-fund", "--silent", "@aws-sdk/client-sagemaker");
    Files.copy(Path.of(script("wait.mjs")), folder.resolve("wait.mjs"));

    assertThat(run("node", "wait.mjs")).endsWith("Completed\n");
  }

  private static String script(String name) {
    return SCRIPTS.resolve(name).toAbsolutePath().toString();
  }

  private String run(String... command) throws IOException, InterruptedException {
    ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
    File said = folder.resolve("out.txt").toFile();
    builder.redirectErrorStream(true).redirectOutput(said);
    builder.environment().putAll(endpoint.environment());
    Process process = builder.start();
    assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
    String output = Files.readString(said.toPath(), StandardCharsets.UTF_8);
    assertThat(process.exitValue()).as(output).isZero();
    return output;
  }
}
