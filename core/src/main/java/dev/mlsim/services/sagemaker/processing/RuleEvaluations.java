package dev.mlsim.services.sagemaker.processing;

import static dev.mlsim.lifecycle.Lifecycle.FAIL;
import static dev.mlsim.lifecycle.Lifecycle.STOP;
import static dev.mlsim.lifecycle.Step.rest;
import static dev.mlsim.lifecycle.Step.stay;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mlsim.contract.Timestamps;
import dev.mlsim.lifecycle.Lifecycle;
import dev.mlsim.lifecycle.Plan;
import dev.mlsim.lifecycle.Resource;
import dev.mlsim.service.Documents;
import dev.mlsim.service.Family;
import dev.mlsim.service.World;
import dev.mlsim.services.sagemaker.RuleFindings;
import dev.mlsim.services.sagemaker.vocabulary.Jobs;
import dev.mlsim.services.sagemaker.vocabulary.RuleJobs;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The processing jobs that evaluate the rules of training jobs. Each waits for as long as its
 * training job runs, and ends soon after; before that if it has found what it looks for, as {@link
 * RuleFindings} says.
 */
final class RuleEvaluations {
  private static final String TRAINING_JOB = "training-job";
  private static final String EVALUATING = "InProgress/Evaluating";

  /** It is known when it finds something. */
  private static final String EXPECT = "expect an issue";

  /** Its training job has ended. */
  private static final String FINISH = "finish the evaluation";

  /** Notes of a job that finds something: after how long, and at which step that is. */
  private static final String AFTER = "findsAfterMillis";

  private static final String STEP = "findsAtStep";

  private static final String INTERNAL =
      "InternalServerError: We encountered an internal error. Please try again.";

  private RuleEvaluations() {}

  /** The rows of a processing job that evaluates a rule. */
  static Lifecycle.Builder rows(Lifecycle.Builder table) {
    return table
        .on(RuleJobs.EVALUATE)
        .from("InProgress")
        .goes(
            stay(EVALUATING, ofMinutes(2), "Launching requested ML instances"),
            rest(EVALUATING, Jobs.RUNS))
        .on(EXPECT)
        .from(EVALUATING)
        .goes(stay(EVALUATING, ofMinutes(5), Jobs.RUNS), rest("Completed"))
        .on(FINISH)
        .from(EVALUATING)
        .goes(stay(EVALUATING, ofSeconds(30), Jobs.RUNS), rest("Completed"))
        .on(FAIL)
        .from(EVALUATING)
        .goes(rest("Failed"))
        .on(STOP)
        .from(EVALUATING)
        .goes(stay("Stopping", ofMinutes(1)), rest("Stopped"))
        .waitingIn(EVALUATING);
  }

  /** How long one takes. */
  static Plan durations(Resource job, Plan plan) {
    JsonNode after = job.notes().path(AFTER);
    return after.isNumber() && plan.passes("Evaluating")
        ? plan.taking("Evaluating", Duration.ofMillis(after.asLong()))
        : plan;
  }

  static void declare(Family family) {
    family
        .watch(TRAINING_JOB, "InProgress/Starting", RuleEvaluations::start)
        .watch(TRAINING_JOB, "InProgress/Training", RuleEvaluations::expect)
        .watch(TRAINING_JOB, "Stopping", RuleEvaluations::stop);
    for (String end : List.of("Completed", "Failed", "Stopped")) {
      family.watch(TRAINING_JOB, end, RuleEvaluations::finish);
    }
    family
        .judged(
            "rule-jobs",
            "processing-job.TrainingJobArn",
            "the processing job of a rule has the rule's parameters as its environment, an"
                + " ml.t3.medium unless the rule says otherwise, the training job's role and limit"
                + " and one output; it starts with the training job, ends 30 seconds after it, and"
                + " at once when it finds something; its tags are its own")
        .judged(
            "rule-exit-message",
            "processing-job.ExitMessage",
            "the ExitMessage of a rule that found nothing is empty");
  }

  private static void start(Resource training, World world) {
    if (!training.notes().has(RuleJobs.ENDED)) {
      for (String member : RuleJobs.MEMBERS) {
        RuleJobs.start(ProcessingJobs.TYPE, training, member, world);
      }
    }
  }

  /** The jobs of all rules that are still being evaluated. */
  private static List<Resource> running(Resource training, World world) {
    List<Resource> jobs = new ArrayList<>();
    for (String member : RuleJobs.MEMBERS) {
      for (JsonNode rule : training.attributes().path(member)) {
        RuleJobs.of(training, rule.path("RuleConfigurationName").asText(), world)
            .filter(job -> job.is("InProgress"))
            .ifPresent(jobs::add);
      }
    }
    return jobs;
  }

