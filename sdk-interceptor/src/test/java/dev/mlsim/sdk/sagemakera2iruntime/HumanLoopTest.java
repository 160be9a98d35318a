package dev.mlsim.sdk.sagemakera2iruntime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mlsim.Simulator;
import dev.mlsim.Snapshot;
import dev.mlsim.sdk.LoopbackEndpoint;
import dev.mlsim.sdk.SimulatedClients;
import dev.mlsim.services.sagemakera2iruntime.HumanLoops;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sagemaker.SageMakerClient;
import software.amazon.awssdk.services.sagemakera2iruntime.SageMakerA2IRuntimeAsyncClient;
import software.amazon.awssdk.services.sagemakera2iruntime.SageMakerA2IRuntimeClient;
import software.amazon.awssdk.services.sagemakera2iruntime.model.ConflictException;
import software.amazon.awssdk.services.sagemakera2iruntime.model.DescribeHumanLoopResponse;
import software.amazon.awssdk.services.sagemakera2iruntime.model.HumanLoopSummary;
import software.amazon.awssdk.services.sagemakera2iruntime.model.ResourceNotFoundException;
import software.amazon.awssdk.services.sagemakera2iruntime.model.ServiceQuotaExceededException;
import software.amazon.awssdk.services.sagemakera2iruntime.model.ValidationException;

class HumanLoopTest {
  private static final Duration HOUR = Duration.ofHours(1);
  private static final String FLOWS = "arn:aws:sagemaker:us-east-1:123456789012:flow-definition/";
  private static final String TEAM =
      "arn:aws:sagemaker:us-east-1:394669845002:workteam/public-crowd/default";

  private final Simulator sim = Simulator.create();
  private final SimulatedClients clients = SimulatedClients.of(sim);
  private final SageMakerClient sageMaker = clients.create(SageMakerClient.class);
  private final SageMakerA2IRuntimeClient a2i = clients.create(SageMakerA2IRuntimeClient.class);
  private final HumanLoops loops = sim.setup(HumanLoops.class);

  @BeforeEach
  void createFlow() {
    flow("review", 2);
  }

  private void flow(String name, int workers) {
    String ui =
        sageMaker
            .createHumanTaskUi(
                r -> r.humanTaskUiName(name).uiTemplate(t -> t.content("<crowd-form/>")))
            .humanTaskUiArn();
    sageMaker.createFlowDefinition(
        r ->
            r.flowDefinitionName(name)
                .roleArn("arn:aws:iam::123456789012:role/Review")
                .outputConfig(o -> o.s3OutputPath("s3://reviews/out/"))
                .humanLoopConfig(
                    h ->
                        h.humanTaskUiArn(ui)
                            .workteamArn(TEAM)
                            .taskTitle("Check")
                            .taskDescription("Is it so?")
                            .taskAvailabilityLifetimeInSeconds(7_200)
                            .taskCount(workers)));
    sim.clock().advance(Duration.ofMinutes(1));
  }

  @Test
  void people_answer_and_the_output_lies_in_the_bucket() {
    List<String> asked = new ArrayList<>();
    loops.answers(
        "rev*",
        task -> {
          asked.add(task.humanLoop() + " " + task.worker() + " " + task.input());
          return "{\"category\": \"harmless-" + task.worker() + "\"}";
        });

    start("loop-1");
    assertThat(describe("loop-1").humanLoopStatusAsString()).isEqualTo("InProgress");
    assertThat(describe("loop-1").humanLoopOutput()).isNull();
    assertThat(loops.waiting()).containsExactly("loop-1");
    sim.clock().advance(HOUR);

    DescribeHumanLoopResponse done = describe("loop-1");
    assertThat(done.humanLoopStatusAsString()).isEqualTo("Completed");
    assertThat(asked).containsExactly("loop-1 1 {\"image\":7}", "loop-1 2 {\"image\":7}");
    String uri = done.humanLoopOutput().outputS3Uri();
    assertThat(uri)
        .matches(
            "s3://reviews/out/review/\\d{4}/\\d{2}/\\d{2}/\\d{2}/\\d{2}/\\d{2}/loop-1/output.json");
    assertThat(sim.objects().text(uri).orElseThrow())
        .startsWith("{\"flowDefinitionArn\":\"" + FLOWS + "review\",\"humanAnswers\":[{")
        .contains("\"answerContent\":{\"category\":\"harmless-1\"}")
        .contains("\"answerContent\":{\"category\":\"harmless-2\"}")
        .contains("\"timeSpentInSeconds\":600.0")
        .endsWith("\"humanLoopName\":\"loop-1\",\"inputContent\":{\"image\":7}}");
    assertThat(loops.waiting()).isEmpty();
  }

  @Test
  void without_a_word_the_page_comes_back_without_an_entry() {
    start("loop-1");
    sim.clock().advance(HOUR);

    String uri = describe("loop-1").humanLoopOutput().outputS3Uri();
    assertThat(sim.objects().text(uri).orElseThrow()).contains("\"answerContent\":{}");
  }

