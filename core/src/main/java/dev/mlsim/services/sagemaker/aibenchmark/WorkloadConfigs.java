package dev.mlsim.services.sagemaker.aibenchmark;

import static dev.mlsim.services.sagemaker.vocabulary.SharedErrors.IN_USE;
import static dev.mlsim.services.sagemaker.vocabulary.SharedErrors.NOT_FOUND;
import static dev.mlsim.services.sagemaker.vocabulary.SharedErrors.VALIDATION;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mlsim.lifecycle.Resource;
import dev.mlsim.service.Arns;
import dev.mlsim.service.Call;
import dev.mlsim.service.Documents;
import dev.mlsim.service.Family;
import dev.mlsim.service.Precondition;
import dev.mlsim.service.TypeRef;
import dev.mlsim.service.World;
import java.util.List;
import java.util.Optional;

/** The workloads that benchmarks put on a model (API reference, CreateAIWorkloadConfig). */
final class WorkloadConfigs {
  /** By what a job names its workload: the name or the ARN. */
  static final String IDENTIFIER = "AIWorkloadConfigIdentifier";

  private static final String SPEC = "AIWorkloadConfigs.WorkloadSpec.Inline";
  private static final TypeRef TYPE =
      TypeRef.to("ai-workload-config", "AI workload config", NOT_FOUND);

  /** The jobs that refer to one. */
  private static final List<TypeRef> USERS =
      List.of(
          TypeRef.to("ai-benchmark-job", "AI benchmark job", NOT_FOUND),
          TypeRef.to("ai-recommendation-job", "AI recommendation job", NOT_FOUND));

  /** The workload that a job names is there. */
  static final Precondition EXISTS = Precondition.exists(IDENTIFIER, TYPE);

  private WorkloadConfigs() {}

  static void declare(Family family) {
    family
        .resource("AIWorkloadConfig")
        .titled("AI workload config")
        .requires(
            Precondition.of(
                "the workload is one",
                VALIDATION,
                call -> call.text(SPEC).flatMap(WorkloadSpec::wrong)))
        .requires("Delete", Precondition.of("no job works with it", IN_USE, WorkloadConfigs::used))
        .missing(NOT_FOUND, "Could not find AI workload config {name}.")
        .duplicate(IN_USE, "An AI workload config with the name {name} already exists ({arn}).")
        .judgedWords("not found", "duplicate", "in use")
        .judged(
            "ai-workload-spec",
            "CreateAIWorkloadConfig.AIWorkloadConfigs",
            "A workload is checked by the parameters that the developer guide lists, those that"
                + " begin with image_, video_ and warmup_ by that only; what is wrong is said as"
                + " pydantic says it.")
        .differs(
            "ai-workload-yaml",
            "CreateAIWorkloadConfig.AIWorkloadConfigs",
            "Of YAML nested maps, lists of single values, quotes and comments are read; what is"
                + " beyond that is refused as not simulated. JSON is read as it is.");
  }

  private static Optional<String> used(Call call) {
    String name = call.text("AIWorkloadConfigName").orElse("");
    for (TypeRef type : USERS) {
      for (Resource job : call.world().registry().all(type)) {
        if (!job.lifecycle().rests(job.state()) && name(job).equals(name)) {
          return Optional.of(
              "AI workload config "
                  + name
                  + " cannot be deleted while the "
                  + type.title()
                  + " "
                  + job.name()
                  + " is in status "
                  + job.state().status()
                  + ".");
        }
      }
    }
    return Optional.empty();
  }

  /** The name of a job's workload. */
  static String name(Resource job) {
    String identifier = job.attributes().path(IDENTIFIER).asText();
    return Arns.name(identifier);
  }

  /** The parameters of a job's workload, under the first of their names. */
  static ObjectNode parameters(Resource job, World world) {
    return world
        .registry()
        .byKey(TYPE, name(job))
        .flatMap(config -> Documents.at(config.attributes(), SPEC))
        .map(spec -> WorkloadSpec.parameters(spec.asText()))
        .orElseGet(Documents::empty);
  }
}
