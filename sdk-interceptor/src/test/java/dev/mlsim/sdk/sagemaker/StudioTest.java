package dev.mlsim.sdk.sagemaker;

import static dev.mlsim.fixtures.Hosting.ARN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mlsim.Simulator;
import dev.mlsim.sdk.SimulatedClients;
import java.time.Duration;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sagemaker.SageMakerClient;
import software.amazon.awssdk.services.sagemaker.model.AppDetails;
import software.amazon.awssdk.services.sagemaker.model.CreateDomainRequest;
import software.amazon.awssdk.services.sagemaker.model.CreateSpaceRequest;
import software.amazon.awssdk.services.sagemaker.model.DescribeAppResponse;
import software.amazon.awssdk.services.sagemaker.model.DescribeDomainResponse;
import software.amazon.awssdk.services.sagemaker.model.ResourceInUseException;
import software.amazon.awssdk.services.sagemaker.model.ResourceLimitExceededException;
import software.amazon.awssdk.services.sagemaker.model.ResourceNotFoundException;
import software.amazon.awssdk.services.sagemaker.model.SageMakerException;
import software.amazon.awssdk.services.sagemaker.model.SpaceDetails;
import software.amazon.awssdk.services.sagemaker.model.UserProfileDetails;

@SuppressWarnings("unchecked") // the SDK takes consumers as varargs
class StudioTest {
  private static final String ROLE = "arn:aws:iam::123456789012:role/Studio";
  private static final Duration MINUTE = Duration.ofMinutes(1);

  private final Simulator sim = Simulator.create();
  private final SageMakerClient sageMaker = SimulatedClients.of(sim).create(SageMakerClient.class);

  /** The story of an onboarding, and of a teardown in each wrong order before the right one. */
  @Test
  void a_user_is_onboarded_and_the_domain_is_torn_down_in_the_order_that_aws_asks_for() {
    String domain = sageMaker.createDomain(StudioTest::asUsual).domainArn().split("/", -1)[1];
    assertThat(domain).matches("d-[a-z0-9]{12}");
    assertThatThrownBy(() -> profile(domain, "ada"))
        .satisfies(e -> assertThat(code(e)).isEqualTo("ValidationException"))
        .hasMessageContaining("is in status Pending");
    sim.clock().advance(Duration.ofMinutes(5));

    DescribeDomainResponse shown = sageMaker.describeDomain(r -> r.domainId(domain));
    assertThat(shown.statusAsString()).isEqualTo("InService");
    assertThat(shown.url()).isEqualTo("https://" + domain + ".studio.us-east-1.sagemaker.aws");
    assertThat(shown.homeEfsFileSystemId()).matches("fs-[0-9a-f]{17}");
    assertThat(shown.appNetworkAccessTypeAsString()).isEqualTo("PublicInternetOnly");

    profile(domain, "ada");
    sim.clock().advance(MINUTE);
    space(domain, "lab", r -> {});
    sim.clock().advance(MINUTE);
    assertThatThrownBy(() -> url(domain, "lab"))
        .hasMessageContaining(
            "App [default] associated with space [lab] and userprofile [null] is not found or in"
                + " unusable state. Please try again after making sure that the app is created and"
                + " InService");
    lab(domain, "lab");
    assertThat(app(domain, "lab").statusAsString()).isEqualTo("Pending");
    sim.clock().advance(Duration.ofMinutes(2));
    assertThat(app(domain, "lab").resourceSpec().instanceTypeAsString()).isEqualTo("ml.t3.medium");
    assertThat(app(domain, "lab").lastHealthCheckTimestamp()).isNotNull();
    assertThat(url(domain, "lab"))
        .startsWith("https://" + domain + ".studio.us-east-1.sagemaker.aws/auth?token=");

    inUse(
        () -> sageMaker.deleteDomain(r -> r.domainId(domain)),
        "Unable to delete Domain ["
            + ARN
            + "domain/"
            + domain
            + "] because UserProfile(s) are associated with it.");
    inUse(
        () -> sageMaker.deleteUserProfile(r -> r.domainId(domain).userProfileName("ada")),
        "Unable to delete UserProfile ["
            + ARN
            + "user-profile/"
            + domain
            + "/ada] because Space(s) are associated with it.");
    inUse(
        () -> sageMaker.deleteSpace(r -> r.domainId(domain).spaceName("lab")),
        "Unable to delete Space ["
            + ARN
            + "space/"
            + domain
            + "/lab] because App(s) are associated with it.");
    deleteLab(domain, "lab");
    inUse(
        () -> sageMaker.deleteSpace(r -> r.domainId(domain).spaceName("lab")),
        "because App(s) are associated with it.");
    sim.clock().advance(MINUTE);
    assertThat(app(domain, "lab").statusAsString()).isEqualTo("Deleted");
    sageMaker.deleteSpace(r -> r.domainId(domain).spaceName("lab"));
    sim.clock().advance(MINUTE);
    sageMaker.deleteUserProfile(r -> r.domainId(domain).userProfileName("ada"));
    inUse(
        () -> sageMaker.deleteDomain(r -> r.domainId(domain)),
        "because UserProfile(s) are associated with it.");
    sim.clock().advance(MINUTE);
    sageMaker.deleteDomain(r -> r.domainId(domain));
    sim.clock().advance(Duration.ofMinutes(2));

    assertThatThrownBy(() -> sageMaker.describeDomain(r -> r.domainId(domain)))
        .isInstanceOf(ResourceNotFoundException.class);
    assertThat(sim.journal().text())
        .contains("The home file system " + shown.homeEfsFileSystemId() + " of domain data stays");
  }

