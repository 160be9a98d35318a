package dev.mlsim.sdk.sagemaker;

import static dev.mlsim.fixtures.Hosting.ARN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mlsim.Simulator;
import dev.mlsim.sdk.SimulatedClients;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.sagemaker.SageMakerClient;
import software.amazon.awssdk.services.sagemaker.model.DescribeNotebookInstanceResponse;
import software.amazon.awssdk.services.sagemaker.model.InstanceType;
import software.amazon.awssdk.services.sagemaker.model.NotebookInstanceStatus;
import software.amazon.awssdk.services.sagemaker.model.NotebookInstanceSummary;
import software.amazon.awssdk.services.sagemaker.model.ResourceLimitExceededException;
import software.amazon.awssdk.services.sagemaker.model.SageMakerException;

@SuppressWarnings("unchecked") // the SDK takes consumers as varargs
class NotebookTest {
  private static final String NOTEBOOK = ARN + "notebook-instance/lab";

  private final Simulator sim = Simulator.create();
  private final SageMakerClient sageMaker = SimulatedClients.of(sim).create(SageMakerClient.class);

  @Test
  void a_new_notebook_is_pending_with_the_defaults_of_aws() {
    create("lab");

    DescribeNotebookInstanceResponse notebook = describe();
    assertThat(notebook.notebookInstanceStatus()).isEqualTo(NotebookInstanceStatus.PENDING);
    assertThat(notebook.volumeSizeInGB()).isEqualTo(5);
    assertThat(notebook.directInternetAccessAsString()).isEqualTo("Enabled");
    assertThat(notebook.rootAccessAsString()).isEqualTo("Enabled");
    assertThat(notebook.platformIdentifier()).isEqualTo("notebook-al2023-v1");
    assertThat(
            notebook.instanceMetadataServiceConfiguration().minimumInstanceMetadataServiceVersion())
        .isEqualTo("1");
    assertThat(notebook.url()).isEqualTo("lab.notebook.us-east-1.sagemaker.aws");
    assertThat(notebook.networkInterfaceId()).isNull();
  }

  @Test
  void the_reason_of_a_failure_is_cut_after_1024_characters() {
    sim.script().resource("notebook-instance").failAt("Pending", "x".repeat(2_000));
    create("lab");
    sim.clock().advance(Duration.ofMinutes(5));

    assertThat(describe().failureReason()).isEqualTo("x".repeat(1_024));
  }

  @Test
  void a_long_name_of_a_repository_is_judged_to_its_end() {
    for (String repository : List.of("a".repeat(600) + "\n", "a".repeat(1_025) + "_")) {
      assertThatThrownBy(
              () ->
                  sageMaker.createNotebookInstance(
                      r ->
                          r.notebookInstanceName("lab")
                              .roleArn("arn:aws:iam::123456789012:role/Lab")
                              .instanceType("ml.t3.medium")
                              .defaultCodeRepository(repository)))
          .hasMessageContaining(
              "at 'defaultCodeRepository' failed to satisfy constraint: Member must satisfy"
                  + " regular expression pattern: https://");
    }
    assertThat(sim.resources().all()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"notebook-al1-v1", "notebook-al2-v1"})
  void a_retired_platform_is_refused(String platform) {
    String message = "Platform identifier (" + platform + ") is not supported for this service.";
    create("lab");
    sageMaker.waiter().waitUntilNotebookInstanceInService(r -> r.notebookInstanceName("lab"));
    sageMaker.stopNotebookInstance(r -> r.notebookInstanceName("lab"));
    sageMaker.waiter().waitUntilNotebookInstanceStopped(r -> r.notebookInstanceName("lab"));

    assertThatThrownBy(
            () ->
                sageMaker.createNotebookInstance(
                    r ->
                        r.notebookInstanceName("old")
                            .roleArn("arn:aws:iam::123456789012:role/Lab")
                            .instanceType("ml.t3.medium")
                            .platformIdentifier(platform)))
        .satisfies(e -> assertThat(code(e)).isEqualTo("ValidationException"))
        .hasMessageContaining(message);
    assertThatThrownBy(
            () ->
                sageMaker.updateNotebookInstance(
                    r -> r.notebookInstanceName("lab").platformIdentifier(platform)))
        .hasMessageContaining(message);
    sageMaker.updateNotebookInstance(
        r -> r.notebookInstanceName("lab").platformIdentifier("notebook-al2-v3"));
    assertThat(describe().platformIdentifier()).isEqualTo("notebook-al2-v3");
  }

