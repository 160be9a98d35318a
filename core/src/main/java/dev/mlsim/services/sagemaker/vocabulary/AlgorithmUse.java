package dev.mlsim.services.sagemaker.vocabulary;

import static dev.mlsim.services.sagemaker.vocabulary.SharedErrors.VALIDATION;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mlsim.lifecycle.Resource;
import dev.mlsim.service.Call;
import dev.mlsim.service.Draft;
import dev.mlsim.service.TypeRef;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What a training job that names an algorithm must keep to: what the algorithm's
 * TrainingSpecification supports (API reference, TrainingSpecification). An algorithm of another
 * account, as of the marketplace's sellers, is taken to exist and to support everything.
 */
public final class AlgorithmUse {
  /** The type. */
  public static final TypeRef ALGORITHM =
      TypeRef.to("sagemaker:algorithm", "algorithm", VALIDATION);

  private static final String SPECIFICATION = "AlgorithmSpecification";

  private AlgorithmUse() {}

  /** The algorithm of the caller's account that is named so. */
  public static Optional<Resource> find(Call call, String nameOrArn) {
    return call.world().registry().find(ALGORITHM, nameOrArn);
  }

  /** Why the algorithm of that name or ARN can't be used, if it can't. */
  public static Optional<String> unusable(Call call, String nameOrArn) {
    String own = SharedErrors.arn(call, "algorithm", "");
    if (nameOrArn.startsWith("arn:") && !nameOrArn.startsWith(own)) {
      return Optional.empty();
    }
    String arn = nameOrArn.startsWith("arn:") ? nameOrArn : own + nameOrArn;
    Optional<Resource> found = find(call, nameOrArn);
    if (found.isEmpty()) {
      return Optional.of("Algorithm " + arn + " does not exist.");
    }
    return found.get().is("Completed")
        ? Optional.empty()
        : Optional.of("Algorithm " + arn + " is in status " + found.get().state().status() + ".");
  }

  /** How a training job breaks what its algorithm supports, if it does. */
  public static Optional<String> breach(Call call) {
    String name = call.text(SPECIFICATION + ".AlgorithmName").orElse("");
    Optional<String> unusable = unusable(call, name);
    return unusable.isPresent()
        ? unusable
        : find(call, name)
            .map(found -> found.attributes().path("TrainingSpecification"))
            .flatMap(
                spec ->
                    instances(call, spec)
                        .or(() -> channels(call, spec))
                        .or(() -> HyperParameterRules.breach(call, spec)));
  }

  private static Optional<String> instances(Call call, JsonNode spec) {
    String type = call.text("ResourceConfig.InstanceType").orElse("");
    JsonNode supported = spec.path("SupportedTrainingInstanceTypes");
    if (!type.isEmpty() && !supported.isEmpty() && !Lists.hasText(supported, type)) {
      return Optional.of("The algorithm does not support the training instance type " + type + ".");
    }
    boolean many = call.number("ResourceConfig.InstanceCount").orElse(1L) > 1;
    return many
            && spec.has("SupportsDistributedTraining")
            && !spec.path("SupportsDistributedTraining").asBoolean()
        ? Optional.of("The algorithm does not support distributed training.")
        : Optional.empty();
  }

  private static Optional<String> channels(Call call, JsonNode spec) {
    Map<String, JsonNode> given = new LinkedHashMap<>();
    call.input()
        .path("InputDataConfig")
        .forEach(channel -> given.put(channel.path("ChannelName").asText(), channel));
    String usual = call.text(SPECIFICATION + ".TrainingInputMode").orElse("File");
    for (JsonNode channel : spec.path("TrainingChannels")) {
      String name = channel.path("Name").asText();
      JsonNode data = given.remove(name);
      if (data == null) {
        if (channel.path("IsRequired").asBoolean()) {
          return Optional.of("The algorithm requires the input data channel " + name + ".");
        }
        continue;
      }
      String mode = data.path("InputMode").asText(usual);
      if (!Lists.hasText(channel.path("SupportedInputModes"), mode)) {
        return Optional.of(
            "The algorithm does not support the input mode " + mode + " for channel " + name + ".");
      }
    }
    return given.keySet().stream()
        .findFirst()
        .map(name -> "The algorithm does not support the input data channel " + name + ".");
  }

  /** What a job shows that comes from its algorithm. */
  public static void fill(Call call, Draft job) {
    call.text(SPECIFICATION + ".AlgorithmName")
        .flatMap(name -> find(call, name))
        .ifPresent(
            found -> {
              ObjectNode shown = job.attributes().path(SPECIFICATION).deepCopy();
              shown.put("AlgorithmName", found.arn());
              JsonNode metrics = found.attributes().at("/TrainingSpecification/MetricDefinitions");
              if (!shown.has("MetricDefinitions") && metrics.isArray()) {
                shown.set("MetricDefinitions", metrics);
              }
              job.attributes().set(SPECIFICATION, shown);
            });
  }
}
