package dev.mlsim.sdk.sagemaker;

import static java.time.Duration.ofDays;
import static java.time.Duration.ofHours;
import static java.time.Duration.ofMinutes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mlsim.Simulator;
import dev.mlsim.sdk.SimulatedClients;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sagemaker.SageMakerClient;
import software.amazon.awssdk.services.sagemaker.model.DescribeTrainingJobResponse;
import software.amazon.awssdk.services.sagemaker.model.DescribeTrainingPlanResponse;
import software.amazon.awssdk.services.sagemaker.model.ResourceInUseException;
import software.amazon.awssdk.services.sagemaker.model.ResourceNotFoundException;
import software.amazon.awssdk.services.sagemaker.model.SageMakerException;
import software.amazon.awssdk.services.sagemaker.model.TrainingPlanOffering;

@SuppressWarnings("unchecked") // the SDK takes consumers as varargs
class TrainingPlanTest {
  private final Simulator sim = Simulator.create();
  private final SageMakerClient sageMaker = SimulatedClients.of(sim).create(SageMakerClient.class);

  /** From the next 11:30 UTC on, for so many days. */
  private String buy(String name, int days, int instances, String target) {
    TrainingPlanOffering offering =
        sageMaker
            .searchTrainingPlanOfferings(
                r ->
                    r.instanceType("ml.p5.48xlarge")
                        .instanceCount(instances)
                        .durationHours(24L * days)
                        .targetResourcesWithStrings(target))
            .trainingPlanOfferings()
            .get(1);
    return sageMaker
        .createTrainingPlan(
            r -> r.trainingPlanName(name).trainingPlanOfferingId(offering.trainingPlanOfferingId()))
        .trainingPlanArn();
  }

  private DescribeTrainingPlanResponse plan(String name) {
    return sageMaker.describeTrainingPlan(r -> r.trainingPlanName(name));
  }

  private void train(String name, String plan, int instances, int patience) {
    sageMaker.createTrainingJob(
        r ->
            r.trainingJobName(name)
                .roleArn("arn:aws:iam::123456789012:role/Jobs")
                .algorithmSpecification(
                    a ->
                        a.trainingImage("123456789012.dkr.ecr.us-east-1.amazonaws.com/fit:1")
                            .trainingInputMode("File"))
                .outputDataConfig(o -> o.s3OutputPath("s3://out/"))
                .stoppingCondition(
                    s -> s.maxRuntimeInSeconds(86_400).maxPendingTimeInSeconds(patience))
                .resourceConfig(
                    c ->
                        c.instanceType("ml.p5.48xlarge")
                            .instanceCount(instances)
                            .volumeSizeInGB(100)
                            .trainingPlanArn(plan)));
  }

  private DescribeTrainingJobResponse job(String name) {
    return sageMaker.describeTrainingJob(r -> r.trainingJobName(name));
  }

  @Test
  void a_plan_is_bought_becomes_active_and_expires() {
    buy("sprint", 2, 4, "training-job");
    assertThat(plan("sprint").statusAsString()).isEqualTo("Pending");
    assertThat(plan("sprint").reservedCapacitySummaries()).isEmpty();
    assertThatThrownBy(() -> buy("sprint", 1, 1, "training-job"))
        .isInstanceOf(ResourceInUseException.class);
    assertThatThrownBy(
            () ->
                sageMaker.createTrainingPlan(
                    r -> r.trainingPlanName("other").trainingPlanOfferingId("tpo-nothing")))
        .isInstanceOf(ResourceNotFoundException.class);

    sim.clock().advance(ofHours(1));
    DescribeTrainingPlanResponse scheduled = plan("sprint");
    assertThat(scheduled.statusAsString()).isEqualTo("Scheduled");
    assertThat(scheduled.startTime()).isEqualTo(Instant.parse("2026-01-01T11:30:00Z"));
    assertThat(scheduled.upfrontFee()).isEqualTo("6040.32");
    assertThat(scheduled.reservedCapacitySummaries().get(0).statusAsString())
        .isEqualTo("Scheduled");

    sim.clock().advanceTo(Instant.parse("2026-01-01T11:30:00Z"));
    assertThat(plan("sprint").statusAsString()).isEqualTo("Active");
    String capacity = plan("sprint").reservedCapacitySummaries().get(0).reservedCapacityArn();
    assertThat(
            sageMaker
                .describeReservedCapacity(r -> r.reservedCapacityArn(capacity))
                .availableInstanceCount())
        .isEqualTo(4);

    sim.clock().advance(ofDays(2));
    assertThat(plan("sprint").statusAsString()).isEqualTo("Expired");
    assertThat(sim.billing().hours("ml.p5.48xlarge")).isEqualTo(4 * 48);
  }

  @Test
  void a_payment_that_fails_fails_the_plan() {
    sim.script().resource("training-plan").failAt("Pending", "The payment was declined.");
    buy("sprint", 1, 1, "training-job");
    sim.clock().advance(ofHours(1));

    assertThat(plan("sprint").statusAsString()).isEqualTo("Failed");
    assertThat(plan("sprint").statusMessage()).isEqualTo("The payment was declined.");
    assertThat(
            sageMaker
                .listTrainingPlans(r -> r.filters(f -> f.name("Status").value("Failed")))
                .trainingPlanSummaries())
        .hasSize(1);
  }

