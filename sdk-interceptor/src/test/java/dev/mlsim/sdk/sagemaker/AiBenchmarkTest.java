package dev.mlsim.sdk.sagemaker;

import static java.time.Duration.ofMinutes;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mlsim.Simulator;
import dev.mlsim.fixtures.Hosting;
import dev.mlsim.sdk.SimulatedClients;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sagemaker.SageMakerClient;
import software.amazon.awssdk.services.sagemaker.model.ProductionVariantInstanceType;

/** Benchmarks and recommendations of generative models, which only newer SDKs know. */
class AiBenchmarkTest {
  private static final String ROLE = "'RoleArn': 'arn:aws:iam::123456789012:role/Benchmarks'";

  private final Simulator sim = Simulator.create();
  private final SimulatedClients clients = SimulatedClients.of(sim);
  private final SageMakerClient sageMaker = clients.create(SageMakerClient.class);
  private final Hosting hosting = new Hosting(sageMaker);
  private final NewerSdk sdk = new NewerSdk(sim);

  @AfterEach
  void close() {
    clients.close();
  }

  private String workload(String spec) {
    return "{'AIWorkloadConfigName': 'chat', 'AIWorkloadConfigs': {'WorkloadSpec': {'Inline': '"
        + spec.replace("\n", "\\n")
        + "'}}}";
  }

  private void chat() {
    sdk.call(
        "CreateAIWorkloadConfig",
        workload(
            """
            benchmark:
              type: aiperf # the only one
              parameters:
                isl: 200
                osl: 20
                num_requests: 3
                benchmark_duration: 120.5
            """));
  }

  private void endpoint(boolean ofComponents) {
    if (ofComponents) {
      sageMaker.createEndpointConfig(
          r ->
              r.endpointConfigName("llm")
                  .executionRoleArn("arn:aws:iam::123456789012:role/Hosting")
                  .productionVariants(
                      v ->
                          v.variantName("all")
                              .instanceType(ProductionVariantInstanceType.ML_M5_XLARGE)
                              .initialInstanceCount(1)));
    } else {
      hosting.model("llm");
      hosting.config("llm", "llm", 1);
    }
    hosting.endpoint("llm", "llm");
  }

  private static String benchmark(String name) {
    return "{'AIBenchmarkJobName': '"
        + name
        + "', 'BenchmarkTarget': {'Endpoint': {'Identifier': 'llm'}},"
        + " 'OutputConfig': {'S3OutputLocation': 's3://figures/here'},"
        + " 'AIWorkloadConfigIdentifier': 'chat', "
        + ROLE
        + ", 'Tags': [{'Key': 'team', 'Value': 'nlp'}]}";
  }

  private JsonNode described(String name) {
    return sdk.call("DescribeAIBenchmarkJob", "{'AIBenchmarkJobName': '" + name + "'}");
  }

  @Test
  void a_workload_is_checked_and_every_mistake_said() {
    assertThat(
            sdk.refusal(
                "CreateAIWorkloadConfig",
                workload(
                    """
                    benchmark:
                      type: wrk
                      parameters:
                        concurrency: many
                        speed: 3
                        warmup_duration: 5
                    extra: 1
                    """)))
        .isEqualTo(
            """
            ValidationException: 4 validation errors for WorkloadSpec
            extra
              Extra inputs are not permitted
            benchmark.type
              Input should be 'aiperf'
            benchmark.parameters.concurrency
              Input should be a valid integer
            benchmark.parameters.speed
              Extra inputs are not permitted\
            """);
    assertThat(sdk.refusal("CreateAIWorkloadConfig", workload("tooling: {}")))
        .endsWith("1 validation error for WorkloadSpec\nbenchmark\n  Field required");
    assertThat(sdk.refusal("CreateAIWorkloadConfig", workload("{nothing")))
        .isEqualTo("ValidationException: The workload is not JSON.");
    assertThat(
            OnTheWire.call(
                    sim, "CreateAIWorkloadConfig", workload("benchmark: &one\n  type: aiperf"))
                .path("message")
                .asText())
        .startsWith("mlsim: the workload's line 1 [benchmark: &one] is YAML that is not simulated");
    chat();
    assertThat(
            sdk.call("DescribeAIWorkloadConfig", "{'AIWorkloadConfigName': 'chat'}")
                .at("/AIWorkloadConfigs/WorkloadSpec/Inline")
                .asText())
        .startsWith("benchmark:\n  type: aiperf");
    assertThat(sdk.refusal("CreateAIWorkloadConfig", workload("benchmark: {}")))
        .contains("benchmark.type\n  Field required");
  }

