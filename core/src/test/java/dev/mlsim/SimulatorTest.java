package dev.mlsim;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mlsim.wire.WireRequest;
import dev.mlsim.wire.WireResponse;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SimulatorTest {
  private static final String JOB =
      """
      {"TrainingJobName": "churn-1", "RoleArn": "arn:aws:iam::123456789012:role/R",
       "AlgorithmSpecification": {
         "TrainingImage": "123456789012.dkr.ecr.us-east-1.amazonaws.com/fit:1",
         "TrainingInputMode": "File"},
       "OutputDataConfig": {"S3OutputPath": "s3://bucket/out"},
       "ResourceConfig": {"InstanceType": "ml.m5.large", "InstanceCount": 1, "VolumeSizeInGB": 1},
       "StoppingCondition": {"MaxRuntimeInSeconds": 3600}, "NewMember": {"x": 1}}
      """;

  private final Simulator sim = Simulator.create();

  @AfterEach
  void the_invariants_hold() {
    assertThat(Invariants.violations(sim)).isEmpty();
  }

  private WireResponse call(String target, String body) {
    return (WireResponse)
        sim.exchange(
            new WireRequest("POST", "/", Map.of("x-amz-target", target), body.getBytes(UTF_8)));
  }

  @Test
  void a_member_that_the_contract_does_not_know_is_kept_and_echoed() {
    call("SageMaker.CreateTrainingJob", JOB);

    assertThat(call("SageMaker.DescribeTrainingJob", "{\"TrainingJobName\": \"churn-1\"}"))
        .asString()
        .contains("\"NewMember\":{\"x\":1}");
  }

  @Test
  void what_is_read_is_never_too_deep_to_be_answered() {
    String deepest = "[".repeat(499) + "]".repeat(499);

    call("SageMaker.CreateTrainingJob", JOB.replace("{\"x\": 1}", deepest));

    assertThat(call("SageMaker.DescribeTrainingJob", "{\"TrainingJobName\": \"churn-1\"}"))
        .asString()
        .contains("\"NewMember\":" + deepest);
  }

  @Test
  void unknown_members_and_tags_keep_the_order_in_which_they_came() {
    String more =
        "\"M1\": 1, \"M2\": 2, \"M3\": 3, \"M4\": 4, \"M5\": 5, \"Tags\": ["
            + "{\"Key\": \"c\", \"Value\": \"1\"}, {\"Key\": \"a\", \"Value\": \"2\"},"
            + " {\"Key\": \"d\", \"Value\": \"3\"}, {\"Key\": \"b\", \"Value\": \"4\"}]}";
    call("SageMaker.CreateTrainingJob", JOB.replace("\"NewMember\": {\"x\": 1}}", more));

    assertThat(call("SageMaker.DescribeTrainingJob", "{\"TrainingJobName\": \"churn-1\"}"))
        .asString()
        .contains("\"M1\":1,\"M2\":2,\"M3\":3,\"M4\":4,\"M5\":5");
    assertThat(sim.resources().get("training-job", "churn-1").tags().keySet())
        .containsExactly("c", "a", "d", "b");
  }

  @Test
  void the_journal_goes_on_after_a_call_that_the_test_broke() {
    sim.script()
        .resource("training-job")
        .where(
            job -> {
              throw new IllegalStateException("boom");
            })
        .stuckAt("Training");
    assertThat(call("SageMaker.CreateTrainingJob", JOB).status()).isEqualTo(501);

    sim.clock().advance(Duration.ofMinutes(1));

    assertThat(sim.journal().text()).contains("time has moved");
  }

  @Test
  void input_of_the_wrong_type_is_a_serialization_exception() {
    WireResponse response = call("SageMaker.CreateTrainingJob", "{\"TrainingJobName\": 7}");

    assertThat(response.status()).isEqualTo(400);
    assertThat(response).asString().contains("SerializationException");
    assertThat(sim.resources().all()).isEmpty();
  }

  @Test
  void timestamps_are_numbers_of_epoch_seconds() {
    call("SageMaker.CreateTrainingJob", JOB);

    assertThat(call("SageMaker.DescribeTrainingJob", "{\"TrainingJobName\": \"churn-1\"}"))
        .asString()
        .containsPattern("\"CreationTime\":1\\.7672256E9");
  }

  @Test
  void an_operation_without_output_has_an_empty_body() {
    call("SageMaker.CreateTrainingJob", JOB);

    assertThat(call("SageMaker.StopTrainingJob", "{\"TrainingJobName\": \"churn-1\"}").body())
        .isEmpty();
  }

  @Test
  void a_request_that_no_service_knows_is_answered_in_the_simulators_voice() {
    WireResponse response = call("SageMaker.CreateTraningJob", "{}");

    assertThat(response.status()).isEqualTo(501);
    assertThat(response).asString().contains("mlsim: no simulated service knows", "TrainingJob");
  }

  @Test
  void reset_forgets_everything_but_the_time() {
    call("SageMaker.CreateTrainingJob", JOB);
    sim.script().resource("training-job").stuckAt("Training");
    sim.faults().on("*").throttle();
    sim.quotas().set("ml.m5.large for training job usage", 0);
    sim.consistency().lag(Duration.ofSeconds(3));
    sim.clock().advance(Duration.ofMinutes(1));

    sim.reset();

    assertThat(sim.resources().all()).isEmpty();
    assertThat(sim.faults().rules()).isEmpty();
    assertThat(sim.script().rules()).isEmpty();
    assertThat(sim.journal().entries()).isEmpty();
    assertThat(sim.clock().pending()).isEmpty();
    assertThat(sim.clock().now()).isEqualTo("2026-01-01T00:01:00Z");
    assertThat(call("SageMaker.CreateTrainingJob", JOB).status()).isEqualTo(200);
    assertThat(new String(call("SageMaker.ListTrainingJobs", "{}").body(), UTF_8))
        .contains("churn-1");
  }

  @Test
  void a_mistyped_name_is_refused_with_the_nearest() {
    assertThatThrownBy(() -> sim.script().resource("trainingjob"))
        .hasMessageStartingWith("mlsim: there is no resource type [trainingjob]; the nearest are [")
        .hasMessageContaining("training-job");
    assertThatThrownBy(() -> sim.faults().on("CreateTrainngJob"))
        .hasMessageContaining("[CreateTrainingJob");
    assertThatThrownBy(() -> sim.script().resource("training-job").failAt("Trainin", "x"))
        .hasMessageStartingWith(
            "mlsim: a training-job has no phase [Trainin]; its phases are [Starting, Downloading,");
  }

  @Test
  void an_account_and_a_region_must_be_possible() {
    assertThatThrownBy(() -> Simulator.builder().account("12").build())
        .hasMessage("mlsim: an account is twelve digits, but this is [12]");
    assertThatThrownBy(() -> Simulator.builder().region("moon").build())
        .hasMessage("mlsim: a region is named like [us-east-1], but this is [moon]");
    assertThatThrownBy(() -> Simulator.builder().region("us-esat-1").build())
        .hasMessage(
            "mlsim: a region is named like [us-east-1], but this is [us-esat-1]; the nearest are"
                + " [us-east-1, us-west-1, us-east-2]");
    assertThatThrownBy(() -> Simulator.builder().region("EU_WEST_1").build())
        .hasMessageContaining("[EU_WEST_1]; the nearest are [eu-west-1, ");
    assertThat(Simulator.builder().region("us-gov-west-1").build().region())
        .isEqualTo("us-gov-west-1");
    assertThat(Simulator.builder().region("nz-southeast-9").build().region())
        .isEqualTo("nz-southeast-9");
  }
}
