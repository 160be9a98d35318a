package dev.mlsim.sdk.sagemaker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mlsim.Simulator;
import dev.mlsim.wire.WireRequest;
import dev.mlsim.wire.WireResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class SameSeedTest {
  private static final String CREATE =
      """
      {"TrainingJobName": "NAME", "RoleArn": "arn:aws:iam::123456789012:role/R",
       "AlgorithmSpecification": {
         "TrainingImage": "123456789012.dkr.ecr.us-east-1.amazonaws.com/fit:1",
         "TrainingInputMode": "File"},
       "OutputDataConfig": {"S3OutputPath": "s3://bucket/out"},
       "ResourceConfig": {"InstanceType": "ml.m5.large", "InstanceCount": 1, "VolumeSizeInGB": 1},
       "StoppingCondition": {"MaxRuntimeInSeconds": 3600}}
      """;

  @Test
  void the_same_seed_gives_the_same_bytes_and_the_same_journal() {
    String once = run(7);
    String again = run(7);

    assertThat(again).isEqualTo(once);
  }

  @Test
  void another_seed_gives_other_ids() {
    assertThat(run(8)).isNotEqualTo(run(7));
  }

  private static String run(long seed) {
    Simulator sim = Simulator.builder().seed(seed).build();
    StringBuilder all = new StringBuilder();
    for (int i = 0; i < 12; i++) {
      all.append(call(sim, "CreateTrainingJob", CREATE.replace("NAME", "job-" + i)));
      sim.clock().advance(Duration.ofMinutes(7));
      all.append(call(sim, "ListTrainingJobs", "{\"MaxResults\": 5}"));
      all.append(call(sim, "DescribeTrainingJob", "{\"TrainingJobName\": \"job-" + i / 2 + "\"}"));
    }
    return all.append(sim.journal().text()).toString();
  }

  private static String call(Simulator sim, String operation, String body) {
    WireResponse response =
        (WireResponse)
            sim.exchange(
                new WireRequest(
                    "POST",
                    "/",
                    Map.of("X-Amz-Target", "SageMaker." + operation),
                    body.getBytes(StandardCharsets.UTF_8)));
    return new TreeMap<>(response.headers().asMap()) + response.toString();
  }
}
