package dev.mlsim.sdk.control;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mlsim.Simulator;
import dev.mlsim.wire.WireResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * One line of the table: what a request does.
 *
 * @param method the HTTP method; a HEAD is a GET
 * @param path the path below {@code /mlsim/}
 * @param does what it does, as a sentence
 * @param query the parameters that it takes
 * @param body the words that its body is made of, if it has one
 * @param examples bodies; none where it has no body
 * @param answer what it answers with, by its name in {@code openapi.json}
 * @param action does it
 */
record Route(
    String method,
    String path,
    String does,
    List<Query> query,
    Optional<Vocabulary<?>> body,
    List<String> examples,
    String answer,
    Action action) {

  /** Which world; the first one if none is named. */
  static final Parameter<String> REGION = Parameter.text("region");

  /** Instead of a region: every world that there is. */
  static final String ALL_REGIONS = "all";

  /** Which world is read. */
  static final Query READ_REGION =
      Query.optional(REGION, "Another world than the first.", "us-east-1");

  /** Which world is changed. */
  static final Query CHANGED_REGION =
      Query.optional(
          REGION,
          "Another world than the first, which is made if need be; or all: each that there is now,"
              + " and the answer is a list.",
          "us-east-1");

  /** Copies. */
  Route {
    query = List.copyOf(query);
    examples = List.copyOf(examples);
  }

  /**
   * A parameter in the query.
   *
   * @param parameter its name and bounds
   * @param does what it does, as a sentence
   * @param example a value
   * @param required whether the request makes no sense without
   */
  record Query(Parameter<?> parameter, String does, String example, boolean required) {
    static Query optional(Parameter<?> parameter, String does, String example) {
      return new Query(parameter, does, example, false);
    }
  }

  /** Answers a request. */
  @FunctionalInterface
  interface Action {
    /** Answers it. */
    WireResponse of(Asked asked);
  }

  /** A request that reads, but no world by itself. */
  static Route general(String path, String does, String answer, Action action) {
    return new Route("GET", path, does, List.of(), Optional.empty(), List.of(), answer, action);
  }

  /** A request that reads a world, and answers with JSON. */
  static Route get(
      String path, String does, String answer, Function<Asked, JsonNode> reading, Query... query) {
    return shows(path, does, answer, asked -> Reply.json(reading.apply(asked)), query);
  }

  /** A request that reads a world, and answers with anything. */
  static Route shows(String path, String does, String answer, Action action, Query... query) {
    List<Query> queries = new ArrayList<>(List.of(query));
    queries.add(READ_REGION);
    return new Route("GET", path, does, queries, Optional.empty(), List.of(), answer, action);
  }

  /** A request that changes a world, and says all by its path. */
  static Route change(
      String method,
      String path,
      String does,
      String answer,
      Function<Simulator, ObjectNode> change) {
    return new Route(
        method,
        path,
        does,
        List.of(CHANGED_REGION),
        Optional.empty(),
        List.of(),
        answer,
        asked -> asked.change(change));
  }

  /** A request that changes a world by words. */
  static Route say(
      String method,
      String path,
      String does,
      Vocabulary<?> words,
      List<String> examples,
      String answer,
      BiFunction<Simulator, ObjectNode, ObjectNode> change) {
    return new Route(
        method,
        path,
        does,
        List.of(CHANGED_REGION),
        Optional.of(words),
        examples,
        answer,
        asked -> asked.change(sim -> change.apply(sim, asked.body())));
  }

  /** Whether it changes nothing. */
  boolean reads() {
    return method.equals("GET");
  }

  /** What it is called by. */
  String key() {
    return method + " /mlsim/" + path;
  }
}
