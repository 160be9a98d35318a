package dev.mlsim.services.sagemaker.tuning;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mlsim.lifecycle.Resource;
import dev.mlsim.service.Call;
import dev.mlsim.service.Draft;
import dev.mlsim.services.sagemaker.vocabulary.Lists;
import java.util.List;
import java.util.Optional;

/**
 * What a tuning job takes over from those that it starts from: the best training job of them all,
 * and where its hyperparameters are ("Run a Warm Start Hyperparameter Tuning Job" in the developer
 * guide). It doesn't inherit what its parents have inherited.
 */
final class WarmStart {
  /** A note of where the best of the parents is. */
  static final String PLACES = "inheritedPlaces";

  /** A note of what is shown of the best of the parents. */
  static final String BEST = "inheritedBest";

  private static final String PARENTS = "WarmStartConfig.ParentHyperParameterTuningJobs";

  private WarmStart() {}

  /** The parents that a request names, as far as they exist. */
  static List<Resource> parents(Call call) {
    return call.at(PARENTS).stream()
        .flatMap(parents -> Lists.of(parents))
        .map(parent -> parent.path("HyperParameterTuningJobName").asText())
        .flatMap(name -> call.world().registry().byKey(TuningJobs.REF, name).stream())
        .toList();
  }

  /** Has a new one take over what it starts from. */
  static void inherit(Call call, Draft job) {
    for (Resource parent : parents(call)) {
      Optional<Best> best = Best.of(parent);
      Optional<Definition> definition = Definition.of(job.attributes()).stream().findFirst();
      if (best.isPresent() && definition.isPresent()) {
        JsonNode before = job.notes().path(BEST);
        double value = best.get().value();
        if (before.isMissingNode() || definition.get().isBetter(value, Best.valueIn(before))) {
          ObjectNode shown = best.get().shown().deepCopy();
          shown.put("TuningJobName", parent.name());
          job.notes().set(BEST, shown);
          job.notes().set(PLACES, best.get().child().places());
        }
      }
    }
  }

  /** Whether the best over all jobs is shown of one. */
  static boolean isOfSameData(Resource job) {
    return job.attributes()
        .path("WarmStartConfig")
        .path("WarmStartType")
        .asText()
        .equals("IdenticalDataAndAlgorithm");
  }
}
