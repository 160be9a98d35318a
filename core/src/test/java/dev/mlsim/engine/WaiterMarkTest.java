package dev.mlsim.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mlsim.Invariants;
import dev.mlsim.Simulator;
import dev.mlsim.clock.TimerFailedException;
import dev.mlsim.wire.WireRequest;
import dev.mlsim.wire.WireResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** By what a poll of a waiter is told from any other call, for clients of whatever language. */
class WaiterMarkTest {
  private static final String JOB =
      """
      {"TrainingJobName": "churn-1", "RoleArn": "arn:aws:iam::123456789012:role/R",
       "AlgorithmSpecification": {
         "TrainingImage": "123456789012.dkr.ecr.us-east-1.amazonaws.com/fit:1",
         "TrainingInputMode": "File"},
       "OutputDataConfig": {"S3OutputPath": "s3://bucket/out"},
       "ResourceConfig": {"InstanceType": "ml.m5.large", "InstanceCount": 1, "VolumeSizeInGB": 1},
       "StoppingCondition": {"MaxRuntimeInSeconds": 86400}}
      """;

  private final Simulator sim = Simulator.create();
  private final Instant start = sim.clock().now();

  @AfterEach
  void the_invariants_hold() {
    assertThat(Invariants.violations(sim)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "aws-sdk-java/2.20.0 Linux/5.10 cfg/retry-mode/legacy hll/waiter",
        "aws-sdk-java/2.17.0 hll/waiter Linux/5.10",
        "aws-sdk-java/1.12.780 Linux/5.10 OpenJDK_64-Bit_Server_VM/17 java/17 waiter-request",
        "aws-sdk-java/2.40.2 md/io#sync ua/2.1 m/B",
        "aws-sdk-java/2.40.2 m/B,b",
        "Boto3/1.40.0 md/Botocore#1.40.0 ua/2.1 m/Z,b,B,D cfg/retry-mode#legacy"
      })
  void a_poll_with_the_mark_of_a_waiter_is_answered_when_the_job_has_ended(String userAgent) {
    call("SageMaker.CreateTrainingJob", JOB, "aws-sdk-java/2.40.2");

    String shown = describe(userAgent);

    assertThat(shown).contains("\"TrainingJobStatus\":\"Completed\"");
    assertThat(sim.clock().now()).isAfter(start.plusSeconds(1800));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "aws-sdk-java/2.40.2 md/io#sync ua/2.1 m/b,BB",
        "aws-sdk-java/2.20.0 hll/s3Transfer",
        "curl/8.5.0",
        ""
      })
  void any_other_poll_moves_nothing(String userAgent) {
    call("SageMaker.CreateTrainingJob", JOB, "aws-sdk-java/2.40.2");

    String shown = describe(userAgent);

    assertThat(shown).contains("\"TrainingJobStatus\":\"InProgress\"");
    assertThat(sim.clock().now()).isEqualTo(start);
  }

  @Test
  void a_waiter_of_the_older_mark_that_would_never_end_is_told_so() {
    sim.script().resource("training-job").stuckAt("Starting");
    call("SageMaker.CreateTrainingJob", JOB, "aws-sdk-java/2.20.0");

    assertThat(describe("aws-sdk-java/2.20.0 hll/waiter")).contains("NeverEnds", "would never end");
  }

  @Test
  void a_timer_of_the_test_that_fails_while_a_poll_moves_time_is_thrown_and_spoils_nothing() {
    call("SageMaker.CreateTrainingJob", JOB, "aws-sdk-java/2.20.0");
    sim.clock()
        .schedule(
            start.plusSeconds(1),
            "fail",
            () -> {
              throw new IllegalStateException("no idea");
            });

    assertThatThrownBy(() -> describe("aws-sdk-java/2.20.0 hll/waiter"))
        .isInstanceOf(TimerFailedException.class)
        .rootCause()
        .hasMessage("no idea");
    assertThat(describe("aws-sdk-java/2.20.0 hll/waiter")).contains("Completed");
  }

  private String describe(String userAgent) {
    return call("SageMaker.DescribeTrainingJob", "{\"TrainingJobName\": \"churn-1\"}", userAgent);
  }

  private String call(String target, String body, String userAgent) {
    WireResponse response =
        (WireResponse)
            sim.exchange(
                new WireRequest(
                    "POST",
                    "/",
                    Map.of("X-Amz-Target", target, "User-Agent", userAgent),
                    body.getBytes(StandardCharsets.UTF_8)));
    return new String(response.body(), StandardCharsets.UTF_8);
  }
}
