package dev.mlsim.sdk.sagemaker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mlsim.Simulator;
import dev.mlsim.sdk.SimulatedClients;
import java.time.Duration;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sagemaker.SageMakerClient;
import software.amazon.awssdk.services.sagemaker.model.CreateFlowDefinitionRequest;
import software.amazon.awssdk.services.sagemaker.model.DescribeFlowDefinitionResponse;
import software.amazon.awssdk.services.sagemaker.model.DescribeHumanTaskUiResponse;
import software.amazon.awssdk.services.sagemaker.model.HumanLoopConfig;
import software.amazon.awssdk.services.sagemaker.model.ResourceInUseException;
import software.amazon.awssdk.services.sagemaker.model.ResourceLimitExceededException;
import software.amazon.awssdk.services.sagemaker.model.ResourceNotFoundException;
import software.amazon.awssdk.services.sagemaker.model.SageMakerException;

@SuppressWarnings("unchecked") // the SDK takes consumers as varargs
class FlowDefinitionTest {
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final String ARN = "arn:aws:sagemaker:us-east-1:";

  private final Simulator sim = Simulator.create();
  private final SageMakerClient sageMaker = SimulatedClients.of(sim).create(SageMakerClient.class);

  @Test
  void a_flow_definition_becomes_active_and_is_deleted() {
    String ui = createUi("page");
    refused(
        r -> r.humanLoopConfig(loop(ui, "123456789012:workteam/private-crowd/crm")),
        "The specified Workteam '"
            + ARN
            + "123456789012:workteam/private-crowd/crm' does not exist or you do not have access to"
            + " it.");
    team();
    create("review", r -> r.humanLoopConfig(loop(ui, "123456789012:workteam/private-crowd/crm")));
    assertThat(status("review")).isEqualTo("Initializing");
    assertThatThrownBy(() -> delete("review")).isInstanceOf(ResourceInUseException.class);

    sim.clock().advance(MINUTE);
    assertThat(status("review")).isEqualTo("Active");
    assertThat(describe("review").humanLoopConfig().taskTimeLimitInSeconds()).isEqualTo(3_600);
    assertThatThrownBy(() -> create("review", r -> {})).isInstanceOf(ResourceInUseException.class);

    delete("review");
    assertThat(status("review")).isEqualTo("Deleting");
    sim.clock().advance(MINUTE);
    assertThatThrownBy(() -> describe("review")).isInstanceOf(ResourceNotFoundException.class);
  }

  @Test
  void a_script_fails_an_initialization() {
    sim.script().resource("flow-definition").failAt("Initializing", "no permission");
    create("review", r -> {});
    sim.clock().advance(MINUTE);

    assertThat(status("review")).isEqualTo("Failed");
    assertThat(describe("review").failureReason()).isEqualTo("no permission");
    delete("review");
  }

  @Test
  void a_page_is_shown_by_its_digest_and_never_itself() {
    createUi("page");

    DescribeHumanTaskUiResponse shown =
        sageMaker.describeHumanTaskUi(r -> r.humanTaskUiName("page"));

    assertThat(shown.humanTaskUiStatusAsString()).isEqualTo("Active");
    assertThat(shown.uiTemplate().contentSha256())
        .isEqualTo("b0ce1a82db7de32dcb040d8b810b05752736534cac3341ce0ee526480b0ed5c3");
    assertThat(shown.uiTemplate().url()).startsWith("https://").contains("X-Amz-Date=");

    sageMaker.deleteHumanTaskUi(r -> r.humanTaskUiName("page"));
    sim.clock().advance(MINUTE);
    assertThat(sageMaker.listHumanTaskUis(r -> {}).humanTaskUiSummaries()).isEmpty();
  }

  @Test
  void rules_are_kept() {
    String ui = createUi("page");
    refused(
        r -> r.humanLoopConfig(loop(ui, "999999999999:workteam/private-crowd/crm")),
        "The specified Workteam '"
            + ARN
            + "999999999999:workteam/private-crowd/crm' does not exist or you do not have access to"
            + " it.");
    refused(
        r -> r.humanLoopConfig(loop(ui + "2", "394669845002:workteam/public-crowd/default")),
        "The specified HumanTaskUi '" + ui + "2' does not exist");
    refused(
        r ->
            r.humanLoopActivationConfig(
                a ->
                    a.humanLoopActivationConditionsConfig(
                        c -> c.humanLoopActivationConditions("{}"))),
        "HumanLoopActivationConfig requires HumanLoopRequestSource.");
    sim.quotas().set("Maximum number of A2I flow definitions", 0);
    assertThatThrownBy(() -> create("review", r -> {}))
        .isInstanceOf(ResourceLimitExceededException.class)
        .hasMessageContaining("'Maximum number of A2I flow definitions' is 0 FlowDefinitions");
  }

  private void refused(Consumer<CreateFlowDefinitionRequest.Builder> wrong, String why) {
    assertThatThrownBy(() -> create("review", wrong))
        .isInstanceOf(SageMakerException.class)
        .hasMessageContaining(why);
  }

  private static Consumer<HumanLoopConfig.Builder> loop(String ui, String team) {
    return h ->
        h.humanTaskUiArn(ui)
            .workteamArn(ARN + team)
            .taskTitle("Check")
            .taskDescription("Is it so?")
            .taskCount(1);
  }

  private String createUi(String name) {
    return sageMaker
        .createHumanTaskUi(r -> r.humanTaskUiName(name).uiTemplate(t -> t.content("<p/>")))
        .humanTaskUiArn();
  }

  private void team() {
    sageMaker.createWorkforce(
        r ->
            r.workforceName("staff")
                .cognitoConfig(c -> c.userPool("us-east-1_abc").clientId("app")));
    sageMaker.createWorkteam(
        r ->
            r.workteamName("crm")
                .description("Customers")
                .memberDefinitions(
                    m ->
                        m.cognitoMemberDefinition(
                            c -> c.userPool("us-east-1_abc").clientId("app").userGroup("crm"))));
  }

  private void create(String name, Consumer<CreateFlowDefinitionRequest.Builder> more) {
    sageMaker.createFlowDefinition(
        r -> {
          r.flowDefinitionName(name)
              .roleArn("arn:aws:iam::123456789012:role/Review")
              .outputConfig(o -> o.s3OutputPath("s3://reviews/out"));
          more.accept(r);
        });
  }

  private void delete(String name) {
    sageMaker.deleteFlowDefinition(r -> r.flowDefinitionName(name));
  }

  private DescribeFlowDefinitionResponse describe(String name) {
    return sageMaker.describeFlowDefinition(r -> r.flowDefinitionName(name));
  }

  private String status(String name) {
    return describe(name).flowDefinitionStatusAsString();
  }
}
