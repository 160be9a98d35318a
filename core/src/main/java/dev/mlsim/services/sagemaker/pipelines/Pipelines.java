package dev.mlsim.services.sagemaker.pipelines;

import static dev.mlsim.lifecycle.Lifecycle.CREATE;
import static dev.mlsim.lifecycle.Lifecycle.DELETE;
import static dev.mlsim.lifecycle.Step.gone;
import static dev.mlsim.lifecycle.Step.rest;
import static dev.mlsim.lifecycle.Step.stay;
import static dev.mlsim.services.sagemaker.vocabulary.SharedErrors.CONFLICT;
import static dev.mlsim.services.sagemaker.vocabulary.SharedErrors.NOT_FOUND;
import static dev.mlsim.services.sagemaker.vocabulary.SharedErrors.OWN_ROLE;
import static dev.mlsim.services.sagemaker.vocabulary.SharedErrors.VALIDATION;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mlsim.lifecycle.Lifecycle;
import dev.mlsim.lifecycle.Resource;
import dev.mlsim.service.Call;
import dev.mlsim.service.Create;
import dev.mlsim.service.Describe;
import dev.mlsim.service.Documents;
import dev.mlsim.service.Draft;
import dev.mlsim.service.Family;
import dev.mlsim.service.Holding;
import dev.mlsim.service.ListAll;
import dev.mlsim.service.Precondition;
import dev.mlsim.service.Quota;
import dev.mlsim.service.ResourceType;
import dev.mlsim.service.ServiceError;
import dev.mlsim.service.Trigger;
import dev.mlsim.service.Update;
import dev.mlsim.service.World;
import dev.mlsim.services.sagemaker.vocabulary.InstanceQuotas;
import dev.mlsim.services.sagemaker.vocabulary.SharedErrors;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * SageMaker Pipelines, with the errors that clients match: the AWS controllers for Kubernetes
 * (generator.yaml) and aws/sagemaker-python-sdk (workflow/pipeline.py, and its integration tests).
 */
public final class Pipelines {
  static final String TEXT = "PipelineDefinition";
  private static final String LOCATION = "PipelineDefinitionS3Location";

  /** A note of a pipeline: when it was last run. */
  private static final String LAST_RUN = "lastRun";

  private static final String QUOTA = "Maximum number of pipelines";
  private static final Quota MOST = Quota.of(QUOTA, 500, InstanceQuotas.exceeded("Pipelines"));

  private static final Lifecycle LIFECYCLE =
      Lifecycle.builder()
          .on(CREATE)
          .goes(rest("Active"))
          .on(DELETE)
          .from("Active")
          .goes(stay("Deleting", Duration.ofSeconds(1)), gone())
          .build();

  static final ResourceType TYPE =
      ResourceType.named("pipeline")
          .identifiedBy("PipelineName")
          .foundBy(Pipelines::find)
          .arn("PipelineArn", "pipeline/{key}")
          .lifecycle(LIFECYCLE)
          .status("PipelineStatus")
          .times("CreationTime", "LastModifiedTime")
          .prepared(Pipelines::prepare)
          .computed("LastRunTime", (pipeline, world) -> lastRun(pipeline))
          .computed("LastExecutionTime", (pipeline, world) -> lastRun(pipeline))
          .computed("CreatedBy", (pipeline, world) -> Optional.of(Documents.empty()))
          .computed("LastModifiedBy", (pipeline, world) -> Optional.of(Documents.empty()))
          .entering("Active", Versions::first)
          .entering("Gone", Pipelines::takeAlong)
          .holds(Holding.of(QUOTA))
          .missing(NOT_FOUND, Pipelines::missing)
          .duplicate(
              (call, pipeline) ->
                  new ServiceError(
                      VALIDATION,
                      "Pipeline names must be unique within an AWS account and region. Pipeline"
                          + " with name ("
                          + pipeline.name()
                          + ") already exists."))
          .refused(
              (call, pipeline, trigger) ->
                  new ServiceError(CONFLICT, "Pipeline '" + pipeline.arn() + "' is being deleted."))
          .build();

  private Pipelines() {}

  private static String arn(Call call, String nameOrArn) {
    return nameOrArn.startsWith("arn:")
        ? nameOrArn
        : SharedErrors.arn(call, TYPE.name(), nameOrArn);
  }

  private static Optional<Resource> find(Call call) {
    Optional<Resource> found =
        call.world().registry().find(TYPE, call.text("PipelineName").orElse(""));
    return showsVersion(call)
        ? found.flatMap(
            pipeline ->
                Versions.as(pipeline, call.number("PipelineVersionId").orElseThrow(), call.world()))
        : found;
  }

