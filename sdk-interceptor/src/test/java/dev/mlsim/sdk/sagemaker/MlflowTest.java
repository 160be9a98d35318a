package dev.mlsim.sdk.sagemaker;

import static dev.mlsim.fixtures.Hosting.ARN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mlsim.Simulator;
import dev.mlsim.event.Event;
import dev.mlsim.sdk.SimulatedClients;
import java.time.Duration;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sagemaker.SageMakerClient;
import software.amazon.awssdk.services.sagemaker.model.ConflictException;
import software.amazon.awssdk.services.sagemaker.model.CreateMlflowAppRequest;
import software.amazon.awssdk.services.sagemaker.model.CreateMlflowTrackingServerRequest;
import software.amazon.awssdk.services.sagemaker.model.DescribeMlflowAppResponse;
import software.amazon.awssdk.services.sagemaker.model.DescribeMlflowTrackingServerResponse;
import software.amazon.awssdk.services.sagemaker.model.MlflowAppSummary;
import software.amazon.awssdk.services.sagemaker.model.ResourceNotFoundException;
import software.amazon.awssdk.services.sagemaker.model.SageMakerException;

@SuppressWarnings("unchecked") // the SDK takes consumers as varargs
class MlflowTest {
  private static final String ROLE = "arn:aws:iam::123456789012:role/Mlflow";
  private static final String SERVER = ARN + "mlflow-tracking-server/runs";

  private final Simulator sim = Simulator.create();
  private final SageMakerClient sageMaker = SimulatedClients.of(sim).create(SageMakerClient.class);

  @Test
  void a_server_lives_through_all_its_statuses_and_tells_of_each() {
    create(r -> {});
    assertThat(status()).isEqualTo("Creating");
    sim.clock().advance(Duration.ofMinutes(25));
    assertThat(status()).isEqualTo("Created");
    assertThat(server().isActiveAsString()).isEqualTo("Active");
    sageMaker.stopMlflowTrackingServer(r -> r.trackingServerName("runs"));
    sim.clock().advance(Duration.ofMinutes(10));
    assertThat(status()).isEqualTo("Stopped");
    assertThat(server().isActiveAsString()).isEqualTo("Inactive");
    sageMaker.startMlflowTrackingServer(r -> r.trackingServerName("runs"));
    sim.clock().advance(Duration.ofMinutes(5));
    assertThat(status()).isEqualTo("Started");
    sageMaker.updateMlflowTrackingServer(
        r -> r.trackingServerName("runs").trackingServerSize("Medium"));
    sim.clock().advance(Duration.ofMinutes(10));
    assertThat(status()).isEqualTo("Updated");
    assertThat(server().trackingServerSizeAsString()).isEqualTo("Medium");
    sageMaker.deleteMlflowTrackingServer(r -> r.trackingServerName("runs"));
    sim.clock().advance(Duration.ofMinutes(10));

    assertThatThrownBy(this::server).isInstanceOf(ResourceNotFoundException.class);
    assertThat(sim.events().list().stream().map(Event::detailType))
        .containsExactly(
            "SageMaker Tracking Server Creating",
            "SageMaker Tracking Server Created",
            "SageMaker Tracking Server Stopping",
            "SageMaker Tracking Server Stopped",
            "SageMaker Tracking Server Starting",
            "SageMaker Tracking Server Started",
            "SageMaker Tracking Server Updating",
            "SageMaker Tracking Server Updated",
            "SageMaker Tracking Server Deleting",
            "SageMaker Tracking Server Deleted");
  }

  @Test
  void a_server_has_the_defaults_of_aws_and_its_version_with_the_patch() {
    create(r -> r.mlflowVersion("2.16"));

    DescribeMlflowTrackingServerResponse server = server();
    assertThat(server.trackingServerSizeAsString()).isEqualTo("Small");
    assertThat(server.mlflowVersion()).isEqualTo("2.16.2");
    assertThat(server.automaticModelRegistration()).isFalse();
    assertThat(server.weeklyMaintenanceWindowStart())
        .matches("(Mon|Tue|Wed|Thu|Fri|Sat|Sun):\\d\\d:(00|30)");
    assertThat(server.trackingServerUrl())
        .matches("https://t-[a-z0-9]{12}\\.us-east-1\\.experiments\\.sagemaker\\.aws");
    assertThat(server.createdBy().iamIdentity().arn()).contains(":user/");
    assertThat(server.lastModifiedBy()).isNull();
  }

  @Test
  void what_a_status_refuses_is_said_in_capitals() {
    create(r -> {});
    sim.clock().advance(Duration.ofMinutes(25));
    sageMaker.updateMlflowTrackingServer(
        r -> r.trackingServerName("runs").automaticModelRegistration(true));

    refused(
        () -> sageMaker.stopMlflowTrackingServer(r -> r.trackingServerName("runs")),
        "Tracking Server with ARN "
            + SERVER
            + " is currently in status UPDATING, can't be stopped.");
    refused(
        () -> sageMaker.deleteMlflowTrackingServer(r -> r.trackingServerName("runs")),
        "Tracking Server is in un-deletable state (UPDATING), so it cannot be deleted.");
    assertThatThrownBy(
            () -> sageMaker.updateMlflowTrackingServer(r -> r.trackingServerName("runs")))
        .isInstanceOf(ConflictException.class)
        .hasMessageContaining("is currently in status UPDATING, can't be updated.");
    refused(() -> create(r -> {}), "already exists");
  }

