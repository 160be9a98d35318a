package dev.mlsim.sdk.events;

import static dev.mlsim.fixtures.Jobs.job;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mlsim.ResourceSnapshot;
import dev.mlsim.Simulator;
import dev.mlsim.clock.TimerFailedException;
import dev.mlsim.event.Event;
import dev.mlsim.event.Subscription;
import dev.mlsim.sdk.SimulatedClients;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.personalize.PersonalizeClient;
import software.amazon.awssdk.services.sagemaker.SageMakerClient;
import software.amazon.awssdk.services.sagemaker.waiters.SageMakerWaiter;

class ListenersTest {
  private static final String TRAINING = "SageMaker Training Job State Change";
  private static final String COMPLETED =
      """
      {"source": ["aws.sagemaker"],
       "detail-type": ["SageMaker Training Job State Change"],
       "detail": {"TrainingJobStatus": ["Completed"]}}
      """;

  private final Simulator sim = Simulator.create();
  private final SimulatedClients clients = SimulatedClients.of(sim);
  private final SageMakerClient sageMaker = clients.create(SageMakerClient.class);
  private final List<String> heard = new ArrayList<>();

  @AfterEach
  void close() {
    clients.close();
  }

  private void note(Event event) {
    heard.add(sim.clock().now() + " " + event.detail("SecondaryStatus").orElseThrow().asText());
  }

  @Test
  void a_listener_hears_what_fits_its_pattern_at_that_time() {
    sim.events().on(COMPLETED, this::note);
    sageMaker.createTrainingJob(job("churn-1"));

    sim.clock().advance(Duration.ofHours(2));

    assertThat(heard).containsExactly("2026-01-01T00:32:27Z Completed");
    assertThat(sim.clock().now()).isEqualTo("2026-01-01T02:00:00Z");
  }

  @Test
  void a_listener_may_call_aws_in_the_same_world_and_wait() {
    sim.events()
        .on(
            COMPLETED,
            event -> {
              String name = event.detail("TrainingJobName").orElseThrow().asText();
              if (name.equals("first")) {
                sageMaker.createTrainingJob(job("second"));
                try (SageMakerWaiter waiter = sageMaker.waiter()) {
                  waiter.waitUntilTrainingJobCompletedOrStopped(r -> r.trainingJobName("second"));
                }
                heard.add("second is there at " + sim.clock().now());
              }
            });
    sageMaker.createTrainingJob(job("first"));

    sim.clock().advance(Duration.ofMinutes(40));

    assertThat(heard).hasSize(1);
    assertThat(sim.clock().now()).isAfter(Instant.parse("2026-01-01T01:04:00Z"));
  }

  @Test
  void what_a_call_sends_is_heard_when_time_moves() {
    sim.events().on(event -> event.detailType().equals(TRAINING), this::note);
    sageMaker.createTrainingJob(job("churn-1"));
    assertThat(heard).isEmpty();

    sim.clock().advance(Duration.ZERO);

    assertThat(heard).containsExactly("2026-01-01T00:00:00Z Starting");
  }

  @Test
  void a_listener_that_throws_is_called_again_and_then_given_up() {
    Subscription<Event> subscription =
        sim.events()
            .on(
                COMPLETED,
                event -> {
                  note(event);
                  throw new IllegalStateException("no disk");
                });
    sageMaker.createTrainingJob(job("churn-1"));

    assertThatThrownBy(() -> sim.clock().advance(Duration.ofHours(2)))
        .isInstanceOf(TimerFailedException.class)
        .rootCause()
        .hasMessage("no disk");

    assertThat(heard)
        .containsExactly(
            "2026-01-01T00:32:27Z Completed",
            "2026-01-01T00:33:27Z Completed",
            "2026-01-01T00:35:27Z Completed");
    assertThat(subscription.heard()).isZero();
    assertThat(sim.journal().story().text())
        .contains("no disk at event 5 [" + TRAINING + "]", "and is called again in PT1M")
        .contains("and is called again in PT2M", "for the 3rd time, and that is given up");
  }

