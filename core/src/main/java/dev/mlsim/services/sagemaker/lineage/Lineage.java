package dev.mlsim.services.sagemaker.lineage;

import static dev.mlsim.lifecycle.Lifecycle.DELETE;
import static dev.mlsim.services.sagemaker.vocabulary.SharedErrors.VALIDATION;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mlsim.lifecycle.Resource;
import dev.mlsim.service.Call;
import dev.mlsim.service.Create;
import dev.mlsim.service.Describe;
import dev.mlsim.service.Documents;
import dev.mlsim.service.Family;
import dev.mlsim.service.Guarded;
import dev.mlsim.service.ListAll;
import dev.mlsim.service.Precondition;
import dev.mlsim.service.Quota;
import dev.mlsim.service.ResourceType;
import dev.mlsim.service.Trigger;
import dev.mlsim.service.Update;
import dev.mlsim.service.World;
import java.util.Collection;

/**
 * SageMaker's lineage: actions, artifacts and contexts, what associates them, and questions about
 * the graph. What AWS makes of it by itself is said by {@link Derived}.
 */
public final class Lineage {
  private Lineage() {}

  /** Declares the family. */
  public static void declare(Family family) {
    for (Kind kind : Kind.ALL) {
      declare(family, kind);
    }
    Associations.declare(family);
    LineageGroups.declare(family);
    Derived.declare(family);
    family.operation("QueryLineage", new QueryLineage());
    facts(family);
  }

  private static String plural(Kind kind) {
    return kind.type().name() + "s";
  }

  private static void declare(Family family, Kind kind) {
    ResourceType type = kind.type();
    String noun = kind.noun();
    Quota most = ManualQuotas.most(plural(kind), kind.most());
    family
        .type(type)
        .quota(ManualQuotas.name(plural(kind)), most)
        .operation("Create" + noun, Create.a(type).within(most))
        .operation("Describe" + noun, Describe.a(type))
        .operation(
            "List" + noun + "s",
            ListAll.of(type).among(call -> all(call, kind)).filter("SourceUri", Lineage::isFrom))
        .operation("Update" + noun, Update.a(type).changing(kind::updated))
        .operation(
            "Delete" + noun,
            kind == Kind.ARTIFACT
                ? Guarded.by(
                    deletion(kind), Precondition.oneOf(VALIDATION, "ArtifactArn", "Source"))
                : deletion(kind));
  }

  private static Trigger deletion(Kind kind) {
    return Trigger.by(DELETE, kind.type()).requires(Associations.none(kind));
  }

  private static Collection<Resource> all(Call call, Kind kind) {
    Derived.bring(call.world());
    return call.world().registry().all(kind.type());
  }

  private static boolean isFrom(Resource entity, JsonNode uri, World world) {
    return Documents.at(entity.attributes(), "Source.SourceUri").filter(uri::equals).isPresent();
  }

  private static void facts(Family family) {
    family
        .judged(
            "lineage-words",
            "CreateArtifact.ValidationException",
            "The wording of the errors for an entity that isn't there, and for a second one of a"
                + " name or source, but for [already exists]; an artifact's 32 digits follow from"
                + " its source.")
        .judged(
            "lineage-quotas",
            "CreateAction.ResourceLimitExceeded",
            "3,000 actions; the ends of the quotas' names. What AWS makes by itself isn't counted.")
        .judged(
            "lineage-updates",
            "UpdateAction.Properties",
            "Properties that are given replace all there were, and what is to be removed goes"
                + " then.")
        .judged(
            "lineage-of-jobs",
            "artifact.ArtifactType",
            "What a job reads is there with the job, what it writes when it is Completed; inputs"
                + " and outputs of processing and transform jobs are of the type DataSet.")
        .judged(
            "lineage-of-packages",
            "action.ActionName",
            "The names of what AWS makes of model packages and endpoints, that a package's artifact"
                + " is of the type ModelPackage, and that an action stands for each approval"
                + " status.")
        .judged(
            "lineage-of-endpoints",
            "context.ContextName",
            "A deployment has its action once it is in service, which is associated with the"
                + " endpoint's context; after an update there is one more, of the type"
                + " ModelReplaced.")
        .judged(
            "lineage-pages",
            "QueryLineage.MaxResults",
            "Where nothing is said a query goes both ways to a depth of 10, 10 vertices to a page,"
                + " and without edges; an edge comes on the page that has the later of its ends.")
        .judged(
            "lineage-start",
            "QueryLineage.StartArns",
            "Without a start all entities are asked; the start is found if it passes the filters.")
        .judged(
            "lineage-paths",
            "QueryLineage.IncludeEdges",
            "With edges and filters the entities on the shortest paths to what passes are shown"
                + " too.")
        .differs(
            "lineage-when-read",
            "artifact",
            "What AWS makes by itself is made when lineage is first read: of what was deleted"
                + " before there is nothing, of what changed before there is the last state, and"
                + " lists have it behind what was made before that.")
        .differs(
            "lineage-unrestricted",
            "CreateContext",
            "Everybody may create contexts; on AWS some accounts may not.")
        .differs(
            "lineage-consistency",
            "AddAssociation",
            "An association is seen at once; on AWS after seconds.");
  }
}
