package dev.mlsim.samples.recipes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mlsim.Simulator;
import dev.mlsim.junit.MlSimulator;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sagemaker.SageMakerClient;
import software.amazon.awssdk.services.sagemaker.model.ResourceInUseException;
import software.amazon.awssdk.services.sagemaker.model.ResourceLimitExceededException;

@SuppressWarnings("unchecked") // the SDK takes consumers as varargs
@MlSimulator
class StudioTest {
  private String domain = "";

  @BeforeEach
  void onboard(SageMakerClient sageMaker, Simulator sim) {
    String arn =
        sageMaker
            .createDomain(
                r ->
                    r.domainName("data")
                        .authMode("IAM")
                        .vpcId("vpc-1")
                        .subnetIds("subnet-1")
                        .defaultUserSettings(
                            s -> s.executionRole("arn:aws:iam::123456789012:role/Studio")))
            .domainArn();
    domain = arn.substring(arn.lastIndexOf('/') + 1);
    sim.clock().advance(Duration.ofMinutes(5));
    sageMaker.createUserProfile(r -> r.domainId(domain).userProfileName("ada"));
    sageMaker.createSpace(r -> r.domainId(domain).spaceName("lab"));
    sim.clock().advance(Duration.ofMinutes(1));
  }

  @Test
  void an_app_finds_no_instance(SageMakerClient sageMaker, Simulator sim) {
    sim.script()
        .resource("app")
        .failAt("Pending", "EC2InsufficientCapacityError: Instance type 'ml.t3.medium' is scarce.");
    start(sageMaker);
    sim.clock().advance(Duration.ofMinutes(2));

    assertThat(sim.resources().get("app", "default").status()).isEqualTo("Failed");
  }

  @Test
  void the_quota_of_apps_is_full(SageMakerClient sageMaker, Simulator sim) {
    sim.quotas().set("Studio JupyterLab Apps running on ml.t3.medium instances", 0);

    assertThatThrownBy(() -> start(sageMaker)).isInstanceOf(ResourceLimitExceededException.class);
  }

  @Test
  void a_domain_goes_last(SageMakerClient sageMaker, Simulator sim) {
    assertThatThrownBy(() -> sageMaker.deleteDomain(r -> r.domainId(domain)))
        .isInstanceOf(ResourceInUseException.class) // its profiles, spaces and apps go first
        .hasMessageContaining("because UserProfile(s) are associated with it.");
    assertThat(sim.resources().all("domain")).hasSize(1);
  }

  private void start(SageMakerClient sageMaker) {
    sageMaker.createApp(
        r -> r.domainId(domain).spaceName("lab").appType("JupyterLab").appName("default"));
  }
}
