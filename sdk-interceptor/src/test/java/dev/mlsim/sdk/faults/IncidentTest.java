package dev.mlsim.sdk.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mlsim.Incident;
import dev.mlsim.Simulator;
import dev.mlsim.fixtures.Hosting;
import dev.mlsim.fixtures.Jobs;
import dev.mlsim.sdk.SimulatedClients;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.sagemaker.SageMakerClient;
import software.amazon.awssdk.services.sagemaker.model.DescribeEndpointResponse;
import software.amazon.awssdk.services.sagemaker.model.DescribeTrainingJobResponse;
import software.amazon.awssdk.services.sagemaker.model.ResourceInUseException;
import software.amazon.awssdk.services.sagemaker.model.SageMakerException;

/** Each incident by its name, and what it looks like from the code under test. */
class IncidentTest {
  private final Simulator sim = Simulator.create();
  private final SageMakerClient sageMaker = SimulatedClients.of(sim).create(SageMakerClient.class);

  @Test
  void stopped_mistaken_for_success() {
    DescribeTrainingJobResponse job = after(Incident.STOPPED_MISTAKEN_FOR_SUCCESS);

    assertThat(job.trainingJobStatusAsString()).isEqualTo("Stopped");
    assertThat(job.failureReason()).isNull();
    assertThat(job.modelArtifacts()).isNotNull();
  }

  @Test
  void stop_never_ends() {
    Incident.STOP_NEVER_ENDS.happensTo(sim, "churn-*");
    sageMaker.createTrainingJob(Jobs.job("churn-1"));
    sageMaker.stopTrainingJob(r -> r.trainingJobName("churn-1"));

    sim.clock().advance(Duration.ofDays(2));

    assertThat(Jobs.describe(sageMaker, "churn-1").trainingJobStatusAsString())
        .isEqualTo("Stopping");
  }

  @Test
  void insufficient_capacity() {
    DescribeTrainingJobResponse job = after(Incident.INSUFFICIENT_CAPACITY);

    assertThat(job.trainingJobStatusAsString()).isEqualTo("Failed");
    assertThat(job.failureReason()).startsWith("CapacityError: Unable to provision");
    assertThat(job.trainingStartTime()).isNull();
  }

  @Test
  void max_runtime_exceeded() {
    DescribeTrainingJobResponse job = after(Incident.MAX_RUNTIME_EXCEEDED);

    assertThat(job.trainingJobStatusAsString()).isEqualTo("Stopped");
    assertThat(job.secondaryStatusAsString()).isEqualTo("MaxRuntimeExceeded");
  }

  @Test
  void spot_interruption() {
    Incident.SPOT_INTERRUPTION.happensTo(sim);
    sageMaker.createTrainingJob(
        Jobs.job(
            "churn-1",
            b ->
                b.enableManagedSpotTraining(true)
                    .stoppingCondition(
                        s -> s.maxRuntimeInSeconds(86_400).maxWaitTimeInSeconds(86_400))));
    sageMaker.createTrainingJob(Jobs.job("not-spot"));

    sim.clock().advance(Duration.ofHours(3));

    assertThat(sim.resources().get("training-job", "churn-1").walked())
        .contains("InProgress/Interrupted", "Completed/Completed");
    assertThat(sim.resources().get("training-job", "not-spot").walked())
        .doesNotContain("InProgress/Interrupted");
  }

  @Test
  void out_of_memory() {
    assertThat(after(Incident.OUT_OF_MEMORY).failureReason()).contains("more memory");
  }

  @Test
  void metrics_never_published() {
    DescribeTrainingJobResponse job = after(Incident.METRICS_NEVER_PUBLISHED);

    assertThat(job.trainingJobStatusAsString()).isEqualTo("Completed");
    assertThat(job.hasFinalMetricDataList()).isFalse();
  }