  @Test
  void a_dead_letter_goes_to_the_one_who_takes_it() {
    List<Event> letters = new ArrayList<>();
    sim.events()
        .on(
            COMPLETED,
            event -> {
              throw new IllegalStateException("no disk");
            })
        .deadLetters(letters::add);
    sageMaker.createTrainingJob(job("churn-1"));

    sim.clock().advance(Duration.ofHours(2));

    assertThat(letters).extracting(Event::number).containsExactly(5L);
  }

  @Test
  void an_assertion_that_fails_in_a_listener_reaches_the_test_at_once() {
    sim.events()
        .on(
            COMPLETED,
            event -> {
              note(event);
              assertThat(event.detail("TrainingJobName").orElseThrow().asText()).isEqualTo("x");
            });
    sageMaker.createTrainingJob(job("churn-1"));

    assertThatThrownBy(() -> sim.clock().advance(Duration.ofHours(2)))
        .rootCause()
        .isInstanceOf(AssertionError.class);
    assertThat(heard).hasSize(1);
  }

  @Test
  void a_listener_that_is_cancelled_hears_nothing_more() {
    Subscription<Event> subscription = sim.events().on(event -> true, this::note);
    sageMaker.createTrainingJob(job("churn-1"));
    sim.clock().advance(Duration.ofMinutes(2));

    subscription.cancel();
    sim.clock().advance(Duration.ofHours(2));

    assertThat(heard).hasSize(2);
    assertThat(subscription.heard()).isEqualTo(2);
  }

  @Test
  void a_predicate_that_fails_reaches_the_one_who_moves_time_and_spoils_nothing() {
    sim.events()
        .on(
            event -> {
              throw new IllegalStateException("no idea");
            },
            this::note);

    sageMaker.createTrainingJob(job("churn-1"));

    assertThatThrownBy(() -> sim.clock().advance(Duration.ZERO)).rootCause().hasMessage("no idea");
    assertThat(sim.resources().all("training-job")).hasSize(1);
    assertThat(heard).isEmpty();
  }

  @Test
  void deliveries_go_wrong_by_rules() {
    sim.events().on(event -> true, this::note);
    sim.faults().onEvents("SageMaker Training*").nth(1).lost();
    sim.faults().onEvents(TRAINING).nth(2).late(Duration.ofMinutes(10));
    sim.faults().onEvents("*").nth(3).twice();
    sim.faults().onEvents("*").nth(4).outOfOrder();
    sageMaker.createTrainingJob(job("churn-1"));

    sim.clock().advance(Duration.ofHours(2));

    // The latest rule that is about an event decides, and each counts what it is asked about.
    assertThat(heard)
        .containsExactly(
            "2026-01-01T00:02:18Z Training",
            "2026-01-01T00:02:18Z Training",
            "2026-01-01T00:12:00Z Downloading",
            "2026-01-01T00:32:27Z Completed",
            "2026-01-01T00:32:27Z Uploading");
    assertThat(sim.faults().unused()).isEmpty();
    assertThat(sim.journal().story().text())
        .contains("is lost, by: number 1 of SageMaker Training* is lost")
        .contains("comes late by PT10M");
  }

  @Test
  void a_rule_that_no_event_meets_is_unused_and_a_name_that_nothing_has_is_refused() {
    sim.faults().onEvents(TRAINING).once().lost();

    assertThat(sim.faults().unused()).hasSize(1);
    assertThatThrownBy(() -> sim.faults().onEvents("SageMaker Traning Job State Change").lost())
        .hasMessageContaining("the nearest are [SageMaker Training Job State Change");
  }

  @Test
  void what_is_on_its_way_and_who_listens_is_part_of_a_snapshot() {
    sim.events().on(event -> true, this::note);
    sim.faults().onEvents("*").first(1).late(Duration.ofMinutes(1));
    sageMaker.createTrainingJob(job("churn-1"));
    var snapshot = sim.snapshot();
    sim.clock().advance(Duration.ofMinutes(2));
    List<String> once = List.copyOf(heard);
    heard.clear();

    sim.restore(snapshot);
    sim.clock().advance(Duration.ofMinutes(2));

    assertThat(heard).isEqualTo(once).hasSize(2);
    heard.clear();
    Simulator.of(snapshot).clock().advance(Duration.ofMinutes(2));
    assertThat(heard).hasSize(2);
  }

