package dev.mlsim.engine.events;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mlsim.Simulator;
import dev.mlsim.event.Event;
import dev.mlsim.event.Events;
import org.junit.jupiter.api.Test;

class EventLogTest {

  private static Simulator put(long seed, int objects) {
    Simulator sim = Simulator.builder().seed(seed).build();
    sim.objects().sendEventsOf("data");
    for (int i = 0; i < objects; i++) {
      sim.objects().put("s3://data/" + i, "");
    }
    return sim;
  }

  @Test
  void the_oldest_are_dropped_where_there_are_too_many_and_counted() {
    Simulator sim = put(1, Events.BOUND + 2);

    assertThat(sim.events().dropped()).isEqualTo(2);
    assertThat(sim.events().after(Events.BOUND)).extracting(Event::number).hasSize(2);
    assertThat(sim.events().after(0))
        .hasSize(Events.BOUND)
        .first()
        .extracting("number")
        .isEqualTo(3L);
    assertThat(sim.clock().guard().isHeldByCurrentThread()).isFalse();
  }

  @Test
  void their_ids_come_from_the_seed_and_their_numbers() {
    assertThat(put(8, 2).events().list())
        .extracting(event -> event.document().path("id").asText())
        .containsExactly(
            "3e32e22b-c6e3-46b9-9921-871e6024aefb", "86f46a2b-2f5d-4b05-b76a-8a3b6b048a8c");
  }
}
