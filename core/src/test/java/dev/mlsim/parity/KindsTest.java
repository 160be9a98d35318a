package dev.mlsim.parity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mlsim.contract.Operation;
import dev.mlsim.recording.RecordedRun;
import dev.mlsim.recording.Recorder;
import dev.mlsim.recording.Sent;
import dev.mlsim.service.Documents;
import dev.mlsim.services.sagemaker.SageMaker;
import dev.mlsim.wire.WireResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Kinds of differences that a simulated AWS can't be made to have. */
class KindsTest {
  private static final String HEADER =
      "{\"mlsim\":\"recording 1\",\"day\":\"2026-11-29\",\"sdk\":\"2.40.2\"}";
  private static final String MODEL =
      "{\"n\":1,\"call\":\"c1\",\"attempt\":1,\"at\":\"PT0S\",\"ms\":9,\"region\":\"us-east-1\","
          + "\"op\":\"sagemaker:CreateModel\",\"in\":{\"ModelName\":\"name-1\","
          + "\"ExecutionRoleArn\":\"arn:aws:iam::100000000001:role/name-2\",\"PrimaryContainer\":{"
          + "\"Image\":\"100000000001.dkr.ecr.us-east-1.amazonaws.com/name-3\"}},\"status\":200,"
          + "\"out\":{\"ModelArn\":\"arn:aws:sagemaker:us-east-1:100000000001:model/name-1\"}}";
  private static final String JOB =
      "{\"n\":1,\"call\":\"c1\",\"attempt\":1,\"at\":\"PT0S\",\"ms\":9,\"region\":\"us-east-1\","
          + "\"op\":\"sagemaker:CreateCompilationJob\",\"in\":{\"CompilationJobName\":\"name-1\","
          + "\"RoleArn\":\"arn:aws:iam::100000000001:role/name-2\",\"InputConfig\":{"
          + "\"S3Uri\":\"s3://name-3/model.tar.gz\",\"Framework\":\"PYTORCH\"},\"OutputConfig\":{"
          + "\"S3OutputLocation\":\"s3://name-3/name-4\",\"TargetDevice\":\"ml_c5\"},"
          + "\"StoppingCondition\":{\"MaxRuntimeInSeconds\":900}},\"status\":200,\"out\":{"
          + "\"CompilationJobArn\":"
          + "\"arn:aws:sagemaker:us-east-1:100000000001:compilation-job/name-1\"}}";

  @TempDir Path folder;

  private List<String> findings(String... lines) throws IOException {
    Path file = folder.resolve("run.jsonl");
    Files.write(file, List.of(lines));
    return Parity.of(file).run().findings().stream().map(Finding::key).toList();
  }

  @Test
  void a_member_of_another_type_is_told() throws IOException {
    String described =
        "{\"n\":2,\"call\":\"c2\",\"attempt\":1,\"at\":\"PT1S\",\"ms\":9,\"region\":\"us-east-1\","
            + "\"op\":\"sagemaker:DescribeModel\",\"in\":{\"ModelName\":\"name-1\"},\"status\":200,"
            + "\"out\":{\"ModelName\":\"name-1\",\"CreationTime\":0.1,\"ModelArn\":"
            + "\"arn:aws:sagemaker:us-east-1:100000000001:model/name-1\",\"ExecutionRoleArn\":"
            + "\"arn:aws:iam::100000000001:role/name-2\"},"
            + "\"leftOut\":[\"out.EnableNetworkIsolation\"],"
            + "\"unknown\":[\"out.EnableNetworkIsolation:string\"]}";

    assertThat(findings(HEADER, MODEL, described))
        .contains("sagemaker:DescribeModel $.EnableNetworkIsolation type")
        .doesNotContain("sagemaker:CreateModel $ status");
  }

  @Test
  void a_status_that_aws_showed_at_no_such_time_is_told() throws IOException {
    String described =
        "{\"n\":2,\"call\":\"c2\",\"attempt\":1,\"at\":\"PT20S\",\"ms\":9,"
            + "\"region\":\"us-east-1\",\"op\":\"sagemaker:DescribeCompilationJob\","
            + "\"in\":{\"CompilationJobName\":\"name-1\"},\"status\":200,"
            + "\"out\":{\"CompilationJobStatus\":\"STOPPING\"}}";

    assertThat(findings(HEADER, JOB, described))
        .contains("sagemaker:DescribeCompilationJob $.CompilationJobStatus state");
  }

  @Test
  void a_type_that_mlsim_does_not_know_is_recorded_without_its_value() {
    Path file = folder.resolve("typed.jsonl");
    Operation describe = SageMaker.SERVICE.contract().operation("DescribeModel").orElseThrow();
    Instant now = Instant.parse("2026-11-29T10:00:00Z");
    try (Recorder recorder = Recorder.to(file, "2.40.2", now, Set.of())) {
      recorder.add(
          new Sent(
              "SageMaker",
              "DescribeModel",
              "us-east-1",
              "one",
              1,
              now,
              now,
              SageMaker.SERVICE
                  .contract()
                  .protocol()
                  .request(describe, Documents.of("{'ModelName': 'churn'}")),
              Optional.of(
                  new WireResponse(
                      200,
                      Map.of(),
                      "{\"EnableNetworkIsolation\":\"jane\"}".getBytes(StandardCharsets.UTF_8))),
              ""));
    }

    var attempt = RecordedRun.read(file).attempts().get(0);
    assertThat(attempt.otherType("out.EnableNetworkIsolation")).contains("string");
    assertThat(attempt.output()).isEmpty();
  }
}
