package dev.mlsim.services.sagemaker.lineage;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.mlsim.contract.Timestamps;
import dev.mlsim.lifecycle.Resource;
import dev.mlsim.service.Documents;
import dev.mlsim.service.Values;
import dev.mlsim.service.World;
import java.time.Instant;

/**
 * The traces that one resource leaves in the graph. Each method gives the ARN of an entity, which
 * is made if it isn't there.
 */
final class Traces {
  static final String CONTRIBUTED = "ContributedTo";
  static final String PRODUCED = "Produced";
  static final String ASSOCIATED = "AssociatedWith";

  /** Notes of the resource: of what its traces were made. */
  private static final String NOTE = "lineage:";

  private static final int LONGEST_NAME = 120;

  private final Resource source;
  private final World world;

  Traces(Resource source, World world) {
    this.source = source;
    this.world = world;
  }

  Resource source() {
    return source;
  }

  World world() {
    return world;
  }

  /** A member of what Create was given. */
  JsonNode given(String path) {
    return source.attributes().at(path);
  }

  /** Whether the traces of a stage are still to be made; from now on they aren't. */
  boolean enters(String stage) {
    return changes(stage, "1");
  }

  /** Whether it has left traces of that. */
  boolean knows(String what) {
    return source.notes().has(NOTE + what);
  }

  /** Whether something of it is another than when traces of that were last made. */
  boolean changes(String what, String value) {
    String note = NOTE + what;
    if (source.notes().path(note).asText().equals(value)) {
      return false;
    }
    world.change(source, old -> old.withNote(note, value));
    return true;
  }

  /** The artifact of a package, which its ARN is the source of. */
  String artifact(Resource modelPackage) {
    return artifact(TextNode.valueOf(modelPackage.arn()), "ModelPackage", modelPackage.created());
  }

  /** The artifact of a URI; empty where there is none. */
  String artifact(JsonNode uri, String type, Instant at) {
    if (!uri.isTextual() || uri.asText().isEmpty()) {
      return "";
    }
    ObjectNode attributes = Documents.empty().put("ArtifactType", type);
    ObjectNode from = attributes.putObject("Source").put("SourceUri", uri.asText());
    return Kind.ARTIFACT.make(world, Kind.key(world, from), attributes, Timestamps.of(at));
  }

  /** The action or context of that name, which comes of the resource. */
  String named(Kind kind, String name, String type, String uri, Instant at) {
    String cut = Values.cut(name, LONGEST_NAME);
    ObjectNode attributes = Documents.empty().put(kind.noun() + "Name", cut);
    attributes.put(kind.noun() + "Type", type).putObject("Source").put("SourceUri", uri);
    if (kind == Kind.ACTION) {
      attributes.put("Status", "Completed");
    }
    return kind.make(world, cut, attributes, Timestamps.of(at));
  }

  /** An edge between two of them, where both are there. */
  void edge(String from, String type, String to, Instant at) {
    if (!from.isEmpty() && !to.isEmpty()) {
      Associations.make(world, from, type, to, Timestamps.of(at));
    }
  }
}
