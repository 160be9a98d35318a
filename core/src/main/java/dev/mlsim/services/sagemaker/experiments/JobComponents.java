package dev.mlsim.services.sagemaker.experiments;

import static dev.mlsim.services.sagemaker.vocabulary.SharedErrors.NOT_FOUND;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mlsim.lifecycle.Resource;
import dev.mlsim.service.Call;
import dev.mlsim.service.Documents;
import dev.mlsim.service.Precondition;
import dev.mlsim.service.ResourceStore;
import dev.mlsim.service.ResourceType;
import dev.mlsim.service.TypeRef;
import dev.mlsim.service.Values;
import dev.mlsim.service.World;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The trial components that jobs make by themselves, and the trials that they make where their
 * configuration names an experiment only. They are made when somebody first reads, and then follow
 * their jobs.
 */
final class JobComponents {
  /** Notes of a job: that its component is there, or was. */
  static final String MADE = "trialComponentMade";

  /** A note of what a job has made: the job's ARN. */
  static final String SOURCE = "sourceArn";

  private static final String KIND = "sourceType";
  private static final String ENDED = "jobEnded";
  private static final String TRIAL_SUFFIX = "-aws-trial";
  private static final int LONGEST_NAME = 120;

  private JobComponents() {}

  /** The one that a call names by its name or ARN. */
  static Optional<Resource> find(Call call, TypeRef type, String member) {
    String name = call.text(member).orElse("");
    Optional<Resource> known = call.world().registry().find(type, name);
    if (known.isEmpty()) {
      derive(call);
      known = call.world().registry().find(type, name);
    }
    return known.map(found -> followed(found, call.world()));
  }

  /** All of a type, made if they weren't. */
  static Collection<Resource> all(Call call, TypeRef type) {
    derive(call);
    for (Resource one : List.copyOf(call.world().registry().all(type))) {
      followed(one, call.world());
    }
    return call.world().registry().all(type);
  }

  /** The rule that what a list is asked for exists. */
  static Precondition exists(String member, TypeRef type) {
    return new Precondition(
        member + " names an existing " + type.title(),
        NOT_FOUND,
        call -> {
          if (call.has(member) && find(call, type, member).isEmpty()) {
            call.require(type, call.text(member).orElseThrow());
          }
        });
  }

  /** Makes what jobs have made since, in the order in which the jobs were created. */
  static void derive(Call call) {
    AutoMlExperiments.derive(call);
    List<Resource> jobs = new ArrayList<>();
    for (JobKind kind : JobKind.values()) {
      for (Resource job : call.world().registry().all(kind.type())) {
        if (!job.notes().has(MADE)) {
          jobs.add(job);
        }
      }
    }
    jobs.sort(Comparator.comparingLong(Resource::sequence));
    jobs.forEach(job -> derive(call, job));
  }

  private static void derive(Call call, Resource job) {
    JobKind kind = JobKind.of(job.type());
    String name = Values.cut(job.name(), LONGEST_NAME - kind.suffix().length()) + kind.suffix();
    call.world().change(job, old -> old.withNote(MADE, 1));
    if (call.world().registry().byKey(Experiments.COMPONENT, name).isEmpty()) {
      make(call, job, kind, name);
    }
  }

  private static void make(Call call, Resource job, JobKind kind, String name) {
    World world = call.world();
    JsonNode config = job.attributes().path("ExperimentConfig");
    ObjectNode attributes = Documents.empty().put("TrialComponentName", name);
    attributes.put("DisplayName", config.path("TrialComponentDisplayName").asText(name));
    attributes.setAll(JobDocument.of(job, kind, world));
    Resource made = resource(call, Experiments.COMPONENT, name, attributes, job);
    ObjectNode notes = Documents.empty().put(SOURCE, job.arn()).put(KIND, kind.sourceType());
    Resource component =
        world.begin(call.service().type(Experiments.COMPONENT), made.withNotes(notes));
    for (Resource trial : trials(call, job, config)) {
      world.change(component, old -> Associations.with(old, trial));
    }
    followed(world.latest(component), world);
  }

  private static Resource resource(
      Call call, TypeRef ref, String name, ObjectNode attributes, Resource job) {
    ResourceType type = call.service().type(ref);
    String arn = call.world().account().arn("sagemaker", type.name() + "/" + name);
    return new Resource(type.name(), name, name, arn, type.lifecycle(), attributes, job.created());
  }

