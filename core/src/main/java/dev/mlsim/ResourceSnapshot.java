package dev.mlsim;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mlsim.json.Json;
import dev.mlsim.lifecycle.Lifecycle;
import dev.mlsim.lifecycle.Resource;
import dev.mlsim.lifecycle.State;
import dev.mlsim.lifecycle.Transition;
import dev.mlsim.service.Documents;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A resource as it was when somebody looked; later changes don't show.
 *
 * @param type the type's name, such as {@code training-job}
 * @param name what a person calls it
 * @param arn its ARN, empty where the service gives it none
 * @param state where it stood
 * @param created when it was created
 * @param lastChanged when it last changed
 * @param inProgress whether time alone would have brought it on
 * @param reason why it failed, empty where it didn't
 * @param attributes what it was created with and updated to, under the names of the wire
 * @param tags its tags
 * @param history every move, oldest first
 * @param lifecycle the table it lives by
 */
public record ResourceSnapshot(
    String type,
    String name,
    String arn,
    State state,
    Instant created,
    Instant lastChanged,
    boolean inProgress,
    String reason,
    ObjectNode attributes,
    Map<String, String> tags,
    List<Transition> history,
    Lifecycle lifecycle) {

  /** Copies. */
  public ResourceSnapshot {
    attributes = Json.frozen(attributes);
    tags = Collections.unmodifiableMap(new LinkedHashMap<>(tags));
    history = List.copyOf(history);
  }

  static ResourceSnapshot of(Resource resource) {
    return new ResourceSnapshot(
        resource.type(),
        resource.name(),
        resource.arn(),
        resource.state(),
        resource.created(),
        resource.modified(),
        resource.isMoving(),
        resource.reason(),
        Documents.merged(resource.unknownMembers(), resource.attributes()),
        resource.tags(),
        resource.history(),
        resource.lifecycle());
  }

  /** Its status as the service spells it. */
  public String status() {
    return state.status();
  }

  /** Whether it is on its way: in a state in which its kind does not stay for good. */
  public boolean isUnfinished() {
    return !lifecycle.rests(state) || lifecycle.waits(state);
  }

  /** Whether it has failed, in the sense of its kind's table. */
  public boolean isFailed() {
    return lifecycle.isFailure(state);
  }

  /** Whether it is on its way, but time alone doesn't bring it on: a test's script holds it. */
  public boolean isStuck() {
    return !lifecycle.rests(state) && !inProgress;
  }

  /** An attribute by its path, such as {@code ResourceConfig.InstanceType}. */
  public Optional<JsonNode> attribute(String path) {
    JsonNode node = attributes.at("/" + path.replace('.', '/'));
    return node.isMissingNode() ? Optional.empty() : Optional.of(node);
  }

  /** The states it went through, a state in which only the message changed once. */
  public List<String> walked() {
    return history.stream()
        .filter(move -> !move.from().equals(move.to()))
        .map(move -> move.to().toString())
        .toList();
  }

  /** How long it has been in states of that name, all told; in the present one until its entry. */
  public Duration timeIn(String phase) {
    Duration sum = Duration.ZERO;
    for (int i = 0; i + 1 < history.size(); i++) {
      if (history.get(i).to().isCalled(phase)) {
        sum = sum.plus(Duration.between(history.get(i).at(), history.get(i + 1).at()));
      }
    }
    return sum;
  }

  /** Its type, name and state, for people: {@code training-job [churn-1] InProgress/Training}. */
  @Override
  public String toString() {
    return type + " [" + name + "] " + state;
  }

  /** From its creation to its last move. */
  public Duration took() {
    return Duration.between(created, history.get(history.size() - 1).at());
  }
}
