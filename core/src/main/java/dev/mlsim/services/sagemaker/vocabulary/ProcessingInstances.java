package dev.mlsim.services.sagemaker.vocabulary;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mlsim.lifecycle.Resource;
import dev.mlsim.service.Documents;
import java.util.List;

/**
 * The instances of processing jobs and their quotas. Rules of Debugger and Profiler run as
 * processing jobs, and count at CreateTrainingJob.
 */
public final class ProcessingInstances {
  private static final List<String> RULES_OF_TRAINING =
      List.of("DebugRuleConfigurations", "ProfilerRuleConfigurations");

  /** A note of a job whose type of instance the service has chosen, and for which nobody pays. */
  public static final String OF_SERVICE = "instancesOfService";

  /** Asked for by processing jobs, and by training jobs for those that work for their rules. */
  public static final InstanceQuotas QUOTAS =
      new InstanceQuotas("ProcessingInstanceType", ProcessingInstances::of)
          .keptIn(ProcessingInstances::kept)
          .each("processing job usage", job -> true)
          .all("Number of instances across all processing jobs", 10_000, 4, job -> true);

  private ProcessingInstances() {}

  private static JsonNode kept(Resource job) {
    if (!job.notes().has(OF_SERVICE)) {
      return job.attributes();
    }
    ObjectNode counted = Documents.empty();
    counted
        .putObject("ProcessingResources")
        .putObject("ClusterConfig")
        .put("InstanceType", "")
        .put("InstanceCount", 1);
    return counted;
  }

  /** What somebody pays for: not for the instances of a rule that is SageMaker's own. */
  public static JsonNode paid(Resource job) {
    return job.notes().has(OF_SERVICE) ? MissingNode.getInstance() : of(job.attributes());
  }

  /** What a processing job runs on, or the rules of a training job: an instance each. */
  public static JsonNode of(JsonNode job) {
    if (job.has("ProcessingResources")) {
      return job.path("ProcessingResources").path("ClusterConfig");
    }
    ArrayNode groups = JsonNodeFactory.instance.arrayNode(0);
    for (String rules : RULES_OF_TRAINING) {
      for (JsonNode rule : job.path(rules)) {
        groups.addObject().put("InstanceType", rule.path("InstanceType").asText());
      }
    }
    return groups.isEmpty()
        ? MissingNode.getInstance()
        : Documents.empty().set("InstanceGroups", groups);
  }
}