  @Test
  void the_test_ends_a_loop_at_once() {
    start("loop-1");
    start("loop-2");

    loops.complete("loop-1", "{\"category\": \"violent\"}");
    loops.fail("loop-2", "ValidationError", "The image cannot be read.");

    assertThat(describe("loop-1").humanLoopStatusAsString()).isEqualTo("Completed");
    DescribeHumanLoopResponse failed = describe("loop-2");
    assertThat(failed.humanLoopStatusAsString()).isEqualTo("Failed");
    assertThat(failed.failureCode()).isEqualTo("ValidationError");
    assertThat(failed.failureReason()).isEqualTo("The image cannot be read.");
    assertThatThrownBy(() -> loops.complete("loop-1", "{}"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("mlsim: the human loop [loop-1] can't be completed: in progress are only []");
    start("loop-3");
    assertThatThrownBy(() -> loops.complete("loop-3", "yes"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("mlsim: the answer of a worker is [yes]; it has to be a JSON object");
    assertThat(loops.waiting()).containsExactly("loop-3");
  }

  @Test
  void a_loop_that_nobody_answers_expires() {
    loops.nobodyAnswers("review");
    start("loop-1");
    sim.clock().advance(HOUR);
    assertThat(describe("loop-1").humanLoopStatusAsString()).isEqualTo("InProgress");

    sim.clock().advance(HOUR);

    assertThat(describe("loop-1").humanLoopStatusAsString()).isEqualTo("Failed");
    assertThat(describe("loop-1").failureCode()).isEqualTo("Expired");
  }

  @Test
  void a_script_fails_a_loop_and_takes_its_time() {
    sim.script().resource("human-loop").named("slow").takes("Waiting", HOUR.multipliedBy(5));
    sim.script().resource("human-loop").named("bad").failAt("Waiting", "broken");
    start("slow");
    start("bad");
    sim.clock().advance(HOUR);

    assertThat(describe("slow").humanLoopStatusAsString()).isEqualTo("InProgress");
    assertThat(describe("bad").failureReason()).isEqualTo("broken");
    assertThat(describe("bad").failureCode()).isEqualTo("InternalError");
  }

  @Test
  void a_function_that_throws_fails_the_loop_and_reaches_the_one_who_moves_time() {
    loops.answers(
        "review",
        task -> {
          throw new IllegalStateException("asleep");
        });
    start("loop-1");

    assertThatThrownBy(() -> sim.clock().advance(HOUR))
        .rootCause()
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("asleep");
    assertThat(describe("loop-1").humanLoopStatusAsString()).isEqualTo("Failed");
    assertThat(describe("loop-1").failureCode()).isEqualTo("InternalError");
  }

  @Test
  void people_may_call_aws_while_they_answer() {
    loops.answers(
        "review", task -> "{\"loop\": \"" + describe(task.humanLoop()).humanLoopArn() + "\"}");
    start("loop-1");
    sim.clock().advance(HOUR);

    assertThat(describe("loop-1").humanLoopStatusAsString()).isEqualTo("Completed");
  }

  @Test
  void the_same_call_again_is_the_same_loop_and_another_input_a_conflict() {
    String arn = start("loop-1");

    assertThat(start("loop-1")).isEqualTo(arn);
    assertThatThrownBy(() -> start("loop-1", "{\"image\":8}"))
        .isInstanceOfSatisfying(
            ConflictException.class, e -> assertThat(e.statusCode()).isEqualTo(409))
        .hasMessageContaining(
            "Your request has the same name as another active human loop but has different input"
                + " data.");
  }

  @Test
  void a_loop_is_stopped_then_deleted() {
    start("loop-1");
    assertThatThrownBy(() -> a2i.deleteHumanLoop(r -> r.humanLoopName("loop-1")))
        .isInstanceOf(ValidationException.class);

    a2i.stopHumanLoop(r -> r.humanLoopName("loop-1"));
    assertThat(describe("loop-1").humanLoopStatusAsString()).isEqualTo("Stopping");
    sim.clock().advance(HOUR);
    assertThat(describe("loop-1").humanLoopStatusAsString()).isEqualTo("Stopped");

    a2i.deleteHumanLoop(r -> r.humanLoopName("loop-1"));
    assertThatThrownBy(() -> describe("loop-1"))
        .isInstanceOfSatisfying(
            ResourceNotFoundException.class, e -> assertThat(e.statusCode()).isEqualTo(404));
  }

  @Test
  void lists_are_of_one_flow_definition() {
    flow("other", 1);
    start("loop-1");
    start("loop-2");

    assertThat(
            a2i.listHumanLoopsPaginator(r -> r.flowDefinitionArn(FLOWS + "review").maxResults(1))
                .humanLoopSummaries())
        .extracting(HumanLoopSummary::humanLoopName)
        .containsExactly("loop-2", "loop-1");
    assertThat(a2i.listHumanLoops(r -> r.flowDefinitionArn(FLOWS + "other")).humanLoopSummaries())
        .isEmpty();
    assertThatThrownBy(() -> a2i.listHumanLoops(r -> r.flowDefinitionArn(FLOWS + "none")))
        .isInstanceOf(ResourceNotFoundException.class);
  }

  @Test
  void a_flow_definition_must_be_there_and_the_input_json() {
    assertThatThrownBy(
            () ->
                a2i.startHumanLoop(
                    r ->
                        r.humanLoopName("loop-1")
                            .flowDefinitionArn(FLOWS + "none")
                            .humanLoopInput(i -> i.inputContent("{}"))))
        .isInstanceOf(ValidationException.class)
        .hasMessageContaining("The flow definition " + FLOWS + "none does not exist.");
    assertThatThrownBy(() -> start("loop-1", "no json")).isInstanceOf(ValidationException.class);
    sim.quotas().set("Maximum number of human loops in progress", 0);
    assertThatThrownBy(() -> start("loop-1"))
        .isInstanceOfSatisfying(
            ServiceQuotaExceededException.class, e -> assertThat(e.statusCode()).isEqualTo(402));
  }

  @Test
  void a_flow_definition_is_deleting_until_its_loops_have_ended() {
    start("loop-1");
    sageMaker.deleteFlowDefinition(r -> r.flowDefinitionName("review"));
    sim.script().resource("human-loop").takes("Waiting", HOUR.multipliedBy(2));
    sim.clock().advance(HOUR);
    assertThat(
            sageMaker
                .describeFlowDefinition(r -> r.flowDefinitionName("review"))
                .flowDefinitionStatusAsString())
        .isEqualTo("Deleting");
    assertThatThrownBy(() -> start("loop-2"))
        .hasMessageContaining("The flow definition " + FLOWS + "review is in status Deleting.");

    sim.clock().advance(HOUR.multipliedBy(2));

    assertThat(sageMaker.listFlowDefinitions(r -> {}).flowDefinitionSummaries()).isEmpty();
    assertThatThrownBy(() -> describe("loop-1")).isInstanceOf(ResourceNotFoundException.class);
  }

  @Test
  void the_async_client_and_another_process_do_the_same() {
    SageMakerA2IRuntimeAsyncClient async = clients.create(SageMakerA2IRuntimeAsyncClient.class);
    async
        .startHumanLoop(
            r ->
                r.humanLoopName("loop-1")
                    .flowDefinitionArn(FLOWS + "review")
                    .humanLoopInput(i -> i.inputContent("{}")))
        .join();
    try (LoopbackEndpoint endpoint = LoopbackEndpoint.open(sim);
        SageMakerA2IRuntimeClient runtime =
            SageMakerA2IRuntimeClient.builder()
                .endpointOverride(endpoint.uri())
                .credentialsProvider(
                    StaticCredentialsProvider.create(AwsBasicCredentials.create("any", "any")))
                .region(Region.US_EAST_1)
                .build()) {
      DescribeHumanLoopResponse shown = runtime.describeHumanLoop(r -> r.humanLoopName("loop-1"));
      assertThat(shown.creationTime()).isEqualTo(sim.clock().now());
    }
    async.stopHumanLoop(r -> r.humanLoopName("loop-1")).join();
    sim.clock().advance(HOUR);
    assertThat(
            async
                .listHumanLoops(r -> r.flowDefinitionArn(FLOWS + "review"))
                .join()
                .humanLoopSummaries())
        .hasSize(1);
    async.deleteHumanLoop(r -> r.humanLoopName("loop-1")).join();
  }

  @Test
  void a_snapshot_keeps_loops_and_what_is_answered() {
    loops.answers("review", task -> "{\"a\": 1}");
    start("loop-1");
    Snapshot snapshot = sim.snapshot();
    loops.complete("loop-1", "{}");
    loops.answers("review", task -> "{\"b\": 1}");

    sim.restore(snapshot);
    assertThat(loops.waiting()).containsExactly("loop-1");
    sim.clock().advance(HOUR);

    String uri = describe("loop-1").humanLoopOutput().outputS3Uri();
    assertThat(sim.objects().text(uri).orElseThrow()).contains("{\"a\":1}");
  }

  private String start(String name) {
    return start(name, "{\"image\":7}");
  }

  private String start(String name, String input) {
    return a2i.startHumanLoop(
            r ->
                r.humanLoopName(name)
                    .flowDefinitionArn(FLOWS + "review")
                    .humanLoopInput(i -> i.inputContent(input)))
        .humanLoopArn();
  }

  private DescribeHumanLoopResponse describe(String name) {
    return a2i.describeHumanLoop(r -> r.humanLoopName(name));
  }
}
