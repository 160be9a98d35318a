package dev.mlsim.assertj;

import dev.mlsim.ResourceSnapshot;
import dev.mlsim.event.Event;
import dev.mlsim.journal.JournalEntry;
import java.util.List;
import org.assertj.core.api.Assertions;
import org.assertj.core.api.ListAssert;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of a failed assertion, thrown at once or collected for later, and the assertions on
 * what was found on the way, which share that fate.
 */
interface Report {
  /** Fails the test here. */
  Report AT_ONCE = new Report() {};

  /** Takes the failure of an assertion that leads on to others. */
  default void failed(AssertionError error) {
    throw error;
  }

  /** Where failures go of what isn't there, since that has been said. */
  default Report saidAlready() {
    return this;
  }

  default ResourceAssert resource(@Nullable ResourceSnapshot actual) {
    return new ResourceAssert(actual);
  }

  default CallsAssert calls(String description, List<JournalEntry.Called> actual) {
    return new CallsAssert(actual).of(description, this);
  }

  default EventsAssert events(String description, List<Event> actual) {
    return new EventsAssert(actual).of(description, this);
  }

  default <E> ListAssert<E> list(List<E> actual) {
    return Assertions.assertThat(actual);
  }
}
