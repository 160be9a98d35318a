package dev.mlsim.services.sagemaker.automl;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mlsim.service.Call;
import dev.mlsim.service.Documents;
import dev.mlsim.service.Draft;
import java.util.List;

/**
 * The two versions of the API: jobs of the first are shown by the second as well, so what the first
 * was given is kept under the names of the second, too.
 */
final class Versions {
  static final String SECOND = "isOfSecondVersion";
  private static final String CONFIG = "AutoMLJobConfig";
  private static final List<String> OF_CONFIG =
      List.of("CompletionCriteria", "CandidateGenerationConfig", "Mode");

  private Versions() {}

  /** Fills in what the service shows of a job besides what it was given. */
  static void fill(Call call, Draft job) {
    ObjectNode attributes = job.attributes();
    if (isSecond(call)) {
      job.notes().put(SECOND, true);
    } else {
      translate(attributes);
    }
    Problem problem = Problem.of(attributes);
    attributes.put("AutoMLProblemTypeConfigName", problem.kind());
    job.notes().put("tunes", tunes(problem, call));
  }

  static boolean isSecond(Call call) {
    return call.operation().name().endsWith("V2");
  }

  /** A small set of data is given to ensembles, where the caller leaves the choice. */
  private static boolean tunes(Problem problem, Call call) {
    return switch (problem.mode()) {
      case "HYPERPARAMETER_TUNING" -> true;
      case "AUTO" -> problem.input().map(uri -> size(call, uri)).orElse(0L) >= LARGE;
      default -> false;
    };
  }

  private static long size(Call call, String uri) {
    long size = 0;
    for (String object : call.world().objects().inputs(uri)) {
      size += call.world().objects().get(object).map(content -> content.length).orElse(0);
    }
    return size;
  }

  private static final long LARGE = 100_000_000;

  private static void translate(ObjectNode attributes) {
    ArrayNode channels = attributes.putArray("AutoMLJobInputDataConfig");
    ObjectNode tabular = Documents.empty();
    for (JsonNode channel : attributes.path("InputDataConfig")) {
      ObjectNode shown = Documents.empty().setAll((ObjectNode) channel);
      for (String member : List.of("TargetAttributeName", "SampleWeightAttributeName")) {
        JsonNode value = shown.remove(member);
        if (value != null && !tabular.has(member)) {
          tabular.set(member, value);
        }
      }
      channels.add(shown);
    }
    JsonNode config = attributes.path(CONFIG);
    copy(config, "DataSplitConfig", attributes);
    copy(config, "SecurityConfig", attributes);
    copy(attributes, "ProblemType", tabular);
    copy(attributes, "GenerateCandidateDefinitionsOnly", tabular);
    OF_CONFIG.forEach(member -> copy(config, member, tabular));
    copy(config.path("CandidateGenerationConfig"), "FeatureSpecificationS3Uri", tabular);
    if (tabular.path("CandidateGenerationConfig") instanceof ObjectNode generation) {
      ObjectNode shown = Documents.empty().setAll(generation);
      shown.remove("FeatureSpecificationS3Uri");
      tabular.set("CandidateGenerationConfig", shown);
    }
    attributes.putObject("AutoMLProblemTypeConfig").set("TabularJobConfig", tabular);
  }

  private static void copy(JsonNode from, String member, ObjectNode to) {
    if (from.has(member)) {
      to.set(member, from.get(member));
    }
  }
}
