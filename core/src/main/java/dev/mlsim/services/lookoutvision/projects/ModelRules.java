package dev.mlsim.services.lookoutvision.projects;

import dev.mlsim.lifecycle.Resource;
import dev.mlsim.service.Call;
import dev.mlsim.service.Precondition;
import dev.mlsim.service.Quota;
import dev.mlsim.services.lookoutvision.vocabulary.Kind;
import java.util.Optional;

/**
 * What holds for models beyond their shape: the developer guide's "Quotas in Amazon Lookout for
 * Vision" and "Deleting a model". The quotas whose values were not found are those of Rekognition
 * Custom Labels.
 */
final class ModelRules {
  static final String CONCURRENT = "Concurrent model trainings";
  static final String PER_PROJECT = "Models per project";
  static final String HOSTED = "Running models";
  static final String PER_MODEL = "Inference units per model";

  static final Precondition[] OF_CREATE = {
    new Precondition(
        "the project has a training dataset", Kind.NOT_FOUND, ModelRules::refuseWithoutDataset),
    new Precondition(
        "the datasets are complete", Kind.CONFLICT, ModelRules::refuseUnfinishedDatasets),
    Precondition.of(
        "there are enough labelled images, and of each anomaly label",
        Kind.VALIDATION,
        ModelRules::tooFewImages)
  };

  static final Precondition UNITS_IN_ORDER =
      Precondition.unless(
          call ->
              call.number("MaxInferenceUnits")
                  .map(most -> most >= call.number("MinInferenceUnits").orElse(1L))
                  .orElse(true),
          "MaxInferenceUnits is at least MinInferenceUnits",
          Kind.VALIDATION,
          "MaxInferenceUnits must be greater than or equal to MinInferenceUnits.");

  static final Quota TRAININGS =
      Quota.of(CONCURRENT, 2, (call, excess) -> Kind.PROJECT.exceeded(Projects.of(call), excess));

  static final Quota MOST =
      Quota.of(PER_PROJECT, 100, (call, excess) -> Kind.PROJECT.exceeded(Projects.of(call), excess))
          .per(Projects::of);

  static final Quota RUNNING =
      Quota.of(HOSTED, 2, (call, excess) -> Kind.MODEL.exceeded(idOf(call), excess));

  static final Quota UNITS =
      Quota.ofCall(
          PER_MODEL,
          5,
          call ->
              Math.max(
                  call.number("MinInferenceUnits").orElse(0L),
                  call.number("MaxInferenceUnits").orElse(0L)),
          (call, excess) -> Kind.MODEL.exceeded(idOf(call), excess));

  private ModelRules() {}

  private static String idOf(Call call) {
    return Models.find(call).map(Resource::key).orElse(Projects.of(call));
  }

  private static Optional<Resource> dataset(Call call, String type) {
    return Datasets.of(Projects.of(call), type, call.world());
  }

  private static void refuseWithoutDataset(Call call) {
    if (dataset(call, "train").isEmpty()) {
      throw Kind.DATASET.missing(Projects.of(call) + "/train");
    }
  }

  private static void refuseUnfinishedDatasets(Call call) {
    for (String type : Datasets.BOTH) {
      Optional<Resource> dataset = dataset(call, type);
      if (dataset.isPresent() && !Datasets.isUsable(dataset.get())) {
        throw Kind.DATASET.wrongStatus(
            dataset.get().key(), dataset.get().state().status(), "trained with");
      }
    }
  }

  private static Optional<String> tooFewImages(Call call) {
    Rows train = Rows.of(dataset(call, "train").orElseThrow());
    Optional<Resource> test = dataset(call, "test");
    if (test.isEmpty()) {
      return tooFew("training", train, 20, 10).or(() -> LabelRules.flaw(train, Optional.empty()));
    }
    Rows tests = Rows.of(test.get());
    return tooFew("training", train, 10, 0)
        .or(() -> tooFew("test", tests, 10, 10))
        .or(() -> LabelRules.flaw(train, Optional.of(tests)));
  }

  private static Optional<String> tooFew(String dataset, Rows rows, int normal, int anomalies) {
    long normals = rows.labeled("normal");
    long others = rows.labeled("anomaly");
    return normals >= normal && others >= anomalies
        ? Optional.empty()
        : Optional.of(
            "The "
                + dataset
                + " dataset needs at least "
                + normal
                + " normal and "
                + anomalies
                + " anomalous labeled images; it has "
                + normals
                + " and "
                + others
                + ".");
  }
}
