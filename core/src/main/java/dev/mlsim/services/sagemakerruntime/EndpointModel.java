package dev.mlsim.services.sagemakerruntime;

import static java.util.Objects.requireNonNull;

import dev.mlsim.clock.TimeBounds;
import dev.mlsim.internal.Glob;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The models behind an endpoint, or those of one variant, container or component of it: which calls
 * are meant, then what {@link #answers}. Names may have {@code *} and {@code ?}, which are wild.
 * Immutable.
 */
public final class EndpointModel {
  private static final Glob ANY = Glob.of("*");

  private final EndpointModels models;
  private final Glob endpoint;
  private final Glob variant;
  private final Glob target;
  private final Glob container;
  private final Glob component;
  private final Function<? super Invocation, ? extends @Nullable Inference> answer;
  private final @Nullable Duration start;

  private EndpointModel(
      EndpointModels models,
      Glob endpoint,
      Glob variant,
      Glob target,
      Glob container,
      Glob component,
      Function<? super Invocation, ? extends @Nullable Inference> answer,
      @Nullable Duration start) {
    this.models = models;
    this.endpoint = endpoint;
    this.variant = variant;
    this.target = target;
    this.container = container;
    this.component = component;
    this.answer = answer;
    this.start = start;
  }

  static EndpointModel of(EndpointModels models, String endpoint) {
    return new EndpointModel(models, Glob.of(endpoint), ANY, ANY, ANY, ANY, call -> null, null);
  }

  /** Only where this production variant answers. */
  public EndpointModel variant(String name) {
    return new EndpointModel(
        models, endpoint, Glob.of(name), target, container, component, answer, start);
  }

  /** Only this model of a multi-model endpoint, by what the call names as its target. */
  public EndpointModel targetModel(String name) {
    return new EndpointModel(
        models, endpoint, variant, Glob.of(name), container, component, answer, start);
  }

  /** Only this container of a multi-container endpoint, by its host name. */
  public EndpointModel container(String hostname) {
    return new EndpointModel(
        models, endpoint, variant, target, Glob.of(hostname), component, answer, start);
  }

  /** Only this inference component. */
  public EndpointModel component(String name) {
    return new EndpointModel(
        models, endpoint, variant, target, container, Glob.of(name), answer, start);
  }

  /** Asks the function for each call, from now on; it may call AWS. */
  public void answers(Function<? super Invocation, ? extends @Nullable Inference> function) {
    requireNonNull(function, "function");
    models.say(
        new EndpointModel(models, endpoint, variant, target, container, component, function, null));
  }

  /** Does the same with each call, from now on. */
  public void answers(Inference always) {
    answers(call -> always);
  }

  /**
   * How long it takes from now on until a serverless variant that sleeps is awake, or a model of a
   * multi-model endpoint is loaded. A call waits for that 60 seconds, and is a {@code
   * ModelNotReadyException} if that is too short; it goes on meanwhile, so that a later call finds
   * it ready.
   */
  public void startsIn(Duration time) {
    if (time.isNegative()) {
      throw new IllegalArgumentException(
          "mlsim: a model starts in [" + time + "]; it can start at once, or later");
    }
    TimeBounds.check(time, "a model cannot start in");
    models.say(
        new EndpointModel(models, endpoint, variant, target, container, component, answer, time));
  }

  boolean fits(Invocation call) {
    return endpoint.matches(call.endpoint())
        && variant.matches(call.variant())
        && fits(target, call.targetModel())
        && fits(container, call.targetContainer())
        && fits(component, call.inferenceComponent());
  }

  private static boolean fits(Glob glob, Optional<String> name) {
    return glob.matches(name.orElse(""));
  }

  /** What answers; nobody, where it says how long a start takes. */
  Optional<Function<? super Invocation, ? extends @Nullable Inference>> answer() {
    return start == null ? Optional.of(answer) : Optional.empty();
  }

  Optional<Duration> start() {
    return Optional.ofNullable(start);
  }
}
