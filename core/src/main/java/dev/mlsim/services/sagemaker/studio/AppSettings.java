package dev.mlsim.services.sagemaker.studio;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mlsim.lifecycle.Resource;
import dev.mlsim.service.Call;
import dev.mlsim.service.Documents;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What an app is run with: what its request says, else its space, else the user profile, else the
 * domain.
 */
final class AppSettings {
  private static final String SPEC = "DefaultResourceSpec";
  private static final String IDLE = "AppLifecycleManagement.IdleSettings.";

  /** The images that the service itself has for apps; the accounts are those of us-east-1. */
  private static final Map<String, String> IMAGES =
      Map.of(
          "JupyterServer", "081325390199:image/jupyter-server-3",
          "KernelGateway", "081325390199:image/datascience-1.0",
          "JupyterLab", "885854791233:image/sagemaker-distribution-cpu",
          "CodeEditor", "885854791233:image/sagemaker-distribution-cpu");

  private final String type;
  private final Call call;
  private final List<JsonNode> levels;

  private AppSettings(String type, Call call, List<JsonNode> levels) {
    this.type = type;
    this.call = call;
    this.levels = levels;
  }

  /** Those of the app that a CreateApp asks for, of whose domain and owner is known they exist. */
  static AppSettings of(Call call) {
    String type = call.text("AppType").orElse("");
    String settings = type + "AppSettings";
    List<JsonNode> levels = new ArrayList<>();
    Resource domain = Parents.domain(call);
    Optional<Resource> space = call.text("SpaceName").map(name -> Parents.space(call, name));
    boolean isShared = space.filter(Spaces::isShared).isPresent();
    add(levels, domain, (isShared ? "DefaultSpaceSettings." : "DefaultUserSettings.") + settings);
    call.text("UserProfileName")
        .or(() -> space.map(Spaces::owner))
        .flatMap(
            name -> call.world().registry().byKey(Parents.PROFILE, Parents.id(call) + "/" + name))
        .filter(profile -> !isShared)
        .ifPresent(profile -> add(levels, profile, "UserSettings." + settings));
    space.ifPresent(there -> add(levels, there, "SpaceSettings." + settings));
    return new AppSettings(type, call, levels);
  }

  private static void add(List<JsonNode> levels, Resource resource, String path) {
    Documents.at(resource.attributes(), path).ifPresent(levels::add);
  }

  /** What its last level says at a path. */
  Optional<JsonNode> value(String path) {
    for (int i = levels.size() - 1; i >= 0; i--) {
      Optional<JsonNode> value = Documents.at(levels.get(i), path);
      if (value.isPresent()) {
        return value;
      }
    }
    return Optional.empty();
  }

  /** On what it runs, and which image. */
  ObjectNode spec() {
    ObjectNode spec = ofService();
    for (JsonNode level : levels) {
      if (level.get(SPEC) instanceof ObjectNode more) {
        spec.setAll(more);
      }
    }
    call.at("ResourceSpec").ifPresent(asked -> spec.setAll((ObjectNode) asked));
    return spec;
  }

  private ObjectNode ofService() {
    ObjectNode spec = Documents.empty();
    String image = IMAGES.get(type);
    if (image != null) {
      spec.put(
          "SageMakerImageArn",
          "arn:aws:sagemaker:" + call.world().account().region() + ":" + image);
    }
    return spec.put("InstanceType", AppRules.runsOnSystem(type) ? "system" : "ml.t3.medium");
  }

  /** After how many idle minutes it is shut down, if it is. */
  Optional<Long> idleMinutes() {
    boolean enabled =
        value(IDLE + "LifecycleManagement").filter(v -> v.asText().equals("ENABLED")).isPresent();
    return enabled
        ? value(IDLE + "IdleTimeoutInMinutes").map(JsonNode::longValue)
        : Optional.empty();
  }
}
