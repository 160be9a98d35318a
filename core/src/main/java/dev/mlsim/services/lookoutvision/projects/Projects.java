package dev.mlsim.services.lookoutvision.projects;

import static dev.mlsim.lifecycle.Lifecycle.DELETE;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.mlsim.contract.Timestamps;
import dev.mlsim.lifecycle.Resource;
import dev.mlsim.lifecycle.State;
import dev.mlsim.service.Call;
import dev.mlsim.service.Create;
import dev.mlsim.service.Describe;
import dev.mlsim.service.Family;
import dev.mlsim.service.Holding;
import dev.mlsim.service.ListAll;
import dev.mlsim.service.Precondition;
import dev.mlsim.service.Quota;
import dev.mlsim.service.ResourceType;
import dev.mlsim.service.Trigger;
import dev.mlsim.service.World;
import dev.mlsim.services.lookoutvision.vocabulary.Kind;
import java.util.List;
import java.util.Optional;

/** Projects: no status, and at most one dataset of each type. */
final class Projects {
  /** A note: the last version number that a model of the project got, which isn't used again. */
  static final String LAST_VERSION = "lastModelVersion";

  private static final String QUOTA = "Projects";

  static final ResourceType TYPE =
      ResourceType.named("lookoutvision:project")
          .identifiedBy("ProjectName")
          .arn("ProjectArn", "project/{key}")
          .times("CreationTimestamp", "")
          .computed("Datasets", Projects::datasets)
          .entering(State.GONE.toString(), PackagingJobs::goWith)
          .holds(Holding.of(QUOTA))
          .missingError(Kind.NOT_FOUND, (call, name) -> Kind.PROJECT.missing(name))
          .duplicate((call, project) -> Kind.PROJECT.duplicate(project.key()))
          .build();

  static final Precondition EXISTS = Precondition.exists("ProjectName", TYPE);

  /** The value is that of Rekognition Custom Labels; this service's was not found. */
  private static final Quota MOST =
      Quota.of(QUOTA, 100, (call, excess) -> Kind.PROJECT.exceeded(Projects.of(call), excess));

  private static final Precondition EMPTY =
      new Precondition(
          "a project with models or datasets is not deleted", Kind.CONFLICT, Projects::refuseFull);

  private Projects() {}

  static void declare(Family family) {
    family
        .type(TYPE)
        .quota(QUOTA, MOST)
        .operation("CreateProject", Create.a(TYPE).within(MOST).in("ProjectMetadata"))
        .operation(
            "DescribeProject",
            Describe.a(TYPE).in("ProjectDescription").showing(Projects::datasetsOf))
        .operation("ListProjects", ListAll.of(TYPE))
        .operation("DeleteProject", Trigger.by(DELETE, TYPE).requires(EMPTY));
  }

  private static void refuseFull(Call call) {
    String project = Projects.of(call);
    long models = Models.of(project, call.world()).count();
    if (models > 0) {
      throw Kind.PROJECT.conflict(
          project, "The project " + project + " has models (" + models + "); delete them first.");
    }
    if (Datasets.of(project, "train", call.world()).isPresent()
        || Datasets.of(project, "test", call.world()).isPresent()) {
      throw Kind.PROJECT.conflict(
          project, "The project " + project + " has datasets; delete them first.");
    }
  }

  private static Optional<JsonNode> datasets(Resource project, World world) {
    ArrayNode list = JsonNodeFactory.instance.arrayNode();
    for (Resource dataset : datasetsOf(project, world)) {
      list.addObject()
          .put("DatasetType", dataset.attributes().path("DatasetType").asText())
          .put("Status", dataset.state().status())
          .put("StatusMessage", Datasets.message(dataset))
          .set("CreationTimestamp", Timestamps.of(dataset.created()));
    }
    return Optional.of(list);
  }

  private static List<Resource> datasetsOf(Resource project, World world) {
    return Datasets.BOTH.stream()
        .flatMap(type -> Datasets.of(project.key(), type, world).stream())
        .toList();
  }

  /** The project that a call names. */
  static String of(Call call) {
    return call.text("ProjectName").orElse("");
  }
}