  @Test
  void the_waiters_follow_a_notebook_through_its_life() {
    create("lab");

    sageMaker.waiter().waitUntilNotebookInstanceInService(r -> r.notebookInstanceName("lab"));
    assertThat(describe().url()).isEqualTo("lab.notebook.us-east-1.sagemaker.aws");

    sageMaker.stopNotebookInstance(r -> r.notebookInstanceName("lab"));
    assertThat(describe().notebookInstanceStatus()).isEqualTo(NotebookInstanceStatus.STOPPING);
    sageMaker.waiter().waitUntilNotebookInstanceStopped(r -> r.notebookInstanceName("lab"));

    sageMaker.startNotebookInstance(r -> r.notebookInstanceName("lab"));
    assertThat(describe().notebookInstanceStatus()).isEqualTo(NotebookInstanceStatus.PENDING);
    sageMaker.waiter().waitUntilNotebookInstanceInService(r -> r.notebookInstanceName("lab"));

    sageMaker.stopNotebookInstance(r -> r.notebookInstanceName("lab"));
    sageMaker.waiter().waitUntilNotebookInstanceStopped(r -> r.notebookInstanceName("lab"));
    sageMaker.deleteNotebookInstance(r -> r.notebookInstanceName("lab"));
    sageMaker.waiter().waitUntilNotebookInstanceDeleted(r -> r.notebookInstanceName("lab"));

    assertThatThrownBy(this::describe)
        .satisfies(e -> assertThat(code(e)).isEqualTo("ValidationException"))
        .hasMessageContaining("RecordNotFound");
  }

  @Test
  void a_notebook_without_capacity_fails_and_can_be_started_again() {
    String reason =
        "Insufficient notebook instance capacity. Retry later or with a different"
            + " instance type.";
    sim.script().resource("notebook-instance").named("lab").failAt("Pending", reason);
    create("lab");

    assertThatThrownBy(
            () ->
                sageMaker
                    .waiter()
                    .waitUntilNotebookInstanceInService(r -> r.notebookInstanceName("lab")))
        .isInstanceOf(SdkClientException.class);

    assertThat(describe().failureReason()).isEqualTo(reason);
    sageMaker.startNotebookInstance(r -> r.notebookInstanceName("lab"));
    assertThat(describe().failureReason()).isNull();
  }

  @Test
  void each_refusal_names_the_states_in_which_it_would_work() {
    create("lab");
    sim.clock().advance(Duration.ofMinutes(3));

    assertThatThrownBy(() -> sageMaker.deleteNotebookInstance(r -> r.notebookInstanceName("lab")))
        .satisfies(e -> assertThat(code(e)).isEqualTo("ValidationException"))
        .hasMessageContaining(
            "Status (InService) not in ([Stopped, Failed]). Unable to transition to (Deleting) for"
                + " Notebook Instance ("
                + NOTEBOOK
                + ")");
    sageMaker.stopNotebookInstance(r -> r.notebookInstanceName("lab"));
    assertThatThrownBy(() -> sageMaker.startNotebookInstance(r -> r.notebookInstanceName("lab")))
        .hasMessageContaining(
            "Status (Stopping) not in ([Stopped, Failed]). Unable to transition to (Pending) for"
                + " Notebook Instance ("
                + NOTEBOOK
                + ")");
    assertThatThrownBy(() -> sageMaker.stopNotebookInstance(r -> r.notebookInstanceName("lab")))
        .hasMessageContaining(
            "Status (Stopping) not in ([InService]). Unable to transition to (Stopping) for"
                + " Notebook Instance ("
                + NOTEBOOK
                + ")");
  }

  @Test
  void a_second_notebook_of_a_name_is_refused() {
    create("lab");

    assertThatThrownBy(() -> create("lab"))
        .satisfies(e -> assertThat(code(e)).isEqualTo("ValidationException"))
        .hasMessageContaining("Cannot create a duplicate Notebook Instance (" + NOTEBOOK + ")");
  }

  @Test
  void a_notebook_shows_its_subnet_groups_and_lifecycle_config_under_its_own_names() {
    config("setup");
    sageMaker.createNotebookInstance(
        r ->
            r.notebookInstanceName("lab")
                .instanceType(InstanceType.ML_T3_MEDIUM)
                .roleArn("arn:aws:iam::123456789012:role/Notebook")
                .subnetId("subnet-1")
                .securityGroupIds("sg-1")
                .lifecycleConfigName("setup"));

    DescribeNotebookInstanceResponse notebook = describe();
    assertThat(notebook.securityGroups()).containsExactly("sg-1");
    assertThat(notebook.networkInterfaceId()).matches("eni-[0-9a-f]{17}");
    assertThat(notebook.notebookInstanceLifecycleConfigName()).isEqualTo("setup");
    assertThat(
            sageMaker
                .listNotebookInstances(r -> r.notebookInstanceLifecycleConfigNameContains("set"))
                .notebookInstances())
        .hasSize(1);
    assertThat(
            sageMaker
                .listNotebookInstances(r -> r.notebookInstanceLifecycleConfigNameContains("nope"))
                .notebookInstances())
        .isEmpty();
  }

