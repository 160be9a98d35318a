package dev.mlsim.services.personalize.training;

import static dev.mlsim.lifecycle.Lifecycle.START;
import static dev.mlsim.lifecycle.Lifecycle.STOP;
import static dev.mlsim.lifecycle.Step.rest;
import static dev.mlsim.lifecycle.Step.stay;
import static dev.mlsim.services.personalize.vocabulary.Lifecycles.ACTIVE;
import static dev.mlsim.services.personalize.vocabulary.Lifecycles.FAILED;
import static java.time.Duration.ofMinutes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mlsim.lifecycle.Lifecycle;
import dev.mlsim.lifecycle.Resource;
import dev.mlsim.lifecycle.State;
import dev.mlsim.service.Call;
import dev.mlsim.service.ConventionalResource;
import dev.mlsim.service.Describe;
import dev.mlsim.service.Documents;
import dev.mlsim.service.Family;
import dev.mlsim.service.Rate;
import dev.mlsim.service.SeededRandom;
import dev.mlsim.service.Values;
import dev.mlsim.service.World;
import dev.mlsim.services.personalize.vocabulary.Lifecycles;
import dev.mlsim.services.personalize.vocabulary.Limits;
import dev.mlsim.services.personalize.vocabulary.PersonalizeType;
import dev.mlsim.services.personalize.vocabulary.Recipes;
import dev.mlsim.services.personalize.vocabulary.SharedRules;
import dev.mlsim.services.personalize.vocabulary.SideBySideUpdate;
import dev.mlsim.services.personalize.vocabulary.Types;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Recommenders of domain dataset groups: trained and served in one, stopped and started. */
final class Recommenders {
  private static final String INACTIVE = "INACTIVE";
  private static final String CONFIG = "recommenderConfig";

  /** Developer guide: the models behind a recommender are trained anew every seven days. */
  private static final Duration RETRAINED = Duration.ofDays(7);

  /** A note: what its metrics come from. */
  private static final String SEED = "modelSeed";

  private static final SideBySideUpdate UPDATE =
      new SideBySideUpdate(
          "recommender-update",
          Types.RECOMMENDER,
          ofMinutes(30),
          (recommender, update, world) ->
              world.change(recommender, old -> old.with(CONFIG, update.path(CONFIG))));

  private Recommenders() {}

  private static long provisioned(Resource recommender) {
    return recommender
        .attributes()
        .path(CONFIG)
        .path("minRecommendationRequestsPerSecond")
        .asLong();
  }

  /** Creating one can take more than an hour; it trains its model first. */
  private static Lifecycle life() {
    return Lifecycles.deletion(
            Lifecycles.creation(ofMinutes(1), ofMinutes(64)), ACTIVE, INACTIVE, FAILED)
        .on(STOP)
        .from(ACTIVE)
        .goes(
            stay("STOP PENDING", ofMinutes(1)),
            stay("STOP IN_PROGRESS", ofMinutes(4)),
            rest(INACTIVE))
        .on(START)
        .from(INACTIVE)
        .goes(
            stay("START PENDING", ofMinutes(1)),
            stay("START IN_PROGRESS", ofMinutes(9)),
            rest(ACTIVE))
        .build();
  }

  private static Optional<JsonNode> metrics(Resource recommender, World world) {
    if (recommender.state().status().matches("(CREATE|DELETE) .*")) {
      return Optional.empty();
    }
    long trainings = recommender.timeIn(ACTIVE, world.now()).dividedBy(RETRAINED);
    long seed = recommender.notes().path(SEED).asLong() * 31 + trainings;
    return Optional.of(TrainingResults.metrics(new SeededRandom(seed), false));
  }

  /** The latest of what changed it: a step of its life, an update, a training. */
  private static Optional<JsonNode> lastUpdated(Resource recommender, World world) {
    Instant changed = recommender.modified();
    if (recommender.is(ACTIVE)) {
      Duration served = recommender.timeIn(ACTIVE, world.now());
      Duration since = served.minus(RETRAINED.multipliedBy(served.dividedBy(RETRAINED)));
      Instant trained = world.now().minus(since);
      return Values.time(trained.isAfter(changed) ? trained : changed);
    }
    return Values.time(changed);
  }

  static void declare(Family family) {
    ConventionalResource recommender =
        family
            .resource("Recommender")
            .lifecycle(life())
            .durations(TrainingResults::failsOnData)
            .defaults("{'recommenderConfig': {'minRecommendationRequestsPerSecond': 1}}")
            .entering(ACTIVE, Recommenders::train)
            .computed("modelMetrics", Recommenders::metrics)
            .computed("lastUpdatedDateTime", Recommenders::lastUpdated)
            .computed("latestRecommenderUpdate", UPDATE::shown)
            .entering(State.GONE.toString(), UPDATE::forget)
            .bills(Rate.of("TPS", Recommenders::provisioned).during(ACTIVE))
            .counts(Limits.RECOMMENDERS)
            .requires(
                SharedRules.active("datasetGroupArn", Types.DATASET_GROUP),
                Recipes.recipeRule(
                    "the group has a domain, and the recipe is of that domain",
                    Recommenders::foreign))
            .requires("Stop", UPDATE.idle())
            .requires("Start", UPDATE.idle())
            .requires("Delete", UPDATE.idle());
    family
        .type(UPDATE.type())
        .operation(
            "DescribeRecommender",
            Describe.a(recommender.type())
                .in("recommender")
                .showing((r, world) -> UPDATE.latest(r, world).stream().toList()))
        .operation(
            "UpdateRecommender",
            UPDATE.handler(
                recommender.type(),
                Recommenders::updateMembers,
                SharedRules.active("recommenderArn", Types.RECOMMENDER),
                UPDATE.idle()));
  }

  private static void train(Resource recommender, World world) {
    world.change(recommender, old -> old.withNote(SEED, world.chance().below(Integer.MAX_VALUE)));
  }

  private static Optional<String> foreign(Recipes.CallOfRecipe named) {
    String domain = domain(named.call());
    if (domain.isEmpty()) {
      return Optional.of(
          "A recommender requires a Domain dataset group; the dataset group has no domain.");
    }
    return named.recipe().domain().equals(domain)
        ? Optional.empty()
        : Optional.of(
            "The recipe "
                + named.recipe().name()
                + " is not available in the domain "
                + domain
                + ".");
  }

  private static String domain(Call call) {
    return PersonalizeType.text(
        call.require(Types.DATASET_GROUP, call.text("datasetGroupArn").orElse("")), "domain");
  }

  private static ObjectNode updateMembers(Resource recommender, Call call) {
    ObjectNode changes = Documents.empty();
    changes.set(CONFIG, call.at(CONFIG).orElseGet(Documents::empty));
    ObjectNode members = Documents.empty();
    members.set(CONFIG, Documents.merged(recommender.attributes(), changes).path(CONFIG));
    return members;
  }
}
