package dev.mlsim.sdk.suite;

import static dev.mlsim.lifecycle.Lifecycle.DELETE;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.mlsim.contract.Member;
import dev.mlsim.contract.StringShape;
import dev.mlsim.service.Documents;
import dev.mlsim.service.Handler;
import dev.mlsim.service.ResourceType;
import dev.mlsim.service.TagStyle;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import software.amazon.awssdk.awscore.exception.AwsServiceException;

/** What holds of every resource between Create and Delete. */
final class RoundTripChecks {
  private static final Set<String> ELSEWHERE =
      Set.of("create", "list", "tag", "untag", "list tags");

  private final ServiceSuite suite;

  RoundTripChecks(ServiceSuite suite) {
    this.suite = suite;
  }

  Stream<DynamicNode> of(ResourceType type) {
    if (!suite.canMake(type)) {
      return Stream.empty();
    }
    List<DynamicNode> tests = new ArrayList<>();
    if (has("describe", type)) {
      tests.add(suite.test("what was created is described", s -> described(s, type)));
    }
    if (!type.identityMembers().isEmpty()
        && isNamedByCaller(type)
        && !suite.examples().isReplaced(type.name())) {
      tests.add(suite.test("a second one of the same identity is refused", s -> twice(s, type)));
    }
    if (!type.arnMember().isEmpty() && hasTags(type)) {
      tests.add(suite.test("tags are kept, added, overwritten, taken away", s -> tags(s, type)));
    }
    if (has(DELETE, type) && suite.examples().isKept(type.name())) {
      tests.add(suite.test("a deleted one stays and leaves its name", s -> deleted(s, type)));
    } else if (has(DELETE, type)) {
      tests.add(suite.test("a deleted one is gone and leaves its name", s -> deleted(s, type)));
    }
    suite
        .service()
        .operations()
        .forEach(
            (name, handler) -> {
              if (isOnOne(handler, type) && suite.clientHas(name)) {
                tests.add(
                    suite.test(name + " of one that isn't there", s -> missing(s, type, name)));
              }
            });
    return tests.stream();
  }

  private boolean has(String kind, ResourceType type) {
    return suite.service().operations().entrySet().stream()
        .anyMatch(
            e ->
                e.getValue().kind().equals(kind)
                    && Stage.isAbout(e.getValue(), type)
                    && suite.clientHas(e.getKey()));
  }

  /** What the service numbers itself can't be made twice. */
  private boolean isNamedByCaller(ResourceType type) {
    return suite.service().operations().entrySet().stream()
        .filter(e -> e.getValue().kind().equals("create"))
        .filter(e -> Stage.isAbout(e.getValue(), type))
        .flatMap(e -> suite.service().contract().operation(e.getKey()).stream())
        .flatMap(operation -> operation.input().stream())
        .allMatch(
            input -> type.identityMembers().stream().allMatch(m -> input.member(m).isPresent()));
  }

  /** What is another way to create one says so, as in {@code create by V2}. */
  private static boolean isOnOne(Handler handler, ResourceType type) {
    return Stage.isAbout(handler, type)
        && !ELSEWHERE.contains(handler.kind())
        && !handler.kind().startsWith("create ");
  }

  private void described(Stage stage, ResourceType type) {
    Made made = stage.make(type, Documents.empty());

    ObjectNode shown = stage.describe(made);

    for (Map.Entry<String, JsonNode> known : made.known().properties()) {
      if (shown.has(known.getKey())
          && !suite.examples().isException(stage.creator(type) + "." + known.getKey())) {
        assertThat(SdkDocuments.shows(shown.get(known.getKey()), known.getValue()))
            .as("%s is %s, shown is %s", known.getKey(), known.getValue(), shown)
            .isTrue();
      }
    }
  }

  private void twice(Stage stage, ResourceType type) {
    ObjectNode input = stage.createInput(type, Documents.empty());
    Made made = stage.makeFrom(type, input);
    Object before = stage.look(made);

    Refusals.isOfAws(stage.client().refusal(stage.creator(type), input), "a duplicate");

    assertThat(stage.look(made)).isEqualTo(before);
  }

