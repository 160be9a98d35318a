package dev.mlsim.sdk.suite;

import static dev.mlsim.lifecycle.Lifecycle.FAIL;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mlsim.ResourceSnapshot;
import dev.mlsim.lifecycle.State;
import dev.mlsim.lifecycle.Step;
import dev.mlsim.lifecycle.Transition;
import dev.mlsim.lifecycle.Way;
import dev.mlsim.service.Documents;
import dev.mlsim.service.Handler;
import dev.mlsim.service.ResourceType;
import dev.mlsim.service.Trigger;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import software.amazon.awssdk.awscore.exception.AwsServiceException;

/** Lives every lifecycle: brings a resource to each state and tries each operation there. */
final class StateChecks {
  private static final String REASON = "AlgorithmError: sample";
  private static final Duration LONG = Duration.ofDays(366);

  private final ServiceSuite suite;

  StateChecks(ServiceSuite suite) {
    this.suite = suite;
  }

  Stream<DynamicNode> of(ResourceType type) {
    if (!suite.canMake(type)) {
      return Stream.empty();
    }
    Map<String, String> acts = acts(type);
    Map<State, Route> routes =
        Route.all(type.lifecycle(), t -> t.equals(FAIL) || acts.containsValue(t));
    return routes.entrySet().stream()
        .filter(e -> !suite.examples().isException(type.name() + "@" + e.getKey()))
        .flatMap(e -> in(type, e.getKey(), e.getValue(), acts));
  }

  /** The triggers that can be pulled, by operation. */
  private Map<String, String> acts(ResourceType type) {
    Map<String, String> acts = new TreeMap<>();
    suite
        .service()
        .operations()
        .forEach(
            (name, handler) -> {
              if (handler instanceof Trigger
                  && Stage.isAbout(handler, type)
                  && suite.clientHas(name)) {
                acts.put(name, handler.kind());
              }
            });
    return acts;
  }

  private Stream<DynamicNode> in(
      ResourceType type, State state, Route route, Map<String, String> acts) {
    DynamicNode stays =
        suite.test(state + " can be entered; at rest it stays", s -> stays(s, type, route));
    if (state.equals(State.GONE)) {
      return Stream.of(stays);
    }
    Stream<DynamicNode> tried =
        acts.entrySet().stream()
            .filter(act -> !suite.examples().isException(act.getKey() + "@" + state))
            .map(
                act ->
                    suite.test(
                        act.getKey() + " in " + state,
                        s -> tried(s, travel(s, type, route), act.getKey(), act.getValue())));
    return Stream.concat(Stream.of(stays), tried);
  }

  private void stays(Stage stage, ResourceType type, Route route) {
    Made made = travel(stage, type, route);
    boolean rests = stage.exists(made) && !stage.look(made).inProgress();
    if (rests && route.last().trigger().equals(FAIL)) {
      saysWhy(stage, made);
    }
    if (rests && !suite.examples().isPassing(type.name(), route.end())) {
      ResourceSnapshot before = stage.look(made);
      stage.sim().clock().advance(LONG);
      assertThat(stage.look(made)).isEqualTo(before);
    }
  }

  /** What failed says why, itself or one in it, wherever its model has a reason. */
  private void saysWhy(Stage stage, Made made) {
    for (View view : View.all(suite.service(), made.type())) {
      view.shape().members().stream()
          .filter(member -> member.name().equalsIgnoreCase("FailureReason"))
          .filter(member -> suite.clientHas(view.operation()))
          .filter(m -> !suite.examples().isException(view.operation() + "." + m.name()))
          .forEach(
              member ->
                  assertThat(view.of(stage, made).findValuesAsText(member.name()))
                      .as("%s of %s", member, view.operation())
                      .anyMatch(reason -> reason.contains(REASON)));
    }
  }

  private void tried(Stage stage, Made made, String operation, String trigger) {
    ResourceSnapshot before = stage.look(made);
    Optional<Way> way = made.type().lifecycle().way(trigger, before.state());

    Optional<AwsServiceException> refusal =
        stage.client().refusal(operation, stage.inputFor(operation, made));

    if (way.isPresent()) {
      assertThat(refusal).as("%s in %s", operation, before.state()).isEmpty();
      Step first = way.get().steps().get(0);
      if (stage.exists(made)) {
        List<Transition> history = stage.look(made).history();
        assertThat(history.get(before.history().size()).to()).isEqualTo(first.state());
      } else {
        assertThat(way.get().steps()).last().extracting(Step::state).isEqualTo(State.GONE);
      }
    } else {
      Refusals.isOfAws(refusal, operation + " in " + before.state());
      assertThat(stage.look(made)).isEqualTo(before);
    }
  }

  /** Brings a new resource to a state in which the operation works, as far as is known. */
  static void bringToWhere(
      ServiceSuite suite, Stage stage, Made made, String operation, Handler handler) {
    Optional<State> state = suite.examples().state(operation);
    if (state.isPresent()) {
      stage.await(made, state.get());
    } else if (handler instanceof Trigger act) {
      bringToWhere(suite, stage, made, act.kind());
    } else {
      stage.settle(made);
    }
  }

  /** Brings a new resource, by the shortest route, to a state in which the trigger works. */
  private static void bringToWhere(ServiceSuite suite, Stage stage, Made made, String trigger) {
    StateChecks checks = new StateChecks(suite);
    Map<String, String> acts = checks.acts(made.type());
    Route.all(made.type().lifecycle(), acts::containsValue).values().stream()
        .filter(r -> made.type().lifecycle().way(trigger, r.end()).isPresent())
        .findFirst()
        .ifPresent(route -> checks.travel(stage, made, route));
  }

  /** Creates a resource and brings it where the route ends. */
  private Made travel(Stage stage, ResourceType type, Route route) {
    Made made = stage.make(type, Documents.empty());
    travel(stage, made, route);
    return made;
  }

  private void travel(Stage stage, Made made, Route route) {
    stage.await(made, route.legs().get(0).to());
    for (Route.Leg leg : route.legs().subList(1, route.legs().size())) {
      pull(stage, made, leg.trigger());
      stage.await(made, leg.to());
    }
  }

  private void pull(Stage stage, Made made, String trigger) {
    if (trigger.equals(FAIL)) {
      String phase = stage.look(made).state().toString();
      stage.sim().script().resource(made.type().name()).failAt(phase, REASON);
      return;
    }
    String operation =
        acts(made.type()).entrySet().stream()
            .filter(e -> e.getValue().equals(trigger))
            .map(Map.Entry::getKey)
            .findFirst()
            .orElseThrow();
    stage.call(operation, stage.inputFor(operation, made));
  }
}
