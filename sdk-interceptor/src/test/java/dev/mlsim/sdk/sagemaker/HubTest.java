package dev.mlsim.sdk.sagemaker;

import static dev.mlsim.fixtures.Hosting.ARN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mlsim.Simulator;
import dev.mlsim.sdk.SimulatedClients;
import dev.mlsim.services.sagemaker.PublicHub;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sagemaker.SageMakerClient;
import software.amazon.awssdk.services.sagemaker.model.DescribeHubContentResponse;
import software.amazon.awssdk.services.sagemaker.model.HubContentStatus;
import software.amazon.awssdk.services.sagemaker.model.HubContentType;
import software.amazon.awssdk.services.sagemaker.model.HubStatus;
import software.amazon.awssdk.services.sagemaker.model.ResourceInUseException;
import software.amazon.awssdk.services.sagemaker.model.ResourceNotFoundException;
import software.amazon.awssdk.services.sagemaker.model.SageMakerException;

class HubTest {
  private static final String PUBLIC =
      "arn:aws:sagemaker:us-east-1:aws:hub-content/SageMakerPublicHub/Model/";

  private final Simulator sim = Simulator.create();
  private final SageMakerClient sageMaker = SimulatedClients.of(sim).create(SageMakerClient.class);

  private void hub() {
    sageMaker.createHub(r -> r.hubName("ours").hubDescription("what we trust"));
    sim.clock().advance(Duration.ofSeconds(20));
  }

  private String load(@Nullable String version) {
    return sageMaker
        .importHubContent(
            r ->
                r.hubName("ours")
                    .hubContentType(HubContentType.MODEL)
                    .hubContentName("churn")
                    .hubContentVersion(version)
                    .documentSchemaVersion("2.3.0")
                    .hubContentDocument(
                        "{\"HostingArtifactUri\": \"s3://models/churn/model.tar.gz\","
                            + "\"Dependencies\": [{\"DependencyOriginPath\": \"s3://models/a\"}]}"))
        .hubContentArn();
  }

  private DescribeHubContentResponse describe(String hub, HubContentType type, String name) {
    return sageMaker.describeHubContent(
        r -> r.hubName(hub).hubContentType(type).hubContentName(name));
  }

  @Test
  void a_hub_is_made_and_updated_and_deleted_when_it_is_empty() {
    sageMaker.createHub(r -> r.hubName("ours").hubDescription("what we trust"));
    assertThat(sageMaker.describeHub(r -> r.hubName("ours")).hubStatus())
        .isEqualTo(HubStatus.CREATING);
    sim.clock().advance(Duration.ofSeconds(20));
    assertThat(sageMaker.describeHub(r -> r.hubName(ARN + "hub/ours")).hubStatus())
        .isEqualTo(HubStatus.IN_SERVICE);
    sageMaker.updateHub(r -> r.hubName("ours").hubDisplayName("Ours"));
    sim.clock().advance(Duration.ofSeconds(5));
    load("1.0.0");

    assertThatThrownBy(() -> sageMaker.deleteHub(r -> r.hubName("ours")))
        .isInstanceOf(ResourceInUseException.class)
        .hasMessageContaining("is not empty");
    sim.clock().advance(Duration.ofSeconds(10));
    sageMaker.deleteHubContent(
        r ->
            r.hubName("ours")
                .hubContentType("Model")
                .hubContentName("churn")
                .hubContentVersion("1.0.0"));
    sim.clock().advance(Duration.ofSeconds(5));
    sageMaker.deleteHub(r -> r.hubName("ours"));
    sim.clock().advance(Duration.ofSeconds(10));
    assertThatThrownBy(() -> sageMaker.describeHub(r -> r.hubName("ours")))
        .isInstanceOf(ResourceNotFoundException.class);
  }

  @Test
  void contents_have_versions_of_which_the_latest_is_meant() {
    hub();
    assertThat(load(null)).isEqualTo(ARN + "hub-content/ours/Model/churn/1.0.0");
    load("1.10.0");
    load("1.9.0");
    assertThat(load(null)).endsWith("/1.10.1");
    assertThatThrownBy(() -> load("1.9.0")).isInstanceOf(ResourceInUseException.class);

    assertThat(describe("ours", HubContentType.MODEL, "churn").hubContentStatus())
        .isEqualTo(HubContentStatus.PENDING_IMPORT);
    sim.clock().advance(Duration.ofSeconds(10));
    DescribeHubContentResponse latest = describe("ours", HubContentType.MODEL, "churn");
    assertThat(latest.hubContentStatus()).isEqualTo(HubContentStatus.AVAILABLE);
    assertThat(latest.hubContentVersion()).isEqualTo("1.10.1");
    assertThat(latest.hubArn()).isEqualTo(ARN + "hub/ours");
    assertThat(latest.hubContentDependencies()).hasSize(1);
    assertThat(
            sageMaker
                .listHubContents(r -> r.hubName("ours").hubContentType("Model"))
                .hubContentSummaries())
        .extracting(c -> c.hubContentVersion())
        .containsExactly("1.10.1");
    assertThat(
            sageMaker
                .listHubContentVersions(
                    r ->
                        r.hubName("ours")
                            .hubContentType("Model")
                            .hubContentName("churn")
                            .minVersion("1.9.0"))
                .hubContentSummaries())
        .extracting(c -> c.hubContentVersion())
        .containsExactly("1.10.1", "1.9.0", "1.10.0");
  }

