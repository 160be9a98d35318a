package dev.mlsim.services.cleanroomsml;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mlsim.service.Documents;
import dev.mlsim.service.Setup;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A SQL analysis template of AWS Clean Rooms: what an ML input channel made with it queries, and
 * whether the channel gets synthetic data in place of the result. Safe for threads.
 */
public final class AnalysisTemplate {
  private final Setup.Place place;
  private final String sql;
  private @Nullable ObjectNode parameters;
  private @Nullable Double score;

  AnalysisTemplate(Setup.Place place, String sql) {
    this.place = place;
    this.sql = sql;
  }

  /**
   * Has channels made with it be filled with synthetic data.
   *
   * @param epsilon how much noise: 0.0001 (most) to 10 (least)
   * @param maxMembershipInferenceAttackScore the threshold that the data must keep, 0.5 to 1
   */
  public AnalysisTemplate synthetic(double epsilon, double maxMembershipInferenceAttackScore) {
    requireWithin("epsilon", epsilon, 0.0001, 10);
    requireWithin("maxMembershipInferenceAttackScore", maxMembershipInferenceAttackScore, 0.5, 1);
    return place.locked(
        () -> {
          parameters =
              Documents.empty()
                  .put("epsilon", epsilon)
                  .put("maxMembershipInferenceAttackScore", maxMembershipInferenceAttackScore);
          return this;
        });
  }

  /** Classifies a column whose values are numbers. */
  public AnalysisTemplate numerical(String column, boolean isPredictiveValue) {
    return column(column, "NUMERICAL", isPredictiveValue);
  }

  /** Classifies a column whose values are categories. */
  public AnalysisTemplate categorical(String column, boolean isPredictiveValue) {
    return column(column, "CATEGORICAL", isPredictiveValue);
  }

  private AnalysisTemplate column(String column, String type, boolean isPredictiveValue) {
    return place.locked(
        () -> {
          if (parameters == null) {
            throw new IllegalStateException(
                "mlsim: cannot classify column ["
                    + column
                    + "]: the template makes no synthetic data; say synthetic(epsilon, max) first");
          }
          parameters
              .withObject("/columnClassification")
              .withArray("/columnMapping")
              .addObject()
              .put("columnName", column)
              .put("columnType", type)
              .put("isPredictiveValue", isPredictiveValue);
          return this;
        });
  }

  /**
   * What the synthetic data are found to score; over the threshold the channel fails. Without it a
   * score from the seed keeps the threshold.
   *
   * @param membershipInferenceAttackScore 0 to 1; 0.5 is as good as a guess
   */
  public AnalysisTemplate scoring(double membershipInferenceAttackScore) {
    requireWithin("score", membershipInferenceAttackScore, 0, 1);
    return place.locked(
        () -> {
          score = membershipInferenceAttackScore;
          return this;
        });
  }

  private static void requireWithin(String what, double value, double least, double most) {
    if (!(value >= least && value <= most)) {
      throw new IllegalArgumentException(
          "mlsim: " + what + " is " + least + " to " + most + ", but this is [" + value + "]");
    }
  }

  /** Its query. */
  public String sql() {
    return sql;
  }

  /** The parameters of synthetic data, if it makes any. */
  public Optional<ObjectNode> parameters() {
    return Optional.ofNullable(parameters).map(ObjectNode::deepCopy);
  }

  /** What the synthetic data are found to score, if the test said so. */
  public Optional<Double> score() {
    return Optional.ofNullable(score);
  }
}
