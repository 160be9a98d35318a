package dev.mlsim.services.sagemaker.experiments;

import static dev.mlsim.services.sagemaker.vocabulary.SharedErrors.NOT_FOUND;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mlsim.lifecycle.Resource;
import dev.mlsim.service.Arns;
import dev.mlsim.service.Call;
import dev.mlsim.service.Documents;
import dev.mlsim.service.TypeRef;
import dev.mlsim.service.World;
import java.util.List;
import java.util.Optional;

/**
 * The experiments that AutoML jobs make by themselves, one for each, with a trial for each job that
 * they start; the training jobs of one tuning job share a trial.
 */
final class AutoMlExperiments {
  private static final TypeRef AUTOML = TypeRef.to("automl-job", NOT_FOUND);
  private static final String SUFFIX = "-aws-auto-ml-job";
  private static final String OWNER = "AutoMLJobArn";

  private AutoMlExperiments() {}

  /** Makes the experiments of the AutoML jobs that have none yet. */
  static void derive(Call call) {
    World world = call.world();
    for (Resource job : List.copyOf(world.registry().all(AUTOML))) {
      if (!job.notes().has(JobComponents.MADE)) {
        world.change(job, old -> old.withNote(JobComponents.MADE, 1));
        String name = job.name() + SUFFIX;
        if (world.registry().byKey(Experiments.EXPERIMENT, name).isEmpty()) {
          JobComponents.begin(
              call, Experiments.EXPERIMENT, name, named("ExperimentName", name), job);
        }
      }
    }
  }

  /** The trial that a job of an AutoML job is part of. */
  static Optional<Resource> trial(Call call, Resource job) {
    Optional<Resource> experiment =
        Documents.at(job.attributes(), OWNER)
            .map(owner -> Arns.name(owner.asText()) + SUFFIX)
            .flatMap(name -> call.world().registry().byKey(Experiments.EXPERIMENT, name));
    return experiment.map(
        found ->
            JobComponents.trial(
                call,
                job,
                Documents.at(job.attributes(), "TuningJobArn")
                    .map(tuning -> Arns.name(tuning.asText()))
                    .orElse(job.name()),
                found));
  }

  private static ObjectNode named(String member, String name) {
    return Documents.empty().put(member, name).put("DisplayName", name);
  }

  /** Where an experiment or a trial comes from, if a job has made it. */
  static Optional<JsonNode> source(Resource made, World world) {
    return Documents.at(made.notes(), JobComponents.SOURCE)
        .map(
            arn ->
                Documents.empty()
                    .put("SourceArn", arn.asText())
                    .put("SourceType", type(arn.asText())));
  }

  private static String type(String arn) {
    return arn.contains(":automl-job/")
        ? "SageMakerAutoMLJob"
        : JobKind.of(arn.replaceAll("^.*:([a-z-]+)/.*$", "$1")).sourceType();
  }
}
