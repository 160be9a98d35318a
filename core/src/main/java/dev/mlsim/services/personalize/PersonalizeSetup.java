package dev.mlsim.services.personalize;

import static java.util.Objects.requireNonNull;

import dev.mlsim.internal.Given;
import dev.mlsim.service.ValueSetup;
import dev.mlsim.services.personalize.vocabulary.GroupData;
import dev.mlsim.services.personalize.vocabulary.Lifecycles;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a test tells Personalize in its own words: what trained models recommend, and which of two
 * spellings batch jobs' statuses have; and what it hears of it: which records were put. Safe for
 * threads.
 *
 * <pre>{@code
 * sim.setup(PersonalizeSetup.class).recommend(query -> List.of("item-7", "item-" + query.subject()));
 * }</pre>
 */
public final class PersonalizeSetup extends ValueSetup<PersonalizeSetup.Said> {

  /** Answers in the place of trained models. */
  @FunctionalInterface
  public interface Model {
    /**
     * The ids of what is recommended, best first; more than are asked for are cut off. Of a ranking
     * what it leaves out comes last.
     *
     * @throws RecordFailure to have a batch job write an error for this record, or a call be
     *     refused
     */
    List<String> recommend(RecommendationQuery query);
  }

  private static final Pattern DATASET =
      Pattern.compile("(arn:.*:dataset/)?[^/:]+/(" + String.join("|", GroupData.KINDS) + ")");

  private final Place place;

  record Said(@Nullable Model model, boolean documentedStatuses, PutLog put) {
    static final Said NOTHING = new Said(null, false, PutLog.EMPTY);
  }

  PersonalizeSetup(Place place) {
    super(Said.class, Said.NOTHING);
    this.place = place;
  }

  /**
   * Has the function answer the calls of campaigns and recommenders and the records of batch jobs
   * from now on, instead of a choice from the seed. It must not call the simulator.
   */
  public void recommend(Model function) {
    requireNonNull(function, "function");
    place.change(() -> said = new Said(function, said.documentedStatuses, said.put));
  }

  /**
   * Has batch jobs show PENDING and IN PROGRESS, as the API reference says, in place of the CREATE
   * PENDING and CREATE IN_PROGRESS that AWS has been seen to send.
   */
  public void showDocumentedBatchStatuses() {
    place.change(() -> said = new Said(said.model, true, said.put));
  }

  /**
   * The records that were put into a dataset one by one, by {@code PutEvents} and its like, in the
   * order in which they came.
   *
   * @param dataset its ARN, or what stands in it behind {@code dataset/}, such as {@code
   *     shop/INTERACTIONS}
   * @throws IllegalArgumentException if that can't be a dataset
   */
  public List<PutRecord> received(String dataset) {
    if (!DATASET.matcher(dataset).matches()) {
      throw new IllegalArgumentException(
          "mlsim: records are put into a dataset such as [shop/INTERACTIONS], its group and its"
              + " type of "
              + GroupData.KINDS
              + ", but this is ["
              + dataset
              + "]");
    }
    return place.locked(
        () ->
            said.put.datasets().stream()
                .filter(arn -> arn.equals(dataset) || arn.endsWith(":dataset/" + dataset))
                .findFirst()
                .map(said.put::of)
                .orElse(List.of()));
  }

  /** What was put into the dataset of an ARN, which may be nothing. */
  public List<PutRecord> put(String datasetArn) {
    return said.put.of(datasetArn);
  }

  /** Notes what a call puts. */
  public void put(List<PutRecord> records) {
    place.change(
        () -> said = new Said(said.model, said.documentedStatuses, said.put.with(records)));
  }

  /**
   * What the test has a model recommend.
   *
   * @throws RecordFailure if it has the record or the call fail
   */
  public Optional<List<String>> recommended(RecommendationQuery query) {
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
    static @Nullable Answer of(Model model, RecommendationQuery query) {
      try {
        @Nullable List<String> ids = model.recommend(query);
        return ids == null ? null : new Answer(Given.list(ids), null);
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
}
