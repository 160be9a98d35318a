package dev.mlsim.services.lookoutvision.projects;

import static dev.mlsim.lifecycle.Lifecycle.CREATE;
import static dev.mlsim.lifecycle.Lifecycle.FAIL;
import static dev.mlsim.lifecycle.Step.gone;
import static dev.mlsim.lifecycle.Step.rest;
import static dev.mlsim.lifecycle.Step.stay;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.mlsim.lifecycle.Lifecycle;
import dev.mlsim.lifecycle.Resource;
import dev.mlsim.service.Call;
import dev.mlsim.service.Create;
import dev.mlsim.service.Describe;
import dev.mlsim.service.Documents;
import dev.mlsim.service.Draft;
import dev.mlsim.service.Family;
import dev.mlsim.service.ListAll;
import dev.mlsim.service.ResourceType;
import dev.mlsim.service.ServiceError;
import dev.mlsim.service.Values;
import dev.mlsim.service.World;
import dev.mlsim.services.lookoutvision.vocabulary.Kind;
import java.util.List;
import java.util.Optional;

/** Model packaging jobs: they run once, and can be neither stopped nor deleted. */
final class PackagingJobs {
  static final String COMPONENT = "Configuration.Greengrass";

  /** Nobody can delete a job, but it goes with its project. */
  private static final String GO_WITH_PROJECT = "go with project";

  static final Lifecycle LIFECYCLE =
      Lifecycle.builder()
          .on(CREATE)
          .goes(
              stay("CREATED", ofSeconds(10), "The model packaging job has been created."),
              stay("RUNNING", ofMinutes(5), "The model packaging job is running."),
              rest("SUCCEEDED", "The model packaging job completed successfully."))
          .on(FAIL)
          .from("CREATED", "RUNNING")
          .goes(rest("FAILED"))
          .on(GO_WITH_PROJECT)
          .from("CREATED", "RUNNING", "SUCCEEDED", "FAILED")
          .goes(gone())
          .build();

  static final ResourceType TYPE =
      ResourceType.named("model-packaging-job")
          .identifiedBy("ProjectName", "JobName")
          .identity(
              call ->
                  Projects.of(call)
                      + "/"
                      + call.text("JobName").orElseGet(() -> call.world().chance().uuid()))
          .called("JobName")
          .grouped(PackagingJobs::made)
          .lifecycle(LIFECYCLE)
          .status("Status")
          .computed("StatusMessage", (job, world) -> Values.text(Datasets.message(job)))
          .computed("JobName", (job, world) -> Values.text(nameOf(job)))
          .computed("ModelPackagingJobDescription", (job, world) -> given(job, "Description"))
          .computed("ModelPackagingConfiguration", (job, world) -> given(job, "Configuration"))
          .computed("ModelPackagingMethod", (job, world) -> Values.text("Greengrass"))
          .computed("ModelPackagingOutputDetails", PackagingJobs::output)
          .times("CreationTimestamp", "LastUpdatedTimestamp")
          .prepared(PackagingJobs::versioned)
          .missingError(Kind.NOT_FOUND, PackagingJobs::missing)
          .duplicate((call, job) -> Kind.MODEL_PACKAGE_JOB.duplicate(nameOf(job)))
          .build();

  private PackagingJobs() {}

  static void declare(Family family) {
    family
        .type(TYPE)
        .operation(
            "StartModelPackagingJob",
            Create.a(TYPE)
                .requires(Projects.EXISTS)
                .requires(PackagingRules.OF_START)
                .thenRequires(PackagingRules.COMPONENT_IS_NEW))
        .operation("DescribeModelPackagingJob", Describe.a(TYPE).in("ModelPackagingDescription"))
        .operation("ListModelPackagingJobs", ListAll.of(TYPE).requires(Projects.EXISTS));
  }

  /** The jobs of a project that is gone: another one of its name has none of them. */
  static void goWith(Resource project, World world) {
    List<Resource> jobs =
        world.registry().all(TYPE).stream()
            .filter(job -> job.attributes().path("ProjectName").asText().equals(project.name()))
            .toList();
    jobs.forEach(job -> world.trigger(job, GO_WITH_PROJECT, ""));
  }

  private static String nameOf(Resource job) {
    return job.key().substring(job.key().indexOf('/') + 1);
  }

  private static Optional<JsonNode> given(Resource job, String member) {
    return Optional.ofNullable(job.attributes().get(member));
  }

  /** The component that a job makes, unless it has failed to. */
  private static String made(Resource job) {
    JsonNode component = Documents.at(job.attributes(), COMPONENT).orElseThrow();
    return job.is("FAILED")
        ? ""
        : component(
            component.path("ComponentName").asText(), component.path("ComponentVersion").asText());
  }

  static String component(String name, String version) {
    return name + "/" + version;
  }

  /** The version that a component gets where the caller gives none. */
  static String componentVersion(Call call) {
    return call.text(COMPONENT + ".ComponentVersion")
        .orElseGet(
            () -> Models.TYPE.require(call).attributes().path("ModelVersion").asText() + ".0.0");
  }

  private static void versioned(Call call, Draft job) {
    ObjectNode defaults = Documents.empty();
    defaults
        .putObject("Configuration")
        .putObject("Greengrass")
        .put("ComponentVersion", componentVersion(call));
    job.fill(defaults);
    job.attributes()
        .set("ModelVersion", Models.TYPE.require(call).attributes().path("ModelVersion"));
  }

  private static Optional<JsonNode> output(Resource job, World world) {
    if (!job.is("SUCCEEDED")) {
      return Optional.empty();
    }
    ObjectNode output = Documents.empty();
    JsonNode asked = Documents.at(job.attributes(), COMPONENT).orElse(TextNode.valueOf(""));
    String name = asked.path("ComponentName").asText();
    String version = asked.path("ComponentVersion").asText();
    output
        .putObject("Greengrass")
        .put(
            "ComponentVersionArn",
            world.account().arn("greengrass", "components:" + name + ":versions:" + version))
        .put("ComponentName", name)
        .put("ComponentVersion", version);
    return Optional.of(output);
  }

  private static ServiceError missing(Call call, String id) {
    call.require(Projects.TYPE, Projects.of(call));
    return Kind.MODEL_PACKAGE_JOB.missing(call.text("JobName").orElse(id));
  }
}
