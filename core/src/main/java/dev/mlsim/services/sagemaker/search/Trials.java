package dev.mlsim.services.sagemaker.search;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mlsim.lifecycle.Resource;
import dev.mlsim.service.Call;
import dev.mlsim.service.Documents;
import dev.mlsim.service.ListAll;
import dev.mlsim.service.ResourceType;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What Search shows of trials and their components beyond what Describe does. */
final class Trials {
  private static final String DETAIL = "SourceDetail";
  private static final String SUMMARIES = "TrialComponentSummaries";

  /** The jobs that a component comes of, by their types, as its record calls them. */
  private static final Map<String, String> JOBS =
      Map.of(
          "training-job", "TrainingJob",
          "processing-job", "ProcessingJob",
          "transform-job", "TransformJob");

  private Trials() {}

  /** A component, with the job that made it. */
  static List<ObjectNode> component(Call call, Searchable kind, Resource component) {
    ObjectNode shown = Documents.empty().setAll(kind.shown(call, component, ""));
    Documents.at(shown, "Source.SourceArn")
        .ifPresent(arn -> shown.set(DETAIL, detail(call, arn.asText())));
    return List.of(shown);
  }

  private static ObjectNode detail(Call call, String arn) {
    ObjectNode detail = Documents.empty().put("SourceArn", arn);
    Optional<Resource> job = call.world().registry().byArn(arn);
    String member = job.map(Resource::type).map(type -> JOBS.getOrDefault(type, "")).orElse("");
    if (!member.isEmpty()) {
      ResourceType type = call.service().type(job.get().type()).orElseThrow();
      String path = "Results.TrialComponent." + DETAIL + "." + member;
      detail.set(member, call.element(type, job.get(), path));
    }
    return detail;
  }

  /** A trial, with its components in short. */
  static List<ObjectNode> trial(Call call, Searchable kind, Resource trial) {
    ObjectNode shown = Documents.empty().setAll(kind.shown(call, trial, ""));
    ArrayNode summaries = shown.putArray(SUMMARIES);
    ListAll components = (ListAll) call.service().handler("ListTrialComponents").orElseThrow();
    ResourceType type = components.type().orElseThrow();
    for (Resource component : components.resources(call)) {
      if (isPart(type, component, trial, call)) {
        summaries.add(call.element(type, component, "Results.Trial." + SUMMARIES));
      }
    }
    return List.of(shown);
  }

  private static boolean isPart(ResourceType type, Resource component, Resource trial, Call call) {
    for (JsonNode parent :
        type.value(component, "Parents", call.world()).orElseGet(Documents::empty)) {
      if (parent.path("TrialName").asText().equals(trial.name())) {
        return true;
      }
    }
    return false;
  }
}
