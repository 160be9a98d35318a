package dev.mlsim.services.sagemaker.hosting;

import static dev.mlsim.lifecycle.Lifecycle.FAIL;
import static dev.mlsim.lifecycle.Lifecycle.UPDATE;
import static dev.mlsim.lifecycle.Step.rest;
import static dev.mlsim.lifecycle.Step.stay;
import static dev.mlsim.services.sagemaker.vocabulary.SharedErrors.VALIDATION;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mlsim.contract.Timestamps;
import dev.mlsim.lifecycle.Plan;
import dev.mlsim.lifecycle.PlannedStep;
import dev.mlsim.lifecycle.Resource;
import dev.mlsim.lifecycle.Step;
import dev.mlsim.lifecycle.Transition;
import dev.mlsim.service.Precondition;
import dev.mlsim.service.World;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * How the new fleet of an endpoint takes over from the old one: by traffic that is shifted at once,
 * after a canary, or in equal steps, with a wait after each; or in batches that roll. The stages
 * and waits are the model's, their messages partly those of the developer guide's page on
 * EventBridge events; how long it takes to launch, to shift and to terminate is judged.
 */
final class Deployment {
  static final String SHIFTS = "Updating/ActivatingTraffic";
  static final String BAKES = "Updating/Baking";
  static final String TERMINATES = "Updating/Terminating";
  static final String RETURNS = "Updating/ReturningTraffic";

  private static final String BLUE_GREEN = "BlueGreenUpdatePolicy";
  private static final String ROLLING = "RollingUpdatePolicy";
  private static final String ROUTING = "TrafficRoutingConfiguration";

  private static final Duration LAUNCH = Duration.ofMinutes(4);
  private static final Duration SHIFT = Duration.ofSeconds(30);
  private static final Duration TERMINATION = Duration.ofSeconds(30);
  private static final int WHOLE = 100;

  /** The words of these refusals are judged. */
  static final Precondition[] RULES = {
    Precondition.unless(
        call ->
            !call.has("DeploymentConfig." + BLUE_GREEN) || !call.has("DeploymentConfig." + ROLLING),
        "either BlueGreenUpdatePolicy or RollingUpdatePolicy",
        VALIDATION,
        "Only one of BlueGreenUpdatePolicy and RollingUpdatePolicy can be specified in"
            + " DeploymentConfig."),
    Precondition.unless(
        call -> sized(call.input(), "CANARY", "CanarySize"),
        "CanarySize for traffic of type CANARY",
        VALIDATION,
        "CanarySize is required when the traffic routing type is CANARY."),
    Precondition.unless(
        call -> sized(call.input(), "LINEAR", "LinearStepSize"),
        "LinearStepSize for traffic of type LINEAR",
        VALIDATION,
        "LinearStepSize is required when the traffic routing type is LINEAR.")
  };

  private Deployment() {}

  private static boolean sized(JsonNode input, String type, String size) {
    JsonNode routing = input.path("DeploymentConfig").path(BLUE_GREEN).path(ROUTING);
    return !routing.path("Type").asText().equals(type) || routing.has(size);
  }

  /** An update that says how is deployed in stages; any other is shown as one. */
  static Plan stages(Resource endpoint, Plan plan, World world) {
    JsonNode config = config(endpoint);
    if (!plan.steps().get(0).trigger().equals(UPDATE) || config.isEmpty()) {
      return plan;
    }
    int stages = stages(endpoint, config);
    boolean rolls = config.has(ROLLING);
    JsonNode policy = config.path(rolls ? ROLLING : BLUE_GREEN);
    Duration wait = seconds((rolls ? policy : policy.path(ROUTING)).path("WaitIntervalInSeconds"));
    List<Step> steps = new ArrayList<>();
    for (int stage = 1; stage <= stages; stage++) {
      if (stage == 1 || rolls) {
        steps.add(stay("Updating", LAUNCH));
      }
      steps.add(stay(SHIFTS, SHIFT));
      boolean last = stage == stages && !rolls;
      Duration bakes = last ? seconds(policy.path("TerminationWaitInSeconds")) : wait;
      if (!bakes.isZero()) {
        steps.add(stay(BAKES, bakes));
      }
      if (last || rolls) {
        steps.add(stay(TERMINATES, TERMINATION));
      }
    }
    steps.add(rest("InService"));
    return new Plan(
        plan.lifecycle(), steps.stream().map(s -> new PlannedStep(s, UPDATE, "")).toList());
  }

  /** A deployment that takes longer than it may is rolled back. */
  static Plan limited(Resource endpoint, Plan plan, World world) {
    JsonNode config = config(endpoint);
    JsonNode most =
        config
            .path(config.has(ROLLING) ? ROLLING : BLUE_GREEN)
            .path("MaximumExecutionTimeoutInSeconds");
    if (most.isMissingNode() || !plan.steps().get(0).trigger().equals(UPDATE)) {
      return plan;
    }
    JsonNode start = EndpointFleet.pending(endpoint).path("StartTime");
    Duration left = seconds(most).minus(Duration.between(Timestamps.instant(start), world.now()));
    return plan.meetingAfter(
        state -> state.status().equals("Updating"),
        left.isNegative() ? Duration.ZERO : left,
        FAIL,
        "The deployment did not complete within MaximumExecutionTimeoutInSeconds ("
            + most.asLong()
            + ").");
  }

  private static Duration seconds(JsonNode seconds) {
    return Duration.ofSeconds(seconds.asLong());
  }

  /** How the pending update is deployed; empty where nobody says. */
  private static JsonNode config(Resource endpoint) {
    JsonNode pending = EndpointFleet.pending(endpoint);
    return pending.path("RetainDeploymentConfig").asBoolean() && !pending.has("DeploymentConfig")
        ? endpoint.attributes().path("LastDeploymentConfig")
        : pending.path("DeploymentConfig");
  }