  @Test
  void jobs_on_a_plan_wait_for_its_capacity_and_for_each_other() {
    String plan = buy("sprint", 7, 4, "training-job");
    sim.clock().advance(ofHours(1));
    train("first", plan, 3, 7_200);
    train("second", plan, 2, 7_200);
    assertThat(job("first").secondaryStatusAsString()).isEqualTo("Pending");

    sim.clock().advanceTo(Instant.parse("2026-01-01T11:30:00Z"));
    assertThat(job("first").secondaryStatusAsString()).isEqualTo("Starting");
    assertThat(job("second").secondaryStatusAsString()).isEqualTo("Pending");
    assertThat(job("second").secondaryStatusTransitions().get(1).statusMessage())
        .isEqualTo("Training job waiting for capacity");
    assertThat(plan("sprint").inUseInstanceCount()).isEqualTo(3);
    assertThat(plan("sprint").availableInstanceCount()).isEqualTo(1);

    sim.clock().advance(ofHours(1));
    assertThat(job("first").trainingJobStatusAsString()).isEqualTo("Completed");
    assertThat(job("second").secondaryStatusAsString()).isEqualTo("Training");

    sim.clock().advance(ofHours(1));
    sim.script().resource("training-job").named("long").takes("Training", ofHours(20));
    train("long", plan, 4, 7_200);
    train("late", plan, 1, 7_200);
    sim.clock().advance(ofHours(2).plusMinutes(1));
    assertThat(job("late").trainingJobStatusAsString()).isEqualTo("Failed");
    assertThat(job("late").failureReason()).startsWith("InsufficientCapacityError");
  }

  @Test
  void a_plan_of_another_target_is_refused_and_nodes_use_one_of_theirs() {
    String plan = buy("cluster", 1, 2, "hyperpod-cluster");
    sim.clock().advance(ofHours(1));
    assertThatThrownBy(() -> train("job", plan, 1, 7_200))
        .isInstanceOf(SageMakerException.class)
        .hasMessageContaining("does not support training-job");

    sageMaker.createCluster(
        r ->
            r.clusterName("llm")
                .nodeProvisioningMode("Continuous")
                .instanceGroups(
                    g ->
                        g.instanceGroupName("workers")
                            .instanceCount(2)
                            .instanceType("ml.p5.48xlarge")
                            .executionRole("arn:aws:iam::123456789012:role/HyperPod")
                            .trainingPlanArn(plan)));
    sim.clock().advance(ofHours(5));
    var group = sageMaker.describeCluster(r -> r.clusterName("llm")).instanceGroups().get(0);
    assertThat(group.currentCount()).isZero();
    assertThat(group.trainingPlanStatus()).isEqualTo("Scheduled");
    sim.clock().advance(ofHours(7));
    group = sageMaker.describeCluster(r -> r.clusterName("llm")).instanceGroups().get(0);
    assertThat(group.currentCount()).isEqualTo(2);
    assertThat(plan("cluster").inUseInstanceCount()).isEqualTo(2);

    sim.clock().advance(ofDays(1));
    assertThat(sim.resources().all("cluster-node")).isEmpty();
  }

  @Test
  void a_plan_lasts_longer_once_its_extension_is_paid_for() {
    String plan = buy("sprint", 1, 1, "training-job");
    sim.clock().advance(ofHours(13));
    JsonNode offers =
        OnTheWire.call(
                sim,
                "SearchTrainingPlanOfferings",
                "{'TrainingPlanArn': '" + plan + "', 'DurationHours': 30}")
            .path("TrainingPlanExtensionOfferings");
    assertThat(offers).hasSize(1);
    assertThat(offers.get(0).path("DurationHours").asInt()).isEqualTo(48);

    JsonNode id = offers.get(0).path("TrainingPlanExtensionOfferingId");
    String extend = "{'TrainingPlanExtensionOfferingId': " + id + "}";
    JsonNode extensions = OnTheWire.call(sim, "ExtendTrainingPlan", extend);
    assertThat(extensions.path("TrainingPlanExtensions").get(0).path("Status").asText())
        .isEqualTo("Pending");
    assertThat(OnTheWire.call(sim, "ExtendTrainingPlan", extend).path("__type").asText())
        .isEqualTo("ResourceNotFound");
    sim.clock().advance(ofMinutes(10));
    assertThat(plan("sprint").endTime()).isEqualTo(Instant.parse("2026-01-04T11:30:00Z"));
    sim.clock().advance(ofDays(2));
    assertThat(plan("sprint").statusAsString()).isEqualTo("Active");
    assertThat(
            OnTheWire.call(
                    sim,
                    "DescribeTrainingPlanExtensionHistory",
                    "{'TrainingPlanArn': '" + plan + "'}")
                .path("TrainingPlanExtensions")
                .get(0)
                .path("Status")
                .asText())
        .isEqualTo("Active");
    sim.clock().advance(ofDays(1));
    assertThat(plan("sprint").statusAsString()).isEqualTo("Expired");
  }

  @Test
  void ultra_servers_are_listed() {
    TrainingPlanOffering offering =
        sageMaker
            .searchTrainingPlanOfferings(
                r -> r.ultraServerType("ml.u-p6e-gb200x72").ultraServerCount(2).durationHours(24L))
            .trainingPlanOfferings()
            .get(0);
    sageMaker.createTrainingPlan(
        r -> r.trainingPlanName("ultra").trainingPlanOfferingId(offering.trainingPlanOfferingId()));
    sim.clock().advance(ofHours(1));
    assertThat(plan("ultra").totalInstanceCount()).isEqualTo(36);
    String capacity = plan("ultra").reservedCapacitySummaries().get(0).reservedCapacityArn();
    var servers =
        sageMaker
            .listUltraServersByReservedCapacity(r -> r.reservedCapacityArn(capacity))
            .ultraServers();
    assertThat(servers).hasSize(2);
    assertThat(servers.get(0).availableSpareInstanceCount()).isEqualTo(1);
  }
}
