package dev.mlsim.sdk.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mlsim.service.Documents;
import dev.mlsim.service.Handler;
import dev.mlsim.service.ResourceType;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;

/**
 * What Create or Update accepts at any depth, Describe gives back where its model has the same
 * member: one member at a time, each in a resource of its own, over the wire, so that those count
 * that the SDK in use doesn't know. Nothing is said of a member that is refused however little goes
 * along with it.
 */
final class DeepEchoChecks {
  private static final String CREATE = "create";
  private static final Duration SOON = Duration.ofDays(1);

  private final ServiceSuite suite;

  DeepEchoChecks(ServiceSuite suite) {
    this.suite = suite;
  }

  Stream<DynamicNode> of(ResourceType type) {
    return suite.has(CREATE, type) && suite.has("describe", type)
        ? Stream.of(dynamicTest("all members of " + type, () -> all(type)))
        : Stream.empty();
  }

  private void all(ResourceType type) {
    List<String> hidden = new ArrayList<>();
    for (Map.Entry<String, Handler> e : suite.service().operations().entrySet()) {
      if (EchoChecks.changes(e.getValue(), type) || isAlsoCreate(e.getValue(), type)) {
        new Change(type, e.getKey(), e.getValue()).tryAll(hidden);
      }
    }
    assertThat(hidden).as("what %s was given and doesn't show", type).isEmpty();
  }

  private static boolean isAlsoCreate(Handler handler, ResourceType type) {
    return Stage.isAbout(handler, type) && handler.kind().startsWith(CREATE);
  }

  /** An operation that gives a resource its members. */
  private final class Change {
    private final ResourceType type;
    private final String operation;
    private final Handler handler;
    private final List<View> views;
    private Stage stage = suite.wireStage();

    Change(ResourceType type, String operation, Handler handler) {
      this.type = type;
      this.operation = operation;
      this.handler = handler;
      this.views = View.all(suite.service(), type);
    }

    void tryAll(List<String> hidden) {
      List<MemberPath> paths =
          views.stream()
              .flatMap(view -> MemberPath.inBoth(stage.shape(operation), view.shape()).stream())
              .distinct()
              .filter(this::isTried)
              .toList();
      long taken = paths.stream().filter(path -> tried(path, hidden)).count();
      if (taken == 0 && !paths.isEmpty()) {
        hidden.add(operation + " refuses whatever is tried: it needs an example");
      }
    }

    private boolean isTried(MemberPath path) {
      return !path.top().equals(suite.service().tags().member())
          && !type.identityMembers().contains(path.top())
          && !type.arnMember().equals(path.top())
          && !suite.examples().isException(operation + "." + path);
    }

    /** Whether the service took it in some request. */
    private boolean tried(MemberPath path, List<String> hidden) {
      if (taken(path, hidden)) {
        return true;
      }
      stage = suite.wireStage(); // where no other of the type is in the way
      return taken(path, hidden);
    }

    private boolean taken(MemberPath path, List<String> hidden) {
      Optional<Made> updated;
      try {
        updated = isCreate() ? Optional.empty() : Optional.of(ready());
      } catch (Worlds.Refused e) {
        return false;
      }
      List<ObjectNode> requests = new ArrayList<>();
      requests.add(request(path, updated, Documents.empty()));
      example(path).ifPresent(example -> requests.add(request(path, updated, example)));
      requests.addAll(path.withLess(stage.shape(operation), requests.get(0)));
      return requests.stream().anyMatch(given -> taken(path, updated, given, hidden));
    }

    /** That of the member or of the innermost that has one. */
    private Optional<ObjectNode> example(MemberPath path) {
      return path.outwards().stream()
          .flatMap(at -> suite.examples().member(operation, at, stage).stream())
          .findFirst();
    }

    private boolean isCreate() {
      return handler.kind().startsWith(CREATE);
    }

    private ObjectNode request(MemberPath path, Optional<Made> updated, ObjectNode besides) {
      ObjectNode input =
          updated
              .map(made -> stage.inputFor(operation, made).<ObjectNode>setAll(besides))
              .orElseGet(() -> stage.createInput(type, operation, besides));
      return path.in(stage.shape(operation), input);
    }

    private boolean taken(
        MemberPath path, Optional<Made> updated, ObjectNode given, List<String> hidden) {
      Made made;
      try {
        made = updated.isPresent() ? updated.get() : stage.makeFrom(type, operation, given);
        updated.ifPresent(one -> stage.call(operation, given));
      } catch (Worlds.Refused e) {
        return false;
      }
      List<View> blind = views.stream().filter(view -> isBlind(view, path, made, given)).toList();
      if (!blind.isEmpty()) {
        stage.settle(made);
        stage.rest(SOON);
        blind.stream()
            .filter(view -> isBlind(view, path, made, given))
            .forEach(view -> hidden.add(operation + "." + path + " in " + view.operation()));
      }
      return true;
    }

    private boolean isBlind(View view, MemberPath path, Made made, ObjectNode given) {
      try {
        return path.isIn(view.shape()) && !path.shows(view.of(stage, made), given);
      } catch (Worlds.Refused e) {
        return false; // it shows what another Create makes
      }
    }

    private Made ready() {
      Made made = stage.make(type, Documents.empty());
      StateChecks.bringToWhere(suite, stage, made, operation, handler);
      return made;
    }
  }
}
