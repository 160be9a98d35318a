package dev.mlsim.sdk.hostile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mlsim.Simulator;
import dev.mlsim.fault.Fault;
import dev.mlsim.fixtures.Hosting;
import dev.mlsim.fixtures.Jobs;
import dev.mlsim.lifecycle.Resource;
import dev.mlsim.sdk.SimulatedClients;
import dev.mlsim.services.cleanroomsml.ModelContainers;
import dev.mlsim.services.lookoutvision.Detection;
import dev.mlsim.services.lookoutvision.VisionModels;
import dev.mlsim.services.personalize.PersonalizeSetup;
import dev.mlsim.services.sagemaker.ContainerLogs;
import dev.mlsim.services.sagemakera2iruntime.HumanLoops;
import dev.mlsim.services.sagemakerruntime.EndpointModels;
import dev.mlsim.services.sagemakerruntime.Inference;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.sagemaker.SageMakerClient;
import software.amazon.awssdk.services.sagemaker.model.SageMakerException;
import software.amazon.awssdk.services.sagemakerruntime.SageMakerRuntimeClient;

/** What can't be is refused in words; what is handed in or out changes nothing later. */
class OutlandishAnswersTest {
  private final Simulator sim = Simulator.create();
  private final SimulatedClients clients = SimulatedClients.of(sim);
  private final SageMakerClient sageMaker = clients.create(SageMakerClient.class);

  @ParameterizedTest
  @MethodSource("documents")
  void a_document_that_cannot_be_is_refused_in_words(Consumer<ObjectNode> outlandish, String why) {
    sim.faults().on("CreateTrainingJob").amend(outlandish);

    assertThatThrownBy(() -> sageMaker.createTrainingJob(Jobs.job("churn-1")))
        .isInstanceOf(SageMakerException.class)
        .hasMessageContaining("the test's function given to [amend] failed")
        .hasMessageContaining(why);

    assertThat(sim.resources().all()).isEmpty();
    sim.faults().clear();
    sageMaker.createTrainingJob(Jobs.job("churn-1"));
  }

  static Stream<Arguments> documents() {
    return Stream.of(
        document(output -> output.set("TrainingJobArn", output), "deeper than 500 levels"),
        document(OutlandishAnswersTest::deepen, "deeper than 500 levels"),
        document(
            output -> output.putPOJO("TrainingJobArn", Thread.currentThread()),
            "an object of Java's; it can hold what JSON can"),
        document(output -> output.put("TrainingJobArn", Double.NaN), "is a text"));
  }

  private static Arguments document(Consumer<ObjectNode> outlandish, String why) {
    return Arguments.of(outlandish, why);
  }

  private static void deepen(ObjectNode output) {
    ObjectNode at = output;
    for (int i = 0; i < 100_000; i++) {
      at = at.putObject("TrainingJobArn");
    }
  }

  @Test
  void a_document_that_is_changed_later_stays_as_it_was_handed_in() {
    ObjectNode mine = JsonNodeFactory.instance.objectNode().put("TrainingJobArn", "arn:mine");
    ObjectNode member = JsonNodeFactory.instance.objectNode().put("a", 1);
    Fault.Failure failure = Fault.error("ResourceInUse").with("Details", member);
    sim.faults().on("CreateTrainingJob").answer(mine);

    mine.put("TrainingJobArn", "arn:changed");
    member.put("a", 2);

    assertThat(sageMaker.createTrainingJob(Jobs.job("churn-1")).trainingJobArn())
        .isEqualTo("arn:mine");
    assertThat(failure.members()).hasToString("{Details={\"a\":1}}");
  }

  @Test
  void a_wall_from_which_no_time_can_follow_is_refused() {
    AtomicReference<Instant> wall = new AtomicReference<>(Instant.EPOCH);
    sim.faults().on("CreateTrainingJob").limitedTo(1);
    sim.faults().refillAlsoBy(wall::get);
    wall.set(Instant.MAX);

    assertThatThrownBy(() -> sageMaker.createTrainingJob(Jobs.job("churn-1")))
        .hasMessageContaining("given to [refillAlsoBy] failed")
        .hasMessageContaining("where no time can follow");

    wall.set(Instant.EPOCH);
    sageMaker.createTrainingJob(Jobs.job("churn-1"));
  }

