package dev.mlsim.sdk.suite;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.mlsim.contract.Member;
import dev.mlsim.contract.StringShape;
import dev.mlsim.service.Documents;
import dev.mlsim.service.ResourceType;
import dev.mlsim.service.Service;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The three operations on tags of a service, as one calls them. */
final class Tags {
  private final Service service;
  private final Stage stage;

  Tags(Service service, Stage stage) {
    this.service = service;
    this.stage = stage;
  }

  /** Whether resources of the type have tags from their Create on, and all three work on them. */
  static boolean areOn(Service service, ResourceType type) {
    return !type.arnMember().isEmpty()
        && Stream.of("tag", "list tags", "untag")
            .allMatch(kind -> !operation(service, kind).isEmpty())
        && service.operations().entrySet().stream()
            .filter(e -> e.getValue().kind().equals("create"))
            .filter(e -> Stage.isAbout(e.getValue(), type))
            .flatMap(e -> service.contract().operation(e.getKey()).stream())
            .anyMatch(o -> o.input().flatMap(i -> i.member(service.tags().member())).isPresent());
  }

  private static String operation(Service service, String kind) {
    return service.operations().entrySet().stream()
        .filter(e -> e.getValue().kind().equals(kind))
        .map(Map.Entry::getKey)
        .findFirst()
        .orElse("");
  }

  /** Those that a document has. */
  Map<String, String> in(ObjectNode document) {
    return service.tags().read(document);
  }

  /** A document that has them. */
  ObjectNode document(Map<String, String> tags) {
    ObjectNode document = Documents.empty();
    document.set(service.tags().member(), service.tags().write(tags));
    return document;
  }

  Map<String, String> of(Made made) {
    String list = operation(service, "list tags");
    return in(stage.call(list, about(made, list)));
  }

  void add(Made made, Map<String, String> tags) {
    String add = operation(service, "tag");
    stage.call(add, about(made, add).setAll(document(tags)));
  }

  void remove(Made made, List<String> keys) {
    String remove = operation(service, "untag");
    ObjectNode input = about(made, remove);
    for (Member member : stage.shape(remove).members()) {
      if (input.path(member.name()) instanceof ArrayNode list) {
        list.removeAll();
        keys.forEach(list::add);
      }
    }
    stage.call(remove, input);
  }

  /** The one text that a tag operation requires is the ARN. */
  private ObjectNode about(Made made, String operation) {
    ObjectNode input = Documents.empty();
    for (Member member : stage.shape(operation).members()) {
      if (member.required()) {
        boolean isArn = member.shape() instanceof StringShape;
        input.set(
            member.name(),
            isArn ? TextNode.valueOf(made.reference()) : Samples.least(member.shape()));
      }
    }
    return input;
  }
}
