package dev.mlsim.sdk.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.mlsim.Simulator;
import dev.mlsim.fixtures.Jobs;
import dev.mlsim.sdk.SimulatedClients;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sagemaker.SageMakerClient;
import software.amazon.awssdk.services.sagemaker.model.DescribeTrainingJobResponse;
import software.amazon.awssdk.services.sagemaker.model.SageMakerException;

class AnswersTest {
  private final Simulator sim = Simulator.create();
  private final SageMakerClient sageMaker = SimulatedClients.of(sim).create(SageMakerClient.class);

  @Test
  void a_member_that_the_output_does_not_have_is_refused_with_the_nearest() {
    assertThatThrownBy(
            () -> sim.faults().on("CreateContext").answer("{\"ContextARN\": \"arn:aws:x\"}"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "mlsim: cannot answer so: the output of [CreateContext] has no member [ContextARN];"
                + " the nearest are [ContextArn]");
    assertThatThrownBy(
            () ->
                sim.faults()
                    .on("DescribeTrainingJob")
                    .answer("{\"ResourceConfig\": {\"InstanceCont\": 1}}"))
        .hasMessageContaining(
            "[ResourceConfig] of the output of [DescribeTrainingJob] has no member [InstanceCont];"
                + " the nearest are [InstanceCount, ");
    assertThatThrownBy(
            () ->
                sim.faults()
                    .on("ListTrainingJobs")
                    .answer("{\"TrainingJobSummaries\": [{\"Name\": \"a\"}]}"))
        .hasMessageContaining(
            "[TrainingJobSummaries] of the output of [ListTrainingJobs] has no member [Name]");
  }

  @Test
  void a_value_of_another_kind_is_refused() {
    assertThatThrownBy(
            () ->
                sim.faults().on("DescribeTrainingJob").answer("{\"BillableTimeInSeconds\": \"x\"}"))
        .hasMessage(
            "mlsim: cannot answer so: [BillableTimeInSeconds] of the output of"
                + " [DescribeTrainingJob] is a number, and not \"x\"");
    assertThatThrownBy(() -> sim.faults().on("StopTrainingJob").answer("{\"a\": 1}"))
        .hasMessage(
            "mlsim: cannot answer so: [StopTrainingJob] has no output, so its answer is {}");
    sim.faults().on("StopTrainingJob").answer("{}");
    sim.faults().on("DescribeTrainingJob").answer("{\"BillableTimeInSeconds\": 1}");
  }

  @Test
  void a_function_answers_by_the_input() {
    sim.faults()
        .on("CreateContext")
        .answer(
            input ->
                JsonNodeFactory.instance
                    .objectNode()
                    .put("ContextArn", "arn:of:" + input.path("ContextName").asText()));

    String arn =
        sageMaker
            .createContext(
                r -> r.contextName("a").contextType("t").source(s -> s.sourceUri("s3://b/k")))
            .contextArn();

    assertThat(arn).isEqualTo("arn:of:a");
    assertThat(sim.journal().calls("CreateContext").get(0).output().path("ContextArn").asText())
        .isEqualTo("arn:of:a");
  }

  @Test
  void what_the_simulation_answers_can_be_amended() {
    sageMaker.createTrainingJob(Jobs.job("a"));
    sim.faults()
        .on("DescribeTrainingJob")
        .once()
        .amend(output -> output.put("BillableTimeInSeconds", 7));

    DescribeTrainingJobResponse amended = describe();

    assertThat(amended.billableTimeInSeconds()).isEqualTo(7);
    assertThat(amended.trainingJobName()).isEqualTo("a");
    assertThat(describe().billableTimeInSeconds()).isNull();
    assertThat(sim.journal().text())
        .contains(
            "-> 200 InProgress (fault: amend the answer to the first 1 of DescribeTrainingJob)");
  }

  @Test
  void a_call_that_is_amended_happens() {
    sim.faults().on("CreateTrainingJob").amend(output -> output.put("TrainingJobArn", "arn:other"));

    assertThat(sageMaker.createTrainingJob(Jobs.job("a")).trainingJobArn()).isEqualTo("arn:other");

    sim.clock().advance(Duration.ofHours(1));
    assertThat(sim.resources().get("training-job", "a").status()).isEqualTo("Completed");
  }

  @Test
  void a_function_that_makes_what_cannot_be_fails_the_call_and_nothing_has_happened() {
    sim.faults().on("CreateTrainingJob").amend(output -> output.put("JobArn", "x"));

    assertThatThrownBy(() -> sageMaker.createTrainingJob(Jobs.job("a")))
        .isInstanceOf(SageMakerException.class)
        .hasMessageContaining(
            "mlsim: the test's function given to [amend] failed, and what asked it has not"
                + " happened: the output of [CreateTrainingJob] has no member [JobArn]");
    assertThat(sim.resources().all()).isEmpty();
  }

  @Test
  void a_function_that_calls_the_simulator_is_refused() {
    sim.faults()
        .on("CreateContext")
        .answer(
            input -> {
              sim.clock().advance(Duration.ofHours(1));
              return JsonNodeFactory.instance.objectNode();
            });

    assertThatThrownBy(
            () ->
                sageMaker.createContext(
                    r -> r.contextName("a").contextType("t").source(s -> s.sourceUri("s3://b/k"))))
        .hasMessageContaining("mlsim: the test's function given to [answer] failed");
  }

  private DescribeTrainingJobResponse describe() {
    return sageMaker.describeTrainingJob(r -> r.trainingJobName("a"));
  }
}
