package dev.mlsim.services.sagemaker.automl;

import static dev.mlsim.services.sagemaker.vocabulary.SharedErrors.IN_USE;
import static dev.mlsim.services.sagemaker.vocabulary.SharedErrors.NOT_FOUND;
import static dev.mlsim.services.sagemaker.vocabulary.SharedErrors.VALIDATION;

import dev.mlsim.lifecycle.Resource;
import dev.mlsim.service.ConventionalResource;
import dev.mlsim.service.Create;
import dev.mlsim.service.Describe;
import dev.mlsim.service.Family;
import dev.mlsim.service.Holding;
import dev.mlsim.service.Quota;
import dev.mlsim.service.TypeRef;
import dev.mlsim.service.World;
import dev.mlsim.services.sagemaker.vocabulary.InstanceQuotas;
import dev.mlsim.services.sagemaker.vocabulary.Jobs;
import java.util.ArrayList;
import java.util.List;

/**
 * SageMaker's AutoML jobs, of both versions of the API: they share names, the list and the stop.
 * Words that are not judged as aws/amazon-sagemaker-examples#2244 and #2338 have them.
 */
public final class AutoMlJobs {
  static final TypeRef REF = TypeRef.to("automl-job", NOT_FOUND);
  private static final String CONCURRENT = "Number of concurrent AutoML jobs";
  private static final int MOST = 25;

  private AutoMlJobs() {}

  /** Declares the family. */
  public static void declare(Family family) {
    Quota jobs = Quota.of(CONCURRENT, MOST, InstanceQuotas.exceeded("Jobs"));
    family.quota(CONCURRENT, jobs);
    ConventionalResource autoMl = family.resource("AutoMLJob");
    autoMl
        .arn("automl-job/{key}")
        .lifecycle(AutoMlLife.TABLE)
        .ignoringCase()
        .computed("EndTime", Jobs::ended)
        .computed("FailureReason", Artifacts::failure)
        .computed("PartialFailureReasons", Artifacts::partialFailures)
        .computed("AutoMLJobArtifacts", Artifacts::notebooks)
        .computed("ResolvedAttributes", Artifacts::resolved)
        .computed("BestCandidate", Candidates::best)
        .computed("ModelDeployResult", Deployment::result)
        .prepared(Versions::fill)
        .entering(AutoMlLife.STOPPING, AutoMlCourse::stop)
        .entering(AutoMlLife.FAILED, AutoMlCourse::stopAll)
        .entering(AutoMlLife.TIME_OVER, AutoMlCourse::stopAll)
        .requires(AutoMlRules.OF_FIRST)
        .thenRequires(AutoMlRules.OF_SURROUNDINGS)
        .within(jobs)
        .holds(Holding.of(CONCURRENT).during("InProgress", "Stopping"))
        .listsDownwardsBy("AutoMLJobName")
        .missing(NOT_FOUND, "Amazon SageMaker can't find an AutoML job called {name}.")
        .duplicate(
            IN_USE,
            "Resource Already Exists: Auto ML Job with name {name} already exists. Choose a"
                + " different name.")
        .refused(
            VALIDATION, "The request was rejected because the AutoML job is in status {status}.");
    for (String phase :
        List.of(
            AutoMlLife.ANALYZING,
            AutoMlLife.ENGINEERING,
            AutoMlLife.TUNING,
            AutoMlLife.TRAINING,
            AutoMlLife.DEPLOYING)) {
      autoMl.entering(phase, AutoMlCourse::begin);
    }
    Describe describe = Describe.a(autoMl.type()).showing(AutoMlJobs::beside);
    family
        .operation("DescribeAutoMLJob", new DescribeFirst(autoMl.type(), describe))
        .operation("DescribeAutoMLJobV2", describe)
        .operation(
            "CreateAutoMLJobV2",
            new CreateSecond(
                Create.a(autoMl.type())
                    .requires(AutoMlRules.OF_SECOND)
                    .thenRequires(AutoMlRules.OF_SURROUNDINGS)
                    .within(jobs)))
        .operation("ListCandidatesForAutoMLJob", new ListCandidates(autoMl.type()))
        .watch("training-job", "InProgress/Starting", AutoMlCourse::adopt)
        .watch("endpoint", "InService", Deployment::ended)
        .watch("endpoint", "Failed", Deployment::ended);
    for (String end : List.of("Completed", "Failed", "Stopped")) {
      family
          .watch("processing-job", end, AutoMlCourse::ended)
          .watch("transform-job", end, AutoMlCourse::ended)
          .watch("hyper-parameter-tuning-job", end, AutoMlCourse::ended)
          .watch("training-job", end + "/" + end, AutoMlCourse::ended);
    }
    family
        .watch("training-job", "Stopped/MaxRuntimeExceeded", AutoMlCourse::ended)
        .watch("training-job", "Stopped/MaxWaitTimeExceeded", AutoMlCourse::ended);
    AutoMlFacts.declare(family);
  }

  /** What is under way beside a job: the jobs that it has started, and theirs. */
  static List<Resource> beside(Resource job, World world) {
    List<Resource> all = new ArrayList<>(StepsTaken.unfinished(job, world));
    TypeRef training = TypeRef.to("training-job", VALIDATION);
    Candidates.of(job).stream()
        .filter(one -> !one.path("CandidateStatus").asText().equals("Completed"))
        .flatMap(
            one -> world.registry().byKey(training, one.path("CandidateName").asText()).stream())
        .forEach(all::add);
    TypeRef endpoint = TypeRef.to("endpoint", VALIDATION);
    world.registry().byKey(endpoint, Deployment.endpoint(job)).ifPresent(all::add);
    return all;
  }
}
