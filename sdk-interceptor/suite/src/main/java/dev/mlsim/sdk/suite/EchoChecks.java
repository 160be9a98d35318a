package dev.mlsim.sdk.suite;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mlsim.contract.Member;
import dev.mlsim.contract.StructureShape;
import dev.mlsim.lifecycle.Lifecycle;
import dev.mlsim.service.Documents;
import dev.mlsim.service.Handler;
import dev.mlsim.service.ResourceType;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;

/** What Create or Update was given, Describe gives back: one member at a time, in full. */
final class EchoChecks {
  private final ServiceSuite suite;

  EchoChecks(ServiceSuite suite) {
    this.suite = suite;
  }

  Stream<DynamicNode> of(ResourceType type) {
    Optional<String> describe =
        suite.service().operations().entrySet().stream()
            .filter(e -> e.getValue().kind().equals("describe") && suite.clientHas(e.getKey()))
            .filter(e -> Stage.isAbout(e.getValue(), type))
            .map(Map.Entry::getKey)
            .findFirst();
    if (!suite.canMake(type) || describe.isEmpty()) {
      return Stream.empty();
    }
    return suite.service().operations().entrySet().stream()
        .filter(e -> changes(e.getValue(), type) && suite.clientHas(e.getKey()))
        .flatMap(e -> members(type, e.getKey(), e.getValue(), describe.get()));
  }

  static boolean changes(Handler handler, ResourceType type) {
    return Stage.isAbout(handler, type)
        && (handler.kind().equals("create") || handler.kind().equals(Lifecycle.UPDATE));
  }

  private Stream<DynamicNode> members(
      ResourceType type, String operation, Handler handler, String describe) {
    StructureShape input =
        suite.service().contract().operation(operation).orElseThrow().input().orElseThrow();
    StructureShape shown = Described.by(suite.service(), describe).shape();
    return input.members().stream()
        .filter(m -> shown.member(m.name()).isPresent())
        .filter(m -> !m.name().equals(suite.service().tags().member()))
        .filter(m -> !type.identityMembers().contains(m.name()))
        .filter(m -> !type.arnMember().equals(m.name()))
        .filter(m -> !suite.examples().isException(operation + "." + m.name()))
        .map(
            m ->
                suite.test(
                    operation + "." + m.name(),
                    stage -> {
                      if (handler.kind().equals("create")) {
                        created(stage, type, operation, m);
                      } else {
                        updated(stage, type, operation, handler, m);
                      }
                    }));
  }

  private ObjectNode with(Stage stage, String operation, Member member) {
    return suite
        .examples()
        .member(operation, member.name(), stage)
        .orElseGet(
            () -> {
              ObjectNode most = Documents.empty();
              most.set(member.name(), Samples.most(member.shape()));
              return most;
            });
  }

  private void created(Stage stage, ResourceType type, String operation, Member member) {
    ObjectNode given = with(stage, operation, member);

    Made made = stage.make(type, given);

    shows(stage, made, operation, given, member);
  }

  private void updated(
      Stage stage, ResourceType type, String operation, Handler handler, Member member) {
    Made made = stage.make(type, Documents.empty());
    StateChecks.bringToWhere(suite, stage, made, operation, handler);
    ObjectNode given = stage.inputFor(operation, made);
    given.setAll(with(stage, operation, member));

    stage.client().call(operation, given);
    stage.settle(made);

    shows(stage, made, operation, given, member);
  }

  private static void shows(
      Stage stage, Made made, String operation, ObjectNode given, Member member) {
    JsonNode sent = stage.client().sendable(operation, given).get(member.name());
    if (sent != null) {
      ObjectNode shown = stage.describe(made);
      assertThat(SdkDocuments.shows(shown.get(member.name()), sent))
          .as("%s was given %s, shown is %s", member.name(), sent, shown.get(member.name()))
          .isTrue();
    }
  }
}
