package dev.mlsim.service;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mlsim.clock.FunctionFailed;
import dev.mlsim.lifecycle.Plan;
import dev.mlsim.lifecycle.Resource;
import dev.mlsim.lifecycle.Way;
import dev.mlsim.objects.ObjectStore;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What a service sees of the simulated account and region: its resources, its time, its chance.
 * Used under the simulator's lock. Resources are values: what changes one answers with the new one,
 * and whoever holds an older one holds what was.
 */
public interface World {

  /** The virtual time. */
  Instant now();

  /** The account and region it stands for. */
  Account account();

  /** Everything that exists. */
  ResourceStore registry();

  /** Ids and chance, from the seed. */
  SeededRandom chance();

  /** What the account's quotas allow. */
  QuotaLimits quotas();

  /** The objects that jobs read and write. */
  ObjectStore objects();

  /**
   * What AWS would show of a resource if it were described now, whatever family it is of.
   *
   * @throws IllegalArgumentException if no simulated operation describes resources of its type
   */
  ObjectNode shown(Resource resource);

  /** What the test told a service in its own words. */
  <T extends Setup> T setup(Class<T> type);

  /** The same, if the test has ever asked for it; else what it says by default would do. */
  <T extends Setup> Optional<T> told(Class<T> type);

  /**
   * Has a job write an object, and says so in the journal. A location outside S3 is written
   * nowhere, which the journal says too.
   */
  void write(Resource job, String location, byte[] content);

  /** Has a job write a text in UTF-8; see {@link #write(Resource, String, byte[])}. */
  void write(Resource job, String location, String content);

  /**
   * Asks a function of the test that stands for the outside world, such as what a container
   * answers. It is asked without the simulator's lock, so that it may call AWS; what the call has
   * done before stands, and the world may be another one afterwards.
   *
   * @param given what it was given to, such as {@code answers}, for the message
   * @throws FunctionFailed if it throws, or gives null
   */
  <T> T outside(String given, Supplier<? extends @Nullable T> function);

  /**
   * Has such a function be asked where no call waits for it: as soon as time moves, at the time
   * that it is now. What it throws reaches the one who moves time.
   *
   * @param then goes on with its answer, under the lock; without one if it failed
   */
  <T> void soon(String given, Supplier<? extends @Nullable T> function, Consumer<Optional<T>> then);

  /** The answer to the call that is being answered arrives so much later, in virtual time. */
  void answersAfter(Duration time);

  /** The streams of logs that the containers of all resources have written so far. */
  List<LogStream> logStreams();

  /**
   * Charges a resource for one piece of work, such as an invocation, beside what its type's rates
   * count while it is in a state.
   *
   * @param unit one that its type has {@link Rate#ofWork}
   * @param time the time of the unit: two units for half an hour are one hour
   */
  void charge(Resource resource, String unit, Duration time);

  /**
   * Publishes a message to a topic of SNS, and says so in the journal.
   *
   * @param cause the resource that does
   */
  void publish(Resource cause, String topicArn, ObjectNode message);

  /** Says something in the journal that explains what is seen. */
  void note(String text);

  /**
   * Calls an operation as AWS does by itself for a resource that starts others, such as a pipeline
   * its training jobs: through the front door, validated, open to quotas and to the test's fault
   * rules, and journalled as caused by the resource. Nobody polls or waits by it, no time passes.
   *
   * <pre>{@code
   * .entering("Executing", (execution, world) -> {
   *   try {
   *     world.invoke(execution, "CreateTrainingJob", document);
   *   } catch (ServiceError e) {
   *     world.trigger(execution, FAIL, e.message());
   *   }
   * })
   * }</pre>
   *
   * <p>A call that is refused has changed nothing but what is counted and journalled of it; what
   * the parent changes besides stays.
   *
   * @param cause the parent
   * @param operation an operation of the parent's service, or of another as in {@code
   *     sagemaker:CreateTrainingJob}
   * @param input the input document
   * @return the output document, read-only
   * @throws ServiceError if it is refused, for the parent to make of it what it does on AWS; one
   *     that a fault rule answers, too. A connection that a rule breaks is an error as well
   * @throws IllegalArgumentException if there is no such operation
   * @throws IllegalStateException if resources start resources without end
   */
  ObjectNode invoke(Resource cause, String operation, ObjectNode input);

  /** The resource as it stands now; as it was last if it is gone. */
  Resource latest(Resource resource);

  /** What lies ahead of a resource: the current step with what is left of its stay first. */
  Plan ahead(Resource resource);

  /**
   * Adds a resource, and sets it on the way of its creation. If that can't be worked out, nothing
   * is added.
   */
  Resource begin(ResourceType type, Resource resource);

  /**
   * Puts in place of a resource what the change makes of it as it stands now. That is no move, and
   * not seen in its time of modification; see {@link #touch}.
   */
  Resource change(Resource resource, UnaryOperator<Resource> change);

  /** Notes a change of a resource that is no move: it is modified now. */
  Resource touch(Resource resource);

  /**
   * Sets a resource on a way of its lifecycle, as the type's durations, the test's script and the
   * type's limits have it.
   *
   * @param changed the resource, with what the call changes of it besides
   * @param reason why, where the way is one of failure; else empty
   */
  Resource send(Resource changed, Way way, String reason);

  /** Sets a resource on the way that a trigger opens from where it stands. */
  Resource trigger(Resource resource, String trigger, String reason);

  /** Takes a resource away at once. */
  void remove(Resource resource);

  /**
   * Has a resource meet a trigger at a time, if it is then still in the state it is in now: data
   * that expires. The resource counts as being at rest until then, and nobody waits for it.
   */
  void later(Instant due, Resource resource, String trigger);

  /** Whether reading lags behind writing. */
  boolean lags();

  /** What the call sees of the one resource that it asks for, where reading lags. */
  Optional<Resource> seen(Call call, ResourceType type, Optional<Resource> found, String mentioned);

  /** What a list sees of these resources of a type. */
  Collection<Resource> seen(Collection<Resource> existing);

  /** What a list sees of all resources of a type, those that are gone and still seen at its end. */
  Collection<Resource> seen(ResourceType type);
}
