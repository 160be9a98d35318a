package dev.mlsim.services.sagemaker.pipelines;

import static dev.mlsim.services.sagemaker.vocabulary.SharedErrors.NOT_FOUND;
import static dev.mlsim.services.sagemaker.vocabulary.SharedErrors.VALIDATION;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.mlsim.lifecycle.Lifecycle;
import dev.mlsim.lifecycle.Resource;
import dev.mlsim.service.Call;
import dev.mlsim.service.Documents;
import dev.mlsim.service.Family;
import dev.mlsim.service.ListAll;
import dev.mlsim.service.ResourceType;
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

  /** A note of a version: the execution that ran it last. */
  private static final String LAST = "lastExecution";

  static final ResourceType TYPE =
      ResourceType.named("pipeline-version")
          .called("PipelineVersionDisplayName")
          .foundBy(Versions::find)
          .grouped(version -> version.notes().path(PIPELINE).asText())
          .lifecycle(Lifecycle.STATELESS)
          .times("CreationTime", "LastModifiedTime")
          .computed("PipelineArn", (version, world) -> pipeline(version, world).map(Versions::arn))
          .computed("CreatedBy", (version, world) -> Optional.of(Documents.empty()))
          .computed("LastModifiedBy", (version, world) -> Optional.of(Documents.empty()))
          .computed(Pipelines.TEXT, (version, world) -> Values.text(text(version)))
          .computed("LastExecutionPipelineExecutionArn", (v, world) -> last(v))
          .computed("LastExecutedPipelineExecutionArn", (v, world) -> last(v))
          .computed(
              "LastExecutedPipelineExecutionDisplayName",
              (v, world) -> ofLast(v, "PipelineExecutionDisplayName", world))
          .computed(
              "LastExecutedPipelineExecutionStatus",
              (v, world) -> ofLast(v, "PipelineExecutionStatus", world))
          .missing(NOT_FOUND, Versions::missing)
          .duplicate((call, v) -> new ServiceError(VALIDATION, "The version already exists."))
          .refused((call, v, t) -> new ServiceError(VALIDATION, "The version cannot " + t + "."))
          .build();

  private Versions() {}

  private static JsonNode arn(Resource pipeline) {
    return TextNode.valueOf(pipeline.arn());
  }

  private static Optional<JsonNode> last(Resource version) {
    return Values.text(version.notes().path(LAST).asText());
  }

  private static Optional<JsonNode> ofLast(Resource version, String member, World world) {
    return world
        .registry()
        .byArn(Executions.TYPE, version.notes().path(LAST).asText())
        .flatMap(run -> Executions.TYPE.value(run, member, world));
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

  /** A pipeline as one of its versions has it. */
  static Optional<Resource> as(Resource pipeline, long id, World world) {
    return world
        .registry()
        .byKey(TYPE, key(pipeline, id))
        .map(
            version -> {
              ObjectNode shown = Documents.empty().setAll(pipeline.attributes());
              shown.put(Pipelines.TEXT, text(version));
              for (String member :
                  List.of("PipelineVersionDisplayName", "PipelineVersionDescription")) {
                Documents.at(version.attributes(), member)
                    .ifPresent(value -> shown.set(member, value));
              }
              return pipeline.withAttributes(shown).touched(version.modified());
            });
  }

  static String missing(Call call, String named) {
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
}
