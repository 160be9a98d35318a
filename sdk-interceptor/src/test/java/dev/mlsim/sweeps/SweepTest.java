package dev.mlsim.sweeps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mlsim.Polling;
import dev.mlsim.Simulator;
import dev.mlsim.fixtures.Jobs;
import dev.mlsim.sdk.SimulatedClients;
import dev.mlsim.sweep.FaultKind;
import dev.mlsim.sweep.Sweep;
import dev.mlsim.sweep.SweepReport;
import dev.mlsim.sweep.Trial;
import dev.mlsim.sweep.Verdict;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.lookoutvision.LookoutVisionClient;
import software.amazon.awssdk.services.sagemaker.SageMakerClient;

/** Faulty programs are found, each with the right verdict, and correct ones pass. */
class SweepTest {

  @Test
  void a_retry_under_another_name_is_found_to_pay_twice() {
    SweepReport report = Sweep.of(sim -> Programs.triesAgainUnderAnotherName(sageMaker(sim))).run();

    assertThat(report.findings()).extracting(Trial::verdict).containsOnly(Verdict.PAID_TWICE);
    assertThat(report.red())
        .extracting(trial -> trial.trouble().text())
        .contains("CreateTrainingJob[churn-1]#1 loses its answer once");
  }

  @Test
  void a_job_that_somebody_stopped_is_found_to_pass_for_a_success() {
    SweepReport report =
        Sweep.of(
                sim -> {
                  Programs.takesStoppedForSuccess(sageMaker(sim));
                  assertCompleted(sim);
                })
            .run();

    assertThat(report.findings()).extracting(Trial::verdict).containsExactly(Verdict.SILENT);
    assertThat(report.red())
        .extracting(trial -> trial.trouble().text())
        .contains("training-job[churn-1] is stopped at Training");
  }

  @Test
  void an_exception_that_is_swallowed_is_found() {
    SweepReport report =
        Sweep.of(
                sim -> {
                  Programs.swallowsTheException(sageMaker(sim));
                  assertCompleted(sim);
                })
            .run();

    assertThat(report.findings()).extracting(Trial::verdict).containsOnly(Verdict.SILENT);
  }

  @Test
  void a_clean_up_that_is_skipped_is_found_by_what_it_costs() {
    SweepReport report = lookout(Sweep.of(sim -> Programs.skipsTheCleanUp(lookout(sim)))).run();

    assertThat(report.findings()).extracting(Trial::verdict).containsOnly(Verdict.LEFT_ON);
  }

  @Test
  void a_poll_without_end_is_found_and_ended() {
    SweepReport report =
        Sweep.of(sim -> Programs.pollsWithoutEnd(sageMaker(sim), sim.clock()::sleep)).run();

    assertThat(report.findings()).extracting(Trial::verdict).containsExactly(Verdict.ENDLESS);
  }

  @Test
  void an_error_whose_words_are_missing_is_found_to_be_a_bug() {
    SweepReport report = Sweep.of(sim -> Programs.readsTheWordsOfErrors(sageMaker(sim))).run();

    Trial bug = report.findings().get(0);
    assertThat(report.findings()).hasSize(1);
    assertThat(bug.verdict()).isEqualTo(Verdict.BUG);
    assertThat(bug.detail()).contains("NullPointerException").contains("(Programs.java:");
  }

  @Test
  void an_endpoint_that_nobody_was_told_of_is_found() {
    SweepReport report =
        Sweep.ofRuns(
                run -> {
                  SageMakerClient sageMaker = sageMaker(run.sim());
                  run.unharmed(() -> Programs.arrangeEndpoint(sageMaker));
                  Programs.takesAnEndpointThatIsThereForAFailure(sageMaker);
                })
            .run();

    assertThat(report.findings()).extracting(Trial::verdict).containsExactly(Verdict.ORPHAN);
    assertThat(report.trials())
        .extracting(trial -> trial.trouble().text())
        .noneMatch(text -> text.contains("CreateModel"));
  }

  @Test
  void what_no_second_run_repairs_is_found_where_it_is_to_heal() {
    Sweep sweep = Sweep.of(sim -> Programs.insistsOnANewJob(sageMaker(sim)));

    assertThat(sweep.run().findings()).isEmpty();
    assertThat(sweep.heals().run().findings())
        .extracting(Trial::verdict)
        .contains(Verdict.NOT_HEALED);
  }

