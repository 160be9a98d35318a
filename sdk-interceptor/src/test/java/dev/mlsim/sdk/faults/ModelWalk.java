package dev.mlsim.sdk.faults;

import dev.mlsim.Simulator;
import dev.mlsim.sdk.SimulatedClients;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import software.amazon.awssdk.services.lookoutvision.LookoutVisionClient;
import software.amazon.awssdk.services.lookoutvision.model.ConflictException;
import software.amazon.awssdk.services.lookoutvision.model.ModelMetadata;
import software.amazon.awssdk.services.lookoutvision.model.ResourceNotFoundException;

/** A random walk over the models of Lookout for Vision, and what they use by looking at them. */
final class ModelWalk {
  private static final List<String> PROJECTS = List.of("circuits", "lids");
  private static final Set<String> HOSTED =
      Set.of("STARTING_HOSTING", "HOSTED", "SYSTEM_UPDATING", "STOPPING_HOSTING");

  private final Random random;
  private final Simulator sim = Simulator.create();
  private final LookoutVisionClient lookout =
      SimulatedClients.of(sim).create(LookoutVisionClient.class);

  ModelWalk(long seed) {
    random = new Random(seed);
    sim.script()
        .resource("lookoutvision:model")
        .withProbability(0.2)
        .failAt("TRAINING", "Too dark.");
    for (String project : PROJECTS) {
      lookout.createProject(r -> r.projectName(project));
      lookout.createDataset(
          r ->
              r.projectName(project)
                  .datasetType("train")
                  .datasetSource(
                      s ->
                          s.groundTruthManifest(
                              m -> m.s3Object(o -> o.bucket("images").key("train.manifest")))));
    }
    sim.clock().advance(Duration.ofMinutes(1));
  }

  /** Does something within quotas that have room for one more, and says what. */
  String step() {
    String project = PROJECTS.get(random.nextInt(PROJECTS.size()));
    String version = String.valueOf(1 + random.nextInt(10));
    int what = random.nextInt(8);
    limit(trainings() + 1, of(project).size() + 1, hosted() + 1);
    try {
      switch (what) {
        case 0, 1 -> train(project);
        case 2, 3 -> start(project, version);
        case 4 -> lookout.stopModel(r -> r.projectName(project).modelVersion(version));
        case 5 -> lookout.deleteModel(r -> r.projectName(project).modelVersion(version));
        default -> sim.clock().advance(Duration.ofSeconds(random.nextInt(1500)));
      }
    } catch (ConflictException | ResourceNotFoundException refused) {
      return what + " refused: " + refused.getMessage();
    }
    return what + " of " + project + "/" + version;
  }

  /** Calls that are over a quota of what is in use. */
  Map<String, Runnable> oneTooMany() {
    Map<String, Runnable> calls = new LinkedHashMap<>();
    for (String project : PROJECTS) {
      calls.put(
          "trainings, " + project,
          () -> {
            limit(trainings(), of(project).size() + 1, 0);
            train(project);
          });
      calls.put(
          "models, " + project,
          () -> {
            limit(trainings() + 1, of(project).size(), 0);
            train(project);
          });
      of(project).stream()
          .filter(model -> model.statusAsString().equals("TRAINED"))
          .findFirst()
          .ifPresent(
              model ->
                  calls.put(
                      "hosted, " + project,
                      () -> {
                        limit(0, 0, hosted());
                        start(project, model.modelVersion());
                      }));
    }
    return calls;
  }

  private void limit(long trainings, long models, long hosted) {
    sim.quotas().set("Concurrent model trainings", (double) trainings);
    sim.quotas().set("Models per project", (double) models);
    sim.quotas().set("Running models", (double) hosted);
  }

  private void train(String project) {
    lookout.createModel(
        r -> r.projectName(project).outputConfig(o -> o.s3Location(s -> s.bucket("models"))));
  }

  private void start(String project, String version) {
    lookout.startModel(r -> r.projectName(project).modelVersion(version).minInferenceUnits(1));
  }

  private List<ModelMetadata> of(String project) {
    return lookout.listModelsPaginator(r -> r.projectName(project)).models().stream().toList();
  }

  private long trainings() {
    return in(Set.of("TRAINING"));
  }

  private long hosted() {
    return in(HOSTED);
  }

  private long in(Set<String> statuses) {
    return PROJECTS.stream()
        .flatMap(project -> of(project).stream())
        .filter(model -> statuses.contains(model.statusAsString()))
        .count();
  }
}