  @Test
  void a_benchmark_measures_an_endpoint_in_service_and_leaves_an_archive() throws IOException {
    chat();
    assertThat(sdk.refusal("CreateAIBenchmarkJob", benchmark("b")))
        .isEqualTo("ResourceNotFound: Could not find endpoint llm.");
    endpoint(false);
    assertThat(sdk.refusal("CreateAIBenchmarkJob", benchmark("b")))
        .isEqualTo(
            "ValidationException: Endpoint llm must be InService to be benchmarked; it is in"
                + " status Creating.");
    sim.clock().advance(ofMinutes(10));

    String arn =
        sdk.call("CreateAIBenchmarkJob", benchmark("b")).path("AIBenchmarkJobArn").asText();

    assertThat(arn).isEqualTo("arn:aws:sagemaker:us-east-1:123456789012:ai-benchmark-job/b");
    assertThat(sdk.refusal("CreateAIBenchmarkJob", benchmark("b"))).startsWith("ResourceInUse: ");
    assertThat(described("b").path("AIBenchmarkJobStatus").asText()).isEqualTo("InProgress");
    assertThat(described("b").has("StartTime")).isFalse();
    assertThat(described("b").at("/Tags/0/Value").asText()).isEqualTo("nlp");
    assertThat(sdk.refusal("DeleteAIWorkloadConfig", "{'AIWorkloadConfigName': 'chat'}"))
        .isEqualTo(
            "ResourceInUse: AI workload config chat cannot be deleted while the AI benchmark job b"
                + " is in status InProgress.");
    assertThat(sdk.refusal("DeleteAIBenchmarkJob", "{'AIBenchmarkJobName': 'b'}"))
        .contains("must be in a terminal state");
    sim.clock().advance(ofMinutes(2));
    assertThat(described("b").has("StartTime")).isTrue();
    assertThat(described("b").at("/OutputConfig/CloudWatchLogs/0/LogStreamName").asText())
        .startsWith("b/benchmark-");
    sim.clock().advance(ofMinutes(2));

    assertThat(described("b").path("AIBenchmarkJobStatus").asText()).isEqualTo("Completed");
    byte[] archive = sim.objects().get("s3://figures/here/output.tar.gz").orElseThrow();
    try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(archive))) {
      String tar = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      assertThat(tar).startsWith("profile_export.jsonl\0").contains("inputs.json\0", "outputs");
      assertThat(tar.split("\"request_latency\"", -1)).hasSize(4);
      assertThat(tar).contains("\"output_sequence_length\":{\"value\":20.0,\"unit\":\"tokens\"}");
    }
    JsonNode listed = sdk.call("ListAIBenchmarkJobs", "{'StatusEquals': 'Completed'}");
    assertThat(listed.at("/AIBenchmarkJobs/0/AIWorkloadConfigName").asText()).isEqualTo("chat");
    assertThat(sdk.call("DeleteAIBenchmarkJob", "{'AIBenchmarkJobName': 'b'}"))
        .hasToString("{\"AIBenchmarkJobArn\":\"" + arn + "\"}");
    sdk.call("DeleteAIWorkloadConfig", "{'AIWorkloadConfigName': 'chat'}");
    assertThat(sdk.refusal("DescribeAIBenchmarkJob", "{'AIBenchmarkJobName': 'b'}"))
        .isEqualTo("ResourceNotFound: Could not find AI benchmark job b.");
  }

  @Test
  void a_benchmark_of_components_needs_to_be_told_which() {
    chat();
    endpoint(true);
    sim.clock().advance(ofMinutes(10));
    sdk.call("CreateAIBenchmarkJob", benchmark("b"));
    sdk.call("CreateAIBenchmarkJob", benchmark("c"));
    assertThat(
            sdk.refusal(
                "CreateAIBenchmarkJob",
                benchmark("d")
                    .replace("'llm'", "'llm', 'InferenceComponents': [{'Identifier': 'x'}]")))
        .isEqualTo("ResourceNotFound: Could not find inference component x.");
    sdk.call("StopAIBenchmarkJob", "{'AIBenchmarkJobName': 'c'}");
    sim.clock().advance(ofMinutes(10));

    assertThat(described("c").path("AIBenchmarkJobStatus").asText()).isEqualTo("Stopped");
    assertThat(described("b").path("AIBenchmarkJobStatus").asText()).isEqualTo("Failed");
    assertThat(described("b").path("FailureReason").asText())
        .isEqualTo(
            "ClientError: No model is deployed directly on the endpoint llm. Specify"
                + " InferenceComponents in the benchmark target.");
  }

  private static String recommend(String more) {
    return "{'AIRecommendationJobName': 'fit', 'ModelSource': {'S3': {'S3Uri': 's3://models/llm'}},"
        + " 'OutputConfig': {'S3OutputLocation': 's3://figures/fit'},"
        + " 'AIWorkloadConfigIdentifier': 'chat', 'PerformanceTarget': {'Constraints':"
        + " [{'Metric': 'throughput'}]}, "
        + ROLE
        + more
        + "}";
  }

  @Test
  void a_recommendation_publishes_a_package_that_awaits_approval() {
    assertThat(sdk.refusal("CreateAIRecommendationJob", recommend("")))
        .isEqualTo("ResourceNotFound: Could not find AI workload config chat.");
    chat();
    String adapter = "{'AdapterId': 'law', 'S3Uri': 's3://models/law'}";
    assertThat(
            sdk.refusal(
                "CreateAIRecommendationJob",
                recommend(", 'AdapterSource': {'S3Uris': [" + adapter + ", " + adapter + "]}")))
        .isEqualTo("ValidationException: AdapterId law is given more than once.");
    sdk.call(
        "CreateAIRecommendationJob",
        recommend(
            ", 'AdapterSource': {'S3Uris': ["
                + adapter
                + "]}, 'ComputeSpec': {'InstanceTypes': ['ml.g5.xlarge', 'ml.g5.48xlarge']}"));
    sim.clock().advance(ofMinutes(60));

    JsonNode job = sdk.call("DescribeAIRecommendationJob", "{'AIRecommendationJobName': 'fit'}");
    assertThat(job.path("AIRecommendationJobStatus").asText()).isEqualTo("Completed");
    assertThat(job.path("OptimizeModel").asBoolean()).isTrue();
    assertThat(job.path("Recommendations")).hasSize(2);
    JsonNode best = job.path("Recommendations").path(0);
    assertThat(best.at("/DeploymentConfiguration/InstanceType").asText())
        .isEqualTo("ml.g5.48xlarge");
    assertThat(best.at("/ExpectedPerformance/1/Unit").asText()).isEqualTo("tokens/second");
    assertThat(best.at("/AdapterDetails/ModelPackageArns/0/ModelPackageArn").asText())
        .endsWith(":model-package/fit-adapters/1");
    String arn = best.at("/ModelDetails/ModelPackageArn").asText();
    assertThat(arn).endsWith(":model-package/fit/1");
    assertThat(sageMaker.describeModelPackage(r -> r.modelPackageName(arn)))
        .satisfies(
            made -> {
              assertThat(made.modelApprovalStatusAsString()).isEqualTo("PendingManualApproval");
              assertThat(made.additionalInferenceSpecifications())
                  .extracting(s -> s.name())
                  .containsExactly("recommendation-1", "recommendation-2");
            });
  }
}
