package dev.mlsim.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mlsim.Simulator;
import dev.mlsim.fixtures.Jobs;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sagemaker.SageMakerClient;
import software.amazon.awssdk.services.sagemaker.model.CreateTrainingJobRequest;
import software.amazon.awssdk.services.sagemaker.model.CreateTrainingJobResponse;
import software.amazon.awssdk.services.sagemaker.model.DescribeTrainingJobRequest;
import software.amazon.awssdk.services.sagemaker.model.DescribeTrainingJobResponse;
import software.amazon.awssdk.services.sagemaker.model.StopTrainingJobRequest;

class SdkCallsTest {
  private final Simulator sim = Simulator.create();
  private final SageMakerClient sageMaker = SimulatedClients.of(sim).create(SageMakerClient.class);

  @Test
  void a_request_is_what_was_sent_to_the_last_member() {
    CreateTrainingJobRequest sent =
        Jobs.job("churn-1").toBuilder()
            .hyperParameters(Map.of("lr", "0.1"))
            .inputDataConfig(
                c ->
                    c.channelName("train")
                        .dataSource(
                            d -> d.s3DataSource(s -> s.s3DataType("S3Prefix").s3Uri("s3://b/p"))))
            .tags(t -> t.key("team").value("churn"))
            .enableNetworkIsolation(true)
            .build();

    sageMaker.createTrainingJob(sent);

    assertThat(SdkCalls.of(sim).requests(CreateTrainingJobRequest.class)).containsExactly(sent);
  }

  @Test
  void a_response_is_what_the_client_was_given() {
    sageMaker.createTrainingJob(Jobs.job("churn-1"));
    DescribeTrainingJobResponse given =
        sageMaker.describeTrainingJob(r -> r.trainingJobName("churn-1"));

    assertThat(SdkCalls.of(sim).calls(DescribeTrainingJobRequest.class))
        .singleElement()
        .satisfies(
            call -> {
              assertThat(call.response(DescribeTrainingJobResponse.class))
                  .matches(response -> response.equalsBySdkFields(given));
              assertThat(call.entry().at()).isEqualTo(sim.startedAt());
            });
  }

  @Test
  void a_failed_call_has_no_response() {
    sim.faults().on("CreateTrainingJob").once().throttle();
    sageMaker.createTrainingJob(Jobs.job("churn-1"));

    var calls = SdkCalls.of(sim).calls(CreateTrainingJobRequest.class);
    assertThat(calls).hasSize(2).first().extracting(SdkCall::response).isEqualTo(Optional.empty());
    assertThat(calls.get(0).request()).isEqualTo(calls.get(1).request());
    assertThat(calls.get(1).response(CreateTrainingJobResponse.class).trainingJobArn())
        .endsWith(":training-job/churn-1");
    assertThatThrownBy(() -> calls.get(0).response(CreateTrainingJobResponse.class))
        .hasMessageContaining("mlsim: there is no response: the call sagemaker:CreateTrainingJob");
  }

  @Test
  void calls_of_other_operations_are_others() {
    sageMaker.createTrainingJob(Jobs.job("churn-1"));

    assertThat(SdkCalls.of(sim).calls(StopTrainingJobRequest.class)).isEmpty();
    assertThatThrownBy(
            () -> SdkCalls.typed(sim.journal().calls().get(0), StopTrainingJobRequest.class))
        .hasMessageContaining("that is the request of another operation");
  }
}