  @Test
  void what_the_code_may_throw_and_what_it_must_survive_can_be_said() {
    Sweep sweep =
        Sweep.of(sim -> sageMaker(sim).describeTrainingJob(r -> r.trainingJobName("churn-1")))
            .in(SweepTest::withJob);

    assertThat(sweep.run().findings()).isEmpty();
    assertThat(sweep.survives(FaultKind.DENIED).run().findings())
        .extracting(Trial::verdict)
        .containsExactly(Verdict.NOT_SURVIVED);
    assertThat(sweep.tells(IllegalStateException.class).run().findings())
        .extracting(Trial::verdict)
        .containsOnly(Verdict.UNDECLARED);
  }

  @Test
  void what_is_not_simulated_and_what_must_never_be_is_found() {
    Sweep sweep =
        Sweep.of(
                sim -> {
                  try {
                    sageMaker(sim).describeTrainingJob(r -> r.trainingJobName("churn-1"));
                  } catch (SdkException e) {
                    // A page of Amazon's own, of which only the address is public.
                    sageMaker(sim)
                        .renderUiTemplate(
                            r ->
                                r.humanTaskUiArn(
                                        "arn:aws:sagemaker:us-east-1:394669845002:human-task-ui/"
                                            + "PointCloudObjectTracking")
                                    .roleArn("arn:aws:iam::123456789012:role/Labeling")
                                    .task(t -> t.input("{}")));
                  }
                })
            .in(SweepTest::withJob)
            .depth(1);

    assertThat(sweep.run().findings())
        .extracting(Trial::verdict)
        .containsExactly(Verdict.UNSIMULATED);
    SweepReport rules =
        Sweep.of(sim -> Programs.trains(sageMaker(sim)))
            .never("a job fails", sim -> sim.resources().get("training-job", "churn-1").isFailed())
            .only("training-job[churn-1] fails at Training")
            .run();
    assertThat(rules.findings()).extracting(Trial::detail).containsExactly("a job fails");
    assertThatThrownBy(rules::check)
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("BROKEN RULE: something is that must never be");
  }

  @Test
  void code_that_fails_by_itself_or_does_not_repeat_itself_cannot_be_swept() {
    AtomicInteger runs = new AtomicInteger();
    Sweep fails = Sweep.of(sim -> sageMaker(sim).describeModel(r -> r.modelName("none")));
    Sweep differs =
        Sweep.of(sim -> sageMaker(sim).listTags(r -> r.resourceArn(arn(runs.incrementAndGet()))))
            .named("the tags")
            .in(SweepTest::withJob);

    assertThatThrownBy(() -> fails.run())
        .isInstanceOf(AssertionError.class)
        .hasMessageStartingWith(
            "mlsim: cannot sweep the code: the test fails by itself: SageMaker");
    assertThat(differs.run().notes())
        .containsExactly(
            "names differ from run to run, so that calls are told by number in [ListTags]");
  }

  private static String arn(int run) {
    return "arn:aws:sagemaker:us-east-1:123456789012:training-job/churn-" + (1 + run % 2);
  }

  private static Simulator withJob() {
    Simulator sim = Simulator.create();
    sageMaker(sim).createTrainingJob(Jobs.job("churn-1"));
    sageMaker(sim).createTrainingJob(Jobs.job("churn-2"));
    return sim;
  }

  @Test
  void correct_programs_pass() {
    SweepReport trains =
        Sweep.of(
                sim -> {
                  Programs.trains(sageMaker(sim));
                  assertCompleted(sim);
                })
            .thorough()
            .run();
    SweepReport inspects =
        lookout(Sweep.of(sim -> Programs.inspects(lookout(sim), sim.clock()::sleep))).run();

    trains.check();
    inspects.check();
  }

  private static Sweep lookout(Sweep sweep) {
    return sweep.in(
        () -> {
          Simulator sim = Simulator.builder().polling(Polling.settle()).build();
          Lookout.arrange(sim, lookout(sim));
          return sim;
        });
  }

  private static SageMakerClient sageMaker(Simulator sim) {
    return SimulatedClients.of(sim).create(SageMakerClient.class);
  }

  private static LookoutVisionClient lookout(Simulator sim) {
    return SimulatedClients.of(sim).create(LookoutVisionClient.class);
  }

  private static void assertCompleted(Simulator sim) {
    assertThat(sim.resources().get("training-job", "churn-1").status()).isEqualTo("Completed");
  }
}
