package dev.mlsim.services.sagemaker.tuning;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mlsim.lifecycle.Resource;
import dev.mlsim.service.Documents;
import dev.mlsim.service.SeededRandom;
import dev.mlsim.service.World;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Chooses the hyperparameters of the next training job, as the tuning job's strategy has it: Grid
 * one combination after the other, Random anywhere, Bayesian after some at random mostly near the
 * best so far, the nearer the more is known. None is chosen twice.
 */
final class Sampler {
  private static final int TRIES = 20;
  private static final int RANDOM_AT_FIRST = 3;
  private static final double EXPLORES = 0.25;
  private static final double WIDTH = 0.5;
  private static final double GRID = 1_000_000;
  private static final double LAST = Math.nextDown(1.0);

  private final Resource job;
  private final Definition definition;
  private final List<Parameter> parameters;
  private final List<Children.Child> children;
  private final SeededRandom chance;

  Sampler(Resource job, Definition definition, int number, World world) {
    this.job = job;
    this.definition = definition;
    this.parameters = Parameter.of(definition.ranges());
    this.children =
        Children.of(job).stream().filter(child -> child.definition() == number).toList();
    JsonNode seed = config().path("RandomSeed");
    int turn = Children.of(job).size();
    this.chance = seed.isNumber() ? new SeededRandom(31 * seed.asLong() + turn) : world.chance();
  }

  private JsonNode config() {
    return job.attributes().path("HyperParameterTuningJobConfig");
  }

  /** Where in their ranges the next ones are. */
  ObjectNode next() {
    Set<JsonNode> used = new HashSet<>();
    children.stream()
        .filter(child -> !child.isRetryable())
        .forEach(child -> used.add(child.tuned()));
    if (!config().path("Strategy").asText().equals("Grid")) {
      for (int i = 0; i < TRIES; i++) {
        ObjectNode places = drawn();
        if (!used.contains(written(places))) {
          return places;
        }
      }
    }
    for (long i = 0; i < used.size(); i++) {
      ObjectNode places = combination(i);
      if (!used.contains(written(places))) {
        return places;
      }
    }
    return combination(used.size());
  }

  /** What is written for these places. */
  ObjectNode written(ObjectNode places) {
    ObjectNode tuned = Documents.empty();
    for (Parameter parameter : parameters) {
      tuned.set(parameter.name(), parameter.at(places.path(parameter.name()).asDouble()));
    }
    return tuned;
  }

  private ObjectNode drawn() {
    Optional<JsonNode> center =
        config().path("Strategy").asText().equals("Bayesian") ? best() : Optional.empty();
    boolean near = center.isPresent() && chance.fraction() >= EXPLORES;
    long known = Children.count(children, child -> child.value().isPresent());
    double width = WIDTH / Math.sqrt((double) (1 + known));
    ObjectNode places = Documents.empty();
    for (Parameter parameter : parameters) {
      double anywhere = chance.fraction();
      double place =
          near
              ? center.get().path(parameter.name()).asDouble(anywhere)
                  + (chance.fraction() - WIDTH) * 2 * width
              : anywhere;
      places.put(parameter.name(), Math.min(LAST, Math.max(0, place)));
    }
    return places;
  }

  /** Where the best so far is, once enough is known; at first that of the warm start's parents. */
  private Optional<JsonNode> best() {
    List<Children.Child> known =
        children.stream().filter(child -> child.value().isPresent()).toList();
    if (known.size() < RANDOM_AT_FIRST) {
      return Optional.of(job.notes().path(WarmStart.PLACES)).filter(places -> !places.isEmpty());
    }
    return known.stream()
        .reduce(
            (one, other) ->
                definition.isBetter(other.value().orElseThrow(), one.value().orElseThrow())
                    ? other
                    : one)
        .map(Children.Child::places);
  }

  /** One combination of all there are, the last parameter's values the fastest. */
  private ObjectNode combination(long index) {
    ObjectNode places = Documents.empty();
    long left = index;
    for (int i = parameters.size() - 1; i >= 0; i--) {
      double all = parameters.get(i).combinations();
      long values = (long) Math.min(all, GRID);
      places.put(parameters.get(i).name(), (left % values + WIDTH) / values);
      left /= values;
    }
    return places;
  }
}
