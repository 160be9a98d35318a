package dev.mlsim.samples.benchmarks;

import dev.mlsim.Simulator;
import dev.mlsim.wire.WireRequest;
import dev.mlsim.wire.WireResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.function.Consumer;
import software.amazon.awssdk.services.sagemaker.model.CreateTrainingJobRequest;
import software.amazon.awssdk.services.sagemaker.model.TrainingInputMode;
import software.amazon.awssdk.services.sagemaker.model.TrainingInstanceType;

/** The training jobs that the benchmarks create, and the worlds that they fill. */
final class Jobs {
  /** A job comes to rest by so many moves that wait for time. */
  static final int MOVES = 7;

  /** Longer than any job takes. */
  static final Duration WHOLE_LIFE = Duration.ofHours(8);

  private static final String DOCUMENT =
      """
      {"TrainingJobName":"%s",
       "RoleArn":"arn:aws:iam::123456789012:role/Training",
       "AlgorithmSpecification":{
         "TrainingImage":"123456789012.dkr.ecr.us-east-1.amazonaws.com/churn:7",
         "TrainingInputMode":"File"},
       "OutputDataConfig":{"S3OutputPath":"s3://churn/models"},
       "ResourceConfig":{
         "InstanceType":"ml.m5.xlarge","InstanceCount":1,"VolumeSizeInGB":30},
       "StoppingCondition":{"MaxRuntimeInSeconds":21600}}
      """;

  private Jobs() {}

  /** The name of the n-th job. */
  static String name(long number) {
    return "churn-" + (10_000_000 + number);
  }

  /** What a job is created with, as a document. */
  static String document(String name) {
    return DOCUMENT.formatted(name);
  }

  /** The same, said to the SDK. */
  static Consumer<CreateTrainingJobRequest.Builder> request(String name) {
    return r ->
        r.trainingJobName(name)
            .roleArn("arn:aws:iam::123456789012:role/Training")
            .algorithmSpecification(
                a ->
                    a.trainingImage("123456789012.dkr.ecr.us-east-1.amazonaws.com/churn:7")
                        .trainingInputMode(TrainingInputMode.FILE))
            .outputDataConfig(o -> o.s3OutputPath("s3://churn/models"))
            .resourceConfig(
                c ->
                    c.instanceType(TrainingInstanceType.ML_M5_XLARGE)
                        .instanceCount(1)
                        .volumeSizeInGB(30))
            .stoppingCondition(s -> s.maxRuntimeInSeconds(21600));
  }

  /** A world in which an account may have as many jobs as it likes. */
  static Simulator world() {
    Simulator sim = Simulator.create();
    sim.quotas().unlimited();
    return sim;
  }

  /** Creates jobs of the numbers from the first up to, but without, the last. */
  static void create(Simulator sim, int first, int last) {
    for (int number = first; number < last; number++) {
      call(sim, "CreateTrainingJob", document(name(number)));
    }
  }

  /** A request as it comes from the wire. */
  static WireRequest wire(String operation, String document) {
    return new WireRequest(
        "POST",
        "/",
        Map.of("X-Amz-Target", "SageMaker." + operation),
        document.getBytes(StandardCharsets.UTF_8));
  }

  /** One call at the bare doorway, which has to succeed. */
  static WireResponse call(Simulator sim, String operation, String document) {
    WireResponse response = (WireResponse) sim.exchange(wire(operation, document));
    if (response.status() != 200) {
      throw new IllegalStateException(new String(response.body(), StandardCharsets.UTF_8));
    }
    return response;
  }
}