  @Test
  void endpoint_fails_after_eight_minutes() {
    Incident.ENDPOINT_FAILS_AFTER_EIGHT_MINUTES.happensTo(sim, "churn");
    new Hosting(sageMaker).hosted("churn", 1);
    new Hosting(sageMaker).hosted("other", 1);

    sim.clock().advance(Duration.ofSeconds(8 * 60 - 1));
    assertThat(endpoint("churn").endpointStatusAsString()).isEqualTo("Creating");
    assertThat(endpoint("other").endpointStatusAsString()).isEqualTo("InService");
    sim.clock().advance(Duration.ofSeconds(1));

    assertThat(endpoint("churn").endpointStatusAsString()).isEqualTo("Failed");
    assertThat(endpoint("churn").failureReason())
        .isEqualTo(
            "The primary container for production variant AllTraffic did not pass the ping health"
                + " check. Please check CloudWatch logs for this endpoint.");
    assertThat(endpoint("churn").hasProductionVariants()).isFalse();
  }

  @Test
  void a_waiter_on_the_endpoint_that_fails_throws_after_eight_minutes() {
    Incident.ENDPOINT_FAILS_AFTER_EIGHT_MINUTES.happensTo(sim);
    new Hosting(sageMaker).hosted("churn", 1);
    Instant created = sim.clock().now();

    assertThatThrownBy(
            () -> sageMaker.waiter().waitUntilEndpointInService(r -> r.endpointName("churn")))
        .isInstanceOf(SdkClientException.class)
        .hasMessageContaining("failure");
    assertThat(Duration.between(created, sim.clock().now())).isEqualTo(Duration.ofMinutes(8));
  }

  @Test
  void not_found_right_after_create() {
    Incident.NOT_FOUND_RIGHT_AFTER_CREATE.happensTo(sim);
    sageMaker.createTrainingJob(Jobs.job("churn-1"));

    assertThatThrownBy(() -> Jobs.describe(sageMaker, "churn-1"))
        .hasMessageContaining("Requested resource not found.");
    sim.clock().advance(Duration.ofSeconds(2));
    assertThat(Jobs.describe(sageMaker, "churn-1").trainingJobName()).isEqualTo("churn-1");
  }

  @Test
  void answer_to_create_lost() {
    Incident.ANSWER_TO_CREATE_LOST.happensTo(sim, "churn-*");

    assertThatThrownBy(() -> sageMaker.createTrainingJob(Jobs.job("churn-1")))
        .isInstanceOf(ResourceInUseException.class);
  }

  @Test
  void throttled_polling() {
    sageMaker.createTrainingJob(Jobs.job("churn-1"));
    Incident.THROTTLED_POLLING.happensTo(sim);

    assertThatThrownBy(() -> Jobs.describe(sageMaker, "churn-1"))
        .isInstanceOfSatisfying(
            SageMakerException.class, e -> assertThat(e.isThrottlingException()).isTrue());
    sim.clock().advance(Duration.ofMinutes(1));
    assertThat(Jobs.describe(sageMaker, "churn-1").trainingJobName()).isEqualTo("churn-1");
  }

  @Test
  void credentials_expire() {
    Incident.CREDENTIALS_EXPIRE.happensTo(sim);
    sageMaker.createTrainingJob(Jobs.job("churn-1"));

    sim.clock().advance(Duration.ofHours(1));

    assertThatThrownBy(() -> Jobs.describe(sageMaker, "churn-1"))
        .hasMessageContaining("The security token included in the request is expired");
  }

  @Test
  void every_incident_says_what_happens() {
    assertThat(Incident.values())
        .allSatisfy(incident -> assertThat(incident.says()).hasSizeGreaterThan(20))
        .extracting(Incident::toString)
        .contains("stop never ends: training jobs that are stopped stay in Stopping for good");
  }

  private DescribeEndpointResponse endpoint(String name) {
    return sageMaker.describeEndpoint(r -> r.endpointName(name));
  }

  private DescribeTrainingJobResponse after(Incident incident) {
    incident.happensTo(sim);
    sageMaker.createTrainingJob(Jobs.job("churn-1"));
    sim.clock().advance(Duration.ofDays(2));
    return Jobs.describe(sageMaker, "churn-1");
  }
}
