package dev.mlsim.services.sagemaker.lineage;

import static dev.mlsim.services.sagemaker.vocabulary.SharedErrors.NOT_FOUND;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mlsim.lifecycle.Resource;
import dev.mlsim.service.Call;
import dev.mlsim.service.Documents;
import dev.mlsim.service.ListAll;
import dev.mlsim.service.ServiceError;
import dev.mlsim.service.TypeRef;
import dev.mlsim.service.World;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Whatever can be at the end of an association, whichever family it is of. */
final class Entities {
  private static final TypeRef COMPONENT = TypeRef.to("experiment-trial-component", NOT_FOUND);

  /** The types of the experiments' family, and the members that hold their names. */
  private static final Map<String, String> OF_EXPERIMENTS =
      Map.of(COMPONENT.name(), "TrialComponentName", "experiment", "ExperimentName");

  private Entities() {}

  /** Has everything be there that AWS makes by itself, components of jobs too. */
  static void bring(Call call) {
    Derived.bring(call.world());
    components(call);
  }

  private static Collection<Resource> components(Call call) {
    return call.service()
        .handler("ListTrialComponents")
        .filter(ListAll.class::isInstance)
        .map(list -> ((ListAll) list).resources(call))
        .orElse(List.of());
  }

  /** The entity of an ARN. */
  static Optional<Resource> find(Call call, String arn) {
    Optional<Resource> known = known(call, arn);
    if (known.isPresent()) {
      return known;
    }
    bring(call);
    return known(call, arn);
  }

  private static Optional<Resource> known(Call call, String arn) {
    return call.world().registry().byArn(arn).filter(Entities::isOne);
  }

  private static boolean isOne(Resource resource) {
    return Kind.of(resource).isPresent() || OF_EXPERIMENTS.containsKey(resource.type());
  }

  /** The entity of an ARN, or the error for a missing one. */
  static Resource require(Call call, String arn) {
    return find(call, arn)
        .orElseThrow(
            () -> new ServiceError(NOT_FOUND, "Lineage entity '" + arn + "' does not exist."));
  }

  /** All that a query can find; experiments only where an association has them. */
  static List<Resource> all(Call call) {
    List<Resource> all = new ArrayList<>();
    Derived.bring(call.world());
    for (Kind kind : Kind.ALL) {
      all.addAll(call.world().registry().all(kind.type()));
    }
    all.addAll(components(call));
    return all;
  }

  /** Its name, unless it is an artifact that was given none. */
  static Optional<String> name(Resource entity) {
    return Kind.of(entity).isPresent()
        ? Documents.at(entity.attributes(), Kind.of(entity).orElseThrow().noun() + "Name")
            .map(JsonNode::asText)
        : Optional.of(entity.name());
  }

  /** What it is said to be: {@code DataSet}, or for a component what kind of job it is of. */
  static String said(Resource entity, World world) {
    Optional<Kind> kind = Kind.of(entity);
    return kind.isPresent()
        ? kind.get().says(entity).asText()
        : Documents.at(world.shown(entity), "Source.SourceType").map(JsonNode::asText).orElse("");
  }

  /** What a query calls that: of the job of a component without the service before it. */
  static String vertexType(Resource entity, World world) {
    String said = said(entity, world);
    return Kind.of(entity).isEmpty() && said.startsWith("SageMaker")
        ? said.substring("SageMaker".length())
        : said;
  }

  /** Which of the four kinds of vertices it is, if it is one. */
  static String lineageType(Resource entity) {
    return Kind.of(entity)
        .map(Kind::noun)
        .orElse(entity.type().equals(COMPONENT.name()) ? "TrialComponent" : "");
  }
}
