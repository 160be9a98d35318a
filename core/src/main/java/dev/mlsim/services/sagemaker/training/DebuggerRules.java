package dev.mlsim.services.sagemaker.training;

import static dev.mlsim.lifecycle.Lifecycle.STOP;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mlsim.contract.Timestamps;
import dev.mlsim.lifecycle.Resource;
import dev.mlsim.service.Call;
import dev.mlsim.service.Documents;
import dev.mlsim.service.Emission;
import dev.mlsim.service.ResourceType;
import dev.mlsim.service.World;
import dev.mlsim.services.sagemaker.vocabulary.Lists;
import dev.mlsim.services.sagemaker.vocabulary.RuleJobs;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Debugger and Profiler of a training job, as Describe shows them in the notebooks of
 * aws/amazon-sagemaker-examples: their configurations with what the service fills in, and a status
 * for each rule, whose processing job finds what the test says.
 */
final class DebuggerRules {
  private static final ObjectNode RULE_DEFAULTS = Documents.of("{'R': [{'VolumeSizeInGB': 0}]}");
  private static final ObjectNode PROFILER_DEFAULTS =
      Documents.of("{'ProfilingIntervalInMilliseconds': 500}");

  private DebuggerRules() {}

  /** What is told of a job when the status of one of its rules has changed. */
  static final class Told implements Emission.Detail {
    @Override
    public ObjectNode of(ResourceType type, Resource job, World world) {
      return TrainingJobEvents.detail(type, job, world);
    }

    @Override
    public boolean tells(Resource job) {
      return job.notes().has(RuleJobs.ENDED);
    }
  }

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
      JsonNode ended = job.notes().path(RuleJobs.ENDED).path(name);
      ObjectNode shown =
          statuses
              .addObject()
              .put("RuleConfigurationName", name)
              .put("RuleEvaluationJobArn", arn(job, name, world))
              .put("RuleEvaluationStatus", ended.path("Status").asText("InProgress"));
      Documents.at(ended, "Details").ifPresent(text -> shown.set("StatusDetails", text));
      shown.set(
          "LastModifiedTime",
          Documents.at(ended, "Time").orElseGet(() -> Timestamps.of(begun(job, name, world))));
    }
    return statuses;
  }

  private static String arn(Resource job, String rule, World world) {
    return world.account().arn("sagemaker", "processing-job/" + RuleJobs.name(job, rule));
  }

  private static Instant begun(Resource job, String rule, World world) {
    return RuleJobs.of(job, rule, world).map(Resource::created).orElseGet(job::created);
  }

  /** Whether a job has rules at all. */
  static boolean has(Call call) {
    for (String member : RuleJobs.MEMBERS) {
      if (!call.input().path(member).isEmpty()) {
        return true;
      }
    }
    return false;
  }

  /** The processing jobs of rules are made where theirs are known: see that they are. */
  static void prepare(Call call) {
    if (has(call)) {
      call.service().type(RuleJobs.PROCESSING);
    }
  }

  /** The rules of the profiler are others from now on; what has worked for the last is stopped. */
  static Resource replaced(Call call, Resource job) {
    if (!call.has(RuleJobs.PROFILER_RULES)) {
      return job;
    }
    World world = call.world();
    List<String> names =
        Lists.texts(job.attributes().path(RuleJobs.PROFILER_RULES), "RuleConfigurationName")
            .toList();
    for (JsonNode old : world.latest(job).attributes().path(RuleJobs.PROFILER_RULES)) {
      String name = old.path("RuleConfigurationName").asText();
      if (!names.contains(name)) {
        RuleJobs.of(job, name, world)
            .filter(one -> one.is("InProgress"))
            .ifPresent(one -> world.trigger(one, STOP, ""));
      }
    }
    RuleJobs.start(call.service().type(RuleJobs.PROCESSING), job, RuleJobs.PROFILER_RULES, world);
    return job.withNotes(world.latest(job).notes());
  }

  /** No two rules of a job are called the same, those included that an update leaves alone. */
  static Optional<String> doubled(Call call) {
    if (!has(call)) {
      return Optional.empty();
    }
    JsonNode before =
        TrainingJobs.TYPE.find(call).<JsonNode>map(Resource::attributes).orElse(call.input());
    return Lists.doubled(
            RuleJobs.MEMBERS.stream()
                .map(member -> (call.has(member) ? call.input() : before).path(member))
                .flatMap(rules -> Lists.texts(rules, "RuleConfigurationName")))
        .map(name -> "Rule configuration names must be unique: [" + name + "]");
  }
}