  private static boolean showsVersion(Call call) {
    return call.operation().name().equals("DescribePipeline") && call.has("PipelineVersionId");
  }

  private static String missing(Call call, String name) {
    return showsVersion(call) && call.world().registry().find(TYPE, name).isPresent()
        ? Versions.missing(call, name)
        : "Pipeline '" + arn(call, name) + "' does not exist.";
  }

  private static void prepare(Call call, Draft pipeline) {
    ObjectNode attributes = pipeline.attributes();
    attributes.remove(LOCATION);
    attributes.put(TEXT, text(call).orElseThrow());
    if (!attributes.has("PipelineDisplayName")) {
      attributes.set("PipelineDisplayName", attributes.path("PipelineName"));
    }
  }

  /** The definition that a call gives, if it gives one. */
  static Optional<String> text(Call call) {
    if (call.has(TEXT)) {
      return call.text(TEXT);
    }
    return call.text(LOCATION + ".Bucket")
        .map(
            bucket -> {
              String uri = "s3://" + bucket + "/" + call.text(LOCATION + ".ObjectKey").orElse("");
              return call.world()
                  .objects()
                  .text(uri)
                  .orElseThrow(
                      () ->
                          new ServiceError(
                              VALIDATION,
                              "Unable to read the pipeline definition from " + uri + "."));
            });
  }

  private static Optional<JsonNode> lastRun(Resource pipeline) {
    return Documents.at(pipeline.notes(), LAST_RUN);
  }

  /** An execution has started. */
  static void ran(Resource pipeline, Resource execution, World world) {
    JsonNode now = dev.mlsim.contract.Timestamps.of(world.now());
    world.change(pipeline, old -> old.withNote(LAST_RUN, now));
    Versions.ran(pipeline, execution, world);
  }

  /** With a pipeline go its versions, its executions and their steps. */
  private static void takeAlong(Resource pipeline, World world) {
    for (Resource run : List.copyOf(world.registry().group(Executions.TYPE, pipeline.name()))) {
      List.copyOf(ExecutionSteps.of(run, world)).forEach(step -> world.remove(step));
      world.remove(run);
    }
    List.copyOf(Versions.of(pipeline, world)).forEach(version -> world.remove(version));
  }

  private static Optional<String> running(Call call) {
    boolean runs =
        call.world().registry().group(Executions.TYPE, TYPE.require(call).name()).stream()
            .anyMatch(Resource::isUnfinished);
    return runs
        ? Optional.of("Pipelines with running executions cannot be deleted.")
        : Optional.empty();
  }

  /** Declares the family; what a test says of steps is declared beside it. */
  public static void declare(Family family) {
    Precondition parsed =
        new Precondition(
            "the definition is one",
            VALIDATION,
            call ->
                text(call)
                    .ifPresent(text -> DefinitionReader.read(text, call.service().contract())));
    Precondition notBoth =
        Precondition.unless(
            call -> !call.has(TEXT) || !call.has(LOCATION),
            "not both a definition and its location",
            VALIDATION,
            "Both Pipeline Definition and Pipeline Definition S3 Location shouldn't be present");
    family
        .type(TYPE)
        .operation(
            "CreatePipeline",
            Create.a(TYPE)
                .requires(
                    notBoth,
                    Precondition.unless(
                        call -> call.has(TEXT) || call.has(LOCATION),
                        "a definition, or its location",
                        VALIDATION,
                        "Either Pipeline Definition or Pipeline Definition S3 location should be"
                            + " provided"))
                .thenRequires(OWN_ROLE, parsed)
                .within(MOST))
        .operation("DescribePipeline", Describe.a(TYPE))
        .operation(
            "UpdatePipeline",
            Update.a(TYPE).requires(notBoth, OWN_ROLE, parsed).changing(Versions::next))
        .operation(
            "DeletePipeline",
            Trigger.by(DELETE, TYPE)
                .requires(
                    Precondition.of("no execution of it runs", VALIDATION, Pipelines::running)))
        .operation(
            "ListPipelines",
            ListAll.of(TYPE)
                .filter(
                    "PipelineNamePrefix",
                    (pipeline, value, world) -> pipeline.name().startsWith(value.asText())))
        .quota(QUOTA, MOST);
    Versions.declare(family);
    Executions.declare(family);
    Callbacks.declare(family);
    Children.declare(family);
    PipelineFacts.declare(family);
  }
}
