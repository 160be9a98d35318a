package dev.mlsim.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mlsim.clock.VirtualClock;
import dev.mlsim.lifecycle.Lifecycle;
import dev.mlsim.lifecycle.PlannedStep;
import dev.mlsim.lifecycle.Resource;
import dev.mlsim.lifecycle.Step;
import dev.mlsim.service.Documents;
import dev.mlsim.service.ResourceType;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What lists have of resources that are gone, or new. */
class StaleReadsTest {
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private static final ResourceType TYPE = ResourceType.named("toy").build();

  private final VirtualClock clock = new VirtualClock(START);
  private final ReadLags lags = new ReadLags(clock.guard(), type -> type, 1);
  private final StaleReads reads = new StaleReads(lags, clock::now);

  private Resource toy() {
    return new Resource(
            "toy", "one", "one", "", Lifecycle.STATELESS, Documents.empty(), clock.now())
        .entering(new PlannedStep(Step.rest("Runs"), Lifecycle.CREATE, ""), clock.now());
  }

  private Resource gone() {
    return toy().entering(new PlannedStep(Step.gone(), Lifecycle.DELETE, ""), clock.now());
  }

  @Test
  void without_a_lag_all_is_seen_as_it_is() {
    reads.lose(gone());
    List<Resource> there = List.of(toy());

    assertThat(reads.lags()).isFalse();
    assertThat(reads.all(TYPE, there)).isSameAs(there);
    assertThat(reads.save()).isEmpty();
  }

  @Test
  void what_is_gone_is_seen_as_it_was_until_the_lag_is_over_in_a_restored_world_too() {
    lags.lag(Duration.ofSeconds(3));
    reads.lose(gone());
    StaleReads other = new StaleReads(lags, clock::now);
    other.restore(reads.save());

    assertThat(reads.lags()).isTrue();
    assertThat(other.all(TYPE, List.of()))
        .extracting(toy -> toy.state().toString())
        .containsExactly("Runs");
    clock.advance(Duration.ofSeconds(3));
    assertThat(other.all(TYPE, List.of())).isEmpty();
  }

  @Test
  void an_old_list_lacks_what_is_newer() {
    Resource toy = toy();
    clock.advance(Duration.ofSeconds(5));

    reads.lists(Duration.ofSeconds(6));
    assertThat(reads.all(TYPE, List.of(toy))).isEmpty();
    reads.lists(Duration.ofSeconds(5));
    assertThat(reads.all(TYPE, List.of(toy))).containsExactly(toy);
  }
}
