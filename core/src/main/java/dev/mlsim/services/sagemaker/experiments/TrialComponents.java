package dev.mlsim.services.sagemaker.experiments;

import static dev.mlsim.services.sagemaker.vocabulary.SharedErrors.VALIDATION;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mlsim.lifecycle.Resource;
import dev.mlsim.service.Call;
import dev.mlsim.service.Documents;
import dev.mlsim.service.Family;
import dev.mlsim.service.ListAll;
import dev.mlsim.service.Precondition;
import dev.mlsim.service.ResourceType;
import dev.mlsim.service.ServiceError;
import dev.mlsim.service.Values;
import dev.mlsim.service.World;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Trial components: what was done in a trial, with what, and what came of it. */
final class TrialComponents {
  /** What is merged by an update, and the member that lists what it takes away. */
  private static final Map<String, String> MERGED =
      Map.of(
          "Parameters", "ParametersToRemove",
          "InputArtifacts", "InputArtifactsToRemove",
          "OutputArtifacts", "OutputArtifactsToRemove");

  private static final Map<String, Integer> MOST =
      Map.of("Parameters", 300, "InputArtifacts", 60, "OutputArtifacts", 60);

  private static final Precondition[] LISTED = {
    Precondition.unless(
        call ->
            Stream.of("ExperimentName", "TrialName", "SourceArn").filter(call::has).count() <= 1,
        "one filter at most",
        VALIDATION,
        "Only one of ExperimentName, TrialName, SourceArn can be specified"),
    JobComponents.exists("ExperimentName", Experiments.EXPERIMENT),
    JobComponents.exists("TrialName", Experiments.TRIAL)
  };

  private TrialComponents() {}

  static void declare(Family family) {
    ResourceType type =
        Experiments.named(
                family.resource("TrialComponent").arn("experiment-trial-component/{key}"),
                "TrialComponent")
            .foundBy(call -> JobComponents.find(call, Experiments.COMPONENT, "TrialComponentName"))
            .prepared(Experiments::display)
            .computed("LineageGroupArn", (component, world) -> lineageGroup(world))
            .computed("Source", (component, world) -> JobComponents.source(component))
            .computed("TrialComponentSource", (component, world) -> JobComponents.source(component))
            .computed("Metrics", ComponentMetrics::of)
            .found("Parents", Associations::parents)
            .found("RunName", JobComponents::run)
            .changing(TrialComponents::updated)
            .requires(
                "Delete",
                new Precondition("no trial has it", VALIDATION, TrialComponents::unlinked))
            .entering("Gone", JobComponents::forget)
            .type();
    family
        .operation("AssociateTrialComponent", Associations.ASSOCIATE)
        .operation("DisassociateTrialComponent", Associations.DISASSOCIATE)
        .operation(
            "ListTrialComponents",
            ListAll.of(type)
                .among(call -> JobComponents.all(call, Experiments.COMPONENT))
                .requires(LISTED)
                .filter("ExperimentName", TrialComponents::isOfExperiment)
                .filter("TrialName", TrialComponents::isOfTrial)
                .filter("SourceArn", (c, arn, world) -> JobComponents.isFrom(c, arn.asText())));
    for (JobKind kind : JobKind.values()) {
      for (String end : List.of("Completed", "Failed", "Stopped")) {
        family.watch(kind.type().name(), end, JobComponents::ended);
      }
    }
  }

  private static Optional<JsonNode> lineageGroup(World world) {
    return Values.text(
        world.account().arn("sagemaker", "lineage-group/sagemaker-default-lineage-group"));
  }

  private static boolean isOfExperiment(Resource component, JsonNode name, World world) {
    return world.registry().all(Experiments.TRIAL).stream()
        .filter(trial -> Experiments.isOf(trial, "ExperimentName", name.asText()))
        .anyMatch(trial -> Associations.has(component, trial));
  }

  private static boolean isOfTrial(Resource component, JsonNode name, World world) {
    return world
        .registry()
        .byKey(Experiments.TRIAL, name.asText())
        .filter(trial -> Associations.has(component, trial))
        .isPresent();
  }

  /** Its maps are merged key by key, not within a value. */
  private static Resource updated(Call call, Resource merged) {
    ObjectNode before = call.world().latest(merged).attributes();
    ObjectNode attributes = Documents.empty().setAll(merged.attributes());
    MERGED.forEach(
        (member, removal) -> {
          attributes.remove(removal);
          ObjectNode all = Documents.empty();
          Documents.at(before, member).ifPresent(map -> all.setAll((ObjectNode) map));
          call.at(member).ifPresent(map -> all.setAll((ObjectNode) map));
          call.at(removal).ifPresent(keys -> keys.forEach(key -> all.remove(key.asText())));
          if (all.size() > MOST.getOrDefault(member, 0)) {
            throw new ServiceError(
                VALIDATION,
                "A trial component can have at most " + MOST.get(member) + " " + member + ".");
          }
          if (all.isEmpty()) {
            attributes.remove(member);
          } else {
            attributes.set(member, all);
          }
        });
    return merged.withAttributes(attributes);
  }

  private static void unlinked(Call call) {
    Resource component = call.service().type(Experiments.COMPONENT).require(call);
    if (Associations.count(component) > 0) {
      throw new ServiceError(
          VALIDATION,
          "TrialComponent '"
              + component.arn()
              + "' is linked to 1 or more trials and cannot be deleted.");
    }
  }
}