  @Test
  void a_home_file_system_goes_where_the_call_says_so() {
    String domain = domain(r -> {});

    sageMaker.deleteDomain(
        r -> r.domainId(domain).retentionPolicy(p -> p.homeEfsFileSystem("Delete")));
    sim.clock().advance(MINUTE);

    assertThat(sim.journal().text()).contains("of domain data is deleted with it");
  }

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
  void domains_are_a_quota_and_their_number_a_failed_one_is_part_of() {
    sim.quotas().set("Total domains", 1);
    sim.script()
        .resource("domain")
        .failAt("Pending", "ResourceNotFoundError: Unable to create Amazon EFS");
    String domain = domain(r -> {});

    assertThat(sageMaker.describeDomain(r -> r.domainId(domain)).failureReason())
        .startsWith("ResourceNotFoundError");
    assertThatThrownBy(() -> domain(r -> {}))
        .isInstanceOf(ResourceLimitExceededException.class)
        .hasMessageContaining(
            "The account-level service limit 'Total domains' is 1 Domains, with current utilization"
                + " of 1 Domains and a request delta of 1 Domains.");
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
  void a_domain_keeps_its_network_while_apps_run() {
    String domain = domain(r -> {});
    profile(domain, "ada");
    sim.clock().advance(MINUTE);
    kernel(domain, "ml.t3.medium");
    sim.clock().advance(Duration.ofMinutes(2));

    refused(
        () -> sageMaker.updateDomain(r -> r.domainId(domain).subnetIds("subnet-2")),
        "Unable to update Domain ["
            + ARN
            + "domain/"
            + domain
            + "] with InService App. Delete all InService apps in the domain including shared Apps"
            + " for [domain-shared] User Profile, and try again.");
    refused(
        () -> sageMaker.updateDomain(r -> r.domainId(domain).appNetworkAccessType("VpcOnly")),
        "VpcId and Subnet IDs are required for updating domains to VpcOnly mode.");
    sageMaker.updateDomain(
        r -> r.domainId(domain).defaultUserSettings(s -> s.securityGroups("sg-1")));
    assertThat(sageMaker.describeDomain(r -> r.domainId(domain)).statusAsString())
        .isEqualTo("Updating");
    sim.clock().advance(MINUTE);
    assertThat(
            sageMaker.describeDomain(r -> r.domainId(domain)).defaultUserSettings().executionRole())
        .isEqualTo(ROLE);
  }

  @Test
  void domains_are_made_with_a_network_a_role_and_no_groups_of_rstudio() {
    refused(
        () ->
            sageMaker.createDomain(
                r ->
                    r.domainName("data")
                        .authMode("IAM")
                        .defaultUserSettings(s -> s.executionRole(ROLE))),
        "VpcId and SubnetIds");
    refused(() -> domain(r -> r.defaultUserSettings(s -> {})), "ExecutionRole is required");
    refused(
        () -> domain(r -> r.appSecurityGroupManagement("Customer")),
        "AppSecurityGroupManagement can only be set for Rstudio enabled domains.");
  }

  @Test
  void users_of_single_sign_on_are_named_in_its_domains_and_open_them_there() {
    String domain = domain(r -> r.authMode("SSO"));
    refused(() -> profile(domain, "ada"), "are required for a domain with AuthMode SSO");
    sageMaker.createUserProfile(
        r ->
            r.domainId(domain)
                .userProfileName("ada")
                .singleSignOnUserIdentifier("UserName")
                .singleSignOnUserValue("ada@example.com"));
    sim.clock().advance(MINUTE);

    assertThat(
            sageMaker
                .describeUserProfile(r -> r.domainId(domain).userProfileName("ada"))
                .singleSignOnUserValue())
        .isEqualTo("ada@example.com");
    assertThat(sageMaker.describeDomain(r -> r.domainId(domain)).singleSignOnApplicationArn())
        .startsWith("arn:aws:sso::123456789012:application/");
    refused(
        () -> sageMaker.createPresignedDomainUrl(r -> r.domainId(domain).userProfileName("ada")),
        "not supported for domains with AuthMode SSO");
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

  @Test
  void lists_show_what_their_items_have_and_filter_by_domain() {
    String domain = domain(r -> {});
    String other = domain(r -> {});
    profile(domain, "ada");
    profile(domain, "bob");
    profile(other, "eve");
    space(
        domain, "lab", r -> r.spaceSettings(s -> s.appType("JupyterLab").remoteAccess("ENABLED")));
    sim.clock().advance(MINUTE);

    assertThat(sageMaker.listUserProfiles(r -> r.domainIdEquals(domain)).userProfiles())
        .extracting(UserProfileDetails::userProfileName)
        .containsExactly("ada", "bob");
    SpaceDetails lab = sageMaker.listSpaces(r -> r.domainIdEquals(domain)).spaces().get(0);
    assertThat(lab.spaceSettingsSummary().appTypeAsString()).isEqualTo("JupyterLab");
    assertThat(
            lab.spaceSettingsSummary()
                .spaceStorageSettings()
                .ebsStorageSettings()
                .ebsVolumeSizeInGb())
        .isEqualTo(5);
    refused(
        () -> sageMaker.listApps(r -> r.userProfileNameEquals("ada")),
        "DomainIdEquals must be specified");
  }

  @Test
  void a_lifecycle_config_stays_while_something_refers_to_it() {
    String config =
        sageMaker
            .createStudioLifecycleConfig(
                r ->
                    r.studioLifecycleConfigName("setup")
                        .studioLifecycleConfigAppType("JupyterLab")
                        .studioLifecycleConfigContent("ZWNobw=="))
            .studioLifecycleConfigArn();
    String domain =
        domain(
            r ->
                r.defaultUserSettings(
                    s ->
                        s.executionRole(ROLE)
                            .jupyterLabAppSettings(j -> j.lifecycleConfigArns(config))));

    inUse(
        () -> sageMaker.deleteStudioLifecycleConfig(r -> r.studioLifecycleConfigName("setup")),
        "Unable to delete StudioLifecycleConfig ["
            + config
            + "] because Domain(s) are associated with it.");
    sageMaker.updateDomain(
        r ->
            r.domainId(domain)
                .defaultUserSettings(
                    s -> s.jupyterLabAppSettings(j -> j.lifecycleConfigArns(java.util.List.of()))));
    sim.clock().advance(MINUTE);
    sageMaker.deleteStudioLifecycleConfig(r -> r.studioLifecycleConfigName("setup"));
  }

  private String domain(Consumer<CreateDomainRequest.Builder> more) {
    String arn =
        sageMaker
            .createDomain(
                r -> {
                  asUsual(r);
                  more.accept(r);
                })
            .domainArn();
    sim.clock().advance(Duration.ofMinutes(5));
    return arn.substring(arn.lastIndexOf('/') + 1);
  }

  private static void asUsual(CreateDomainRequest.Builder domain) {
    domain
        .domainName("data")
        .authMode("IAM")
        .vpcId("vpc-1")
        .subnetIds("subnet-1")
        .defaultUserSettings(s -> s.executionRole(ROLE));
  }

  private void profile(String domain, String name) {
    sageMaker.createUserProfile(r -> r.domainId(domain).userProfileName(name));
  }

  /** A space of Ada's that she has to herself, unless more is said. */
  private void space(String domain, String name, Consumer<CreateSpaceRequest.Builder> more) {
    sageMaker.createSpace(
        r -> {
          r.domainId(domain).spaceName(name);
          if (isThere(domain)) {
            r.ownershipSettings(o -> o.ownerUserProfileName("ada"))
                .spaceSharingSettings(s -> s.sharingType("Private"));
          }
          more.accept(r);
        });
  }

  private boolean isThere(String domain) {
    return sageMaker.listUserProfiles(r -> r.domainIdEquals(domain)).userProfiles().stream()
        .anyMatch(p -> p.userProfileName().equals("ada") && p.statusAsString().equals("InService"));
  }

  private void lab(String domain, String space) {
    sageMaker.createApp(
        r -> r.domainId(domain).spaceName(space).appType("JupyterLab").appName("default"));
  }

  private void deleteLab(String domain, String space) {
    sageMaker.deleteApp(
        r -> r.domainId(domain).spaceName(space).appType("JupyterLab").appName("default"));
  }

  private void runLab(String domain) {
    lab(domain, "lab");
    sim.clock().advance(Duration.ofMinutes(2));
    assertThat(app(domain, "lab").statusAsString()).isEqualTo("InService");
    deleteLab(domain, "lab");
    sim.clock().advance(MINUTE);
  }

  private void resize(String domain, int size) {
    sageMaker.updateSpace(
        r ->
            r.domainId(domain)
                .spaceName("lab")
                .spaceSettings(
                    s ->
                        s.spaceStorageSettings(
                            v -> v.ebsStorageSettings(e -> e.ebsVolumeSizeInGb(size)))));
    sim.clock().advance(MINUTE);
  }

  private DescribeAppResponse app(String domain, String space) {
    return sageMaker.describeApp(
        r -> r.domainId(domain).spaceName(space).appType("JupyterLab").appName("default"));
  }

  private void kernel(String domain, String instance) {
    sageMaker.createApp(
        r ->
            r.domainId(domain)
                .userProfileName("ada")
                .appType("KernelGateway")
                .appName("kernel")
                .resourceSpec(s -> s.instanceType(instance)));
  }

  private void deleteKernel(String domain) {
    sageMaker.deleteApp(
        r -> r.domainId(domain).userProfileName("ada").appType("KernelGateway").appName("kernel"));
  }

  private String url(String domain, String space) {
    return sageMaker
        .createPresignedDomainUrl(r -> r.domainId(domain).userProfileName("ada").spaceName(space))
        .authorizedUrl();
  }

  private static void inUse(Runnable call, String message) {
    assertThatThrownBy(call::run)
        .isInstanceOf(ResourceInUseException.class)
        .hasMessageContaining(message);
  }

  private static void refused(Runnable call, String message) {
    assertThatThrownBy(call::run)
        .satisfies(e -> assertThat(code(e)).isEqualTo("ValidationException"))
        .hasMessageContaining(message);
  }

  private static String code(Throwable e) {
    return ((SageMakerException) e).awsErrorDetails().errorCode();
  }
}
