package dev.mlsim.sdk.sagemaker;

import static dev.mlsim.fixtures.Hosting.ARN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mlsim.Simulator;
import dev.mlsim.sdk.SimulatedClients;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sagemaker.SageMakerClient;
import software.amazon.awssdk.services.sagemaker.model.ConflictException;
import software.amazon.awssdk.services.sagemaker.model.DescribePartnerAppResponse;
import software.amazon.awssdk.services.sagemaker.model.ResourceNotFoundException;
import software.amazon.awssdk.services.sagemaker.model.Tag;

@SuppressWarnings("unchecked") // the SDK takes consumers as varargs
class PartnerAppTest {
  private static final String ROLE = "arn:aws:iam::123456789012:role/Apps";

  private final Simulator sim = Simulator.create();
  private final SageMakerClient sageMaker = SimulatedClients.of(sim).create(SageMakerClient.class);

  @Test
  void an_app_becomes_available_is_upgraded_and_deleted() {
    String app = create("guard");
    assertThat(app).matches(ARN + "partner-app/app-[A-Z0-9]{12}");
    assertThat(describe(app).baseUrl()).isNull();
    assertThatThrownBy(() -> sageMaker.createPartnerAppPresignedUrl(r -> r.arn(app)))
        .hasMessageContaining("is in status Creating. It must be Available.");
    sim.clock().advance(Duration.ofMinutes(15));
    assertThat(describe(app).statusAsString()).isEqualTo("Available");
    assertThat(sageMaker.createPartnerAppPresignedUrl(r -> r.arn(app)).url())
        .startsWith(describe(app).baseUrl() + "/auth?authToken=");
    assertThat(describe(app).availableUpgrade()).isNull();
    String next =
        sageMaker
            .describePartnerApp(r -> r.arn(app).includeAvailableUpgrade(true))
            .availableUpgrade()
            .version();
    assertThatThrownBy(() -> sageMaker.updatePartnerApp(r -> r.arn(app).appVersion("9.9")))
        .hasMessageContaining("AppVersion 9.9 is not available");

    sageMaker.updatePartnerApp(
        r -> r.arn(app).appVersion(next).tags(Tag.builder().key("team").value("ml").build()));
    assertThatThrownBy(() -> sageMaker.deletePartnerApp(r -> r.arn(app)))
        .isInstanceOf(ConflictException.class);
    sim.clock().advance(Duration.ofMinutes(10));
    assertThat(describe(app).version()).isEqualTo(next);
    assertThat(sageMaker.listTags(r -> r.resourceArn(app)).tags()).hasSize(1);

    sageMaker.deletePartnerApp(r -> r.arn(app));
    sim.clock().advance(Duration.ofMinutes(5));
    assertThat(describe(app).statusAsString()).isEqualTo("Deleted");
    assertThat(sim.billing().time("partner-app.lakera-guard.small"))
        .isEqualTo(Duration.ofMinutes(10));
    create("guard");
    sim.clock().advance(Duration.ofHours(1));
    assertThatThrownBy(() -> describe(app)).isInstanceOf(ResourceNotFoundException.class);
  }

  @Test
  void a_second_app_of_a_name_is_a_conflict() {
    create("guard");

    assertThatThrownBy(() -> create("guard"))
        .isInstanceOf(ConflictException.class)
        .hasMessageContaining("A Partner App with the name guard already exists.");
  }

  @Test
  void an_app_that_failed_says_why_in_two_parts() {
    sim.script().resource("partner-app").failAt("Creating", "AccessDenied: no subscription");
    String app = create("guard");
    sim.clock().advance(Duration.ofMinutes(15));

    assertThat(describe(app).statusAsString()).isEqualTo("Failed");
    assertThat(describe(app).error().code()).isEqualTo("AccessDenied");
    assertThat(describe(app).error().reason()).isEqualTo("no subscription");
  }

  private String create(String name) {
    return sageMaker
        .createPartnerApp(
            r ->
                r.name(name)
                    .type("lakera-guard")
                    .tier("small")
                    .authType("IAM")
                    .executionRoleArn(ROLE))
        .arn();
  }

  private DescribePartnerAppResponse describe(String app) {
    return sageMaker.describePartnerApp(r -> r.arn(app));
  }
}
