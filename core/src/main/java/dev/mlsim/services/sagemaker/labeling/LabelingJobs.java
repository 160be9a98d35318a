package dev.mlsim.services.sagemaker.labeling;

import static dev.mlsim.lifecycle.Step.rest;
import static dev.mlsim.lifecycle.Step.stay;
import static dev.mlsim.services.sagemaker.vocabulary.SharedErrors.IN_USE;
import static dev.mlsim.services.sagemaker.vocabulary.SharedErrors.OWN_ROLE;
import static dev.mlsim.services.sagemaker.vocabulary.SharedErrors.VALIDATION;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mlsim.lifecycle.Lifecycles;
import dev.mlsim.lifecycle.Plan;
import dev.mlsim.lifecycle.Resource;
import dev.mlsim.service.Call;
import dev.mlsim.service.Documents;
import dev.mlsim.service.Draft;
import dev.mlsim.service.Emission;
import dev.mlsim.service.Family;
import dev.mlsim.service.Precondition;
import dev.mlsim.service.TypeRef;
import dev.mlsim.service.Values;
import dev.mlsim.service.World;
import dev.mlsim.services.sagemaker.vocabulary.EventDetail;
import java.time.Duration;
import java.util.Optional;

/**
 * Ground Truth's labeling jobs: people label the objects of a manifest one after the other, and
 * what is labelled lies in an output manifest, from which another job can go on (developer guide,
 * "Output Data"; rules of the API reference, CreateLabelingJob).
 */
final class LabelingJobs {
  static final TypeRef TYPE = TypeRef.to("labeling-job", VALIDATION);
  static final String TEAM = "HumanTaskConfig.WorkteamArn";

  /** A note: the characters of its code behind the account's. */
  private static final String CODE = "referenceCode";

  private static final String WORKING = "InProgress";
  private static final String PUBLIC = "/public-crowd/";
  private static final String PRIVATE = ":workteam/private-crowd/";

  private static final Precondition[] RULES = {
    Precondition.unless(
        call -> !call.text("LabelAttributeName").orElse("").endsWith("-metadata"),
        "the label's name doesn't end in -metadata",
        VALIDATION,
        "LabelAttributeName cannot end with \"-metadata\"."),
    Precondition.oneOf(
        VALIDATION, "InputConfig.DataSource.S3DataSource", "InputConfig.DataSource.SnsDataSource"),
    Precondition.oneOf(
        VALIDATION,
        "HumanTaskConfig.UiConfig.UiTemplateS3Uri",
        "HumanTaskConfig.UiConfig.HumanTaskUiArn"),
    Precondition.unless(
        call -> call.has("HumanTaskConfig.PublicWorkforceTaskPrice") == team(call).contains(PUBLIC),
        "the public workforce has a price, and no other team",
        VALIDATION,
        "PublicWorkforceTaskPrice must be specified for the public workforce, and only for it."),
    Precondition.of("the work team exists", VALIDATION, LabelingJobs::noTeam)
  };

  private LabelingJobs() {}

  static void declare(Family family) {
    family
        .resource("LabelingJob")
        .ignoringCase()
        .lifecycle(
            Lifecycles.job(
                    stay("Initializing", Duration.ofSeconds(2)),
                    stay(WORKING, Duration.ofHours(1)),
                    rest("Completed"))
                .failing("Failed")
                .stopping(stay("Stopping", Duration.ofSeconds(30)), rest("Stopped")))
        .durations(LabelingJobs::durations)
        .defaults(
            "{'OutputConfig': {'KmsKeyId': ''}, 'HumanTaskConfig': {'MaxConcurrentTaskCount':"
                + " 1000}}")
        .prepared(LabelingJobs::prepare)
        .computed("JobReferenceCode", LabelingJobs::code)
        .computed("LabelCounters", Labelled::counters)
        .computed("LabelingJobOutput", Labelled::output)
        .found("WorkteamArn", (job, world) -> Documents.at(job.attributes(), TEAM))
        .found(
            "PreHumanTaskLambdaArn",
            (job, world) -> Documents.at(job.attributes(), "HumanTaskConfig.PreHumanTaskLambdaArn"))
        .found(
            "AnnotationConsolidationLambdaArn",
            (job, world) ->
                Documents.at(
                    job.attributes(),
                    "HumanTaskConfig.AnnotationConsolidationConfig"
                        + ".AnnotationConsolidationLambdaArn"))
        .requires(RULES)
        .thenRequires(OWN_ROLE)
        .reads(
            "InputConfig.DataSource.S3DataSource.ManifestS3Uri",
            "ClientError: The input manifest {uri} could not be read.")
        .entering(WORKING, Labelled::begin)
        .entering("Completed", Labelled::write)
        .entering("Stopped", Labelled::write)
        .emits(
            Emission.ofEnd(
                "SageMaker Ground Truth Labeling Job State Change",
                EventDetail.of("LabelingJobStatus")))
        .listsUpwards()
        .missing(VALIDATION, "Could not find requested job with name: {name}")
        .duplicate(
            IN_USE,
            "Job name must be unique within an AWS account and region, and a job with this name"
                + " already exists ({arn})")
        .refused(
            VALIDATION, "The request was rejected because the labeling job is in status {status}.");
    family.operation("ListLabelingJobsForWorkteam", new OfWorkteam());
    facts(family);
  }

