package dev.mlsim.services.sagemaker.automl;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mlsim.lifecycle.Resource;
import dev.mlsim.service.Documents;
import dev.mlsim.service.TypeRef;
import dev.mlsim.service.World;
import dev.mlsim.services.sagemaker.vocabulary.SharedErrors;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What an AutoML job knows of the jobs that it has started, in order: a note of its own. */
final class StepsTaken {
  private static final String NOTE = "steps";

  /**
   * A job that was started.
   *
   * @param type the name of its type
   * @param name its name
   * @param arn its ARN
   * @param phase the phase in which it was
   */
  record Taken(String type, String name, String arn, String phase) {
    Optional<Resource> resource(World world) {
      return world.registry().byKey(TypeRef.to(type, SharedErrors.VALIDATION), name);
    }

    /** As a candidate shows a step; tuning jobs are none. */
    Optional<ObjectNode> shown() {
      String kind =
          switch (type) {
            case "processing-job" -> "ProcessingJob";
            case "training-job" -> "TrainingJob";
            case "transform-job" -> "TransformJob";
            default -> "";
          };
      return kind.isEmpty()
          ? Optional.empty()
          : Optional.of(
              Documents.empty()
                  .put("CandidateStepType", "AWS::SageMaker::" + kind)
                  .put("CandidateStepArn", arn)
                  .put("CandidateStepName", name));
    }
  }

  private StepsTaken() {}

  static List<Taken> of(Resource job) {
    List<Taken> taken = new ArrayList<>();
    for (JsonNode one : job.notes().path(NOTE)) {
      taken.add(
          new Taken(
              one.path("type").asText(),
              one.path("name").asText(),
              one.path("arn").asText(),
              one.path("phase").asText()));
    }
    return taken;
  }

  static Resource with(Resource job, Taken taken) {
    ArrayNode all = JsonNodeFactory.instance.arrayNode();
    job.notes().path(NOTE).forEach(all::add);
    all.addObject()
        .put("type", taken.type())
        .put("name", taken.name())
        .put("arn", taken.arn())
        .put("phase", taken.phase());
    return job.withNote(NOTE, all);
  }

  /** Those that have not ended. */
  static List<Resource> unfinished(Resource job, World world) {
    return of(job).stream()
        .flatMap(taken -> taken.resource(world).stream())
        .filter(resource -> resource.is("InProgress") || resource.is("Stopping"))
        .toList();
  }
}
