package dev.mlsim.sdk.sagemaker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mlsim.Simulator;
import dev.mlsim.sdk.SimulatedClients;
import java.time.Duration;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sagemaker.SageMakerClient;
import software.amazon.awssdk.services.sagemaker.model.ConflictException;
import software.amazon.awssdk.services.sagemaker.model.OidcConfig;
import software.amazon.awssdk.services.sagemaker.model.ResourceInUseException;
import software.amazon.awssdk.services.sagemaker.model.ResourceLimitExceededException;
import software.amazon.awssdk.services.sagemaker.model.SageMakerException;
import software.amazon.awssdk.services.sagemaker.model.Workforce;
import software.amazon.awssdk.services.sagemaker.model.WorkforceStatus;
import software.amazon.awssdk.services.sagemaker.model.Workteam;

class WorkteamTest {
  private static final String ARN = "arn:aws:sagemaker:us-east-1:123456789012:";
  private static final Duration HOUR = Duration.ofHours(1);

  private final Simulator sim = Simulator.create();
  private final SageMakerClient sageMaker = SimulatedClients.of(sim).create(SageMakerClient.class);

  @Test
  void an_account_has_one_workforce() {
    assertThat(workforce("doctors")).isEqualTo(ARN + "workforce/doctors");

    Workforce shown = shown("doctors");
    assertThat(shown.status()).isEqualTo(WorkforceStatus.INITIALIZING);
    assertThat(shown.sourceIpConfig().cidrs()).isEmpty();
    assertThat(shown.subDomain()).matches("[a-z0-9]{10}\\.labeling\\.us-east-1\\.sagemaker\\.aws");
    refused(
        () -> workforce("nurses"),
        "Cannot create more than one workforce for account 123456789012. If you are trying to"
            + " update existing workforce, please use UpdateWorkforce API");
    refused(() -> shown("nurses"), "No workforce");

    sim.clock().runUntilIdle(HOUR);
    assertThat(shown("doctors").status()).isEqualTo(WorkforceStatus.ACTIVE);
  }

  @Test
  void an_update_takes_its_time_and_stands_alone() {
    workforce("doctors");
    sim.clock().runUntilIdle(HOUR);

    Workforce updated =
        sageMaker
            .updateWorkforce(
                r -> r.workforceName("doctors").sourceIpConfig(s -> s.cidrs("10.0.0.0/16")))
            .workforce();

    assertThat(updated.status()).isEqualTo(WorkforceStatus.UPDATING);
    assertThatThrownBy(() -> sageMaker.updateWorkforce(r -> r.workforceName("doctors")))
        .isInstanceOf(ConflictException.class);
    sim.clock().runUntilIdle(HOUR);
    assertThat(shown("doctors").sourceIpConfig().cidrs()).containsExactly("10.0.0.0/16");
  }

  @Test
  void a_secret_is_never_shown_and_identity_stays_while_there_are_teams() {
    sageMaker.createWorkforce(r -> r.workforceName("doctors").oidcConfig(oidc()));
    sim.clock().runUntilIdle(HOUR);
    assertThat(shown("doctors").oidcConfig().clientId()).isEqualTo("app");
    assertThat(sim.journal().text()).contains("CreateWorkforce");

    sageMaker.createWorkteam(
        r ->
            r.workteamName("cardiology")
                .description("Hearts")
                .memberDefinitions(m -> m.oidcMemberDefinition(o -> o.groups("cardiology"))));

    refused(
        () -> sageMaker.updateWorkforce(r -> r.workforceName("doctors").oidcConfig(oidc())),
        "OidcConfig cannot be changed while the workforce has work teams.");
  }

  @Test
  void a_vpc_has_its_endpoint_after_minutes() {
    sageMaker.createWorkforce(
        r ->
            r.workforceName("doctors")
                .cognitoConfig(c -> c.userPool("us-east-1_abc").clientId("app"))
                .workforceVpcConfig(
                    v -> v.vpcId("vpc-12").subnets("subnet-1").securityGroupIds("sg-1")));
    assertThat(shown("doctors").workforceVpcConfig().vpcEndpointId()).isNull();

    sim.clock().advance(Duration.ofMinutes(4));
    assertThat(shown("doctors").status()).isEqualTo(WorkforceStatus.INITIALIZING);
    sim.clock().advance(Duration.ofMinutes(1));
    assertThat(shown("doctors").workforceVpcConfig().vpcEndpointId()).startsWith("vpce-");
  }

