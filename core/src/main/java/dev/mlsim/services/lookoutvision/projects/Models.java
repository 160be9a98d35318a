package dev.mlsim.services.lookoutvision.projects;

import static dev.mlsim.lifecycle.Lifecycle.CREATE;
import static dev.mlsim.lifecycle.Lifecycle.DELETE;
import static dev.mlsim.lifecycle.Lifecycle.FAIL;
import static dev.mlsim.lifecycle.Lifecycle.START;
import static dev.mlsim.lifecycle.Lifecycle.STOP;
import static dev.mlsim.lifecycle.Step.gone;
import static dev.mlsim.lifecycle.Step.rest;
import static dev.mlsim.lifecycle.Step.stay;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;

import dev.mlsim.lifecycle.Lifecycle;
import dev.mlsim.lifecycle.Resource;
import dev.mlsim.service.Call;
import dev.mlsim.service.Create;
import dev.mlsim.service.Describe;
import dev.mlsim.service.Draft;
import dev.mlsim.service.Family;
import dev.mlsim.service.Holding;
import dev.mlsim.service.ListAll;
import dev.mlsim.service.Rate;
import dev.mlsim.service.ResourceType;
import dev.mlsim.service.ServiceError;
import dev.mlsim.service.Trigger;
import dev.mlsim.service.Values;
import dev.mlsim.service.World;
import dev.mlsim.services.lookoutvision.vocabulary.Kind;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Models: versions of a project, trained once, and hosted as often as one likes, by the states and
 * texts of the API reference (ModelMetadata, StopModel) and the developer guide. A model that is
 * hosted costs by the inference unit until it is stopped.
 */
final class Models {
  /** The service's own maintenance of a hosted model; a test's script can ask for it. */
  static final String MAINTAIN = "maintain";

  private static final String LATEST = "latest";
  private static final String RUNS = "The model is running";
  private static final String TRAINED = "Training completed successfully.";

  static final Lifecycle LIFECYCLE =
      Lifecycle.builder()
          .on(CREATE)
          .goes(
              stay("TRAINING", ofMinutes(30), "The model is being trained."),
              rest("TRAINED", TRAINED))
          .on(FAIL)
          .from("TRAINING")
          .goes(rest("TRAINING_FAILED"))
          .on(START)
          .from("TRAINED", "HOSTING_FAILED")
          .goes(
              stay("STARTING_HOSTING", ofMinutes(10), "The model is starting."),
              rest("HOSTED", RUNS))
          .on(FAIL)
          .from("STARTING_HOSTING", "HOSTED", "SYSTEM_UPDATING")
          .goes(rest("HOSTING_FAILED"))
          .on(STOP)
          .from("HOSTED")
          .goes(
              stay("STOPPING_HOSTING", ofMinutes(5), "The model is stopping."),
              rest("TRAINED", TRAINED))
          .on(MAINTAIN)
          .from("HOSTED")
          .goes(
              stay("SYSTEM_UPDATING", ofMinutes(10), "The model is being updated."),
              rest("HOSTED", RUNS))
          .on(DELETE)
          .from("TRAINED", "TRAINING_FAILED", "HOSTING_FAILED")
          .goes(stay("DELETING", ofSeconds(5), "The model is being deleted."), gone())
          .build();

  static final ResourceType TYPE =
      ResourceType.named("lookoutvision:model")
          .identifiedBy("ProjectName", "ModelVersion")
          .identity(call -> Projects.of(call) + "/" + nextVersion(call))
          .called("")
          .grouped(Models::project)
          .foundBy(Models::find)
          .arn("ModelArn", "model/{ProjectName}/{ModelVersion}")
          .lifecycle(LIFECYCLE)
          .status("Status")
          .computed("StatusMessage", (model, world) -> Values.text(Datasets.message(model)))
          .times("CreationTimestamp", "")
          .prepared(Models::numbered)
          .durations(TrainingImages::plan)
          .limits(TrainingImages::limits)
          .entering("TRAINING", Models::noteVersion)
          .entering("TRAINED", Models::rested)
          .entering("HOSTING_FAILED", Models::forgetUnits)
          .bills(
              Rate.of("training", model -> 1).during("TRAINING"),
              Rate.of("inference-unit", model -> units(model, "MinInferenceUnits"))
                  .during("HOSTED", "SYSTEM_UPDATING"))
          .holds(
              Holding.of(ModelRules.PER_PROJECT, Models::project),
              Holding.of(ModelRules.CONCURRENT).during("TRAINING"),
              Holding.of(ModelRules.HOSTED)
                  .during("STARTING_HOSTING", "HOSTED", "SYSTEM_UPDATING", "STOPPING_HOSTING"))
          .missingError(Kind.NOT_FOUND, Models::missing)
          .duplicate((call, model) -> Kind.MODEL.duplicate(model.key()))
          .refused(Models::refused)
          .build();

