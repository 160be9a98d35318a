package dev.mlsim.services.personalize.training;

import static dev.mlsim.lifecycle.Lifecycle.DELETE;
import static dev.mlsim.lifecycle.Lifecycle.STOP;
import static dev.mlsim.lifecycle.Step.gone;
import static dev.mlsim.lifecycle.Step.rest;
import static dev.mlsim.lifecycle.Step.stay;
import static dev.mlsim.services.personalize.vocabulary.Lifecycles.ACTIVE;
import static dev.mlsim.services.personalize.vocabulary.Lifecycles.FAILED;
import static dev.mlsim.services.personalize.vocabulary.Lifecycles.IN_PROGRESS;
import static dev.mlsim.services.personalize.vocabulary.Lifecycles.PENDING;
import static java.time.Duration.ofMinutes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mlsim.contract.Timestamps;
import dev.mlsim.lifecycle.Resource;
import dev.mlsim.service.Call;
import dev.mlsim.service.Create;
import dev.mlsim.service.Describe;
import dev.mlsim.service.Documents;
import dev.mlsim.service.Family;
import dev.mlsim.service.Guarded;
import dev.mlsim.service.ListAll;
import dev.mlsim.service.Precondition;
import dev.mlsim.service.ResourceType;
import dev.mlsim.service.ServiceError;
import dev.mlsim.service.Trigger;
import dev.mlsim.service.Values;
import dev.mlsim.service.World;
import dev.mlsim.services.personalize.vocabulary.Errors;
import dev.mlsim.services.personalize.vocabulary.Lifecycles;
import dev.mlsim.services.personalize.vocabulary.Limits;
import dev.mlsim.services.personalize.vocabulary.PersonalizeType;
import dev.mlsim.services.personalize.vocabulary.SharedRules;
import dev.mlsim.services.personalize.vocabulary.Types;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Solution versions, the trained models: half an hour, made by hand or automatically. */
final class SolutionVersions {
  static final String STOPPING = "CREATE STOPPING";
  static final String STOPPED = "CREATE STOPPED";

  private static final int ID_DIGITS = 8;
  private static final String[] COPIED = {
    "performHPO",
    "performAutoML",
    "performIncrementalUpdate",
    "recipeArn",
    "datasetGroupArn",
    "solutionConfig",
    "eventType"
  };
  private static final Set<String> UPDATABLE =
      Set.of("aws-user-personalization", "aws-hrnn-coldstart");

  static final ResourceType TYPE =
      PersonalizeType.named("solution-version", "solutionVersionArn", "solution/{key}")
          .identity(call -> newKey(solution(call), call.world()))
          .called("name")
          .grouped(version -> PersonalizeType.text(version, "solutionArn"))
          .lifecycle(
              Lifecycles.creation(ofMinutes(1), ofMinutes(29))
                  .on(STOP)
                  .from(PENDING)
                  .goes(rest(STOPPED))
                  .on(STOP)
                  .from(IN_PROGRESS)
                  .goes(stay(STOPPING, ofMinutes(1)), rest(STOPPED))
                  .on(DELETE)
                  .from(PENDING, IN_PROGRESS, ACTIVE, FAILED, STOPPING, STOPPED)
                  .goes(gone())
                  .build())
          .defaults("{'trainingMode': 'FULL', 'trainingType': 'MANUAL'}")
          .prepared((call, version) -> copy(solution(call), version.attributes()))
          .computed("name", (version, world) -> Values.text(version.name()))
          .durations(TrainingResults::failsOnData)
          .entering(
              ACTIVE,
              (version, world) -> {
                TrainingResults.record(version, world);
                Campaigns.follow(version, world);
              })
          .holds(Limits.SOLUTION_VERSIONS.holding())
          .build();

  private SolutionVersions() {}

  static void declare(Family family) {
    family
        .quota("Pending or in-progress solution versions", Limits.SOLUTION_VERSIONS.quota())
        .type(TYPE)
        .operation(
            "CreateSolutionVersion",
            Create.a(TYPE)
                .requires(
                    SharedRules.FEW_TAGS,
                    SharedRules.active("solutionArn", Types.SOLUTION),
                    SharedRules.valid(
                        call -> !call.text("trainingMode").orElse("").equals("AUTOTRAIN"),
                        "AUTOTRAIN is for automatic training",
                        "Training mode AUTOTRAIN can only be used by automatic training."),
                    SharedRules.valid(
                        call ->
                            !call.text("trainingMode").orElse("").equals("UPDATE")
                                || isUpdatable(call),
                        "UPDATE only with User-Personalization or HRNN-Coldstart, after a FULL"
                            + " training",
                        "Training mode UPDATE requires an active solution version that was created"
                            + " with training mode FULL and the User-Personalization or"
                            + " HRNN-Coldstart recipe."),
                    new Precondition(
                        "no two versions of a solution have one name",
                        Errors.EXISTS,
                        SolutionVersions::refuseKnownName))
                .within(Limits.SOLUTION_VERSIONS.quota()))
        .operation("DescribeSolutionVersion", Describe.a(TYPE).in("solutionVersion"))
        .operation(
            "ListSolutionVersions",
            ListAll.of(TYPE).requires(Precondition.exists("solutionArn", Types.SOLUTION)))
        .operation("StopSolutionVersionCreation", Trigger.by(STOP, TYPE))
        .operation(
            "GetSolutionMetrics",
            Guarded.by(Describe.a(TYPE), SharedRules.active("solutionVersionArn", TYPE)));
  }