  /** The trials of a job: the one that it names, those of its run, or one of its own. */
  private static List<Resource> trials(Call call, Resource job, JsonNode config) {
    ResourceStore there = call.world().registry();
    if (config.has("TrialName")) {
      return there.byKey(Experiments.TRIAL, config.path("TrialName").asText()).stream().toList();
    }
    String experiment = config.path("ExperimentName").asText();
    Optional<Resource> found = there.byKey(Experiments.EXPERIMENT, experiment);
    if (found.isEmpty()) {
      return AutoMlExperiments.trial(call, job).stream().toList();
    }
    List<Resource> ofRun =
        Documents.at(config, "RunName")
            .flatMap(run -> there.byKey(Experiments.COMPONENT, experiment + "-" + run.asText()))
            .map(run -> Associations.trials(run, call.world()))
            .orElse(List.of());
    return ofRun.isEmpty() ? List.of(trial(call, job, job.name(), found.get())) : ofRun;
  }

  /** The trial of an experiment that is called after a job; made if it isn't there. */
  static Resource trial(Call call, Resource job, String after, Resource experiment) {
    String name = Values.cut(after, LONGEST_NAME - TRIAL_SUFFIX.length()) + TRIAL_SUFFIX;
    return call.world()
        .registry()
        .byKey(Experiments.TRIAL, name)
        .orElseGet(
            () ->
                begin(
                    call,
                    Experiments.TRIAL,
                    name,
                    Documents.empty()
                        .put("TrialName", name)
                        .put("DisplayName", name)
                        .put("ExperimentName", experiment.name()),
                    job));
  }

  /** Makes what a job has made. */
  static Resource begin(Call call, TypeRef type, String name, ObjectNode attributes, Resource job) {
    Resource made = resource(call, type, name, attributes, job).withNote(SOURCE, job.arn());
    return call.world().begin(call.service().type(type), made);
  }

  /** Whether a job has made it. */
  static boolean isMade(Resource resource) {
    return resource.notes().has(SOURCE);
  }

  static boolean isFrom(Resource component, String arn) {
    return component.notes().path(SOURCE).asText().equalsIgnoreCase(arn);
  }

  /** Where a component comes from, if it is a job's. */
  static Optional<JsonNode> source(Resource component) {
    return component.notes().has(KIND)
        ? Optional.of(
            Documents.empty()
                .put("SourceArn", component.notes().path(SOURCE).asText())
                .put("SourceType", component.notes().path(KIND).asText()))
        : Optional.empty();
  }

  /** The run that the job of a component says it is of. */
  static Optional<JsonNode> run(Resource component, World world) {
    return job(component, world)
        .flatMap(job -> Documents.at(job.attributes(), "ExperimentConfig.RunName"));
  }

  /** The job that a component is of, if that is still there. */
  static Optional<Resource> job(Resource component, World world) {
    return component.notes().has(KIND)
        ? world.registry().byArn(component.notes().path(SOURCE).asText())
        : Optional.empty();
  }

  /** The component as its job stands now; what was said of it besides stays. */
  private static Resource followed(Resource component, World world) {
    Optional<Resource> job = job(component, world);
    if (job.isEmpty() || component.notes().has(ENDED)) {
      return component;
    }
    JobKind kind = JobKind.of(job.get().type());
    ObjectNode document = JobDocument.of(job.get(), kind, world);
    return world.change(
        component,
        old -> {
          Resource changed = old.withAttributes(Documents.merged(old.attributes(), document));
          return job.get().isUnfinished() ? changed : changed.withNote(ENDED, 1);
        });
  }

  /** A job has come to its end. */
  static void ended(Resource job, World world) {
    JobKind kind = JobKind.of(job.type());
    world
        .registry()
        .find(Experiments.COMPONENT, job.name() + kind.suffix())
        .filter(component -> isFrom(component, job.arn()))
        .ifPresent(component -> followed(component, world));
  }

  /** One that was deleted is not made again: the job's note stays. */
  static void forget(Resource component, World world) {
    job(component, world)
        .ifPresent(job -> world.note("the trial component of " + job + " is deleted for good"));
  }
}
