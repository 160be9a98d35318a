package dev.mlsim.services.sagemaker.tuning;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mlsim.service.Call;
import dev.mlsim.service.Documents;
import dev.mlsim.service.Family;
import dev.mlsim.service.Quota;
import dev.mlsim.services.sagemaker.vocabulary.InstanceQuotas;
import java.util.stream.Stream;

/**
 * The quotas of tuning jobs ("Resource limits for automatic model tuning" in the developer guide).
 * When one is created it must find room for all the instances that it uses at once, though only its
 * training jobs hold them later.
 */
final class TuningQuotas {
  static final String JOBS = "Number of concurrent hyperparameter tuning jobs";
  private static final String LIMITS = "HyperParameterTuningJobConfig.ResourceLimits.";
  private static final long RUNTIME = 2_592_000;

  private static final InstanceQuotas OWN =
      new InstanceQuotas("TrainingInstanceType", document -> MissingNode.getInstance())
          .perCall(
              "Maximum number of parallel training jobs per hyperparameter tuning job",
              "Jobs",
              100,
              10,
              call -> call.number(LIMITS + "MaxParallelTrainingJobs").orElse(0L))
          .perCall(
              "Maximum number of training jobs per hyperparameter tuning job",
              "Jobs",
              750,
              LIMITS + "MaxNumberOfTrainingJobs")
          .perCall(
              "Longest run time for a hyperparameter tuning job",
              "Seconds",
              RUNTIME,
              LIMITS + "MaxRuntimeInSeconds");

  private static final Quota CONCURRENT = Quota.of(JOBS, 100, InstanceQuotas.exceeded("Jobs"));

  /** Counted under the names that training jobs have declared. */
  private static final InstanceQuotas INSTANCES =
      new InstanceQuotas("TrainingInstanceType", fleet -> fleet)
          .asking(TuningQuotas::fleet)
          .each("training job usage", fleet -> !isSpot(fleet))
          .each("spot training job usage", TuningQuotas::isSpot);

  private TuningQuotas() {}

  private static boolean isSpot(JsonNode fleet) {
    return fleet.path("spot").asBoolean();
  }

  /** What the first definition's training jobs run on, all that run at once. */
  private static JsonNode fleet(Call call) {
    long parallel = call.number(LIMITS + "MaxParallelTrainingJobs").orElse(1L);
    return Definition.of(call.input()).stream()
        .findFirst()
        .<JsonNode>map(
            definition -> {
              ObjectNode fleet = Documents.empty();
              fleet.put(
                  "spot", definition.document().path("EnableManagedSpotTraining").asBoolean());
              ArrayNode groups = fleet.putArray("InstanceGroups");
              InstanceQuotas.instancesIn(definition.fleet())
                  .forEach(
                      (type, count) ->
                          groups
                              .addObject()
                              .put("InstanceType", type)
                              .put("InstanceCount", count * parallel));
              return fleet;
            })
        .orElse(MissingNode.getInstance());
  }

  static Quota[] toArray() {
    return Stream.of(
            Stream.of(OWN.toArray()), Stream.of(CONCURRENT), Stream.of(INSTANCES.toArray()))
        .flatMap(quotas -> quotas)
        .toArray(Quota[]::new);
  }

  static void declare(Family family) {
    OWN.declare(family);
    family.quota(JOBS, CONCURRENT);
  }
}
