package dev.mlsim.services.sagemaker.pipelines;

import static dev.mlsim.services.sagemaker.vocabulary.SharedErrors.NOT_FOUND;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mlsim.lifecycle.Resource;
import dev.mlsim.service.Documents;
import dev.mlsim.service.ServiceError;
import dev.mlsim.service.TypeRef;
import dev.mlsim.service.World;
import java.util.Set;

/**
 * The experiment and the trial of an execution, which it makes where they are missing ("Amazon
 * SageMaker Experiments Integration" of the developer guide). They are called through the front
 * door, so that their family loads with the first execution that has them.
 */
final class Experiment {
  private static final String CONFIG = "PipelineExperimentConfig";
  private static final String EXPERIMENT = "ExperimentName";
  private static final String TRIAL = "TrialName";

  /** Jobs that take an experiment. */
  private static final Set<StepKind> TAKEN_BY =
      Set.of(StepKind.PROCESSING, StepKind.TRAINING, StepKind.TRANSFORM);

  private Experiment() {}

  /** An execution starts. */
  static void prepare(Resource execution, World world) {
    JsonNode asked = execution.notes().path(Executions.EXPERIMENT);
    if (!asked.isObject()) {
      return;
    }
    ObjectNode config = Documents.empty();
    try {
      JsonNode resolved = Expression.resolved(asked, new RunScope(execution, world));
      resolved.properties().forEach(e -> config.put(e.getKey(), Expression.text(e.getValue())));
    } catch (Expression.Unresolved e) {
      world.note(execution + " has no experiment: " + e.words());
      return;
    }
    Resource named = world.change(execution, old -> old.with(CONFIG, config));
    ObjectNode experiment = Documents.empty();
    experiment.set(EXPERIMENT, config.path(EXPERIMENT));
    make(named, "experiment", EXPERIMENT, "CreateExperiment", experiment, world);
    if (config.has(TRIAL)) {
      make(named, "experiment-trial", TRIAL, "CreateTrial", config, world);
    }
  }

  private static void make(
      Resource run, String type, String member, String operation, ObjectNode input, World world) {
    TypeRef ref = TypeRef.to(type, NOT_FOUND);
    if (world.registry().byKey(ref, input.path(member).asText()).isEmpty()) {
      try {
        world.invoke(run, operation, input);
      } catch (ServiceError e) {
        world.note(run + " has no " + ref.title() + ": " + e.message());
      }
    }
  }

  /** Jobs of the execution are parts of its trial. */
  static void give(ObjectNode arguments, StepKind kind, Resource execution, World world) {
    JsonNode config = execution.attributes().path(CONFIG);
    boolean isThere =
        world
            .registry()
            .byKey(TypeRef.to("experiment-trial", NOT_FOUND), config.path(TRIAL).asText())
            .isPresent();
    if (isThere && TAKEN_BY.contains(kind) && !arguments.has("ExperimentConfig")) {
      arguments
          .putObject("ExperimentConfig")
          .put(EXPERIMENT, config.path(EXPERIMENT).asText())
          .put(TRIAL, config.path(TRIAL).asText());
    }
  }
}
