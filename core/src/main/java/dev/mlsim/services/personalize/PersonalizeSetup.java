package dev.mlsim.services.personalize;

import dev.mlsim.service.Setup;
import dev.mlsim.services.personalize.vocabulary.Lifecycles;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a test tells Personalize in its own words: what trained models recommend, and which of two
 * spellings batch jobs' statuses have. Safe for threads.
 *
 * <pre>{@code
 * sim.setup(PersonalizeSetup.class).recommend(query -> List.of("item-7", "item-" + query.subject()));
 * }</pre>
 */
public final class PersonalizeSetup implements Setup {

  /** Answers one record of a batch job in the place of a trained model. */
  @FunctionalInterface
  public interface Model {
    /**
     * The ids of what is recommended, best first; more than the job asks for are cut off.
     *
     * @throws RecordFailure to have the job write an error for this record
     */
    List<String> recommend(BatchQuery query);
  }

  private final Place place;
  private Said said = Said.NOTHING;

  private record Said(@Nullable Model model, boolean documentedStatuses) {
    static final Said NOTHING = new Said(null, false);
  }

  PersonalizeSetup(Setup.Place place) {
    this.place = place;
  }

  /**
   * Has the function answer the records of batch jobs from now on, instead of a choice from the
   * seed. It is called while time moves and must not call the simulator.
   */
  public void recommend(Model function) {
    place.change(() -> said = new Said(function, said.documentedStatuses));
  }

  /**
   * Has batch jobs show PENDING and IN PROGRESS, as the API reference says, in place of the CREATE
   * PENDING and CREATE IN_PROGRESS that AWS has been seen to send.
   */
  public void showDocumentedBatchStatuses() {
    place.change(() -> said = new Said(said.model, true));
  }

  /**
   * What the test has a model recommend for a record.
   *
   * @throws RecordFailure if it has the record fail
   */
  public Optional<List<String>> recommended(BatchQuery query) {
    @Nullable Model model = said.model;
    if (model == null) {
      return Optional.empty();
    }
    Answer answer = place.asking("recommend", () -> Answer.of(model, query));
    if (answer.failure() != null) {
      throw answer.failure();
    }
    return Optional.of(answer.ids());
  }

  /** A model's answer, or the failure of the record, which is one of its answers too. */
  private record Answer(List<String> ids, @Nullable RecordFailure failure) {
    static @Nullable Answer of(Model model, BatchQuery query) {
      try {
        @Nullable List<String> ids = model.recommend(query);
        return ids == null ? null : new Answer(List.copyOf(ids), null);
      } catch (RecordFailure failure) {
        return new Answer(List.of(), failure);
      }
    }
  }

  /** A status of a batch job in the spelling that the test asked for. */
  public String batchStatus(String status) {
    if (!said.documentedStatuses) {
      return status;
    }
    return switch (status) {
      case Lifecycles.PENDING -> "PENDING";
      case Lifecycles.IN_PROGRESS -> "IN PROGRESS";
      default -> status;
    };
  }

  @Override
  public void clear() {
    said = Said.NOTHING;
  }

  @Override
  public Object save() {
    return said;
  }

  @Override
  public void restore(Object saved) {
    said = (Said) saved;
  }
}
