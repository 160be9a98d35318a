package dev.mlsim.services.sagemaker.shadowtests;

import static dev.mlsim.services.sagemaker.vocabulary.SharedErrors.VALIDATION;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mlsim.lifecycle.Resource;
import dev.mlsim.service.Call;
import dev.mlsim.service.Documents;
import dev.mlsim.service.Precondition;
import dev.mlsim.service.TypeRef;
import dev.mlsim.services.sagemaker.vocabulary.Lists;
import java.util.Optional;

/** What must hold of a request that makes or changes an experiment. */
final class ExperimentRules {
  private static final TypeRef MODEL = TypeRef.to("sagemaker:model", VALIDATION);

  private static final Precondition MODELS =
      new Precondition(
          "the models of the variants exist",
          VALIDATION,
          call ->
              Lists.texts(call.input().path("ModelVariants"), "ModelName")
                  .forEach(name -> call.require(MODEL, name)));

  static final Precondition[] OF_CREATE = {
    Precondition.of(
        "a schedule of at most 30 days",
        VALIDATION,
        call -> Schedules.violation(call, Optional.empty())),
    Precondition.of(
        "source and shadow are among the variants", VALIDATION, call -> variants(call.input())),
    MODELS
  };

  static final Precondition[] OF_UPDATE = {
    Precondition.of(
        "of a running one only description, end and sampling",
        VALIDATION,
        ExperimentRules::whileRunning),
    Precondition.of(
        "a schedule of at most 30 days",
        VALIDATION,
        call -> Schedules.violation(call, Optional.of(require(call)))),
    Precondition.of(
        "source and shadow are among the variants",
        VALIDATION,
        call -> {
          ObjectNode merged = Documents.merged(require(call).attributes().deepCopy(), call.input());
          return variants(merged);
        }),
    MODELS
  };

  private ExperimentRules() {}

  private static Resource require(Call call) {
    return call.require(InferenceExperiments.TYPE, call.text("Name").orElse(""));
  }

  private static Optional<String> variants(JsonNode experiment) {
    for (String name : new String[] {Variants.source(experiment), Variants.shadow(experiment)}) {
      if (Variants.named(experiment, name).isMissingNode()) {
        return Optional.of("The variant " + name + " is not among the ModelVariants.");
      }
    }
    return Variants.source(experiment).equals(Variants.shadow(experiment))
        ? Optional.of("The source and the shadow of an experiment must be different variants.")
        : Optional.empty();
  }

  private static Optional<String> whileRunning(Call call) {
    Resource experiment = require(call);
    boolean more =
        call.has("ModelVariants")
            || call.has("DataStorageConfig")
            || Schedules.changesStart(call, experiment);
    return experiment.is("Running") && more
        ? Optional.of(
            "Only Description, EndTime and SamplingPercentage of a running inference experiment can"
                + " be updated.")
        : Optional.empty();
  }
}
