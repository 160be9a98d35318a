package dev.mlsim.services.sagemaker.tuning;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mlsim.lifecycle.Resource;
import dev.mlsim.service.World;
import java.util.List;
import java.util.Optional;

/**
 * The best of the training jobs that a tuning job has started, by the last value of its objective.
 *
 * @param child the training job
 * @param value the value
 */
record Best(Children.Child child, double value) {
  private static final String OBJECTIVE = "FinalHyperParameterTuningJobObjectiveMetric";

  /** The best of a tuning job so far. */
  static Optional<Best> of(Resource job) {
    List<Definition> definitions = Definition.of(job.attributes());
    Best best = null;
    for (Children.Child child : Children.of(job)) {
      Optional<Double> value = child.value();
      if (value.isPresent()
          && (best == null
              || definitions.get(child.definition()).isBetter(value.get(), best.value()))) {
        best = new Best(child, value.get());
      }
    }
    return Optional.ofNullable(best);
  }

  /** What Describe shows of it: no type of the objective, and no tuning job. */
  ObjectNode shown() {
    ObjectNode shown = child.shown().orElseThrow().deepCopy();
    ((ObjectNode) shown.path(OBJECTIVE)).remove("Type");
    shown.remove("TuningJobName");
    return shown;
  }

  static double valueIn(JsonNode shown) {
    return shown.path(OBJECTIVE).path("Value").asDouble();
  }

  static Optional<JsonNode> shown(Resource job, World world) {
    return of(job).map(Best::shown);
  }

  /** The best of this job and of those that it started from, if their data are the same. */
  static Optional<JsonNode> overall(Resource job, World world) {
    if (!WarmStart.isOfSameData(job)) {
      return Optional.empty();
    }
    Optional<Best> own = of(job);
    JsonNode inherited = job.notes().path(WarmStart.BEST);
    if (own.isEmpty()
        || (!inherited.isMissingNode()
            && !Definition.of(job.attributes())
                .get(own.get().child().definition())
                .isBetter(own.get().value(), valueIn(inherited)))) {
      return inherited.isMissingNode() ? Optional.empty() : Optional.of(inherited);
    }
    return Optional.of(own.get().shown().put("TuningJobName", job.name()));
  }
}
