package dev.mlsim.sdk.sagemaker;

import static dev.mlsim.fixtures.Hosting.ARN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mlsim.wire.WireRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sagemaker.model.AppDetails;
import software.amazon.awssdk.services.sagemaker.model.ResourceInUseException;
import software.amazon.awssdk.services.sagemaker.model.ResourceLimitExceededException;
import software.amazon.awssdk.services.sagemaker.model.ResourceNotFoundException;

@SuppressWarnings("unchecked") // the SDK takes consumers as varargs
class StudioAppTest extends StudioSteps {
  @Test
  void a_deleted_app_is_shown_for_a_day_and_its_name_can_be_used_again() {
    String domain = domain(r -> {});
    profile(domain, "ada");
    sim.clock().advance(MINUTE);
    kernel(domain, "ml.m5.large");
    assertThatThrownBy(() -> kernel(domain, "ml.m5.large"))
        .isInstanceOf(ResourceInUseException.class)
        .hasMessageContaining("The ID or Name specified is already in use.");
    sim.clock().advance(Duration.ofMinutes(2));
    deleteKernel(domain);
    assertThatThrownBy(() -> deleteKernel(domain)).hasMessageContaining("is in status Deleting");
    sim.clock().advance(MINUTE);
    assertThatThrownBy(() -> deleteKernel(domain))
        .satisfies(e -> assertThat(code(e)).isEqualTo("ValidationException"))
        .hasMessageContaining("has already been deleted");

    kernel(domain, "ml.m5.xlarge");
    assertThat(sageMaker.listApps(r -> r.domainIdEquals(domain)).apps())
        .extracting(AppDetails::statusAsString)
        .containsExactly("Pending");
    sim.clock().advance(Duration.ofMinutes(2));
    deleteKernel(domain);
    sim.clock().advance(Duration.ofHours(23));
    assertThat(sageMaker.listApps(r -> {}).apps())
        .extracting(AppDetails::statusAsString)
        .containsExactly("Deleted");
    sim.clock().advance(Duration.ofHours(2));

    assertThat(sageMaker.listApps(r -> {}).apps()).isEmpty();
    assertThatThrownBy(() -> deleteKernel(domain)).isInstanceOf(ResourceNotFoundException.class);
  }

  @Test
  void an_app_that_failed_says_why_and_cleans_up_after_itself() {
    String reason =
        "EC2InsufficientCapacityError: Instance type 'ml.g5.48xlarge' is temporarily unavailable in"
            + " supported availability zones [euw1-az1]. Try again in a few minutes, or try a"
            + " different instance type.";
    sim.script().resource("app").failAt("Pending", reason);
    String domain = domain(r -> {});
    profile(domain, "ada");
    sim.clock().advance(MINUTE);
    kernel(domain, "ml.g5.48xlarge");
    sim.clock().advance(Duration.ofMinutes(2));

    assertThat(
            sageMaker
                .describeApp(
                    r ->
                        r.domainId(domain)
                            .userProfileName("ada")
                            .appType("KernelGateway")
                            .appName("kernel"))
                .failureReason())
        .isEqualTo(reason);
    assertThatThrownBy(() -> deleteKernel(domain))
        .hasMessageContaining("previously failed and was automatically deleted");
    sageMaker.deleteUserProfile(r -> r.domainId(domain).userProfileName("ada"));
  }

  @Test
  void apps_are_named_by_their_one_owner_and_run_where_they_can() {
    String domain = domain(r -> {});
    profile(domain, "ada");
    space(domain, "code", r -> r.spaceSettings(s -> s.appType("CodeEditor")));
    sim.clock().advance(MINUTE);

    refused(
        () -> sageMaker.describeApp(r -> r.domainId(domain).appType("Canvas").appName("default")),
        "Either UserProfileName or SpaceName must be passed for DescribeApp operation.");
    refused(() -> lab(domain, "code"), "is for AppType [CodeEditor] and cannot run [JupyterLab]");
    refused(
        () ->
            sageMaker.createApp(
                r ->
                    r.domainId(domain)
                        .userProfileName("ada")
                        .appType("JupyterLab")
                        .appName("default")),
        "is only supported in a Space");
    assertThatThrownBy(() -> lab(domain, "nowhere"))
        .isInstanceOf(ResourceNotFoundException.class)
        .hasMessageContaining("Space [" + ARN + "space/" + domain + "/nowhere] does not exist.");
  }

  @Test
  void what_an_app_runs_on_comes_from_its_space_its_user_and_its_domain() {
    String domain =
        domain(
            r ->
                r.defaultUserSettings(
                    s ->
                        s.executionRole(ROLE)
                            .jupyterLabAppSettings(
                                j ->
                                    j.defaultResourceSpec(
                                        d ->
                                            d.instanceType("ml.m5.large")
                                                .sageMakerImageVersionAlias("1.2.3")))));
    profile(domain, "ada");
    sim.clock().advance(MINUTE);
    space(
        domain,
        "lab",
        r ->
            r.ownershipSettings(o -> o.ownerUserProfileName("ada"))
                .spaceSharingSettings(s -> s.sharingType("Private"))
                .spaceSettings(
                    s ->
                        s.appType("JupyterLab")
                            .jupyterLabAppSettings(
                                j -> j.defaultResourceSpec(d -> d.instanceType("ml.m5.xlarge")))));
    sim.clock().advance(MINUTE);
    lab(domain, "lab");

    assertThat(app(domain, "lab").resourceSpec().instanceTypeAsString()).isEqualTo("ml.m5.xlarge");
    assertThat(app(domain, "lab").resourceSpec().sageMakerImageVersionAlias()).isEqualTo("1.2.3");
    assertThat(app(domain, "lab").resourceSpec().sageMakerImageArn()).contains(":image/");
  }

