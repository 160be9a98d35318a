package dev.mlsim.services.sagemaker.training;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mlsim.contract.Timestamps;
import dev.mlsim.lifecycle.Resource;
import dev.mlsim.service.Documents;
import dev.mlsim.service.ResourceType;
import dev.mlsim.service.SeededRandom;
import dev.mlsim.service.World;
import dev.mlsim.services.sagemaker.RuleFindings;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/**
 * Debugger and Profiler of a training job, as Describe shows them in the notebooks of
 * aws/amazon-sagemaker-examples: their configurations with what the service fills in, and a status
 * for each rule, which finds what {@link RuleFindings} says.
 */
final class DebuggerRules {
  private static final int JOB_NAME = 26;
  private static final int DIGITS = 8;

  private static final ObjectNode RULE_DEFAULTS = Documents.of("{'R': [{'VolumeSizeInGB': 0}]}");
  private static final ObjectNode PROFILER_DEFAULTS =
      Documents.of("{'ProfilingIntervalInMilliseconds': 500}");

  private static final String ISSUES = "IssuesFound";
  private static final String ERROR = "Error";

  private DebuggerRules() {}

  /** The rules of one member, which an update can replace. */
  static ResourceType.Computed rules(String member) {
    return (job, world) ->
        Documents.at(job.attributes(), member)
            .map(
                rules -> {
                  ObjectNode wrapped = Documents.empty();
                  wrapped.set("R", rules);
                  return Documents.withDefaults(wrapped, RULE_DEFAULTS).get("R");
                });
  }

  /** One that profiles does so every half second, unless it says otherwise. */
  static Optional<JsonNode> profiler(Resource job, World world) {
    return Documents.at(job.attributes(), "ProfilerConfig")
        .map(
            config ->
                config.has("S3OutputPath")
                    ? Documents.withDefaults((ObjectNode) config, PROFILER_DEFAULTS)
                    : config);
  }

  /** The statuses of the rules of one member, from the first moment on. */
  static ResourceType.Computed statuses(String member) {
    return (job, world) ->
        Documents.at(job.attributes(), member).map(rules -> statuses(job, rules, world));
  }

  private static JsonNode statuses(Resource job, JsonNode rules, World world) {
    ArrayNode statuses = JsonNodeFactory.instance.arrayNode();
    for (JsonNode rule : rules) {
      String name = rule.path("RuleConfigurationName").asText();
      String status = status(job, name, world);
      ObjectNode shown =
          statuses
              .addObject()
              .put("RuleConfigurationName", name)
              .put("RuleEvaluationJobArn", arn(job, name, world))
              .put("RuleEvaluationStatus", status);
      details(job, rule, status, world).ifPresent(text -> shown.put("StatusDetails", text));
      shown.set("LastModifiedTime", Timestamps.of(job.lastTransition().at()));
    }
    return statuses;
  }

  /** What a rule says of what it found; one that found nothing says nothing. */
  private static Optional<String> details(Resource job, JsonNode rule, String status, World world) {
    if (status.equals(ERROR)) {
      return Optional.of(
          "InternalServerError: We encountered an internal error. Please try again.");
    }
    if (!status.equals(ISSUES)) {
      return Optional.empty();
    }
    String name = rule.path("RuleConfigurationName").asText();
    String kind = rule.path("RuleParameters").path("rule_to_invoke").asText(name);
    long step =
        found(job, name, world).map(RuleFindings.Finding::after).orElse(Duration.ZERO).toSeconds();
    return Optional.of(
        "RuleEvaluationConditionMet: Evaluation of the rule "
            + kind
            + " at step "
            + step
            + " resulted in the condition being met\n");
  }

  private static String arn(Resource job, String rule, World world) {
    String start = job.name().substring(0, Math.min(JOB_NAME, job.name().length()));
    long seed = (job.arn() + rule).hashCode() * 31L + job.created().toEpochMilli();
    String name =
        start + "-" + rule.toLowerCase(Locale.ROOT) + "-" + new SeededRandom(seed).hex(DIGITS);
    return world.account().arn("sagemaker", "processing-job/" + name);
  }

  private static Optional<RuleFindings.Finding> found(Resource job, String rule, World world) {
    return world.told(RuleFindings.class).flatMap(findings -> findings.of(job.name(), rule));
  }

  /** A rule is evaluated for as long as its job runs, or until it has found something. */
  private static String status(Resource job, String rule, World world) {
    Optional<RuleFindings.Finding> found = found(job, rule, world);
    if (found.isPresent() && job.entered("Training").isPresent()) {
      if (found.get().breaks()) {
        return ERROR;
      }
      if (job.timeIn("Training", world.now()).compareTo(found.get().after()) >= 0) {
        return ISSUES;
      }
    }
    String status = job.state().status();
    return switch (status) {
      case "InProgress", "Stopping", "Stopped" -> status;
      default -> "NoIssuesFound";
    };
  }
}