  private static int stages(Resource endpoint, JsonNode config) {
    int most = 1;
    for (JsonNode variant :
        EndpointConfigs.variants(EndpointFleet.pending(endpoint).path(EndpointFleet.CONFIG))) {
      int total = instances(variant);
      int stages = 1;
      while (capacity(config, total, stages) < total || stages < fewest(config)) {
        stages++;
      }
      most = Math.max(most, stages);
    }
    return most;
  }

  /** After a canary there is always the rest, be it none. */
  private static int fewest(JsonNode config) {
    return isCanary(config) ? 2 : 1;
  }

  private static boolean isCanary(JsonNode config) {
    return config.path(BLUE_GREEN).path(ROUTING).path("Type").asText().equals("CANARY");
  }

  private static int instances(JsonNode variant) {
    return variant.path("InitialInstanceCount").asInt(1);
  }

  /** How many instances of so many have traffic after a stage, counted from 1. */
  private static int capacity(JsonNode config, int total, int stage) {
    JsonNode routing = config.path(BLUE_GREEN).path(ROUTING);
    if (stage < 1) {
      return 0;
    }
    if (config.has(ROLLING)) {
      return Math.min(total, stage * size(config.path(ROLLING).path("MaximumBatchSize"), total));
    }
    return switch (routing.path("Type").asText()) {
      case "CANARY" -> stage == 1 ? size(routing.path("CanarySize"), total) : total;
      case "LINEAR" -> Math.min(total, stage * size(routing.path("LinearStepSize"), total));
      default -> total;
    };
  }

  /** At least one; a part of an instance counts as one. */
  private static int size(JsonNode size, int total) {
    int value = size.path("Value").asInt(1);
    int count =
        size.path("Type").asText().equals("CAPACITY_PERCENT")
            ? (total * value + WHOLE - 1) / WHOLE
            : value;
    return Math.max(1, Math.min(total, count));
  }

  /** The stage in which the deployment is: how often traffic was shifted since it began. */
  private static int stage(Resource endpoint) {
    int stage = 0;
    for (Transition move : endpoint.history()) {
      if (!move.from().status().equals("Updating")) {
        stage = 0;
      }
      stage += move.to().toString().equals(SHIFTS) && !move.from().equals(move.to()) ? 1 : 0;
    }
    return stage;
  }

  /** Notes which part of the traffic the new fleet has, for who invokes the endpoint. */
  static void shift(Resource endpoint, World world) {
    JsonNode config = config(endpoint);
    int stage = stage(endpoint);
    int total = 0;
    int traffic = 0;
    for (JsonNode variant :
        EndpointConfigs.variants(EndpointFleet.pending(endpoint).path(EndpointFleet.CONFIG))) {
      total += instances(variant);
      traffic += capacity(config, instances(variant), stage);
    }
    boolean returns = endpoint.state().toString().equals(RETURNS) || total == 0;
    double part = returns ? 0 : (double) traffic / total;
    world.change(endpoint, old -> old.withNote(EndpointFleet.SHIFTED, DoubleNode.valueOf(part)));
  }

  /** A variant of the new fleet as it stands: what runs, what has traffic, what is going on. */
  static ObjectNode shown(Resource endpoint, JsonNode variant) {
    JsonNode config = config(endpoint);
    JsonNode since = Timestamps.of(endpoint.lastTransition().at());
    ObjectNode shown = VariantCapacity.pending(variant);
    int total = instances(variant);
    int stage = stage(endpoint);
    String state = endpoint.state().toString();
    int traffic = capacity(config, total, stage);
    if (!config.isEmpty()) {
      boolean launched = stage > 0 || !state.equals("Updating");
      int running = config.has(ROLLING) ? traffic : launched ? total : 0;
      shown.put(
          "CurrentWeight", traffic == 0 ? 0 : variant.path("InitialVariantWeight").asDouble(1));
      shown.put("CurrentInstanceCount", running);
    }
    switch (state) {
      case SHIFTS ->
          VariantCapacity.status(
              shown,
              "ActivatingTraffic",
              "Activating traffic on " + part(config, traffic, total),
              since);
      case BAKES ->
          VariantCapacity.status(shown, "Baking", bakes(config, traffic, total, endpoint), since);
      case RETURNS ->
          VariantCapacity.status(
              shown, "Deleting", "Terminating " + total + " instance(s).", since);
      case TERMINATES -> {}
      default -> {
        int launches = config.has(ROLLING) ? capacity(config, total, stage + 1) - traffic : total;
        VariantCapacity.status(shown, "Creating", "Launching " + launches + " instance(s).", since);
      }
    }
    return shown;
  }

  private static String part(JsonNode config, int traffic, int total) {
    String kind =
        traffic == total
            ? "full"
            : config.has(ROLLING) ? "rolling" : isCanary(config) ? "canary" : "linear";
    return kind + " capacity of " + traffic + " instance(s).";
  }

  private static String bakes(JsonNode config, int traffic, int total, Resource endpoint) {
    boolean last = !config.has(ROLLING) && stage(endpoint) == stages(endpoint, config);
    JsonNode policy = config.path(config.has(ROLLING) ? ROLLING : BLUE_GREEN);
    String member = last ? "TerminationWaitInSeconds" : "WaitIntervalInSeconds";
    JsonNode wait = last || config.has(ROLLING) ? policy : policy.path(ROUTING);
    return "Baking for "
        + wait.path(member).asLong()
        + " seconds ("
        + member
        + ") with traffic enabled on "
        + part(config, traffic, total);
  }
}
