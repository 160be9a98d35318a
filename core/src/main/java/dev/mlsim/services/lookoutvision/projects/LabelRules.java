package dev.mlsim.services.lookoutvision.projects;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * How many anomaly labels and images of each a segmentation model needs, by the developer guide's
 * "Quotas in Amazon Lookout for Vision". Datasets without masks are those of a classification
 * model, and need nothing of this.
 */
final class LabelRules {
  private static final int MOST_LABELS = 100;
  private static final int MOST_OF_MASK = 20;
  private static final int LEAST_ALONE = 20;
  private static final int LEAST_OF_EACH = 10;
  private static final int MOST_TRAINING_IMAGES = 8_000;
  private static final int MOST_TEST_IMAGES = 800;

  private LabelRules() {}

  /** What is wrong with the labels of the datasets that a model is about to be trained with. */
  static Optional<String> flaw(Rows train, Optional<Rows> test) {
    if (train.stream().noneMatch(row -> row.mask().isPresent())) {
      return Optional.empty();
    }
    Map<String, Integer> inTraining = alone(train);
    Map<String, Integer> inTest = test.map(LabelRules::alone).orElseGet(TreeMap::new);
    inTest.keySet().forEach(label -> inTraining.putIfAbsent(label, 0));
    if (inTraining.size() > MOST_LABELS) {
      return Optional.of("A project can have at most " + MOST_LABELS + " anomaly labels.");
    }
    int least = test.isEmpty() ? LEAST_ALONE : LEAST_OF_EACH;
    inTraining.keySet().forEach(label -> inTest.putIfAbsent(label, 0));
    return crowded(train)
        .or(() -> test.flatMap(LabelRules::crowded))
        .or(() -> tooMany("training", train, MOST_TRAINING_IMAGES))
        .or(() -> test.flatMap(rows -> tooMany("test", rows, MOST_TEST_IMAGES)))
        .or(() -> tooFew("training", inTraining, least))
        .or(() -> test.flatMap(rows -> tooFew("test", inTest, least)));
  }

  /** For each label the number of images that show no other. */
  private static Map<String, Integer> alone(Rows rows) {
    Map<String, Integer> counts = new TreeMap<>();
    rows.stream()
        .filter(Rows.Row::isLabeled)
        .flatMap(row -> row.mask().stream())
        .map(Mask::labels)
        .forEach(
            labels ->
                labels.forEach(l -> counts.merge(l, labels.size() == 1 ? 1 : 0, Integer::sum)));
    return counts;
  }

  private static Optional<String> crowded(Rows rows) {
    return rows.stream()
        .filter(row -> row.mask().filter(m -> m.labels().size() > MOST_OF_MASK).isPresent())
        .findFirst()
        .map(
            row ->
                "The mask of "
                    + row.sourceRef()
                    + " has more than "
                    + MOST_OF_MASK
                    + " anomaly labels.");
  }

  private static Optional<String> tooMany(String dataset, Rows rows, int most) {
    return rows.size() > most
        ? Optional.of(
            "The "
                + dataset
                + " dataset of a segmentation model can have at most "
                + most
                + " images.")
        : Optional.empty();
  }

  private static Optional<String> tooFew(String dataset, Map<String, Integer> counts, int least) {
    return counts.entrySet().stream()
        .filter(label -> label.getValue() < least)
        .findFirst()
        .map(
            label ->
                "The "
                    + dataset
                    + " dataset needs at least "
                    + least
                    + " images with the anomaly label "
                    + label.getKey()
                    + " alone; it has "
                    + label.getValue()
                    + ".");
  }
}
