package dev.mlsim.services.sagemaker.lineage;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mlsim.contract.Paginator;
import dev.mlsim.lifecycle.Resource;
import dev.mlsim.service.Call;
import dev.mlsim.service.Documents;
import dev.mlsim.service.Handler;
import dev.mlsim.service.Pages;
import dev.mlsim.service.Values;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * QueryLineage: from an entity along the edges, up to its sources or down to what came of it, the
 * entities that pass the filters (API reference, QueryLineage).
 */
final class QueryLineage implements Handler {
  private static final Optional<Paginator> PAGES =
      Optional.of(new Paginator("NextToken", "NextToken", "MaxResults", "Vertices"));

  private static final int DEEPEST = 10;
  private static final int LONGEST_TYPE = 40;

  @Override
  public ObjectNode answer(Call call) {
    Entities.bring(call);
    Map<String, Resource> entities = new HashMap<>();
    Walk walk = new Walk(call.world().registry().all(Associations.TYPE));
    walk.start(starts(call, entities));
    int depth = call.number("MaxDepth").map(Long::intValue).orElse(DEEPEST);
    String direction = call.text("Direction").orElse("Both");
    if (call.input().path("StartArns").isEmpty()) {
      walk.everything();
    } else {
      walk.along(!direction.equals("Descendants"), !direction.equals("Ascendants"), depth);
    }
    QueryFilter filter = QueryFilter.of(call);
    Set<String> found =
        walk.found(arn -> entity(call, entities, arn).filter(filter::passes).isPresent());
    boolean withEdges = call.flag("IncludeEdges");
    List<String> shown = walk.ordered(withEdges ? walk.onPathsTo(found) : found);
    List<ObjectNode> vertices = new ArrayList<>();
    for (String arn : shown) {
      entity(call, entities, arn).ifPresent(entity -> vertices.add(vertex(call, entity)));
    }
    ObjectNode page = Pages.of(call, PAGES, vertices);
    ArrayNode edges = page.putArray("Edges");
    if (withEdges) {
      walk.edgesAmong(shown, arns(page)).forEach(edge -> edges.add(edge(edge)));
    }
    return page;
  }

  private static List<String> starts(Call call, Map<String, Resource> entities) {
    List<String> starts = new ArrayList<>();
    for (JsonNode arn : call.input().path("StartArns")) {
      Resource entity = Entities.require(call, arn.asText());
      entities.put(entity.arn(), entity);
      starts.add(entity.arn());
    }
    if (call.input().path("StartArns").isEmpty()) {
      for (Resource entity : Entities.all(call)) {
        entities.put(entity.arn(), entity);
        starts.add(entity.arn());
      }
    }
    return starts;
  }

  /** Of an entity that is gone the edges may be there still; it is no vertex. */
  private static Optional<Resource> entity(Call call, Map<String, Resource> known, String arn) {
    if (!known.containsKey(arn)) {
      call.world().registry().byArn(arn).ifPresent(entity -> known.put(arn, entity));
    }
    return Optional.ofNullable(known.get(arn));
  }

  private static Set<String> arns(ObjectNode page) {
    Set<String> arns = new HashSet<>();
    page.path("Vertices").forEach(vertex -> arns.add(vertex.path("Arn").asText()));
    return arns;
  }

  private static ObjectNode vertex(Call call, Resource entity) {
    ObjectNode vertex = Documents.empty().put("Arn", entity.arn());
    Values.text(Values.cut(Entities.vertexType(entity, call.world()), LONGEST_TYPE))
        .ifPresent(type -> vertex.set("Type", type));
    Values.text(Entities.lineageType(entity)).ifPresent(type -> vertex.set("LineageType", type));
    return vertex;
  }

  private static ObjectNode edge(Resource association) {
    ObjectNode edge = Documents.empty();
    for (String member : new String[] {"SourceArn", "DestinationArn", "AssociationType"}) {
      Documents.at(association.attributes(), member).ifPresent(value -> edge.set(member, value));
    }
    return edge;
  }

  @Override
  public String kind() {
    return "query lineage";
  }
}
