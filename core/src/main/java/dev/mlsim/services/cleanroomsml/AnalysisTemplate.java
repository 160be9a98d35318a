package dev.mlsim.services.cleanroomsml;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mlsim.service.Documents;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * A SQL analysis template of AWS Clean Rooms: what an ML input channel made with it queries, and
 * whether the channel gets synthetic data in place of the result. Safe for threads.
 */
public final class AnalysisTemplate {
  private final CleanRooms rooms;
  private final String arn;
  private final Declared.Template asDeclared;

  AnalysisTemplate(CleanRooms rooms, String arn, Declared.Template asDeclared) {
    this.rooms = rooms;
    this.arn = arn;
    this.asDeclared = asDeclared;
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
    ObjectNode parameters =
        Documents.empty()
            .put("epsilon", epsilon)
            .put("maxMembershipInferenceAttackScore", maxMembershipInferenceAttackScore);
    return change(old -> new Declared.Template(old.sql(), parameters, old.score()));
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
    return change(
        old -> {
          if (old.parameters() == null) {
            throw new IllegalStateException(
                "mlsim: cannot classify column ["
                    + column
                    + "]: the template makes no synthetic data; say synthetic(epsilon, max) first");
          }
          ObjectNode parameters = old.parameters().deepCopy();
          parameters
              .withObject("/columnClassification")
              .withArray("/columnMapping")
              .addObject()
              .put("columnName", column)
              .put("columnType", type)
              .put("isPredictiveValue", isPredictiveValue);
          return new Declared.Template(old.sql(), parameters, old.score());
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
    return change(
        old -> new Declared.Template(old.sql(), old.parameters(), membershipInferenceAttackScore));
  }

  private AnalysisTemplate change(UnaryOperator<Declared.Template> change) {
    rooms.change(
        declared ->
            declared.template(
                arn, change.apply(declared.templates().getOrDefault(arn, asDeclared))));
    return this;
  }

  private Declared.Template now() {
    return rooms.declared().templates().getOrDefault(arn, asDeclared);
  }

  private static void requireWithin(String what, double value, double least, double most) {
    if (!(value >= least && value <= most)) {
      throw new IllegalArgumentException(
          "mlsim: " + what + " is " + least + " to " + most + ", but this is [" + value + "]");
    }
  }

  /** Its query. */
  public String sql() {
    return now().sql();
  }

  /** The parameters of synthetic data, if it makes any. */
  public Optional<ObjectNode> parameters() {
    return Optional.ofNullable(now().parameters()).map(ObjectNode::deepCopy);
  }

  /** What the synthetic data are found to score, if the test said so. */
  public Optional<Double> score() {
    return Optional.ofNullable(now().score());
  }
}
