package dev.mlsim.services.sagemakera2iruntime.loops;

import static dev.mlsim.lifecycle.Lifecycle.CREATE;
import static dev.mlsim.lifecycle.Lifecycle.DELETE;
import static dev.mlsim.lifecycle.Lifecycle.FAIL;
import static dev.mlsim.lifecycle.Lifecycle.STOP;
import static dev.mlsim.lifecycle.Step.gone;
import static dev.mlsim.lifecycle.Step.rest;
import static dev.mlsim.lifecycle.Step.stay;

import dev.mlsim.lifecycle.Lifecycle;
import dev.mlsim.service.Create;
import dev.mlsim.service.Family;
import dev.mlsim.service.Holding;
import dev.mlsim.service.Quota;
import dev.mlsim.service.ResourceType;
import dev.mlsim.service.ServiceError;
import java.time.Duration;

/**
 * Augmented AI's human loops: the statuses of the API reference (DescribeHumanLoop), the output of
 * "Use Amazon Augmented AI Output Data" of the developer guide.
 */
public final class Loops {
  static final String WAITING = "InProgress/Waiting";
  static final String ANSWERING = "InProgress/Answering";
  static final String ANSWER = "answer";
  static final String VALIDATION = "ValidationException";
  static final String NOT_FOUND = "ResourceNotFoundException";

  private static final String TOTAL = "Maximum number of human loops in progress";
  private static final Quota MOST =
      Quota.of(
          TOTAL,
          5_000,
          (call, excess) ->
              new ServiceError(
                  "ServiceQuotaExceededException",
                  "You have exceeded the service quota of human loops in progress."));

  private static final Lifecycle LIFECYCLE =
      Lifecycle.builder()
          .on(CREATE)
          .goes(
              stay(WAITING, Duration.ofMinutes(10)),
              stay(ANSWERING, Duration.ofMinutes(1)), // who answers ends it before
              rest("Completed"))
          .on(ANSWER)
          .from(WAITING, ANSWERING)
          .goes(rest("Completed"))
          .on(FAIL)
          .from(WAITING, ANSWERING, "Stopping")
          .goes(rest("Failed"))
          .on(STOP)
          .from(WAITING, ANSWERING)
          .goes(stay("Stopping", Duration.ofSeconds(10)), rest("Stopped"))
          .on(DELETE)
          .from("Completed", "Failed", "Stopped")
          .goes(gone())
          .build();

  private Loops() {}

  /** Declares the family. */
  public static void declare(Family family) {
    ResourceType type =
        family
            .resource("HumanLoop")
            .by("Create", "StartHumanLoop")
            .without("Start")
            .lifecycle(LIFECYCLE)
            .durations(Answering::durations)
            .computed("FailureCode", Answering::failureCode)
            .computed("HumanLoopOutput", Answering::output)
            .entering(ANSWERING, Answering::ask)
            .entering("Completed", Answering::write)
            .holds(Holding.of(TOTAL).during("InProgress"))
            .requires("List", Rules.LISTED)
            .missing(NOT_FOUND, "Could not find human loop {name}.")
            .duplicate(
                "ConflictException",
                "Your request has the same name as another active human loop but has different"
                    + " input data. You cannot start two human loops with the same name and"
                    + " different input data.")
            .refused(VALIDATION, "The human loop {name} is in status {status}.")
            .judgedTimes()
            .judgedWords("not found", "duplicate", "what its status refuses")
            .type();
    family
        .quota(TOTAL, MOST)
        .watch("flow-definition", "Gone", Answering::forget)
        .operation(
            "StartHumanLoop",
            new StartHumanLoop(type, Create.a(type).requires(Rules.OF_START).within(MOST)));
    facts(family);
  }

  private static void facts(Family family) {
    family
        .differs(
            "content-classifiers",
            "StartHumanLoop.DataAttributes",
            "who may see the content is not looked at")
        .differs(
            "answers-of-people",
            "human-loop",
            "the test says what people answer, in a function or at once; else each sends the page"
                + " back without an entry")
        .judged(
            "human-loop-rules",
            "StartHumanLoop.ValidationException",
            "the wording of refusals: an input that is no JSON, a flow definition that isn't there"
                + " or not Active")
        .judged(
            "human-loop-quota",
            "StartHumanLoop.ServiceQuotaExceededException",
            "5,000 human loops can be in progress; its name and words")
        .judged(
            "human-loop-names",
            "StartHumanLoop.ConflictException",
            "a call with the name and input of an existing loop is answered with that one, whatever"
                + " became of it; a loop's name is free when it was deleted")
        .judged(
            "human-loop-deletion",
            "DeleteHumanLoop",
            "a loop can be deleted when it is Completed, Failed or Stopped")
        .judged(
            "human-loop-expiry",
            "human-loop.FailureCode",
            "a loop that nobody answers is Failed with the code Expired after"
                + " TaskAvailabilityLifetimeInSeconds, 10 days where that isn't given")
        .judged(
            "human-loop-output",
            "human-loop.HumanLoopOutput",
            "output.json lies under <S3OutputPath>/<flow definition>/yyyy/MM/dd/HH/mm/ss/<human"
                + " loop>, by the time of its start; workers are called by 16 hexadecimal digits");
  }
}
