package dev.mlsim.assertj;

import dev.mlsim.ResourceSnapshot;
import dev.mlsim.event.Event;
import dev.mlsim.journal.JournalEntry;
import java.util.List;
import org.assertj.core.api.ListAssert;
import org.jspecify.annotations.Nullable;

/**
 * Collects failures, those of AssertJ's own assertions too, through subclasses that AssertJ makes.
 *
 * @param softly where they are collected
 */
record SoftReport(MlSimSoftAssertions softly) implements Report {
  @Override
  public void failed(AssertionError error) {
    softly.collectAssertionError(error);
  }

  @Override
  public Report saidAlready() {
    return new SoftReport(new MlSimSoftAssertions()); // which nobody asks what it has collected
  }

  @Override
  public ResourceAssert resource(@Nullable ResourceSnapshot actual) {
    return softly.proxy(ResourceAssert.class, ResourceSnapshot.class, actual);
  }

  @Override
  @SuppressWarnings("unchecked") // a class has no type arguments
  public CallsAssert calls(String description, List<JournalEntry.Called> actual) {
    return softly
        .proxy(CallsAssert.class, (Class<List<JournalEntry.Called>>) (Class<?>) List.class, actual)
        .of(description, this);
  }

  @Override
  @SuppressWarnings("unchecked") // a class has no type arguments
  public EventsAssert events(String description, List<Event> actual) {
    return softly
        .proxy(EventsAssert.class, (Class<List<Event>>) (Class<?>) List.class, actual)
        .of(description, this);
  }

  @Override
  public <E> ListAssert<E> list(List<E> actual) {
    return softly.assertThat(actual);
  }
}