  private void missing(Stage stage, ResourceType type, String operation) {
    Made made = stage.make(type, Documents.empty());
    ObjectNode input = stage.inputFor(operation, made);
    String naming = "";
    for (Member member : stage.shape(operation).members()) {
      boolean byArn = !naming.isEmpty() && naming.equals(type.arnMember());
      if (!byArn && input.has(member.name()) && Stage.names(made, member.name())) {
        naming = member.name();
      }
    }
    assertThat(naming).as("what names the resource in " + operation).isNotEmpty();
    input.set(naming, TextNode.valueOf(other(input.path(naming).asText())));

    AwsServiceException refusal =
        Refusals.isOfAws(stage.client().refusal(operation, input), operation + " of nothing");

    assertThat(refusal.awsErrorDetails().errorCode()).isEqualTo(type.missingCode());
    assertThat(refusal.awsErrorDetails().errorMessage()).isNotBlank();
  }

  /** The name or ARN of something else that keeps the same pattern: another last character. */
  private static String other(String name) {
    char last = name.charAt(name.length() - 1);
    String digits = Character.isDigit(last) ? "78" : Character.isUpperCase(last) ? "EF" : "ef";
    char another = digits.charAt(last == digits.charAt(0) ? 1 : 0);
    return name.substring(0, name.length() - 1) + another;
  }

  private void deleted(Stage stage, ResourceType type) {
    ObjectNode input = stage.createInput(type, Documents.empty());
    Made made = stage.makeFrom(type, input);
    stage.settle(made);
    String delete = stage.operation(DELETE, type).orElseThrow();
    if (type.lifecycle().way(DELETE, stage.look(made).state()).isEmpty()) {
      return;
    }
    stage.client().call(delete, stage.inputFor(delete, made));
    stage.settle(made);
    boolean isKept = suite.examples().isKept(type.name());
    assertThat(stage.exists(made)).isEqualTo(isKept);

    Made again = stage.makeFrom(type, input);

    assertThat(stage.exists(again)).isTrue();
  }

  private boolean hasTags(ResourceType type) {
    String member = suite.service().tags().member();
    return Stream.of("tag", "list tags", "untag").allMatch(kind -> operation(kind).length() > 0)
        && suite.service().operations().entrySet().stream()
            .filter(e -> e.getValue().kind().equals("create"))
            .filter(e -> Stage.isAbout(e.getValue(), type))
            .flatMap(e -> suite.service().contract().operation(e.getKey()).stream())
            .anyMatch(o -> o.input().flatMap(i -> i.member(member)).isPresent());
  }

  private String operation(String kind) {
    return suite.service().operations().entrySet().stream()
        .filter(e -> e.getValue().kind().equals(kind))
        .map(Map.Entry::getKey)
        .findFirst()
        .orElse("");
  }

  private void tags(Stage stage, ResourceType type) {
    TagStyle style = suite.service().tags();
    ObjectNode with = Documents.empty();
    with.set(style.member(), style.write(Map.of("team", "churn")));
    Made made = stage.make(type, with);
    assertThat(tagsOf(stage, made)).containsExactlyInAnyOrderEntriesOf(Map.of("team", "churn"));

    ObjectNode more = of(stage, made, operation("tag"));
    more.set(style.member(), style.write(Map.of("team", "risk", "stage", "test")));
    stage.client().call(operation("tag"), more);
    assertThat(tagsOf(stage, made))
        .containsExactlyInAnyOrderEntriesOf(Map.of("team", "risk", "stage", "test"));

    String untag = operation("untag");
    ObjectNode less = of(stage, made, untag);
    for (Member member : stage.shape(untag).members()) {
      if (less.path(member.name()) instanceof ArrayNode keys) {
        keys.removeAll().add("team");
      }
    }
    stage.client().call(untag, less);
    assertThat(tagsOf(stage, made)).containsExactlyInAnyOrderEntriesOf(Map.of("stage", "test"));
  }

  private Map<String, String> tagsOf(Stage stage, Made made) {
    String list = operation("list tags");
    return suite.service().tags().read(stage.client().call(list, of(stage, made, list)));
  }

  /** The one text that a tag operation requires is the ARN. */
  private static ObjectNode of(Stage stage, Made made, String operation) {
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
