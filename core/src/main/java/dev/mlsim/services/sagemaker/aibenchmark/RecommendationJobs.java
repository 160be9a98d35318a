package dev.mlsim.services.sagemaker.aibenchmark;

import static dev.mlsim.lifecycle.Step.rest;
import static dev.mlsim.lifecycle.Step.stay;
import static dev.mlsim.services.sagemaker.vocabulary.SharedErrors.IN_USE;
import static dev.mlsim.services.sagemaker.vocabulary.SharedErrors.NOT_FOUND;
import static dev.mlsim.services.sagemaker.vocabulary.SharedErrors.OWN_ROLE;
import static dev.mlsim.services.sagemaker.vocabulary.SharedErrors.VALIDATION;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;

import dev.mlsim.lifecycle.Lifecycles;
import dev.mlsim.service.Call;
import dev.mlsim.service.Documents;
import dev.mlsim.service.Draft;
import dev.mlsim.service.Family;
import dev.mlsim.service.Precondition;
import dev.mlsim.service.TypeRef;
import dev.mlsim.services.sagemaker.vocabulary.Lists;
import java.util.Optional;

/**
 * Jobs that look for instances on which a generative model serves a workload best (API reference,
 * CreateAIRecommendationJob).
 */
final class RecommendationJobs {
  static final TypeRef PACKAGE = TypeRef.to("model-package", "model package", VALIDATION);
  private static final TypeRef GROUP = TypeRef.to("model-package-group", VALIDATION);
  private static final String GROUP_MEMBER = "OutputConfig.ModelPackageGroupIdentifier";
  private static final String SOURCE = "ModelSource.S3.S3Uri";

  private RecommendationJobs() {}

  static void declare(Family family) {
    family
        .resource("AIRecommendationJob")
        .titled("AI recommendation job")
        .lifecycle(
            Lifecycles.job(
                    stay("InProgress/Starting", ofMinutes(2), "Starting the job"),
                    stay("InProgress/Running", ofMinutes(45), "Measuring the candidates"),
                    rest("Completed"))
                .failing("Failed")
                .stopping(stay("Stopping", ofSeconds(30)), rest("Stopped"))
                .deletable())
        .defaults("{'OptimizeModel': true}")
        .requires(
            Precondition.unless(
                call -> call.has(SOURCE), "a model", VALIDATION, "ModelSource must have an S3Uri."),
            Precondition.unless(
                call -> call.at("PerformanceTarget.Constraints").map(c -> c.size()).orElse(0) > 0,
                "what is looked for",
                VALIDATION,
                "PerformanceTarget must have at least one constraint."),
            Precondition.unless(
                call -> call.at("AdapterSource").map(source -> source.size() == 1).orElse(true),
                "adapters of one kind",
                VALIDATION,
                "Exactly one of AdapterSource.ModelPackageArns and AdapterSource.S3Uris must be"
                    + " specified."),
            Precondition.of("each adapter once", VALIDATION, RecommendationJobs::doubled))
        .thenRequires(
            OWN_ROLE,
            WorkloadConfigs.EXISTS,
            Precondition.of("the package group exists", NOT_FOUND, RecommendationJobs::noGroup),
            Precondition.of("the adapters exist", NOT_FOUND, RecommendationJobs::noAdapter))
        .reads(
            SOURCE, "ClientError: No S3 objects found under S3 URL \"{uri}\" given in ModelSource.")
        .prepared(RecommendationJobs::prepare)
        .computed("Recommendations", Recommendations::shown)
        .entering("Completed", Publication::publish)
        .missing(NOT_FOUND, "Could not find AI recommendation job {name}.")
        .duplicate(IN_USE, "An AI recommendation job with the name {name} already exists ({arn}).")
        .refused(VALIDATION, "The request was rejected because the {title} is in status {status}.")
        .refused(
            "delete",
            VALIDATION,
            "The {title} {name} must be in a terminal state to be deleted; it is in status"
                + " {status}.")
        .judgedTimes()
        .judgedWords(
            "not found", "duplicate", "what its status refuses", "what excludes each other")
        .judged(
            "ai-recommendations-from-the-seed",
            "ai-recommendation-job.Recommendations",
            "Each instance type of ComputeSpec, or ml.g5.12xlarge, ml.g6.12xlarge and"
                + " ml.g6e.12xlarge, is recommended with figures from the seed, the best by the"
                + " first constraint first. KernelTuning is what OptimizeModel does.")
        .judged(
            "ai-recommendation-package",
            "ai-recommendation-job.Recommendations",
            "A job that completes registers a package, pending approval, in the group that"
                + " OutputConfig names, or in one of the job's name; each recommendation is an"
                + " inference specification of it.")
        .differs(
            "ai-recommendation-benchmarks",
            "ai-recommendation-job.Recommendations",
            "No endpoints and no benchmark jobs are made, so that AIBenchmarkJobArn is not there;"
                + " reserved capacity and MLflow are not touched, nothing is billed, and an adapter"
                + " is not opened to see its rank.");
  }

  private static void prepare(Call call, Draft job) {
    job.notes()
        .set(Recommendations.FOUND, Recommendations.of(job.attributes(), call.world().chance()));
  }

  private static Optional<String> doubled(Call call) {
    return call.at("AdapterSource")
        .flatMap(source -> Lists.of(source).findFirst())
        .flatMap(adapters -> Lists.doubled(adapters, "AdapterId"))
        .map(id -> "AdapterId " + id + " is given more than once.");
  }

  private static Optional<String> noGroup(Call call) {
    return call.text(GROUP_MEMBER)
        .filter(name -> call.world().registry().find(GROUP, name).isEmpty())
        .map(name -> "Could not find model package group " + name + ".");
  }

  private static Optional<String> noAdapter(Call call) {
    return Lists.texts(
            call.at("AdapterSource.ModelPackageArns").orElseGet(Documents::empty),
            "ModelPackageArn")
        .filter(arn -> call.world().registry().byArn(PACKAGE, arn).isEmpty())
        .findFirst()
        .map(arn -> "Could not find model package " + arn + ".");
  }
}
