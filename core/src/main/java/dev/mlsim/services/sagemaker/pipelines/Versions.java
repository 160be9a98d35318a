package dev.mlsim.services.sagemaker.pipelines;

import static dev.mlsim.services.sagemaker.vocabulary.SharedErrors.NOT_FOUND;
import static dev.mlsim.services.sagemaker.vocabulary.SharedErrors.VALIDATION;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mlsim.lifecycle.Lifecycle;
import dev.mlsim.lifecycle.Resource;
import dev.mlsim.service.Call;
import dev.mlsim.service.Documents;
import dev.mlsim.service.Family;
import dev.mlsim.service.ListAll;
import dev.mlsim.service.ResourceType;
import dev.mlsim.service.ResourceTypeBuilder;
import dev.mlsim.service.ServiceError;
import dev.mlsim.service.Update;
import dev.mlsim.service.Values;
import dev.mlsim.service.World;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** The versions of pipelines: one for each definition that a pipeline has had, from 1. */
final class Versions {
  private static final String ID = "PipelineVersionId";

  /** A note of a version: the pipeline's name. */
  private static final String PIPELINE = "of";

  /** A note of a version: its definition. */
  private static final String TEXT = "text";

  private static final String DISPLAYED = "PipelineExecutionDisplayName";

  /** A note of a version: the execution that ran it last. */
  private static final String LAST = "lastExecution";

  /** What a version shows of its pipeline when that is described with its number. */
  private static final List<String> OF_PIPELINE =
      List.of(
          "PipelineArn",
          "PipelineName",
          "PipelineDisplayName",
          "PipelineDescription",
          "RoleArn",
          "PipelineStatus",
          "LastRunTime",
          "ParallelismConfiguration",
          "CreatedBy",
          "LastModifiedBy");

  static final ResourceType TYPE = type();

  private Versions() {}

  private static ResourceType type() {
    ResourceTypeBuilder type =
        ResourceType.named("pipeline-version")
            .called("PipelineVersionDisplayName")
            .foundBy(Versions::find)
            .grouped(version -> version.notes().path(PIPELINE).asText())
            .lifecycle(Lifecycle.STATELESS)
            .times("CreationTime", "LastModifiedTime")
            .computed(Pipelines.TEXT, (version, world) -> Values.text(text(version)))
            .computed(
                "LastExecutionPipelineExecutionArn", (version, world) -> lastExecution(version))
            .computed(
                "LastExecutedPipelineExecutionArn", (version, world) -> lastExecution(version))
            .computed(
                "LastExecutedPipelineExecutionDisplayName",
                (version, world) ->
                    ofLast(version, world)
                        .flatMap(run -> Documents.at(run.attributes(), DISPLAYED)))
            .computed(
                "LastExecutedPipelineExecutionStatus",
                (version, world) ->
                    ofLast(version, world).flatMap(run -> Values.text(run.state().status())))
            .missing(NOT_FOUND, Versions::missing)
            .duplicate((call, v) -> new ServiceError(VALIDATION, "The version already exists."))
            .refused((call, v, t) -> new ServiceError(VALIDATION, "The version cannot " + t + "."));
    for (String member : OF_PIPELINE) {
      type.computed(
          member,
          (version, world) ->
              pipeline(version, world).flatMap(p -> Pipelines.TYPE.value(p, member, world)));
    }
    return type.build();
  }

  private static Optional<Resource> pipeline(Resource version, World world) {
    return world.registry().byKey(Pipelines.TYPE, version.notes().path(PIPELINE).asText());
  }

  private static Optional<Resource> find(Call call) {
    String asked = call.text("PipelineArn").or(() -> call.text("PipelineName")).orElse("");
    return call.world()
        .registry()
        .find(Pipelines.TYPE, asked)
        .flatMap(
            pipeline ->
                call.number(ID)
                    .flatMap(id -> call.world().registry().byKey(TYPE, key(pipeline, id))));
  }

  private static String missing(Call call, String named) {
    String asked = call.text("PipelineArn").or(() -> call.text("PipelineName")).orElse("");
    return call.world()
        .registry()
        .find(Pipelines.TYPE, asked)
        .map(
            pipeline ->
                "Pipeline version '"
                    + call.number(ID).orElse(0L)
                    + "' of '"
                    + pipeline.arn()
                    + "' does not exist.")
        .orElseGet(() -> Pipelines.TYPE.missing(call, asked).message());
  }

  private static String key(Resource pipeline, long id) {
    return pipeline.name() + "/" + id;
  }

  static Collection<Resource> of(Resource pipeline, World world) {
    return world.registry().group(TYPE, pipeline.name());
  }

  private static Resource latest(Resource pipeline, World world) {
    Collection<Resource> all = of(pipeline, world);
    return List.copyOf(all).get(all.size() - 1);
  }

  /** The version that a call is to run: the latest unless it names one. */
  static Resource asked(Call call, Resource pipeline) {
    return call.has(ID) ? TYPE.require(call) : latest(pipeline, call.world());
  }

  static String text(Resource version) {
    return version.notes().path(TEXT).asText();
  }

  static Definition definition(Resource version, Call call) {
    return DefinitionReader.read(text(version), call.service().contract());
  }

  /** A pipeline is created. */
  static void first(Resource pipeline, World world) {
    make(pipeline, 1, pipeline.attributes().path(Pipelines.TEXT).asText(), world);
  }

  private static void make(Resource pipeline, long id, String text, World world) {
    ObjectNode attributes = Documents.empty().put(ID, id);
    Resource made =
        new Resource(
            TYPE.name(),
            key(pipeline, id),
            key(pipeline, id),
            "",
            TYPE.lifecycle(),
            attributes,
            world.now());
    world.begin(TYPE, made.withNote(PIPELINE, pipeline.name()).withNote(TEXT, text));
  }

  /** A pipeline is updated: another definition is another version. */
  static Resource next(Call call, Resource merged) {
    World world = call.world();
    Resource latest = latest(merged, world);
    long id = latest.attributes().path(ID).asLong();
    Optional<String> given = Pipelines.text(call);
    Resource updated = merged.without(List.of("PipelineDefinitionS3Location"));
    if (given.isPresent()) {
      updated = updated.with(Pipelines.TEXT, given.get());
      if (!given.get().equals(text(latest))) {
        make(merged, ++id, given.get(), world);
      }
    }
    return updated.with(ID, id);
  }

  /** An execution of the version that it shows has started. */
  static void ran(Resource pipeline, Resource execution, World world) {
    JsonNode id = execution.attributes().path(ID);
    world
        .registry()
        .byKey(TYPE, key(pipeline, id.asLong()))
        .ifPresent(version -> world.change(version, old -> old.withNote(LAST, execution.arn())));
  }

  static void declare(Family family) {
    family
        .type(TYPE)
        .operation(
            "ListPipelineVersions",
            ListAll.of(TYPE)
                .among(call -> of(Pipelines.TYPE.require(call), call.world()))
                .filter("PipelineName", (version, value, world) -> true))
        .operation("UpdatePipelineVersion", Update.a(TYPE).changing(Versions::named));
  }

  private static Resource named(Call call, Resource merged) {
    return merged.without(List.of("PipelineArn", "PipelineName"));
  }

  private static Optional<Resource> ofLast(Resource version, World world) {
    return world.registry().byArn(version.notes().path(LAST).asText());
  }

  private static Optional<JsonNode> lastExecution(Resource version) {
    return Values.text(version.notes().path(LAST).asText());
  }
}