  @Test
  void bytes_are_copied_in_and_out() {
    new Hosting(sageMaker).inService(sim, "churn", 1);
    byte[] mine = {'1'};
    sim.setup(EndpointModels.class)
        .endpoint("churn")
        .answers(
            call -> {
              Arrays.fill(call.body(), (byte) 'x');
              return Inference.of(mine, "text/plain");
            });

    clients
        .create(SageMakerRuntimeClient.class)
        .invokeEndpoint(r -> r.endpointName("churn").body(SdkBytes.fromUtf8String("abc")));
    mine[0] = '2';

    assertThat(sim.journal().calls("InvokeEndpoint").get(0).input().path("Body").asText())
        .isEqualTo("YWJj");
    assertThat(sim.journal().calls("InvokeEndpoint").get(0).output().path("Body").asText())
        .isEqualTo("MQ==");
  }

  @Test
  @SuppressWarnings("NullAway") // the mistake
  void a_line_that_is_null_is_told_with_its_place() {
    sim.setup(ContainerLogs.class).of("*", "*").prints(run -> Arrays.asList("one", null));
    sageMaker.createTrainingJob(
        Jobs.job(
            "churn-1",
            r ->
                r.algorithmSpecification(
                    r.build().algorithmSpecification().toBuilder()
                        .metricDefinitions(m -> m.name("auc").regex("auc=(.*)"))
                        .build())));

    assertThatThrownBy(
            () -> {
              sim.clock().advance(Duration.ofDays(1));
              Jobs.describe(sageMaker, "churn-1");
            })
        .hasMessageContaining("given to [prints(function)] failed")
        .hasMessageContaining("element [1] of a list that was given is null");
  }

  @Test
  void what_no_model_says_is_refused_where_it_is_said() {
    assertThatThrownBy(() -> Detection.normal(Double.NaN)).hasMessageContaining("[NaN]");
    assertThatThrownBy(() -> Detection.normal(1).with("scratch", Double.NaN, "#000000"))
        .hasMessage("mlsim: an area covers a part from 0 to 1, but this is [NaN]");
    assertThatThrownBy(() -> Inference.json("{}").takes(Duration.ofSeconds(Long.MAX_VALUE)))
        .hasMessageContaining("a duration is at most a million years");
  }

  @ParameterizedTest
  @MethodSource("missing")
  void a_function_that_is_missing_is_refused_at_once(ThrowingCallable handIn) {
    assertThatNullPointerException().isThrownBy(handIn);
  }

  @SuppressWarnings("NullAway") // the mistake
  static Stream<ThrowingCallable> missing() {
    Simulator sim = Simulator.create();
    Consumer<Object> none = null;
    return Stream.of(
        () -> sim.faults().onAll().where(null).throttle(),
        () -> sim.faults().onAll().amend(null),
        () -> sim.faults().onAll().answer((ObjectNode) null),
        () -> sim.faults().refillAlsoBy(null),
        () ->
            sim.script()
                .resource("training-job")
                .where((Predicate<Resource>) null)
                .stuckAt("Training"),
        () -> sim.transitions().on("training-job", "Completed", null),
        () -> sim.events().on("{\"source\": [\"aws.sagemaker\"]}", none),
        () -> sim.events().on(event -> true, none),
        () -> sim.events().on(event -> true, event -> {}).deadLetters(null),
        () -> sim.notifications().on("*", none),
        () -> sim.clock().schedule(Instant.MAX, "mine", null),
        () -> sim.clock().scheduleInBackground(Instant.MAX, "mine", null),
        () -> sim.clock().onAdvance(null),
        () -> sim.clock().advanceUntil(null, Duration.ZERO),
        () -> sim.setup(VisionModels.class).detector(null),
        () -> sim.setup(PersonalizeSetup.class).recommend(null),
        () -> sim.setup(ModelContainers.class).inferenceOutput(null),
        () -> sim.setup(ModelContainers.class).exportOutput(null),
        () -> sim.setup(HumanLoops.class).answers("*", null));
  }
}
