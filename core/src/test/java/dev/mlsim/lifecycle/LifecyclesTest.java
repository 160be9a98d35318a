package dev.mlsim.lifecycle;

import static dev.mlsim.lifecycle.Step.gone;
import static dev.mlsim.lifecycle.Step.rest;
import static dev.mlsim.lifecycle.Step.stay;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class LifecyclesTest {
  private static final Duration D = Duration.ofSeconds(10);

  @Test
  void a_job_fails_and_is_stopped_on_its_way_and_deleted_at_its_end() {
    assertThat(rows(job().deletable()))
        .containsExactly(
            "create [] -> Starting, Running, Done",
            "fail [Starting, Running] -> Failed",
            "stop [Starting, Running] -> Stopping, Stopped",
            "delete [Done, Failed, Stopped] -> Gone");
  }

  @Test
  void what_lasts_is_updated_unless_it_could_not_be_made_and_deleted_whatever_became_of_it() {
    assertThat(
            rows(
                Lifecycles.lasting(stay("Creating", D), rest("Ready"))
                    .failing("CreateFailed")
                    .updating(stay("Updating", D), rest("Ready"))
                    .failing("UpdateFailed")
                    .deleting(stay("Deleting", D), gone())
                    .failing("DeleteFailed")))
        .containsExactly(
            "create [] -> Creating, Ready",
            "fail [Creating] -> CreateFailed",
            "update [Ready, UpdateFailed] -> Updating, Ready",
            "fail [Updating] -> UpdateFailed",
            "delete [Ready, CreateFailed, UpdateFailed, DeleteFailed] -> Deleting, Gone",
            "fail [Deleting] -> DeleteFailed");
  }

  @Test
  void what_is_deleted_and_still_seen_is_neither_updated_nor_deleted_again() {
    assertThat(
            rows(
                Lifecycles.lasting(stay("Creating", D), rest("Ready"))
                    .updating(stay("Updating", D), rest("Ready"))
                    .deleting(stay("Deleting", D), rest("Deleted"))))
        .containsExactly(
            "create [] -> Creating, Ready",
            "update [Ready] -> Updating, Ready",
            "delete [Ready] -> Deleting, Deleted");
  }

  @Test
  void what_lasts_is_stopped_while_it_is_well_and_started_again() {
    assertThat(
            rows(
                Lifecycles.lasting(stay("Creating", D), rest("Created"))
                    .stopping(stay("Stopping", D), rest("Stopped"))
                    .starting(stay("Starting", D), rest("Started"))))
        .containsExactly(
            "create [] -> Creating, Created",
            "stop [Created, Started] -> Stopping, Stopped",
            "start [Stopped] -> Starting, Started");
  }

  @Test
  void the_states_from_which_a_way_leads_can_be_said() {
    assertThat(rows(job().deletable().from("Done").on("retry", rest("Done")).from("Failed")))
        .contains("delete [Done] -> Gone", "retry [Failed] -> Done");
  }

  @Test
  void a_state_that_two_ways_pass_fails_once() {
    assertThat(
            rows(
                Lifecycles.lasting(stay("Pending", D), rest("Ready"))
                    .failing("Failed")
                    .updating(stay("Pending", D), stay("Updating", D), rest("Ready"))
                    .failing("Failed")))
        .contains("fail [Pending] -> Failed", "fail [Updating] -> Failed");
  }

  @Test
  void what_goes_by_itself_is_not_there_to_be_deleted() {
    assertThat(rows(job().deletable().on("expire", gone()).from("Done")))
        .contains("expire [Done] -> Gone", "delete [Done, Failed, Stopped] -> Gone");
  }

  @Test
  void a_state_from_which_another_way_leads_can_fail_too() {
    assertThat(
            rows(
                Lifecycles.lasting(stay("Making", D), rest("Ready"))
                    .on("resume", rest("Ready"))
                    .from("Updating")
                    .updating(stay("Updating", D), rest("Ready"))
                    .failing("Failed")))
        .contains("fail [Updating] -> Failed");
  }

  @Test
  void what_ends_the_work_stops_it_or_fails_it() {
    assertThat(rows(job().ending("out of time", false)))
        .contains("out of time [Running] -> Stopping, Stopped");
    assertThat(rows(job().ending("out of time", true))).contains("out of time [Running] -> Failed");
    assertThatThrownBy(
            () -> Lifecycles.job(stay("Running", D), rest("Done")).ending("out of time", false))
        .hasMessage(
            "mlsim: [out of time] is to end a job as [stop] does, of which nothing is said");
  }

  @Test
  void a_job_works_in_the_last_state_before_its_rest() {
    assertThat(job().working()).isEqualTo("Running");
    assertThat(Lifecycles.lasting(rest("Active")).working()).isEmpty();
  }

  private static Lifecycles.Life job() {
    return Lifecycles.job(stay("Starting", D), stay("Running", D), rest("Done"))
        .failing("Failed")
        .stopping(stay("Stopping", D), rest("Stopped"));
  }

  private static List<String> rows(Lifecycles.Life life) {
    return life.build().ways().stream()
        .map(
            way ->
                way.trigger()
                    + " "
                    + way.from()
                    + " -> "
                    + way.steps().stream()
                        .map(step -> step.state().toString())
                        .collect(Collectors.joining(", ")))
        .toList();
  }
}
