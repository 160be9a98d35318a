package dev.mlsim.services.sagemaker.search;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mlsim.contract.StructureShape;
import dev.mlsim.lifecycle.Resource;
import dev.mlsim.service.Call;
import dev.mlsim.service.Documents;
import dev.mlsim.service.ListAll;
import dev.mlsim.service.ResourceType;
import dev.mlsim.service.ServiceError;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/**
 * A kind of resource that Search finds, as the API reference lists them (SearchRecord). One that
 * another family declares joins with its line; until then the search for it is refused in words.
 *
 * @param resource what the API calls it
 * @param type the name of its type
 * @param member the member of a record that shows it; empty where there is none
 * @param list the List that makes what there is when it is read; empty where nothing has to be made
 * @param records what is found of one resource
 */
record Searchable(String resource, String type, String member, String list, Records records) {

  /** What there is to be found of one resource; mostly one record. */
  interface Records {
    /** The records, as they are shown; what is asked of a record is asked of that. */
    List<ObjectNode> of(Call call, Searchable kind, Resource resource);
  }

  private static final Records SHOWN = (call, kind, one) -> List.of(kind.shown(call, one, ""));

  private static final List<Searchable> ALL =
      List.of(
          of("TrainingJob", "training-job"),
          of("Experiment", "experiment").read("ListExperiments"),
          of("ExperimentTrial", "experiment-trial").read("ListTrials").in("Trial", Trials::trial),
          of("ExperimentTrialComponent", "experiment-trial-component")
              .read("ListTrialComponents")
              .in("TrialComponent", Trials::component),
          of("Endpoint", "endpoint").in("Endpoint", Dashboard::endpoint),
          of("Model", "sagemaker:model").in("Model", Dashboard::model),
          of("ModelPackage", "model-package"),
          of("ModelPackageGroup", "model-package-group"),
          of("ModelCard", "model-card"),
          of("Pipeline", "pipeline"),
          of("PipelineExecution", "pipeline-execution"),
          of("PipelineVersion", "pipeline-version"),
          of("FeatureGroup", "feature-group"),
          of("FeatureMetadata", "feature-group").in("FeatureMetadata", Features::each),
          of("HyperParameterTuningJob", "hyper-parameter-tuning-job"),
          of("Project", "sagemaker:project"),
          of("Image", "image").in("", SHOWN),
          of("ImageVersion", "image-version").in("", SHOWN),
          of("Job", "job"));

  private static Searchable of(String resource, String type) {
    return new Searchable(resource, type, resource, "", SHOWN);
  }

  private Searchable in(String recordMember, Records found) {
    return new Searchable(resource, type, recordMember, list, found);
  }

  private Searchable read(String byList) {
    return new Searchable(resource, type, member, byList, records);
  }

  /** What a call searches. */
  static Searchable asked(Call call) {
    String resource = call.text("Resource").orElse("");
    for (Searchable kind : ALL) {
      if (kind.resource.equals(resource) && call.service().declares(kind.type)) {
        return kind;
      }
    }
    TreeSet<String> known = new TreeSet<>();
    for (Searchable kind : ALL) {
      if (call.service().declares(kind.type)) {
        known.add(kind.resource);
      }
    }
    throw new ServiceError(
        "NotSimulated",
        "mlsim: "
            + call.operation()
            + " asks for [Resource="
            + resource
            + "], and resources of that kind are not simulated; those that can be searched are "
            + known);
  }

  /** What there is of it. */
  Collection<Resource> all(Call call) {
    return call.service()
        .handler(list)
        .filter(ListAll.class::isInstance)
        .map(all -> ((ListAll) all).resources(call))
        .orElseGet(() -> call.world().seen(declared(call)));
  }

  private ResourceType declared(Call call) {
    return call.service().type(type).orElseThrow();
  }

  /** A resource as a member of its record shows it, or as the record does. */
  ObjectNode shown(Call call, Resource one, String inside) {
    if (member.isEmpty()) {
      return call.world().shown(one);
    }
    String path = inside.isEmpty() ? member : member + "." + inside;
    return call.element(declared(call), one, "Results." + path);
  }

  /** The record as the answer has it; of some kinds the API has no member to show them in. */
  ObjectNode answered(ObjectNode shown) {
    ObjectNode answered = Documents.empty();
    if (!member.isEmpty()) {
      answered.set(member, shown);
    }
    return answered;
  }

  /** The structures whose members are properties of it. */
  List<StructureShape> shapes(Call call) {
    List<StructureShape> shapes = new ArrayList<>();
    if (member.isEmpty()) {
      output(call, "Describe" + resource).ifPresent(shapes::add);
      return shapes;
    }
    Optional<StructureShape> found =
        output(call, "Search").flatMap(s -> Shapes.inside(s, "Results." + member));
    found.ifPresent(shapes::add);
    // A model is shown inside of what the dashboard shows of it, and is asked for by its own names.
    found.flatMap(s -> Shapes.inside(s, resource)).ifPresent(shapes::add);
    return shapes;
  }

  private static Optional<StructureShape> output(Call call, String operation) {
    return call.service().contract().operation(operation).flatMap(o -> o.output());
  }
}