  private static Optional<RuleFindings.Finding> said(Resource training, Resource job, World world) {
    String rule = job.notes().path(RuleJobs.RULE).path("RuleConfigurationName").asText();
    return world.told(RuleFindings.class).flatMap(findings -> findings.of(training.name(), rule));
  }

  /** One is set upon a rule, perhaps in the middle of the training. */
  static void begun(Resource job, World world) {
    if (RuleJobs.isOne(job) && !job.notes().has(AFTER)) {
      RuleJobs.training(job, world)
          .filter(training -> training.state().phase().equals("Training"))
          .ifPresent(training -> expect(training, job, world));
    }
  }

  /** The training begins, perhaps not for the first time. */
  private static void expect(Resource training, World world) {
    running(training, world).forEach(job -> expect(training, job, world));
  }

  private static void expect(Resource training, Resource job, World world) {
    Optional<RuleFindings.Finding> finding = said(training, job, world);
    if (finding.isEmpty()) {
      return;
    }
    if (finding.get().breaks()) {
      world.trigger(job, FAIL, INTERNAL);
      return;
    }
    Duration left = finding.get().after().minus(training.timeIn("Training", world.now()));
    Resource noted = finding(job, finding.get(), left.isNegative() ? Duration.ZERO : left, world);
    world.trigger(noted, EXPECT, "");
  }

  private static Resource finding(
      Resource job, RuleFindings.Finding finding, Duration left, World world) {
    return world.change(
        job,
        old -> old.withNote(STEP, finding.after().toSeconds()).withNote(AFTER, left.toMillis()));
  }

  private static void stop(Resource training, World world) {
    running(training, world).forEach(job -> world.trigger(job, STOP, ""));
  }

  /** The training has ended, and what rules have not found by then they don't find. */
  private static void finish(Resource training, World world) {
    for (Resource job : running(training, world)) {
      Optional<RuleFindings.Finding> finding = said(training, job, world);
      boolean trained = training.entered("Training").isPresent();
      if (trained && finding.filter(RuleFindings.Finding::breaks).isPresent()) {
        world.trigger(job, FAIL, INTERNAL);
        continue;
      }
      Duration time = training.timeIn("Training", world.now());
      Resource noted = world.change(job, old -> old.withoutNotes(Set.of(STEP, AFTER)));
      if (trained && finding.filter(found -> found.after().compareTo(time) <= 0).isPresent()) {
        noted = finding(noted, finding.get(), Duration.ZERO, world);
      }
      world.trigger(noted, FINISH, "");
    }
  }

  /** The job of a rule has ended, and its training job knows how. */
  static void ended(Resource ended, World world) {
    if (!RuleJobs.isOne(ended)) {
      return;
    }
    JsonNode rule = ended.notes().path(RuleJobs.RULE);
    boolean found = ended.is("Completed") && ended.notes().has(STEP);
    Resource job =
        ended.is("Completed")
            ? world.change(ended, old -> old.with("ExitMessage", found ? message(rule, old) : ""))
            : ended;
    ObjectNode status = Documents.empty().put("Status", status(job, found));
    Optional.of(found ? message(rule, job) : job.is("Failed") ? job.reason() : "")
        .filter(text -> !text.isEmpty())
        .ifPresent(text -> status.put("Details", text));
    status.set("Time", Timestamps.of(world.now()));
    RuleJobs.training(job, world).ifPresent(training -> note(training, rule, status, world));
  }

  private static void note(Resource training, JsonNode rule, ObjectNode status, World world) {
    ObjectNode all = Documents.empty();
    if (training.notes().path(RuleJobs.ENDED) instanceof ObjectNode known) {
      all.setAll(known);
    }
    all.set(rule.path("RuleConfigurationName").asText(), status);
    world.change(training, old -> old.withNote(RuleJobs.ENDED, all));
    world.touch(training);
  }

  private static String status(Resource job, boolean found) {
    return switch (job.state().status()) {
      case "Completed" -> found ? "IssuesFound" : "NoIssuesFound";
      case "Failed" -> "Error";
      default -> job.state().status();
    };
  }

  private static String message(JsonNode rule, Resource job) {
    String name = rule.path("RuleConfigurationName").asText();
    return "RuleEvaluationConditionMet: Evaluation of the rule "
        + rule.path("RuleParameters").path("rule_to_invoke").asText(name)
        + " at step "
        + job.notes().path(STEP).asText()
        + " resulted in the condition being met\n";
  }
}
