package dev.mlsim;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mlsim.wire.WireRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a JVM of its own loads for the first calls. */
class ColdStartTest {
  @Test
  void the_first_calls_load_no_object_mapper() throws IOException, InterruptedException {
    List<String> loaded = OwnJvm.loadedBy(FirstCalls.class);

    assertThat(loaded)
        .filteredOn(name -> name.startsWith("com.fasterxml.jackson.databind."))
        .contains("com.fasterxml.jackson.databind.node.ObjectNode")
        .noneMatch(name -> name.contains("Mapper"))
        .hasSizeLessThan(40);
  }

  /** Creates a job and describes it. */
  static final class FirstCalls {
    private static final String JOB =
        """
        {"TrainingJobName": "churn-1", "RoleArn": "arn:aws:iam::123456789012:role/R",
         "AlgorithmSpecification": {
           "TrainingImage": "123456789012.dkr.ecr.us-east-1.amazonaws.com/fit:1",
           "TrainingInputMode": "File"},
         "OutputDataConfig": {"S3OutputPath": "s3://bucket/out"},
         "ResourceConfig": {"InstanceType": "ml.m5.large", "InstanceCount": 1, "VolumeSizeInGB": 1},
         "StoppingCondition": {"MaxRuntimeInSeconds": 3600}}
        """;

    private FirstCalls() {}

    public static void main(String[] args) {
      Simulator sim = Simulator.create();
      call(sim, "CreateTrainingJob", JOB);
      call(sim, "DescribeTrainingJob", "{\"TrainingJobName\": \"churn-1\"}");
      if (!sim.journal().calls("DescribeTrainingJob").get(0).isSuccess()) {
        throw new IllegalStateException(sim.journal().text());
      }
    }

    private static void call(Simulator sim, String operation, String body) {
      sim.exchange(
          new WireRequest(
              "POST",
              "/",
              Map.of("x-amz-target", "SageMaker." + operation),
              body.getBytes(StandardCharsets.UTF_8)));
    }
  }
}
