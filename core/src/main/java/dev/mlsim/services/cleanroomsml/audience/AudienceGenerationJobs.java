package dev.mlsim.services.cleanroomsml.audience;

import static dev.mlsim.lifecycle.Step.gone;
import static dev.mlsim.services.cleanroomsml.vocabulary.Refusals.DENIED;
import static dev.mlsim.services.cleanroomsml.vocabulary.Refusals.NOT_FOUND;
import static dev.mlsim.services.cleanroomsml.vocabulary.Refusals.NO_ACCESS;
import static java.time.Duration.ofHours;
import static java.time.Duration.ofMinutes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mlsim.lifecycle.Resource;
import dev.mlsim.service.Call;
import dev.mlsim.service.Documents;
import dev.mlsim.service.Family;
import dev.mlsim.service.Limit;
import dev.mlsim.service.Precondition;
import dev.mlsim.service.TypeRef;
import dev.mlsim.service.World;
import dev.mlsim.services.cleanroomsml.CleanRooms;
import dev.mlsim.services.cleanroomsml.vocabulary.Lifecycles;
import dev.mlsim.services.cleanroomsml.vocabulary.Reach;
import dev.mlsim.services.cleanroomsml.vocabulary.Refusals;
import dev.mlsim.services.cleanroomsml.vocabulary.SharedRules;
import dev.mlsim.services.cleanroomsml.vocabulary.Types;
import dev.mlsim.services.cleanroomsml.vocabulary.Usage;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Audience generation jobs: a lookalike audience for a seed. A deleted one is gone. */
final class AudienceGenerationJobs {
  static final String ARN = "audienceGenerationJobArn";

  static final TypeRef TYPE = Types.ref("audience-generation-job");

  private static final Limit QUOTA =
      Usage.perAccount(
          "Pending or in-progress audience generation jobs per customer", 10, Lifecycles::isBusy);

  private static final Precondition SEED =
      SharedRules.holds(
          "the seed is in S3 or the result of a query",
          call -> call.has("seedAudience.dataSource") != call.has("seedAudience.sqlParameters"),
          "Specify exactly one of dataSource and sqlParameters in seedAudience.");

  private static final Precondition MODEL =
      new Precondition(
          "the configured audience model exists, and is the caller's or has a policy",
          NOT_FOUND,
          AudienceGenerationJobs::requireModel);

  private static final Precondition MEMBER =
      Precondition.of(
          "the caller is a member of the collaboration",
          DENIED,
          call ->
              call.text("collaborationId")
                  .filter(id -> Reach.rooms(call).memberOf(id, call.caller().id(), "").isEmpty())
                  .map(id -> NO_ACCESS + "You are not a member of collaboration " + id + "."));

  private AudienceGenerationJobs() {}

  static void declare(Family family) {
    family
        .resource("AudienceGenerationJob")
        .by("Create", "StartAudienceGenerationJob")
        .without("Start")
        .lifecycle(
            Lifecycles.deletable(
                    Lifecycles.created(ofMinutes(1), ofHours(2)),
                    gone(),
                    Lifecycles.ACTIVE,
                    Lifecycles.FAILED,
                    "DELETE_FAILED")
                .build())
        .defaults("{'includeSeedInOutput': false}")
        .prepared((call, job) -> job.attributes().put("startedBy", call.caller().id()))
        .computed("seedAudience", AudienceGenerationJobs::seed)
        .entering(Lifecycles.PENDING, AudienceGenerationJobs::inheritTags)
        .entering(Lifecycles.RUNNING, AudienceGenerationJobs::query)
        .entering(Lifecycles.ACTIVE, AudienceGenerationJobs::measure)
        .counts(QUOTA)
        .among(Reach.owned(TYPE))
        .requires(
            SharedRules.ownRole("seedAudience.roleArn"), SharedRules.TAGS, SEED, MEMBER, MODEL)
        .requires(
            "Delete", SharedRules.unused(TYPE, "running export", AudienceGenerationJobs::exports))
        .judged(
            "seed-of-starter",
            "audience-generation-job.seedAudience",
            "The starter of a job sees its seed; AWS's reference says the reverse, which"
                + " CleanRooms.hideSeedAudienceFromStarter() makes true.");
  }

  private static Stream<Resource> exports(Call call, Resource job) {
    return SharedRules.naming(call, AudienceExportJobs.TYPE, ARN, job).filter(Lifecycles::isBusy);
  }

  private static void requireModel(Call call) {
    String arn = call.text(ConfiguredAudienceModels.ARN).orElse("");
    Resource model =
        call.world()
            .registry()
            .byArn(ConfiguredAudienceModels.TYPE, arn)
            .orElseThrow(() -> Refusals.missing(arn));
    boolean isOwn = Reach.owner(model).equals(call.caller().id());
    if (!isOwn && !AudienceModelPolicies.exists(model)) {
      throw Refusals.denied("Resource " + arn + " is of another account.");
    }
  }

  private static Optional<Resource> model(Resource job, World world) {
    return world
        .registry()
        .byArn(
            ConfiguredAudienceModels.TYPE,
            job.attributes().path(ConfiguredAudienceModels.ARN).asText());
  }

  private static void inheritTags(Resource job, World world) {
    model(job, world)
        .filter(m -> SharedRules.says(m, "childResourceTagOnCreatePolicy", "FROM_PARENT_RESOURCE"))
        .ifPresent(
            m -> {
              Map<String, String> tags = new LinkedHashMap<>(job.tags());
              m.tags().forEach(tags::putIfAbsent);
              world.change(job, old -> old.withTags(tags));
            });
  }

  private static void query(Resource job, World world) {
    if (job.attributes().path("seedAudience").has("sqlParameters")) {
      String query = world.chance().uuid();
      world.change(job, old -> old.with("protectedQueryIdentifier", query));
    }
  }

  /** Only the starter can read a job at all, so this is about the reference's sentence. */
  private static Optional<JsonNode> seed(Resource job, World world) {
    return world.setup(CleanRooms.class).hidesSeedFromStarter()
        ? Optional.empty()
        : Optional.ofNullable(job.attributes().get("seedAudience"));
  }

  /** Metrics for each size that the configured model has, if its owner shares them. */
  private static void measure(Resource job, World world) {
    Optional<Resource> model = model(job, world);
    if (model.isEmpty() || !SharedRules.says(model.get(), "sharedAudienceMetrics.0", "ALL")) {
      return;
    }
    JsonNode sizes = model.get().attributes().path("audienceSizeConfig");
    ObjectNode metrics = Documents.empty();
    ArrayNode relevance = metrics.putArray("relevanceMetrics");
    for (JsonNode bin : sizes.path("audienceSizeBins")) {
      ObjectNode metric = relevance.addObject().put("score", 10 * world.chance().fraction());
      metric.putObject("audienceSize").set("type", sizes.get("audienceSizeType"));
      metric.withObjectProperty("audienceSize").set("value", bin);
    }
    metrics.put("recallMetric", world.chance().fraction());
    world.change(job, old -> old.with("metrics", metrics));
  }
}
