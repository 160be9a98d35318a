package dev.mlsim.services.sagemaker.experiments;

import static dev.mlsim.services.sagemaker.vocabulary.SharedErrors.NOT_FOUND;
import static dev.mlsim.services.sagemaker.vocabulary.SharedErrors.VALIDATION;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.mlsim.lifecycle.Resource;
import dev.mlsim.service.Call;
import dev.mlsim.service.ConventionalResource;
import dev.mlsim.service.Documents;
import dev.mlsim.service.Draft;
import dev.mlsim.service.Family;
import dev.mlsim.service.Holding;
import dev.mlsim.service.ListAll;
import dev.mlsim.service.Precondition;
import dev.mlsim.service.Quota;
import dev.mlsim.service.ResourceType;
import dev.mlsim.service.ServiceError;
import dev.mlsim.service.TypeRef;
import dev.mlsim.service.World;
import dev.mlsim.services.sagemaker.vocabulary.InstanceQuotas;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * SageMaker's experiments: names and their case, what must go before what, and the sizes of lists
 * by the API reference; the words for a component that is still part of a trial as they are quoted
 * in aws/sagemaker-python-sdk#1515.
 */
public final class Experiments {
  static final TypeRef EXPERIMENT = TypeRef.to("experiment", NOT_FOUND);
  static final TypeRef TRIAL = TypeRef.to("experiment-trial", NOT_FOUND);
  static final TypeRef COMPONENT = TypeRef.to("experiment-trial-component", NOT_FOUND);

  private static final String TOTAL =
      "Total number of experiments allowed, excluding those automatically created by SageMaker";
  private static final String TRIALS =
      "Total number of trials allowed in a single experiment, excluding those automatically created"
          + " by SageMaker";
  private static final Quota MOST = Quota.of(TOTAL, 500, InstanceQuotas.exceeded("Experiments"));
  private static final Quota MOST_TRIALS =
      Quota.of(TRIALS, 300, InstanceQuotas.exceeded("Trials"))
          .per(call -> lower(call.text("ExperimentName").orElse("")));

  private Experiments() {}

  /** Declares the family. */
  public static void declare(Family family) {
    ResourceType experiment =
        named(family.resource("Experiment"), "Experiment")
            .foundBy(call -> JobComponents.find(call, EXPERIMENT, "ExperimentName"))
            .prepared(Experiments::display)
            .computed("Source", AutoMlExperiments::source)
            .computed("ExperimentSource", AutoMlExperiments::source)
            .within(MOST)
            .holds(Holding.of(TOTAL).when(e -> !JobComponents.isMade(e)))
            .requires("Delete", empty(EXPERIMENT, "Experiment", "trials", Experiments::hasTrials))
            .type();
    ResourceType trial =
        named(family.resource("Trial").arn("experiment-trial/{key}"), "Trial")
            .foundBy(call -> JobComponents.find(call, TRIAL, "TrialName"))
            .prepared(Experiments::prepareTrial)
            .computed("Source", AutoMlExperiments::source)
            .computed("TrialSource", AutoMlExperiments::source)
            .partOf(EXPERIMENT, "ExperimentName")
            .within(MOST_TRIALS)
            .holds(
                Holding.of(TRIALS, t -> lower(t.attributes().path("ExperimentName").asText()))
                    .when(t -> !JobComponents.isMade(t)))
            .requires(
                "Delete", empty(TRIAL, "Trial", "trial components", Experiments::hasComponents))
            .type();
    family
        .quota(TOTAL, MOST)
        .quota(TRIALS, MOST_TRIALS)
        .operation(
            "ListExperiments",
            ListAll.of(experiment).among(call -> JobComponents.all(call, EXPERIMENT)))
        .operation(
            "ListTrials",
            ListAll.of(trial)
                .among(call -> JobComponents.all(call, TRIAL))
                .requires(
                    JobComponents.exists("ExperimentName", EXPERIMENT),
                    JobComponents.exists("TrialComponentName", COMPONENT))
                .filter("ExperimentName", (t, name, w) -> isOf(t, "ExperimentName", name.asText()))
                .filter("TrialComponentName", Experiments::hasComponent));
    TrialComponents.declare(family);
    facts(family);
  }

  private static boolean hasComponent(Resource trial, JsonNode name, World world) {
    return world
        .registry()
        .byKey(COMPONENT, name.asText())
        .filter(component -> Associations.has(component, trial))
        .isPresent();
  }

