package dev.mlsim.sdk.sagemaker;

import static dev.mlsim.fixtures.Hosting.ARN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sagemaker.model.DescribeDomainResponse;
import software.amazon.awssdk.services.sagemaker.model.ResourceLimitExceededException;
import software.amazon.awssdk.services.sagemaker.model.ResourceNotFoundException;
import software.amazon.awssdk.services.sagemaker.model.SpaceDetails;
import software.amazon.awssdk.services.sagemaker.model.UserProfileDetails;

@SuppressWarnings("unchecked") // the SDK takes consumers as varargs
class StudioTest extends StudioSteps {
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

  @Test
  void an_image_stays_while_a_domain_has_it_among_its_own() {
    sageMaker.createImage(r -> r.imageName("tools").roleArn(ROLE));
    sim.clock().advance(MINUTE);
    for (int i = 0; i < 2; i++) {
      String token = "token-" + i;
      sageMaker.createImageVersion(
          r ->
              r.imageName("tools")
                  .clientToken(token)
                  .baseImage("123456789012.dkr.ecr.us-east-1.amazonaws.com/tools:1"));
    }
    sim.clock().advance(MINUTE);
    String domain =
        domain(
            r ->
                r.defaultUserSettings(
                    s ->
                        s.executionRole(ROLE)
                            .kernelGatewayAppSettings(
                                k ->
                                    k.customImages(
                                        c ->
                                            c.imageName("tools")
                                                .imageVersionNumber(2)
                                                .appImageConfigName("tools")))));

    inUse(
        () -> sageMaker.deleteImageVersion(r -> r.imageName("tools").version(2)),
        "Unable to delete ImageVersion ["
            + ARN
            + "image-version/tools/2] because Domain(s) are associated with it.");
    inUse(
        () -> sageMaker.deleteImage(r -> r.imageName("tools")),
        "because Domain(s) are associated with it.");
    sageMaker.deleteImageVersion(r -> r.imageName("tools").version(1));
    sageMaker.deleteDomain(r -> r.domainId(domain));
    sim.clock().advance(Duration.ofMinutes(2));
    sageMaker.deleteImage(r -> r.imageName("tools"));
  }

  @Test
  void a_role_that_cannot_be_passed_makes_no_domain_and_no_profile() {
    String domain = domain(r -> {});
    sim.environment().role(ROLE).cannotBePassed();

    assertThatThrownBy(() -> domain(r -> {})).hasMessageContaining("iam:PassRole");
    assertThatThrownBy(
            () ->
                sageMaker.createUserProfile(
                    r ->
                        r.domainId(domain)
                            .userProfileName("ada")
                            .userSettings(s -> s.executionRole(ROLE))))
        .hasMessageContaining("iam:PassRole");
  }
}