  @Test
  void aws_has_a_hub_of_its_own_to_which_nobody_writes() {
    assertThat(sageMaker.listHubs(r -> {}).hubSummaries())
        .extracting(h -> h.hubArn())
        .containsExactly("arn:aws:sagemaker:us-east-1:aws:hub/SageMakerPublicHub");
    assertThat(
            describe("SageMakerPublicHub", HubContentType.MODEL, "pytorch-ic-mobilenet-v2")
                .hubContentArn())
        .startsWith(PUBLIC + "pytorch-ic-mobilenet-v2/");
    assertThatThrownBy(() -> sageMaker.deleteHub(r -> r.hubName("SageMakerPublicHub")))
        .isInstanceOf(SageMakerException.class)
        .hasMessageContaining("Hub SageMakerPublicHub is read-only.");
  }

  @Test
  void a_reference_follows_a_model_of_the_public_hub() {
    hub();
    assertThatThrownBy(
            () ->
                sageMaker.createHubContentReference(
                    r -> r.hubName("ours").sageMakerPublicHubContentArn(PUBLIC + "acme-churn")))
        .isInstanceOf(ResourceNotFoundException.class)
        .hasMessageContaining("HubContent " + PUBLIC + "acme-churn does not exist.");
    sim.setup(PublicHub.class)
        .offers("acme-churn", "1.0.0", "{}")
        .offers("acme-churn", "1.2.0", "{\"Url\": \"https://acme.example\"}");
    assertThatThrownBy(
            () ->
                sageMaker.createHubContentReference(
                    r ->
                        r.hubName("ours")
                            .sageMakerPublicHubContentArn(PUBLIC + "acme-churn")
                            .minVersion("2.0.0")))
        .hasMessageContaining("MinVersion 2.0.0 is greater than the latest version 1.2.0.");

    String arn =
        sageMaker
            .createHubContentReference(
                r ->
                    r.hubName("ours")
                        .hubContentName("alias")
                        .sageMakerPublicHubContentArn(PUBLIC + "acme-churn")
                        .minVersion("1.0.0"))
            .hubContentArn();

    assertThat(arn).isEqualTo(ARN + "hub-content/ours/ModelReference/alias/1.2.0");
    sim.clock().advance(Duration.ofSeconds(10));
    DescribeHubContentResponse made = describe("ours", HubContentType.MODEL_REFERENCE, "alias");
    assertThat(made.sageMakerPublicHubContentArn()).isEqualTo(PUBLIC + "acme-churn/1.2.0");
    assertThat(made.referenceMinVersion()).isEqualTo("1.0.0");
    assertThat(made.hubContentDocument()).isEqualTo("{\"Url\":\"https://acme.example\"}");
    assertThatThrownBy(() -> describe("ours", HubContentType.MODEL_REFERENCE, "acme-churn"))
        .isInstanceOf(ResourceNotFoundException.class);
    new NewerSdk(sim)
        .call(
            "UpdateHubContentReference",
            "{'HubName': 'ours', 'HubContentName': 'alias', 'HubContentType': 'ModelReference',"
                + " 'MinVersion': '1.1.0'}");
    assertThat(describe("ours", HubContentType.MODEL_REFERENCE, "alias").referenceMinVersion())
        .isEqualTo("1.1.0");
    sageMaker.deleteHubContentReference(
        r -> r.hubName("ours").hubContentName("alias").hubContentType("ModelReference"));
    sim.clock().advance(Duration.ofSeconds(5));
    assertThatThrownBy(() -> describe("ours", HubContentType.MODEL_REFERENCE, "alias"))
        .isInstanceOf(ResourceNotFoundException.class);
  }

  @Test
  void artifacts_that_a_document_names_have_presigned_urls() {
    hub();
    load("1.0.0");

    String named = "{'HubName': 'ours', 'HubContentName': 'churn', 'HubContentType': 'Model'";
    assertThat(
            new NewerSdk(sim)
                .call("CreateHubContentPresignedUrls", named + "}")
                .at("/AuthorizedUrlConfigs/0/Url")
                .asText())
        .startsWith("https://models.s3.us-east-1.amazonaws.com/churn/model.tar.gz?X-Amz-");
    assertThat(
            new NewerSdk(sim)
                .refusal(
                    "CreateHubContentPresignedUrls",
                    named + ", 'AccessConfig': {'ExpectedS3Url': 's3://other/'}}"))
        .startsWith("ValidationException: ExpectedS3Url s3://other/ is not that of");
  }

  @Test
  void the_public_hub_says_what_it_can_not_offer() {
    PublicHub hub = sim.setup(PublicHub.class);

    assertThatThrownBy(() -> hub.offers("acme", "one", "{}"))
        .hasMessage(
            "mlsim: the public hub is told that it offers [acme] in the version [one]; one is like"
                + " [1.2.0]");
    assertThatThrownBy(() -> hub.offers("acme", "1.0.0", "[]"))
        .hasMessage(
            "mlsim: the public hub is told that it offers [acme] with the document [[]]; one is a"
                + " JSON object");
  }
}