  private static Resource solution(Call call) {
    return call.require(Types.SOLUTION, call.text("solutionArn").orElse(""));
  }

  private static String newKey(Resource solution, World world) {
    return solution.name() + "/" + world.chance().hex(ID_DIGITS);
  }

  private static void copy(Resource solution, ObjectNode attributes) {
    for (String member : COPIED) {
      JsonNode value = solution.attributes().get(member);
      if (value != null) {
        attributes.set(member, value.deepCopy());
      }
    }
    if (!attributes.has("recipeArn")) {
      attributes.set("recipeArn", TrainingResults.bestOf(solution));
    }
  }

  private static boolean isUpdatable(Call call) {
    Resource solution = solution(call);
    String recipe = PersonalizeType.text(solution, "recipeArn");
    return UPDATABLE.contains(recipe.substring(recipe.indexOf('/') + 1))
        && of(solution, call.world())
            .anyMatch(
                version ->
                    version.is(ACTIVE)
                        && !PersonalizeType.text(version, "trainingMode").equals("UPDATE"));
  }

  private static void refuseKnownName(Call call) {
    String name = call.text("name").orElse("");
    of(solution(call), call.world())
        .filter(version -> version.name().equals(name))
        .findFirst()
        .ifPresent(
            version -> {
              throw PersonalizeType.exists(version.arn());
            });
  }

  static void trainAutomatically(Resource solution, World world) {
    String key = newKey(solution, world);
    ObjectNode attributes =
        Documents.empty()
            .put("solutionArn", solution.arn())
            .put("trainingMode", "AUTOTRAIN")
            .put("trainingType", "AUTOMATIC");
    copy(solution, attributes);
    world.begin(
        TYPE,
        new Resource(
            TYPE.name(),
            key,
            key,
            world.account().arn("personalize", "solution/" + key),
            TYPE.lifecycle(),
            attributes,
            world.now()));
  }

  /** The versions of a solution, oldest first. */
  static Stream<Resource> of(Resource solution, World world) {
    return world.registry().group(TYPE, solution.arn()).stream();
  }

  static boolean isTraining(Resource version) {
    return SharedRules.isUnderWay(version) || version.is(STOPPING);
  }

  /** The newest version that is ACTIVE, or the error for a solution without one. */
  static Resource latestActive(Resource solution, World world) {
    return of(solution, world)
        .filter(version -> version.is(ACTIVE))
        .reduce((older, newer) -> newer)
        .orElseThrow(
            () ->
                new ServiceError(
                    Errors.IN_USE,
                    "Solution " + solution.arn() + " has no solution version in ACTIVE state."));
  }

  static Optional<Resource> latest(Resource solution, World world) {
    return of(solution, world).reduce((older, newer) -> newer);
  }

  /** What a solution shows of its latest version; nothing before there is one. */
  static Optional<JsonNode> latestShown(Resource solution, World world) {
    return latest(solution, world)
        .map(
            version -> {
              ObjectNode summary =
                  Documents.empty()
                      .put("solutionVersionArn", version.arn())
                      .put("status", version.state().status())
                      .put("trainingMode", PersonalizeType.text(version, "trainingMode"))
                      .put("trainingType", PersonalizeType.text(version, "trainingType"));
              summary.set("creationDateTime", Timestamps.of(version.created()));
              summary.set("lastUpdatedDateTime", Timestamps.of(version.modified()));
              if (!version.reason().isEmpty()) {
                summary.put("failureReason", version.reason());
              }
              return summary;
            });
  }

  /** With AutoML a solution knows its recipe when a version has been trained. */
  static Optional<JsonNode> bestRecipe(Resource solution, World world) {
    return solution.attributes().path("performAutoML").asBoolean()
        ? of(solution, world)
            .filter(version -> version.is(ACTIVE))
            .findFirst()
            .map(
                version ->
                    Documents.empty()
                        .put("bestRecipeArn", PersonalizeType.text(version, "recipeArn")))
        : Optional.empty();
  }
}