  private static String team(Call call) {
    return call.text(TEAM).orElse("");
  }

  private static Optional<String> noTeam(Call call) {
    String arn = team(call);
    return isMissing(arn, call)
        ? Optional.of(
            "The specified Workteam '" + arn + "' does not exist or you do not have access to it.")
        : Optional.empty();
  }

  /** Amazon's and vendors' teams are taken to be there. */
  static boolean isMissing(String arn, Call call) {
    return arn.contains(PRIVATE) && call.world().registry().byArn(Workteams.TYPE, arn).isEmpty();
  }

  private static void prepare(Call call, Draft job) {
    job.notes().put(CODE, call.world().chance().id(16));
    long days = team(call).contains(PUBLIC) ? 21_600 : 2_592_000;
    job.fill(
        Documents.of("{'HumanTaskConfig': {'TaskAvailabilityLifetimeInSeconds': " + days + "}}"));
  }

  private static Optional<JsonNode> code(Resource job, World world) {
    return Values.text(world.account().id() + job.notes().path(CODE).asText());
  }

  /** One object after the other; what comes by SNS has no end. */
  private static Plan durations(Resource job, Plan plan, World world) {
    if (!plan.passes(WORKING)) {
      return plan;
    }
    return job.attributes().at("/InputConfig/DataSource/SnsDataSource").isMissingNode()
        ? plan.taking(WORKING, Labelled.time(job, world))
        : plan.stuckAt(WORKING);
  }

  /** Says of a job what its team is told. */
  static ObjectNode summary(Resource job, World world) {
    ObjectNode summary = Documents.empty().put("LabelingJobName", job.name());
    code(job, world).ifPresent(code -> summary.set("JobReferenceCode", code));
    summary.put("WorkRequesterAccountId", world.account().id());
    Values.time(job.created()).ifPresent(at -> summary.set("CreationTime", at));
    summary.set("LabelCounters", Labelled.countersForTeam(job, world));
    Documents.at(job.attributes(), "HumanTaskConfig.NumberOfHumanWorkersPerDataObject")
        .ifPresent(number -> summary.set("NumberOfHumanWorkersPerDataObject", number));
    return summary;
  }

  private static void facts(Family family) {
    family
        .judged(
            "labeling-job-words",
            "CreateLabelingJob.ValidationException",
            "The wording of its rules but for a team that isn't there, and of the reason for a"
                + " manifest that can't be read.")
        .judged(
            "labeling-job-pace",
            "labeling-job.LabelCounters",
            "An object takes 30 seconds, one after the other, and none fails; a manifest that isn't"
                + " in the object store has 100. A stopping condition completes the job.")
        .judged(
            "labeling-job-order",
            "ListLabelingJobsForWorkteam.ResourceNotFound",
            "A team of the account that isn't there is not found; other teams have no jobs but"
                + " those of this account.")
        .differs(
            "labeling-job-labels",
            "CreateLabelingJob.LabelAttributeName",
            "Every label is 0, with the confidence 1; no Lambda function is called.")
        .differs(
            "labeling-job-automatic",
            "CreateLabelingJob.LabelingJobAlgorithmsConfig",
            "Everything is labelled by people: no model is trained for a job that asks for it.")
        .differs(
            "labeling-job-streaming",
            "CreateLabelingJob.InputConfig",
            "A job that is fed by SNS waits until it is stopped; nothing comes.")
        .differs("labeling-job-expiry", "labeling-job", "Tasks do not expire.");
  }
}
