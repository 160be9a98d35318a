package dev.mlsim.sdk.sagemaker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mlsim.Simulator;
import dev.mlsim.fixtures.Hosting;
import dev.mlsim.sdk.SimulatedClients;
import dev.mlsim.service.Charge;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sagemaker.SageMakerClient;
import software.amazon.awssdk.services.sagemaker.model.DescribeTransformJobResponse;
import software.amazon.awssdk.services.sagemaker.model.S3DataType;
import software.amazon.awssdk.services.sagemaker.model.TransformInstanceType;

/** What runs until somebody ends it, and batch jobs; training jobs have a test of their own. */
@SuppressWarnings("unchecked") // the SDK takes consumers as varargs
class BillingTest {
  private final Simulator sim = Simulator.create();
  private final SageMakerClient sageMaker = SimulatedClients.of(sim).create(SageMakerClient.class);
  private final Hosting hosting = new Hosting(sageMaker);

  @Test
  void an_endpoint_costs_its_instances_until_it_is_deleted() {
    hosting.hosted("churn", 2);
    assertThat(sim.billing().running())
        .hasToString("[endpoint [churn]: 0 ml.m5.large hours, and 2 coming]");
    sim.clock().advance(Duration.ofMinutes(5));

    sim.clock().advance(Duration.ofHours(3));
    assertThat(sim.billing().hours("ml.m5.large")).isEqualTo(6.0);
    assertThat(sim.billing().running()).hasSize(1);

    sageMaker.deleteEndpoint(r -> r.endpointName("churn"));
    assertThat(sim.billing().running()).isEmpty();
    sim.clock().advance(Duration.ofHours(3));
    assertThat(sim.billing().hours("ml.m5.large")).isEqualTo(6.0);
    assertThat(sim.billing().running()).isEmpty();
  }

  @Test
  void what_is_about_to_cost_comes_in_one_order_in_every_run() {
    notebook("lab");
    hosting.hosted("churn", 2);
    transformJob("score");

    assertThat(sim.billing().running())
        .extracting(Charge::type)
        .containsExactly("endpoint", "notebook-instance", "transform-job");
  }

  @Test
  void a_scaled_endpoint_costs_what_it_is_scaled_to() {
    hosting.inService(sim, "churn", 1);
    sageMaker.updateEndpointWeightsAndCapacities(
        r ->
            r.endpointName("churn")
                .desiredWeightsAndCapacities(
                    d -> d.variantName("AllTraffic").desiredInstanceCount(4)));
    sim.clock().advance(Duration.ofMinutes(3));
    Duration before = sim.billing().time("ml.m5.large");

    sim.clock().advance(Duration.ofHours(1));

    assertThat(sim.billing().time("ml.m5.large")).isEqualTo(before.plus(Duration.ofHours(4)));
  }

  @Test
  void an_endpoint_that_never_came_into_service_costs_nothing() {
    sim.script().resource("endpoint").failAt("Creating", "no image");
    hosting.hosted("churn", 2);
    sim.clock().advance(Duration.ofDays(1));

    assertThat(sim.billing().hours("ml.*")).isZero();
    assertThat(sim.billing().running()).isEmpty();
    sageMaker.deleteEndpoint(r -> r.endpointName("churn"));
    assertThat(sim.billing().running()).isEmpty();
  }

  @Test
  void nothing_is_about_to_cost_because_it_is_being_deleted() {
    notebook("lab");
    sim.clock().advance(Duration.ofHours(1));
    sageMaker.stopNotebookInstance(r -> r.notebookInstanceName("lab"));
    sim.clock().advance(Duration.ofHours(1));
    assertThat(sim.billing().running()).isEmpty();

    sageMaker.deleteNotebookInstance(r -> r.notebookInstanceName("lab"));

    assertThat(sim.billing().running()).isEmpty();
  }

  @Test
  void a_notebook_costs_while_it_is_in_service() {
    notebook("lab");
    sim.clock().advance(Duration.ofMinutes(3).plusHours(2));
    sageMaker.stopNotebookInstance(r -> r.notebookInstanceName("lab"));
    sim.clock().advance(Duration.ofDays(1));

    assertThat(sim.billing().hours("ml.t3.medium")).isEqualTo(2.0);
  }

  @Test
  void a_transform_job_costs_its_instances_while_it_runs() {
    hosting.model("churn");
    transformJob("score");
    sim.clock().advance(Duration.ofHours(2));

    DescribeTransformJobResponse job =
        sageMaker.describeTransformJob(r -> r.transformJobName("score"));
    Duration ran = Duration.between(job.transformStartTime(), job.transformEndTime());
    assertThat(sim.billing().time("ml.m5.large")).isEqualTo(ran.multipliedBy(3));
  }

  @Test
  void a_transform_job_is_about_to_cost_until_its_container_runs_or_it_is_stopped() {
    hosting.model("churn");
    transformJob("score");
    assertThat(sim.billing().running())
        .hasToString("[transform-job [score]: 0 ml.m5.large hours, and 3 coming]");

    sageMaker.stopTransformJob(r -> r.transformJobName("score"));

    assertThat(sim.billing().running()).isEmpty();
    assertThat(sim.billing().totals()).isEmpty();
  }

  private void notebook(String name) {
    sageMaker.createNotebookInstance(
        r ->
            r.notebookInstanceName(name)
                .roleArn("arn:aws:iam::123456789012:role/Lab")
                .instanceType("ml.t3.medium"));
  }

  private void transformJob(String name) {
    sageMaker.createTransformJob(
        r ->
            r.transformJobName(name)
                .modelName("churn")
                .transformInput(
                    i ->
                        i.dataSource(
                            d ->
                                d.s3DataSource(
                                    s -> s.s3DataType(S3DataType.S3_PREFIX).s3Uri("s3://in/x"))))
                .transformOutput(o -> o.s3OutputPath("s3://out/x"))
                .transformResources(
                    t -> t.instanceType(TransformInstanceType.ML_M5_LARGE).instanceCount(3)));
  }
}
