package dev.mlsim.sdk.suite;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mlsim.lifecycle.State;
import dev.mlsim.service.Documents;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * What the suite can't guess about a service: requests that keep rules which the model doesn't
 * state, and what is known to be different, each with the reason. Documents are written with single
 * quotes and the model's member names.
 */
public final class Examples {
  private final Map<String, Function<Stage, String>> inputs = new HashMap<>();
  private final Map<String, Function<Stage, String>> members = new HashMap<>();
  private final Map<String, String> exceptions = new HashMap<>();
  private final Map<String, State> states = new HashMap<>();
  private final Map<String, Integer> most = new HashMap<>();

  Examples() {}

  /** Members that go into each call of the operation, in place of the suite's own. */
  public Examples input(String operation, String document) {
    return input(operation, stage -> document);
  }

  /** The same, where the document names other resources: {@code stage.name("model")}. */
  public Examples input(String operation, Function<Stage, String> document) {
    inputs.put(operation, document);
    return this;
  }

  /**
   * A value for one member when it is its turn to be shown, with what must go along; a null takes
   * away what {@link #input} has.
   */
  public Examples member(String operation, String member, String document) {
    return member(operation, member, stage -> document);
  }

  /** The same, where the document names other resources: {@code stage.another("model")}. */
  public Examples member(String operation, String member, Function<Stage, String> document) {
    members.put(operation + "." + member, document);
    return this;
  }

  /** The member names another resource by its ARN: that of one of the type is its example. */
  public Examples reference(String operation, String member, String type) {
    return member(operation, member, stage -> "{'" + member + "': '" + stage.arn(type) + "'}");
  }

  /** The Update is tried in that state, where its type's table doesn't say where it works. */
  public Examples during(String operation, String state) {
    states.put(operation, State.of(state));
    return this;
  }

  /** The member isn't shown as it was given. */
  public Examples unseen(String operation, String member, String why) {
    return except(operation + "." + member, why);
  }

  /** What an Update says in the member takes the place of what was there, and isn't merged. */
  public Examples replacing(String operation, String member, String why) {
    return except(operation + "." + member + " replaces", why);
  }

  boolean isReplacing(String operation, String member) {
    return isException(operation + "." + member + " replaces");
  }

  /** What one resource of the type has in the member, another can take from it. */
  public Examples contended(String type, String member, String why) {
    return except(type + "." + member + " is taken", why);
  }

  boolean isContended(String type, String member) {
    return isException(type + "." + member + " is taken");
  }

  /** The member of a List can't be said without others. */
  public Examples together(String operation, String member, String why) {
    return except(operation + "." + member, why);
  }

  /** The state can't be entered by calls, scripts and time alone. */
  public Examples unreachable(String type, String state, String why) {
    return except(type + "@" + state, why);
  }

  /** The state is one of rest, but time ends it. */
  public Examples passing(String type, String state, String why) {
    return except(stay(type, State.of(state)), why);
  }

  /** What is deleted stays there to be described, in a state that says so. */
  public Examples kept(String type, String why) {
    return except(type + " is kept", why);
  }

  /** A second one of the same identity takes the place of the first. */
  public Examples replaced(String type, String why) {
    return except(type + " is replaced", why);
  }

  /** In that state the operation answers otherwise than the table says. */
  public Examples odd(String operation, String state, String why) {
    return except(operation + "@" + state, why);
  }

  /** The service numbers resources of the type: calls name them by that member, too. */
  public Examples numbered(String type, String member) {
    return except(type + " is numbered by " + member, "the service gives the number");
  }

  boolean isNumbered(String type, String member) {
    return isException(type + " is numbered by " + member);
  }

  /** There can't be more resources of the type, or not side by side. */
  public Examples atMost(String type, int count) {
    most.put(type, count);
    return this;
  }

  private static String stay(String type, State state) {
    return type + "@" + state + " stays";
  }

  boolean isPassing(String type, State state) {
    return isException(stay(type, state));
  }

  boolean isKept(String type) {
    return isException(type + " is kept");
  }

  boolean isReplaced(String type) {
    return isException(type + " is replaced");
  }

  private Examples except(String what, String why) {
    if (why.isBlank()) {
      throw new IllegalArgumentException("an exception needs a reason: " + what);
    }
    exceptions.put(what, why);
    return this;
  }

  ObjectNode input(String operation, Stage stage) {
    return Documents.of(inputs.getOrDefault(operation, s -> "{}").apply(stage));
  }

  Optional<ObjectNode> member(String operation, String member, Stage stage) {
    return Optional.ofNullable(members.get(operation + "." + member))
        .map(document -> Documents.of(document.apply(stage)));
  }

  Optional<State> state(String operation) {
    return Optional.ofNullable(states.get(operation));
  }

  boolean isException(String what) {
    return exceptions.containsKey(what);
  }

  int most(String type) {
    return most.getOrDefault(type, Integer.MAX_VALUE);
  }
}
