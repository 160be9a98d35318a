package dev.mlsim.services.sagemaker.documentjobs;

import static dev.mlsim.lifecycle.Lifecycle.CREATE;
import static dev.mlsim.lifecycle.Lifecycle.DELETE;
import static dev.mlsim.lifecycle.Lifecycle.FAIL;
import static dev.mlsim.lifecycle.Lifecycle.STOP;
import static dev.mlsim.lifecycle.Step.gone;
import static dev.mlsim.lifecycle.Step.rest;
import static dev.mlsim.lifecycle.Step.stay;
import static dev.mlsim.services.sagemaker.vocabulary.SharedErrors.IN_USE;
import static dev.mlsim.services.sagemaker.vocabulary.SharedErrors.NOT_FOUND;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mlsim.contract.Timestamps;
import dev.mlsim.lifecycle.Lifecycle;
import dev.mlsim.lifecycle.Plan;
import dev.mlsim.lifecycle.Resource;
import dev.mlsim.lifecycle.Transition;
import dev.mlsim.service.Create;
import dev.mlsim.service.Describe;
import dev.mlsim.service.Documents;
import dev.mlsim.service.Family;
import dev.mlsim.service.ListAll;
import dev.mlsim.service.ResourceType;
import dev.mlsim.service.ServiceError;
import dev.mlsim.service.Trigger;
import dev.mlsim.service.World;
import dev.mlsim.services.sagemaker.vocabulary.Jobs;
import dev.mlsim.services.sagemaker.vocabulary.SharedErrors;
import java.time.Duration;
import java.util.Optional;

/**
 * SageMaker's generic jobs (API reference, CreateJob): reinforcement fine-tuning of agents, and its
 * evaluation. What a job is to do is said in a document, into which the service writes how it comes
 * along.
 */
public final class DocumentJobs {
  private static final String EVALUATE = "evaluate";
  private static final String EVALUATION = "AgentRFTEvaluation";
  private static final int PAGE = 50;

  /** A limit beyond it, of ten years, is as good as none, and can be reckoned with. */
  private static final long LONGEST = Duration.ofDays(3_650).toSeconds();

  private static final Lifecycle LIFECYCLE =
      Lifecycle.builder()
          .on(CREATE)
          .goes(
              stay("InProgress/Starting", ofMinutes(2), "Starting the job"),
              stay("InProgress/Downloading", ofMinutes(1), "Downloading input data"),
              stay("InProgress/Training", ofMinutes(60), "Training in progress"),
              stay("InProgress/Uploading", ofMinutes(1), "Uploading the output"),
              rest("Completed/Completed", "Job completed"))
          .on(EVALUATE)
          .from("InProgress/Downloading")
          .goes(
              stay("InProgress/Evaluating", ofMinutes(30), "Evaluation in progress"),
              stay("InProgress/Uploading", ofMinutes(1), "Uploading the output"),
              rest("Completed/Completed", "Job completed"))
          .on(FAIL)
          .from(
              "InProgress/Starting",
              "InProgress/Downloading",
              "InProgress/Training",
              "InProgress/Evaluating",
              "InProgress/Uploading")
          .goes(rest("Failed/Failed", "Job failed"))
          .on(STOP)
          .from(
              "InProgress/Starting",
              "InProgress/Downloading",
              "InProgress/Training",
              "InProgress/Evaluating",
              "InProgress/Uploading")
          .goes(
              stay("Stopping/Stopping", ofMinutes(1), "Stopping the job"),
              rest("Stopped/Stopped", "Job stopped"))
          .on(Jobs.OUT_OF_RUNTIME)
          .from("InProgress/Downloading", "InProgress/Training", "InProgress/Evaluating")
          .goes(
              stay("Stopping/Stopping", ofMinutes(1), "Stopping the job"),
              rest("Stopped/MaxRuntimeExceeded", "Job runtime exceeded MaxRuntimeInSeconds"))
          .on(DELETE)
          .from(
              "Completed/Completed",
              "Failed/Failed",
              "Stopped/Stopped",
              "Stopped/MaxRuntimeExceeded",
              "DeleteFailed/DeleteFailed")
          .goes(stay("Deleting/Deleting", ofSeconds(10), "Deleting the job"), gone())
          .on(FAIL)
          .from("Deleting/Deleting")
          .goes(rest("DeleteFailed/DeleteFailed", "Deletion failed"))
          .build();