  @Test
  void a_reset_forgets_who_listens_and_what_was_sent() {
    sim.events().on(event -> true, this::note);
    sageMaker.createTrainingJob(job("churn-1"));

    sim.reset();
    sim.clock().advance(Duration.ofHours(1));

    assertThat(heard).isEmpty();
    assertThat(sim.events().list()).isEmpty();
  }

  @Test
  void moves_of_any_service_can_be_listened_to() {
    PersonalizeClient personalize = clients.create(PersonalizeClient.class);
    List<ResourceSnapshot> groups = new ArrayList<>();
    sim.transitions().on("dataset-group", "ACTIVE", groups::add);
    sim.transitions().on("training-job", "Training", job -> heard.add(job.toString()));
    personalize.createDatasetGroup(r -> r.name("films"));
    sageMaker.createTrainingJob(job("churn-1"));

    sim.clock().advance(Duration.ofMinutes(5));

    assertThat(groups).extracting(ResourceSnapshot::name).containsExactly("films");
    assertThat(heard).containsExactly("training-job [churn-1] InProgress/Training");
    assertThatThrownBy(() -> sim.transitions().on("dataset-group", "ACTVE", g -> {}))
        .hasMessageStartingWith("mlsim: a dataset-group never is [ACTVE]; the nearest");
  }

  @Test
  void what_is_no_pattern_is_refused() {
    assertThatThrownBy(() -> sim.events().on("{\"source\": \"aws.sagemaker\"}", this::note))
        .hasMessage(
            "mlsim: [{\"source\": \"aws.sagemaker\"}] is no pattern of EventBridge: [source] has to"
                + " be an object, or a list of what fits it");
    assertThatThrownBy(() -> sim.events().on("{\"source\": [{\"prefx\": \"aws\"}]}", this::note))
        .hasMessageContaining("[prefx] is not known here", "prefix");
    assertThatThrownBy(() -> sim.events().on("nonsense", this::note))
        .hasMessageStartingWith(
            "mlsim: [nonsense] is no pattern of EventBridge: it is no JSON at line 1, column 1: ");
  }

  @Test
  void a_pattern_that_no_event_ever_fits_is_refused_with_the_nearest() {
    String mistyped = "{\"detail-type\": [\"SageMaker Trainig Job State Change\"]}";
    String misnamed = "{\"detail-typ\": [{\"prefix\": \"SageMaker\"}]}";
    for (String pattern : List.of(mistyped, "{\"$or\": [" + mistyped + "]}")) {
      assertThatThrownBy(() -> sim.events().on(pattern, this::note))
          .hasMessageStartingWith(
              "mlsim: no event ever fits ["
                  + pattern
                  + "]: nothing that is simulated sends events of the type [\"SageMaker Trainig Job"
                  + " State Change\"]; the nearest are [SageMaker Training Job State Change");
    }
    assertThatThrownBy(() -> sim.events().on(misnamed, this::note))
        .hasMessageStartingWith(
            "mlsim: no event ever fits ["
                + misnamed
                + "]: an event has no field [detail-typ]; the nearest are [detail-type, detail");

    sim.events().on("{\"replay-name\": [{\"exists\": false}]}", this::note);
    sim.events().on("{\"$or\": [" + mistyped + ", {\"source\": [\"aws.sagemaker\"]}]}", this::note);
    sim.events().on("{\"detail-type\": [{\"anything-but\": \"x\"}, \"y\"]}", this::note);
    sageMaker.createTrainingJob(job("churn-1"));
    sim.clock().advance(Duration.ofSeconds(1));
    assertThat(heard).hasSize(3);
  }

  @Test
  void events_stand_in_the_story_once_somebody_looks() {
    sim.events();
    sageMaker.createTrainingJob(job("churn-1"));

    sim.clock().advance(Duration.ofHours(1));

    assertThat(sim.journal().story().text())
        .contains("event  SageMaker Training Job State Change", "training-job [churn-1] Completed");
    assertThat(sim.journal().story().html()).contains(">events <em>5</em>");
  }
}
