package dev.mlsim.sdk.suite;

import static dev.mlsim.lifecycle.Lifecycle.DELETE;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.mlsim.contract.Member;
import dev.mlsim.service.Documents;
import dev.mlsim.service.Handler;
import dev.mlsim.service.ResourceType;
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
    if (Tags.areOn(suite.service(), type)) {
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

  private void tags(Stage stage, ResourceType type) {
    Tags tags = new Tags(suite.service(), stage);
    Made made = stage.make(type, tags.document(Map.of("team", "churn")));
    assertThat(tags.of(made)).containsExactlyInAnyOrderEntriesOf(Map.of("team", "churn"));

    tags.add(made, Map.of("team", "risk", "stage", "test"));
    assertThat(tags.of(made))
        .containsExactlyInAnyOrderEntriesOf(Map.of("team", "risk", "stage", "test"));

    tags.remove(made, List.of("team"));
    assertThat(tags.of(made)).containsExactlyInAnyOrderEntriesOf(Map.of("stage", "test"));
  }
}
