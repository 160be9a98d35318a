package dev.mlsim.engine.events;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mlsim.Simulator;
import dev.mlsim.event.Events;
import dev.mlsim.event.Notification;
import dev.mlsim.service.Documents;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class NotificationLogTest {
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private static final String DONE = "arn:aws:sns:us-east-1:123456789012:done";

  private final Simulator sim = Simulator.create();
  private final NotificationLog log = (NotificationLog) sim.notifications();
  private final List<String> heard = new ArrayList<>();

  private void send(String topic) {
    log.send(topic, Documents.of("{'a': 1}"), START);
  }

  @Test
  void what_was_sent_is_listed_in_order() {
    send(DONE);
    send("other");

    assertThat(log.list())
        .containsExactly(
            new Notification(1, START, DONE, Documents.of("{'a': 1}")),
            new Notification(2, START, "other", Documents.of("{'a': 1}")));
    assertThat(sim.clock().guard().isHeldByCurrentThread()).isFalse();
  }

  @Test
  void a_listener_hears_of_the_topics_that_its_pattern_fits() {
    log.on("*:done", notification -> heard.add(notification.toString()));

    send("other");
    send(DONE);
    sim.clock().advance(Duration.ZERO);

    assertThat(heard).containsExactly("notification 2 of [" + DONE + "]");
  }

  @Test
  void the_oldest_goes_where_there_are_too_many() {
    for (int i = 0; i <= Events.BOUND; i++) {
      send(DONE);
    }

    assertThat(log.list()).hasSize(Events.BOUND).first().extracting("number").isEqualTo(2L);
  }

  @Test
  void a_reset_forgets_them_and_counts_from_one_again() {
    send(DONE);

    sim.reset();
    assertThat(log.list()).isEmpty();

    send(DONE);
    assertThat(log.list()).extracting(Notification::number).containsExactly(1L);
  }

  @Test
  void they_are_part_of_a_snapshot() {
    send(DONE);
    var snapshot = sim.snapshot();
    send("other");

    sim.restore(snapshot);

    assertThat(sim.notifications().list()).extracting(Notification::topicArn).containsExactly(DONE);
    send(DONE);
    assertThat(Simulator.of(snapshot).notifications().list()).hasSize(1);
  }
}