  @Test
  void a_url_needs_a_server_that_is_active() {
    create(r -> {});
    refused(this::url, "is not active");
    sim.clock().advance(Duration.ofMinutes(25));

    assertThat(url()).startsWith(server().trackingServerUrl() + "/auth?authToken=");
  }

  @Test
  void a_server_is_billed_by_its_size_while_it_is_not_stopped() {
    create(r -> r.trackingServerSize("Large"));
    sim.clock().advance(Duration.ofMinutes(25));
    sim.clock().advance(Duration.ofHours(2));
    sageMaker.stopMlflowTrackingServer(r -> r.trackingServerName("runs"));
    sim.clock().advance(Duration.ofHours(5));

    assertThat(sim.billing().time("mlflow.large")).isEqualTo(Duration.ofMinutes(130));
  }

  @Test
  void a_server_can_fail_in_each_of_its_changes() {
    sim.script().resource("mlflow-tracking-server").failAt("Stopping", "no luck");
    create(r -> {});
    sim.clock().advance(Duration.ofMinutes(25));
    sageMaker.stopMlflowTrackingServer(r -> r.trackingServerName("runs"));
    sim.clock().advance(Duration.ofMinutes(10));

    assertThat(status()).isEqualTo("StopFailed");
    sageMaker.stopMlflowTrackingServer(r -> r.trackingServerName("runs"));
  }

  @Test
  void an_app_becomes_the_default_in_place_of_the_one_before() {
    String first = app("first", r -> r.accountDefaultStatus("ENABLED").defaultDomainIdList("d-a"));
    String second = app("second", r -> r.accountDefaultStatus("ENABLED"));
    assertThat(describe(first).accountDefaultStatusAsString()).isEqualTo("DISABLED");
    assertThat(describe(second).accountDefaultStatusAsString()).isEqualTo("ENABLED");
    sim.clock().advance(Duration.ofMinutes(5));
    assertThat(describe(first).statusAsString()).isEqualTo("Created");

    sageMaker.updateMlflowApp(r -> r.arn(second).defaultDomainIdList("d-a", "d-b"));
    assertThat(describe(second).statusAsString()).isEqualTo("Updating");
    assertThatThrownBy(() -> sageMaker.updateMlflowApp(r -> r.arn(second)))
        .isInstanceOf(ConflictException.class);
    assertThat(describe(first).defaultDomainIdList()).isEmpty();
    assertThat(sageMaker.listMlflowApps(r -> r.defaultForDomainId("d-b")).summaries())
        .extracting(MlflowAppSummary::name)
        .containsExactly("second");
  }

  @Test
  void a_deleted_app_can_be_described_for_a_while() {
    String app = app("runs", r -> {});
    assertThat(app).matches(ARN + "mlflow-app/app-[a-z0-9]{12}");
    refused(() -> sageMaker.createPresignedMlflowAppUrl(r -> r.arn(app)), "is in status Creating");
    sim.clock().advance(Duration.ofMinutes(5));
    assertThat(sageMaker.createPresignedMlflowAppUrl(r -> r.arn(app)).authorizedUrl())
        .contains("/auth?authToken=");
    sageMaker.deleteMlflowApp(r -> r.arn(app));
    sim.clock().advance(Duration.ofMinutes(2));

    assertThat(describe(app).statusAsString()).isEqualTo("Deleted");
    sim.clock().advance(Duration.ofHours(1));
    assertThatThrownBy(() -> describe(app)).isInstanceOf(ResourceNotFoundException.class);
  }

  private void create(Consumer<CreateMlflowTrackingServerRequest.Builder> more) {
    sageMaker.createMlflowTrackingServer(
        r -> {
          r.trackingServerName("runs").artifactStoreUri("s3://runs/artifacts").roleArn(ROLE);
          more.accept(r);
        });
  }

  private DescribeMlflowTrackingServerResponse server() {
    return sageMaker.describeMlflowTrackingServer(r -> r.trackingServerName("runs"));
  }

  private String status() {
    return server().trackingServerStatusAsString();
  }

  private String url() {
    return sageMaker
        .createPresignedMlflowTrackingServerUrl(r -> r.trackingServerName("runs"))
        .authorizedUrl();
  }

  private String app(String name, Consumer<CreateMlflowAppRequest.Builder> more) {
    return sageMaker
        .createMlflowApp(
            r -> {
              r.name(name).artifactStoreUri("s3://runs/artifacts").roleArn(ROLE);
              more.accept(r);
            })
        .arn();
  }

  private DescribeMlflowAppResponse describe(String app) {
    return sageMaker.describeMlflowApp(r -> r.arn(app));
  }

  private static void refused(Runnable call, String message) {
    assertThatThrownBy(call::run)
        .satisfies(
            e ->
                assertThat(((SageMakerException) e).awsErrorDetails().errorCode())
                    .isEqualTo("ValidationException"))
        .hasMessageContaining(message);
  }
}
