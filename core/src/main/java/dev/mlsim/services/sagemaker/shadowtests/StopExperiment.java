package dev.mlsim.services.sagemaker.shadowtests;

import static dev.mlsim.services.sagemaker.vocabulary.SharedErrors.VALIDATION;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mlsim.lifecycle.Lifecycle;
import dev.mlsim.lifecycle.Resource;
import dev.mlsim.service.Call;
import dev.mlsim.service.Handler;
import dev.mlsim.service.Precondition;
import dev.mlsim.service.ResourceType;
import dev.mlsim.service.Trigger;
import java.util.List;
import java.util.Optional;

/** StopInferenceExperiment: says what becomes of each variant, and whether the test counts. */
final class StopExperiment implements Handler {
  private final ResourceType type;
  private final Trigger completes;
  private final Trigger cancels;

  StopExperiment(ResourceType type) {
    this.type = type;
    Precondition actions =
        Precondition.of("an action for each variant", VALIDATION, this::violation);
    this.completes =
        Trigger.by(Lifecycle.STOP, type).requires(actions).changing(StopExperiment::note);
    this.cancels =
        Trigger.by(InferenceExperiments.CANCEL, type)
            .requires(actions)
            .changing(StopExperiment::note);
  }

  private Optional<String> violation(Call call) {
    JsonNode experiment = type.require(call).attributes();
    JsonNode actions = call.input().path("ModelVariantActions");
    for (JsonNode variant : experiment.path("ModelVariants")) {
      String name = variant.path("VariantName").asText();
      if (!actions.has(name)) {
        return Optional.of("ModelVariantActions must have an action for variant " + name + ".");
      }
    }
    boolean serves =
        actions.path(Variants.source(experiment)).asText().equals(Variants.RETAIN)
            || actions.path(Variants.shadow(experiment)).asText().equals(Variants.PROMOTE);
    return serves
        ? Optional.empty()
        : Optional.of("ModelVariantActions must leave a variant in production.");
  }

  /** The promoted variant may be given other instances. */
  private static Resource note(Call call, Resource experiment) {
    ObjectNode notes = experiment.notes().deepCopy();
    notes.set(Variants.ACTIONS, call.input().path("ModelVariantActions"));
    call.at("Reason").ifPresent(reason -> notes.set(InferenceExperiments.REASON, reason));
    Resource noted = experiment.withNotes(notes);
    return call.at("DesiredModelVariants")
        .map(desired -> noted.with("ModelVariants", merged(experiment, desired)))
        .orElse(noted);
  }

  private static JsonNode merged(Resource experiment, JsonNode desired) {
    JsonNode variants = experiment.attributes().path("ModelVariants").deepCopy();
    for (JsonNode wanted : desired) {
      for (JsonNode variant : variants) {
        if (variant.path("VariantName").equals(wanted.path("VariantName"))) {
          ((ObjectNode) variant).setAll((ObjectNode) wanted);
        }
      }
    }
    return variants;
  }

  @Override
  public ObjectNode answer(Call call) {
    boolean cancelled = call.text("DesiredState").orElse("").equals("Cancelled");
    return (cancelled ? cancels : completes).answer(call);
  }

  @Override
  public String kind() {
    return completes.kind();
  }

  @Override
  public Optional<ResourceType> type() {
    return Optional.of(type);
  }

  @Override
  public List<Precondition> preconditions() {
    return completes.preconditions();
  }
}