  /** What experiments, trials and trial components have in common. */
  static ConventionalResource named(ConventionalResource resource, String title) {
    return resource
        .ignoringCase()
        .computed("CreatedBy", (r, world) -> Optional.of(Documents.empty()))
        .computed("LastModifiedBy", (r, world) -> Optional.of(Documents.empty()))
        .missing(NOT_FOUND, title + " '{arn}' does not exist.")
        .duplicate(
            VALIDATION,
            title
                + " names must be unique within an AWS account and region. "
                + title
                + " with name ({name}) already exists.")
        .judgedWords("not found", "duplicate");
  }

  /** It is shown by its name where it was given no other. */
  static void display(Call call, Draft draft) {
    draft.fill(Documents.empty().set("DisplayName", name(call)));
  }

  private static JsonNode name(Call call) {
    return call.at("ExperimentName")
        .or(() -> call.at("TrialComponentName"))
        .orElse(TextNode.valueOf(""));
  }

  private static void prepareTrial(Call call, Draft trial) {
    trial.fill(Documents.empty().set("DisplayName", call.at("TrialName").orElseThrow()));
    call.world()
        .registry()
        .byKey(EXPERIMENT, call.text("ExperimentName").orElseThrow())
        .ifPresent(parent -> trial.attributes().put("ExperimentName", parent.name()));
  }

  static String lower(String name) {
    return name.toLowerCase(Locale.ROOT);
  }

  static boolean isOf(Resource child, String member, String name) {
    return child.attributes().path(member).asText().equalsIgnoreCase(name);
  }

  private interface Has {
    boolean some(Resource parent, World world);
  }

  private static Precondition empty(TypeRef type, String title, String children, Has has) {
    return new Precondition(
        "it has no " + children,
        VALIDATION,
        call -> {
          Resource parent = call.service().type(type).require(call);
          JobComponents.derive(call);
          if (has.some(parent, call.world())) {
            throw new ServiceError(
                VALIDATION,
                title
                    + " '"
                    + parent.arn()
                    + "' has 1 or more "
                    + children
                    + " associated and cannot be deleted.");
          }
        });
  }

  private static boolean hasTrials(Resource experiment, World world) {
    return any(world, TRIAL, trial -> isOf(trial, "ExperimentName", experiment.name()));
  }

  private static boolean hasComponents(Resource trial, World world) {
    return any(world, COMPONENT, component -> Associations.has(component, trial));
  }

  private static boolean any(World world, TypeRef type, Predicate<Resource> which) {
    return world.registry().all(type).stream().anyMatch(which);
  }

  private static void facts(Family family) {
    family
        .judged(
            "experiment-refusals",
            "DeleteExperiment.ValidationException",
            "The wording of the refusal to delete what has trials or components, by analogy with"
                + " that of a component that is part of a trial; of filters that exclude each"
                + " other, and of a component that isn't part of the trial.")
        .judged(
            "experiment-quotas",
            "CreateExperiment.ResourceLimitExceeded",
            "500 experiments, 300 trials in one; the ends of the quotas' names.")
        .judged(
            "experiment-users",
            "experiment.CreatedBy",
            "CreatedBy and LastModifiedBy are shown without members.")
        .judged(
            "trial-components-of-jobs",
            "experiment-trial-component",
            "What the component of a training, processing or transform job has: parameters,"
                + " artifacts, the form of its status message.")
        .judged(
            "trials-of-jobs",
            "experiment-trial",
            "With an experiment and no trial given a job makes the trial <job name>-aws-trial.")
        .judged(
            "experiment-config",
            "CreateTrainingJob.ResourceNotFound",
            "An experiment or trial that a job names has to exist; so for processing and transform"
                + " jobs.")
        .differs(
            "trial-components-when-read",
            "experiment-trial-component",
            "What jobs make is made when experiments are first read: of a job that was deleted"
                + " before there is nothing, and lists have it behind what was made before that.")
        .differs(
            "trial-components-unrestricted",
            "CreateTrialComponent",
            "Everybody may create trial components; on AWS some accounts may not.")
        .differs(
            "experiment-consistency",
            "DeleteTrialComponent",
            "What DisassociateTrialComponent did is seen at once.")
        .judged(
            "run-names",
            "CreateTrainingJob.ExperimentConfig",
            "A job with an experiment and a RunName is part of the trials of that run, whose"
                + " component is called <experiment>-<run> as the SageMaker SDK calls it; if there"
                + " is none, of a trial of its own.")
        .judged(
            "experiments-of-automl",
            "experiment.Source",
            "An AutoML job makes the experiment <job name>-aws-auto-ml-job, and in it a trial for"
                + " each job that it starts; the training jobs of a tuning job share one. A tuning"
                + " job by itself makes no experiment.");
  }
}