  static final ResourceType TYPE =
      ResourceType.named("job")
          .identifiedBy("JobCategory", "JobName")
          .arn("JobArn", "job/{JobCategory}/{JobName}")
          .lifecycle(LIFECYCLE)
          .status("JobStatus")
          .phase("SecondaryStatus")
          .phase("JobSecondaryStatus")
          .times("CreationTime", "LastModifiedTime")
          .computed("EndTime", Jobs::ended)
          .computed("FailureReason", SharedErrors::failureReason)
          .computed("SecondaryStatusTransitions", DocumentJobs::transitions)
          .computed("JobConfigDocument", ServiceOutput::document)
          .durations(DocumentJobs::durations)
          .limits(DocumentJobs::limits)
          .entering("InProgress/Training", ServiceOutput::begin)
          .entering("InProgress/Evaluating", ServiceOutput::begin)
          .missing(NOT_FOUND, (call, name) -> "Could not find job " + name + ".")
          .duplicate(
              (call, job) ->
                  new ServiceError(
                      IN_USE,
                      "Job names must be unique within an AWS account, region and category, and a"
                          + " job with this name already exists ("
                          + job.arn()
                          + ")"))
          .refused(SharedErrors.jobInStatus("job"))
          .build();

  private DocumentJobs() {}

  /** Declares the family. */
  public static void declare(Family family) {
    family
        .type(TYPE)
        .operation(
            "CreateJob",
            Create.a(TYPE).requires(Schemas.OF_CREATE).thenRequires(SharedErrors.OWN_ROLE))
        .operation("DescribeJob", Describe.a(TYPE))
        .operation("ListJobs", ListAll.of(TYPE).pagesOf(PAGE))
        .operation("StopJob", Trigger.by(STOP, TYPE))
        .operation("DeleteJob", Trigger.by(DELETE, TYPE))
        .judged(
            "job-wording",
            "job",
            "All texts; the codes of what isn't found, doubled or still running are AWS's. A job"
                + " needs 2 minutes to start, one to download, trains for an hour or evaluates for"
                + " half an hour, and uploads for a minute.")
        .judged(
            "job-schemas",
            "DescribeJobSchemaVersion",
            "There is version 1.0.0 of each schema, with the members that are known of AWS's"
                + " documents; a document is checked for those that are required, and for their"
                + " types.")
        .differs(
            "job-output",
            "job.JobConfigDocument",
            "ServiceOutput shows progress, rollouts, tokens and the run of MLflow; no model package"
                + " is registered, so that OutputModelPackageArn is not there, and nothing is"
                + " written to S3.");
    Schemas.declare(family);
  }

  private static Plan durations(Resource job, Plan plan, World world) {
    boolean evaluates =
        job.attributes().path("JobCategory").asText().equals(EVALUATION)
            && plan.steps().get(0).trigger().equals(CREATE);
    Plan own = evaluates ? plan.meeting("Downloading", EVALUATE, "") : plan;
    String works = evaluates ? "Evaluating" : "Training";
    Optional<Duration> half = limit(job).map(limit -> limit.dividedBy(2));
    return half.filter(h -> own.stayIn(works).compareTo(h) > 0)
        .map(h -> own.taking(works, h))
        .orElse(own);
  }

  private static Optional<Duration> limit(Resource job) {
    return Documents.parsed(job.attributes().path("JobConfigDocument").asText())
        .flatMap(document -> Documents.at(document, "StoppingCondition.MaxRuntimeInSeconds"))
        .filter(seconds -> seconds.asLong() > 0)
        .map(seconds -> Duration.ofSeconds(Math.min(LONGEST, seconds.asLong())));
  }

  private static Plan limits(Resource job, Plan plan, World world) {
    Optional<Duration> limit = limit(job);
    if (limit.isEmpty()) {
      return plan;
    }
    Duration used = Duration.ZERO;
    for (String phase : new String[] {"Downloading", "Training", "Evaluating"}) {
      used = used.plus(job.timeIn(phase, world.now()));
    }
    Duration left = limit.get().minus(used);
    return plan.meetingAfter(
        s -> s.isCalled("Downloading") || s.isCalled("Training") || s.isCalled("Evaluating"),
        left.isNegative() ? Duration.ZERO : left,
        Jobs.OUT_OF_RUNTIME,
        "");
  }

  /** One entry for each phase; the last is over when the job is. */
  private static Optional<JsonNode> transitions(Resource job, World world) {
    ArrayNode list = JsonNodeFactory.instance.arrayNode();
    ObjectNode open = Documents.empty();
    for (Transition move : job.history()) {
      open.set("EndTime", Timestamps.of(move.at()));
      open = list.addObject().put("Status", move.to().phase());
      open.set("StartTime", Timestamps.of(move.at()));
      open.put("StatusMessage", move.message());
      if (Jobs.ends(move)) {
        open.set("EndTime", Timestamps.of(move.at()));
      }
    }
    return Optional.of(list);
  }
}