  @Test
  void a_team_is_part_of_the_workforce_and_keeps_it() {
    refused(() -> team("cardiology"), "No workforce");
    workforce("doctors");
    sim.clock().runUntilIdle(HOUR);

    assertThat(team("cardiology")).isEqualTo(ARN + "workteam/private-crowd/cardiology");

    Workteam shown = sageMaker.describeWorkteam(r -> r.workteamName("cardiology")).workteam();
    assertThat(shown.workforceArn()).isEqualTo(ARN + "workforce/doctors");
    assertThat(shown.subDomain()).isEqualTo(shown("doctors").subDomain());
    assertThat(shown.notificationConfiguration()).isNotNull();
    assertThatThrownBy(() -> team("cardiology")).isInstanceOf(ResourceInUseException.class);
    assertThatThrownBy(() -> sageMaker.deleteWorkforce(r -> r.workforceName("doctors")))
        .isInstanceOf(ResourceInUseException.class);
    assertThat(sageMaker.deleteWorkteam(r -> r.workteamName("cardiology")).success()).isTrue();
    refused(() -> sageMaker.describeWorkteam(r -> r.workteamName("cardiology")), "The work team");

    sageMaker.deleteWorkforce(r -> r.workforceName("doctors"));
    refused(() -> team("cardiology"), "No workforce");
    sim.clock().runUntilIdle(HOUR);
    assertThat(sageMaker.listWorkforces(r -> {}).workforces()).isEmpty();
  }

  @Test
  void strangers_are_no_members_and_teams_are_counted() {
    workforce("doctors");
    refused(
        () ->
            sageMaker.createWorkteam(
                r ->
                    r.workteamName("others")
                        .description("Others")
                        .memberDefinitions(
                            m ->
                                m.cognitoMemberDefinition(
                                    c ->
                                        c.userPool("us-east-1_xyz")
                                            .clientId("app")
                                            .userGroup("others")))),
        "MemberDefinitions must match the identity provider of the workforce.");
    sim.quotas().set("Number of workteams", 1);
    team("b");

    assertThatThrownBy(() -> team("a")).isInstanceOf(ResourceLimitExceededException.class);
  }

  @Test
  void a_vendors_team_is_not_there_without_a_subscription() {
    assertThat(sageMaker.listSubscribedWorkteams(r -> {}).subscribedWorkteams()).isEmpty();
    refused(
        () ->
            sageMaker.describeSubscribedWorkteam(
                r -> r.workteamArn(ARN + "workteam/vendor-crowd/acme")),
        "The work team " + ARN + "workteam/vendor-crowd/acme does not exist.");
  }

  private String workforce(String name) {
    return sageMaker
        .createWorkforce(
            r ->
                r.workforceName(name)
                    .cognitoConfig(c -> c.userPool("us-east-1_abc").clientId("app")))
        .workforceArn();
  }

  private Workforce shown(String name) {
    return sageMaker.describeWorkforce(r -> r.workforceName(name)).workforce();
  }

  private String team(String name) {
    return sageMaker
        .createWorkteam(
            r ->
                r.workteamName(name)
                    .description("A team")
                    .memberDefinitions(
                        m ->
                            m.cognitoMemberDefinition(
                                c -> c.userPool("us-east-1_abc").clientId("app").userGroup(name))))
        .workteamArn();
  }

  private static OidcConfig oidc() {
    return OidcConfig.builder()
        .clientId("app")
        .clientSecret("secret")
        .issuer("https://id.example.org")
        .authorizationEndpoint("https://id.example.org/a")
        .tokenEndpoint("https://id.example.org/t")
        .userInfoEndpoint("https://id.example.org/u")
        .logoutEndpoint("https://id.example.org/l")
        .jwksUri("https://id.example.org/k")
        .build();
  }

  private static void refused(ThrowingCallable call, String why) {
    assertThatThrownBy(call).isInstanceOf(SageMakerException.class).hasMessageContaining(why);
  }
}
