package dev.mlsim.services.personalize.training;

import static dev.mlsim.lifecycle.Lifecycle.CREATE;
import static dev.mlsim.lifecycle.Lifecycle.DELETE;
import static dev.mlsim.lifecycle.Step.gone;
import static dev.mlsim.lifecycle.Step.rest;

import dev.mlsim.lifecycle.Lifecycle;
import dev.mlsim.lifecycle.Resource;
import dev.mlsim.service.Call;
import dev.mlsim.service.Documents;
import dev.mlsim.service.Family;
import dev.mlsim.service.ResourceType;
import dev.mlsim.service.World;
import dev.mlsim.services.personalize.vocabulary.GroupData;
import dev.mlsim.services.personalize.vocabulary.Lifecycles;
import dev.mlsim.services.personalize.vocabulary.PersonalizeType;
import dev.mlsim.services.personalize.vocabulary.Types;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A solution's timer of automatic training, a resource of its own that no operation shows and that
 * is named as the solution. It is time in the background: nobody waits for a training that comes
 * next week.
 *
 * <p>The first training comes an hour after the solution is ACTIVE ("within one hour" in the model)
 * unless a version was made by hand in that hour; the others follow the schedule, where data came
 * since the last training.
 */
final class AutomaticTraining {
  private static final Duration FIRST = Duration.ofHours(1);
  private static final String COME = "come";
  private static final String REPEAT = "repeat";
  private static final String WAITING = "WAITING";
  private static final String DUE = "DUE";
  private static final Pattern RATE = Pattern.compile("rate\\((\\d+) days?\\)");
  private static final int MOST_DAYS = 30;

  private static final ResourceType TYPE =
      ResourceType.named("automatic-training")
          .lifecycle(
              Lifecycle.builder()
                  .on(CREATE)
                  .goes(rest(WAITING))
                  .on(COME)
                  .from(WAITING)
                  .goes(rest(DUE))
                  .on(REPEAT)
                  .from(WAITING, DUE)
                  .goes(rest(WAITING))
                  .on(DELETE)
                  .from(WAITING, DUE)
                  .goes(gone())
                  .build())
          .entering(DUE, AutomaticTraining::train)
          .build();

  private AutomaticTraining() {}

  static void declare(Family family) {
    family.type(TYPE);
  }

  /** Starts, ends or reschedules the timer as the solution says now. */
  static void adjust(Resource solution, World world) {
    Optional<Resource> timer = world.registry().byKey(TYPE, solution.key());
    if (!solution.attributes().path("performAutoTraining").asBoolean()) {
      end(solution, world);
    } else if (timer.isEmpty()) {
      begin(solution, world);
    } else if (timer.get().entered(DUE).isPresent()) {
      repeat(timer.get(), solution, world);
    }
  }

  private static void begin(Resource solution, World world) {
    Resource timer =
        new Resource(
            TYPE.name(),
            solution.key(),
            solution.name(),
            "",
            TYPE.lifecycle(),
            Documents.empty(),
            world.now());
    world.later(world.now().plus(FIRST), world.begin(TYPE, timer), COME);
  }

  private static void repeat(Resource timer, Resource solution, World world) {
    world.trigger(timer, REPEAT, "");
    world.later(world.now().plus(Duration.ofDays(days(solution))), timer, COME);
  }

  static void end(Resource solution, World world) {
    world.registry().byKey(TYPE, solution.key()).ifPresent(timer -> world.remove(timer));
  }

  private static Optional<Resource> solution(Resource timer, World world) {
    return world.registry().byKey(Types.SOLUTION, timer.key());
  }

  private static long days(Resource solution) {
    return Documents.at(
            solution.attributes(), "solutionConfig.autoTrainingConfig.schedulingExpression")
        .map(rate -> RATE.matcher(rate.asText()))
        .filter(Matcher::matches)
        .map(rate -> Long.parseLong(rate.group(1)))
        .orElse(7L);
  }

  private static void train(Resource timer, World world) {
    solution(timer, world)
        .filter(solution -> solution.is(Lifecycles.ACTIVE))
        .ifPresent(
            solution -> {
              boolean first =
                  timer.history().stream().filter(move -> move.to().isCalled(DUE)).count() == 1;
              boolean byHand =
                  SolutionVersions.of(solution, world)
                      .anyMatch(v -> PersonalizeType.text(v, "trainingType").equals("MANUAL"));
              if (first ? !byHand : hasNewData(solution, world)) {
                SolutionVersions.trainAutomatically(solution, world);
              }
              repeat(timer, solution, world);
            });
  }

  /** Whether anything was imported or put since the last training that didn't fail began. */
  private static boolean hasNewData(Resource solution, World world) {
    Optional<Instant> trained =
        SolutionVersions.of(solution, world)
            .filter(v -> !v.is(Lifecycles.FAILED) && !v.is(SolutionVersions.STOPPED))
            .map(Resource::created)
            .reduce((older, newer) -> newer);
    String group = PersonalizeType.text(solution, "datasetGroupArn");
    boolean hasNew =
        trained.isEmpty()
            || Stream.concat(
                    GroupData.imports(world, group)
                        .flatMap(job -> job.entered(Lifecycles.ACTIVE).stream()),
                    GroupData.lastPuts(world, group))
                .anyMatch(came -> !came.isBefore(trained.get()));
    if (!hasNew) {
      world.note(
          solution
              + " is not trained automatically: no import has ended and no record was put since "
              + trained.get());
    }
    return hasNew;
  }

  /** What is wrong with a schedule; its form is checked by the model. */
  static Optional<String> badSchedule(Call call, String path) {
    return call.text(path)
        .map(RATE::matcher)
        .filter(Matcher::matches)
        .filter(
            rate -> {
              int days = rate.group(1).length() > 2 ? 0 : Integer.parseInt(rate.group(1));
              return days < 1 || days > MOST_DAYS;
            })
        .map(
            rate ->
                "Invalid scheduling expression "
                    + rate.group()
                    + ". The rate must be between 1 and "
                    + MOST_DAYS
                    + " days.");
  }
}
