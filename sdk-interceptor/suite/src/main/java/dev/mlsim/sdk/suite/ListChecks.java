package dev.mlsim.sdk.suite;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mlsim.contract.Paginator;
import dev.mlsim.service.Documents;
import dev.mlsim.service.ListAll;
import dev.mlsim.service.ResourceType;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;

/** Order, pages and tokens of a List, and that it agrees with Describe. */
final class ListChecks {
  private static final int SOME = 5;
  private static final int MOST_PAGES = 100;

  private final ServiceSuite suite;

  ListChecks(ServiceSuite suite) {
    this.suite = suite;
  }

  Stream<DynamicNode> of(ResourceType type) {
    if (!suite.canMake(type)) {
      return Stream.empty();
    }
    List<DynamicNode> tests = new ArrayList<>();
    suite
        .service()
        .operations()
        .forEach(
            (name, handler) -> {
              boolean paged =
                  suite
                      .service()
                      .contract()
                      .operation(name)
                      .flatMap(o -> o.paginator())
                      .isPresent();
              if (handler instanceof ListAll list
                  && Stage.isAbout(list, type)
                  && suite.clientHas(name)
                  && paged
                  && !suite.examples().isException(name + ".order")) {
                tests.add(suite.test(name + " in order", s -> inOrder(s, type, name, list)));
                tests.add(suite.test(name + " agrees with Describe", s -> agrees(s, type, name)));
                if (pageSize(list) < suite.examples().most(type.name())) {
                  tests.add(suite.test(name + " by the page", s -> byThePage(s, type, name, list)));
                }
              }
            });
    return tests.stream();
  }

  private int pageSize(ListAll list) {
    return list.pageSize(suite.service().listing());
  }

  private List<Made> some(Stage stage, ResourceType type, int count) {
    List<Made> all = new ArrayList<>();
    for (int i = 0; i < Math.min(count, suite.examples().most(type.name())); i++) {
      all.add(stage.make(type, Documents.empty()));
      stage.sim().clock().advance(Duration.ofSeconds(1));
    }
    return all;
  }

  private void inOrder(Stage stage, ResourceType type, String operation, ListAll list) {
    List<Made> expected = some(stage, type, SOME);
    ObjectNode input = stage.inputFor(operation, expected.get(0));
    if (!list.sortedBy().isEmpty() && list.sortedBy().equals(type.nameMember())) {
      expected.sort(Comparator.comparing(Made::name));
    } else if (!list.sortedBy().isEmpty()) {
      return;
    }
    if (list.isDescending()) {
      Collections.reverse(expected);
    }
    Paginator paging = paging(operation);
    if (!paging.limitKey().isEmpty()) {
      input.put(paging.limitKey(), 2);
    }

    List<JsonNode> listed = new ArrayList<>();
    ObjectNode page = stage.client().call(operation, input);
    page.path(paging.resultKey()).forEach(listed::add);
    for (int i = 0; page.has(paging.outputToken()) && i < MOST_PAGES; i++) {
      input.set(paging.inputToken(), page.get(paging.outputToken()));
      page = stage.client().call(operation, input);
      page.path(paging.resultKey()).forEach(listed::add);
    }

    assertThat(listed).extracting(item -> isFor(item, expected)).isEqualTo(expected);
  }

  /** Whom an element is about; the whole element if nobody. */
  private static Object isFor(JsonNode item, List<Made> all) {
    return all.stream()
        .filter(made -> isFor(item, made))
        .findFirst()
        .map(Object.class::cast)
        .orElse(item);
  }

  static boolean isFor(JsonNode item, Made made) {
    String arn = item.path(made.type().arnMember()).asText();
    if (!arn.isEmpty()) {
      return arn.equals(made.reference());
    }
    String name = made.type().nameMember();
    boolean named =
        name.isEmpty()
            ? made.type().identityMembers().stream()
                .allMatch(
                    member -> made.known(member).equals(Optional.ofNullable(item.get(member))))
            : item.path(name).asText().equals(made.name());
    return named || hasArn(item, made);
  }

  /** A list may show the ARN under another member's name than Describe. */
  private static boolean hasArn(JsonNode item, Made made) {
    return made.reference().startsWith("arn:")
        && item.properties().stream()
            .anyMatch(member -> member.getValue().asText().equals(made.reference()));
  }

  private void agrees(Stage stage, ResourceType type, String operation) {
    Made made = some(stage, type, 1).get(0);
    if (stage.operation("describe", type).isEmpty()) {
      return;
    }
    stage.settle(made);
    ObjectNode described = stage.describe(made);

    ObjectNode page = stage.client().call(operation, stage.inputFor(operation, made));

    JsonNode item = page.path(paging(operation).resultKey()).path(0);
    assertThat(isFor(item, made)).as("%s lists %s", operation, page).isTrue();
    item.properties().stream()
        .filter(e -> described.has(e.getKey()))
        .filter(e -> !suite.examples().isException(operation + "." + e.getKey()))
        .forEach(
            e ->
                assertThat(SdkDocuments.shows(described.get(e.getKey()), e.getValue()))
                    .as("listed is %s, described is %s", e, described.get(e.getKey()))
                    .isTrue());
  }

  private void byThePage(Stage stage, ResourceType type, String operation, ListAll list) {
    int size = pageSize(list);
    List<Made> all = some(stage, type, size + 1);
    Paginator paging = paging(operation);
    ObjectNode input = stage.inputFor(operation, all.get(0));

    ObjectNode first = stage.client().call(operation, input);
    input.set(paging.inputToken(), first.path(paging.outputToken()));
    ObjectNode second = stage.client().call(operation, input);

    assertThat(first.path(paging.resultKey())).hasSize(size);
    assertThat(second.path(paging.resultKey())).hasSize(1);
    assertThat(second.has(paging.outputToken())).isFalse();
  }

  private Paginator paging(String operation) {
    return suite
        .service()
        .contract()
        .operation(operation)
        .flatMap(o -> o.paginator())
        .orElseThrow();
  }
}