  @Test
  void an_update_changes_what_is_given_and_drops_what_is_disassociated() {
    config("setup");
    create("lab");
    sim.clock().advance(Duration.ofMinutes(3));
    sageMaker.stopNotebookInstance(r -> r.notebookInstanceName("lab"));
    sim.clock().advance(Duration.ofMinutes(1));

    sageMaker.updateNotebookInstance(
        r -> r.notebookInstanceName("lab").lifecycleConfigName("setup").volumeSizeInGB(50));
    assertThat(describe().notebookInstanceStatus()).isEqualTo(NotebookInstanceStatus.UPDATING);
    sim.clock().advance(Duration.ofMinutes(1));
    DescribeNotebookInstanceResponse updated = describe();
    sageMaker.updateNotebookInstance(
        r -> r.notebookInstanceName("lab").disassociateLifecycleConfig(true));
    sim.clock().advance(Duration.ofMinutes(1));

    assertThat(updated.notebookInstanceStatus()).isEqualTo(NotebookInstanceStatus.STOPPED);
    assertThat(updated.volumeSizeInGB()).isEqualTo(50);
    assertThat(updated.instanceType()).isEqualTo(InstanceType.ML_T3_MEDIUM);
    assertThat(updated.notebookInstanceLifecycleConfigName()).isEqualTo("setup");
    assertThat(describe().notebookInstanceLifecycleConfigName()).isNull();
    assertThat(describe().volumeSizeInGB()).isEqualTo(50);
  }

  @Test
  void notebooks_are_listed_by_name_where_nothing_is_said() {
    create("b");
    create("a");

    assertThat(sageMaker.listNotebookInstances().notebookInstances())
        .extracting(NotebookInstanceSummary::notebookInstanceName)
        .containsExactly("a", "b");
  }

  @Test
  void a_lifecycle_config_that_is_not_there_is_missed_in_the_words_of_the_operation() {
    String config = ARN + "notebook-instance-lifecycle-config/nope";

    assertThatThrownBy(
            () ->
                sageMaker.describeNotebookInstanceLifecycleConfig(
                    r -> r.notebookInstanceLifecycleConfigName("nope")))
        .satisfies(e -> assertThat(code(e)).isEqualTo("ValidationException"))
        .hasMessageContaining(
            "Unable to describe Notebook Instance Lifecycle Config '"
                + config
                + "'. (Details: Notebook Instance Lifecycle Config does not exist.)");
    assertThatThrownBy(
            () ->
                sageMaker.deleteNotebookInstanceLifecycleConfig(
                    r -> r.notebookInstanceLifecycleConfigName("nope")))
        .hasMessageContaining("Unable to delete Notebook Instance Lifecycle Config");
  }

  @Test
  void the_total_of_notebooks_is_a_quota() {
    sim.quotas().set("Total number of notebook instances", 1);
    create("lab");

    assertThatThrownBy(() -> create("lab-2"))
        .isInstanceOf(ResourceLimitExceededException.class)
        .hasMessageContaining(
            "The account-level service limit 'Total number of notebook instances' is 1"
                + " NotebookInstances, with current utilization of 1 NotebookInstances and a"
                + " request delta of 1 NotebookInstances.");
  }

  @Test
  void a_start_and_an_update_ask_for_the_instance() {
    create("lab");
    sageMaker.waiter().waitUntilNotebookInstanceInService(r -> r.notebookInstanceName("lab"));
    sageMaker.stopNotebookInstance(r -> r.notebookInstanceName("lab"));
    sageMaker.waiter().waitUntilNotebookInstanceStopped(r -> r.notebookInstanceName("lab"));
    sim.quotas().set("ml.t3.medium for notebook instance usage", 0);
    sim.quotas().set("ml.p3.2xlarge for notebook instance usage", 0);

    assertThatThrownBy(() -> sageMaker.startNotebookInstance(r -> r.notebookInstanceName("lab")))
        .isInstanceOf(ResourceLimitExceededException.class)
        .hasMessageContaining(
            "The account-level service limit 'ml.t3.medium for notebook instance usage' is 0"
                + " Instances, with current utilization of 0 Instances and a request delta of 1"
                + " Instances.");
    assertThatThrownBy(
            () ->
                sageMaker.updateNotebookInstance(
                    r -> r.notebookInstanceName("lab").instanceType(InstanceType.ML_P3_2_XLARGE)))
        .isInstanceOf(ResourceLimitExceededException.class)
        .hasMessageContaining("'ml.p3.2xlarge for notebook instance usage' is 0 Instances");
    assertThat(describe().notebookInstanceStatusAsString()).isEqualTo("Stopped");
    assertThat(describe().instanceTypeAsString()).isEqualTo("ml.t3.medium");
    sageMaker.updateNotebookInstance(r -> r.notebookInstanceName("lab").volumeSizeInGB(20));
    assertThat(describe().notebookInstanceStatusAsString()).isEqualTo("Updating");
  }

  private void create(String name) {
    sageMaker.createNotebookInstance(
        r ->
            r.notebookInstanceName(name)
                .instanceType(InstanceType.ML_T3_MEDIUM)
                .roleArn("arn:aws:iam::123456789012:role/Notebook"));
  }

  private void config(String name) {
    sageMaker.createNotebookInstanceLifecycleConfig(
        r -> r.notebookInstanceLifecycleConfigName(name).onStart(s -> s.content("ZWNobw==")));
  }

  private DescribeNotebookInstanceResponse describe() {
    return sageMaker.describeNotebookInstance(r -> r.notebookInstanceName("lab"));
  }

  private static String code(Throwable e) {
    return ((SageMakerException) e).awsErrorDetails().errorCode();
  }
}
