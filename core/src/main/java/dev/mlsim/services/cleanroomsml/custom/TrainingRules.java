package dev.mlsim.services.cleanroomsml.custom;

import static dev.mlsim.lifecycle.Lifecycle.FAIL;
import static dev.mlsim.services.cleanroomsml.vocabulary.Refusals.CONFLICT;
import static dev.mlsim.services.cleanroomsml.vocabulary.Refusals.INCORRECT;
import static dev.mlsim.services.cleanroomsml.vocabulary.Refusals.VALIDATION;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mlsim.lifecycle.Plan;
import dev.mlsim.lifecycle.Resource;
import dev.mlsim.service.Call;
import dev.mlsim.service.Documents;
import dev.mlsim.service.Precondition;
import dev.mlsim.service.World;
import dev.mlsim.services.cleanroomsml.vocabulary.Lifecycles;
import dev.mlsim.services.cleanroomsml.vocabulary.Members;
import dev.mlsim.services.cleanroomsml.vocabulary.Reach;
import dev.mlsim.services.cleanroomsml.vocabulary.SharedRules;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What holds for training a model, and how long it takes. */
final class TrainingRules {
  private static final Duration USUAL = Duration.ofMinutes(30);
  private static final int MOST_CHANNELS = 20;

  static final Precondition[] OF_CREATE = {
    Reach.MEMBER,
    SharedRules.TAGS,
    Members.areMembers("mlModelTrainingPayerAccountId"),
    Precondition.of("each channel has a name of its own", VALIDATION, TrainingRules::doubleName),
    SharedRules.holds(
        "at most " + MOST_CHANNELS + " channels of both kinds",
        call ->
            call.input().path("dataChannels").size()
                    + call.input().path("incrementalTrainingDataChannels").size()
                <= MOST_CHANNELS,
        "dataChannels and incrementalTrainingDataChannels can have at most "
            + MOST_CHANNELS
            + " channels in total."),
    Reach.sharedExists(Associations.ARN, Associations.TYPE),
    Precondition.of(
        "the association's algorithm has a training container",
        VALIDATION,
        TrainingRules::noContainer),
    new Precondition(
        "each channel exists, is ACTIVE, and was created for the association",
        CONFLICT,
        TrainingRules::channels),
    new Precondition(
        "the model that is continued exists and is ACTIVE",
        CONFLICT,
        call -> Versions.continued(call).ifPresent(SharedRules::requireActive)),
    Tables.haveBudget(TrainingRules::channelArns)
  };

  private TrainingRules() {}

  private static Optional<String> doubleName(Call call) {
    Set<String> names = new HashSet<>();
    for (String list : new String[] {"dataChannels", "incrementalTrainingDataChannels"}) {
      for (JsonNode channel : call.input().path(list)) {
        String name = channel.path("channelName").asText();
        if (!names.add(name)) {
          return Optional.of(INCORRECT + "Channel name " + name + " is used more than once.");
        }
      }
    }
    return Optional.empty();
  }

  private static Optional<String> noContainer(Call call) {
    String arn = call.text(Associations.ARN).orElse("");
    Resource association = Reach.requireShared(call, Associations.TYPE, arn);
    return Associations.has(call.world(), association, Algorithms.TRAINING)
        ? Optional.empty()
        : Optional.of(INCORRECT + "The algorithm of " + arn + " has no training container.");
  }

  private static List<String> channelArns(JsonNode model) {
    return model.path("dataChannels").findValuesAsText(InputChannels.ARN);
  }

  /** A training is one use of each table behind its channels. */
  static void spend(Resource model, World world) {
    Tables.spendOnJob(channelArns(model.attributes()), world);
  }

  private static void channels(Call call) {
    for (JsonNode channel : call.input().path("dataChannels")) {
      requireChannel(
          call, channel.path(InputChannels.ARN).asText(), call.text(Associations.ARN).orElse(""));
    }
  }

  /** The channel exists, is ACTIVE, and was created for the association. */
  static void requireChannel(Call call, String arn, String association) {
    Resource channel = Reach.requireShared(call, InputChannels.TYPE, arn);
    SharedRules.requireActive(channel);
    if (!InputChannels.isFor(channel, association)) {
      throw SharedRules.invalid(
          "ML input channel " + arn + " was not created for " + association + ".");
    }
  }

  /** By default training is done well within its limit: in half an hour, or half of what it has. */
  static Plan durations(Resource model, Plan plan, World world) {
    if (!plan.passes(Lifecycles.RUNNING)) {
      return plan;
    }
    Duration half = limit(model).dividedBy(2);
    Plan timed = half.compareTo(USUAL) < 0 ? plan.taking(Lifecycles.RUNNING, half) : plan;
    return SizeLimits.ofTraining(model, timed, world);
  }

  static Plan limits(Resource model, Plan plan, World world) {
    Duration left = limit(model).minus(model.timeIn(Lifecycles.RUNNING, world.now()));
    return plan.meetingAfter(
        state -> state.isCalled(Lifecycles.RUNNING),
        left.isNegative() ? Duration.ZERO : left,
        FAIL,
        "MAX_RUNTIME_EXCEEDED: The training job exceeded maxRuntimeInSeconds of "
            + limit(model).toSeconds()
            + ".");
  }

  private static Duration limit(Resource model) {
    return Duration.ofSeconds(
        Documents.at(model.attributes(), "stoppingCondition.maxRuntimeInSeconds")
            .orElseThrow()
            .asLong());
  }
}