  private Models() {}

  static void declare(Family family) {
    family
        .type(TYPE)
        .quota(ModelRules.CONCURRENT, ModelRules.TRAININGS)
        .quota(ModelRules.PER_PROJECT, ModelRules.MOST)
        .quota(ModelRules.HOSTED, ModelRules.RUNNING)
        .quota(ModelRules.PER_MODEL, ModelRules.UNITS)
        .operation(
            "CreateModel",
            Create.a(TYPE)
                .requires(Projects.EXISTS)
                .requires(ModelRules.OF_CREATE)
                .within(ModelRules.TRAININGS, ModelRules.MOST)
                .in("ModelMetadata"))
        .operation("DescribeModel", Describe.a(TYPE).in("ModelDescription"))
        .operation("ListModels", ListAll.of(TYPE).requires(Projects.EXISTS))
        .operation(
            "StartModel",
            Trigger.by(START, TYPE)
                .requires(ModelRules.UNITS_IN_ORDER)
                .within(ModelRules.UNITS, ModelRules.RUNNING)
                .merging())
        .operation("StopModel", Trigger.by(STOP, TYPE))
        .operation("DeleteModel", Trigger.by(DELETE, TYPE))
        .operation("DetectAnomalies", new Detect());
  }

  /** The models of a project, in order of their versions. */
  static Stream<Resource> of(String project, World world) {
    return world.registry().group(TYPE, project).stream();
  }

  private static String project(Resource model) {
    return model.attributes().path("ProjectName").asText();
  }

  static Optional<Resource> find(Call call) {
    String project = Projects.of(call);
    String version = call.text("ModelVersion").orElse("");
    return version.equals(LATEST)
        ? of(project, call.world()).reduce((older, newer) -> newer)
        : call.world().registry().byKey(TYPE, project + "/" + version);
  }

  static long units(Resource model, String member) {
    return model.attributes().path(member).asLong();
  }

  private static ServiceError missing(Call call, String id) {
    call.require(Projects.TYPE, Projects.of(call));
    return Kind.MODEL.missing(id);
  }

  private static ServiceError refused(Call call, Resource model, String trigger) {
    String done =
        switch (trigger) {
          case START -> "started";
          case STOP -> "stopped";
          default -> "deleted";
        };
    return Kind.MODEL.wrongStatus(model.key(), model.state().status(), done);
  }

  private static Resource project(Call call) {
    return call.require(Projects.TYPE, Projects.of(call));
  }

  private static int nextVersion(Call call) {
    return project(call).notes().path(Projects.LAST_VERSION).asInt() + 1;
  }

  private static void numbered(Call call, Draft model) {
    model.attributes().put("ModelVersion", String.valueOf(nextVersion(call)));
  }

  private static void noteVersion(Resource model, World world) {
    int version = model.attributes().path("ModelVersion").asInt();
    world
        .registry()
        .byKey(Projects.TYPE, model.attributes().path("ProjectName").asText())
        .ifPresent(
            project -> world.change(project, old -> old.withNote(Projects.LAST_VERSION, version)));
  }

  private static void rested(Resource model, World world) {
    if (!model.attributes().has("Performance")) {
      Evaluation.of(model, world);
    }
    forgetUnits(model, world);
  }

  /** Units are shown of a hosted model only; the next start brings its own. */
  private static void forgetUnits(Resource model, World world) {
    world.change(model, old -> old.without(List.of("MinInferenceUnits", "MaxInferenceUnits")));
  }
}