  @Test
  void an_app_counts_against_the_quota_of_its_type_and_is_billed_while_it_runs() {
    String domain = domain(r -> {});
    profile(domain, "ada");
    space(domain, "lab", r -> {});
    space(domain, "lab-2", r -> {});
    sim.clock().advance(MINUTE);
    sim.quotas().set("Studio JupyterLab Apps running on ml.t3.medium instances", 1);
    lab(domain, "lab");

    assertThatThrownBy(() -> lab(domain, "lab-2"))
        .isInstanceOf(ResourceLimitExceededException.class)
        .hasMessageContaining(
            "The account-level service limit 'Studio JupyterLab Apps running on ml.t3.medium"
                + " instances' is 1 Apps, with current utilization of 1 Apps and a request delta of"
                + " 1 Apps.");
    sim.clock().advance(Duration.ofMinutes(2));
    sim.clock().advance(Duration.ofHours(3));
    deleteLab(domain, "lab");
    sim.clock().advance(MINUTE);

    assertThat(sim.billing().hours("ml.t3.medium")).isEqualTo(3);
    lab(domain, "lab-2");
  }

  @Test
  void an_idle_app_is_shut_down_where_the_domain_says_so() {
    String domain =
        domain(
            r ->
                r.defaultUserSettings(
                    s ->
                        s.executionRole(ROLE)
                            .jupyterLabAppSettings(
                                j ->
                                    j.appLifecycleManagement(
                                        a ->
                                            a.idleSettings(
                                                i ->
                                                    i.lifecycleManagement("ENABLED")
                                                        .idleTimeoutInMinutes(60))))));
    profile(domain, "ada");
    sim.clock().advance(MINUTE);
    space(
        domain,
        "lab",
        r ->
            r.ownershipSettings(o -> o.ownerUserProfileName("ada"))
                .spaceSharingSettings(s -> s.sharingType("Private"))
                .spaceSettings(s -> s.appType("JupyterLab")));
    sim.clock().advance(MINUTE);
    lab(domain, "lab");
    sim.clock().advance(Duration.ofMinutes(61));
    assertThat(app(domain, "lab").statusAsString()).isEqualTo("InService");
    sim.clock().advance(Duration.ofMinutes(3));

    assertThat(app(domain, "lab").statusAsString()).isEqualTo("Deleted");
  }

  @Test
  void a_volume_can_be_resized_once_in_six_hours() {
    String domain = domain(r -> {});
    space(domain, "lab", r -> r.spaceSettings(s -> s.appType("JupyterLab")));
    sim.clock().advance(MINUTE);
    runLab(domain);
    resize(domain, 20);
    runLab(domain);
    resize(domain, 30);
    lab(domain, "lab");
    sim.clock().advance(Duration.ofMinutes(3));

    assertThat(app(domain, "lab").failureReason()).startsWith("VolumeModificationRateExceeded: ");
    sim.clock().advance(Duration.ofHours(6));
    runLab(domain);
    refused(() -> resize(domain, 10), "cannot be decreased");
    refused(() -> resize(domain, 500), "exceeds the MaximumEbsVolumeSizeInGb 100");
  }

  @Test
  void the_app_type_of_a_space_stays_and_its_resource_specs_say_on_what() {
    String domain = domain(r -> {});
    space(domain, "lab", r -> r.spaceSettings(s -> s.appType("JupyterLab")));
    sim.clock().advance(MINUTE);

    refused(
        () ->
            sageMaker.updateSpace(
                r ->
                    r.domainId(domain)
                        .spaceName("lab")
                        .spaceSettings(s -> s.appType("JupyterLab"))),
        "Updating AppType for Space is not supported.");
    refused(
        () ->
            sageMaker.updateSpace(
                r ->
                    r.domainId(domain)
                        .spaceName("lab")
                        .spaceSettings(
                            s -> s.codeEditorAppSettings(c -> c.defaultResourceSpec(d -> {})))),
        "1 validation error detected: Value null at"
            + " 'spaceSettings.codeEditorAppSettings.defaultResourceSpec.ec2InstanceType' failed to"
            + " satisfy constraint: Member must not be null");
  }

  /** Only newer SDKs have the operation. */
  @Test
  void a_session_needs_remote_access_and_an_app() {
    String domain = domain(r -> {});
    space(domain, "closed", r -> {});
    space(domain, "open", r -> r.spaceSettings(s -> s.remoteAccess("ENABLED")));
    sim.clock().advance(MINUTE);

    assertThat(session(domain, "nowhere")).contains("ResourceNotFound");
    assertThat(session(domain, "closed")).contains("RemoteAccess is not enabled for Space");
    assertThat(session(domain, "open")).contains("is not found or in unusable state");
    lab(domain, "open");
    sim.clock().advance(Duration.ofMinutes(2));

    assertThat(session(domain, "open"))
        .contains("\"SessionId\":\"sagemaker-", "\"StreamUrl\":\"wss://ssmmessages.us-east-1.");
  }

  private String session(String domain, String space) {
    String body = "{\"ResourceIdentifier\":\"" + ARN + "space/" + domain + "/" + space + "\"}";
    return sim.exchange(
            new WireRequest(
                "POST",
                "/",
                Map.of("X-Amz-Target", "SageMaker.StartSession"),
                body.getBytes(StandardCharsets.UTF_8)))
        .toString();
  }
}
