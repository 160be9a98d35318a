package dev.mlsim.services.sagemakerruntime;

import dev.mlsim.internal.Glob;
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

  private EndpointModel(
      EndpointModels models,
      Glob endpoint,
      Glob variant,
      Glob target,
      Glob container,
      Glob component,
      Function<? super Invocation, ? extends @Nullable Inference> answer) {
    this.models = models;
    this.endpoint = endpoint;
    this.variant = variant;
    this.target = target;
    this.container = container;
    this.component = component;
    this.answer = answer;
  }

  static EndpointModel of(EndpointModels models, String endpoint) {
    return new EndpointModel(models, Glob.of(endpoint), ANY, ANY, ANY, ANY, call -> null);
  }

  /** Only where this production variant answers. */
  public EndpointModel variant(String name) {
    return new EndpointModel(models, endpoint, Glob.of(name), target, container, component, answer);
  }

  /** Only this model of a multi-model endpoint, by what the call names as its target. */
  public EndpointModel targetModel(String name) {
    return new EndpointModel(
        models, endpoint, variant, Glob.of(name), container, component, answer);
  }

  /** Only this container of a multi-container endpoint, by its host name. */
  public EndpointModel container(String hostname) {
    return new EndpointModel(
        models, endpoint, variant, target, Glob.of(hostname), component, answer);
  }

  /** Only this inference component. */
  public EndpointModel component(String name) {
    return new EndpointModel(models, endpoint, variant, target, container, Glob.of(name), answer);
  }

  /** Asks the function for each call, from now on; it may call AWS. */
  public void answers(Function<? super Invocation, ? extends @Nullable Inference> function) {
    models.say(
        new EndpointModel(models, endpoint, variant, target, container, component, function));
  }

  /** Does the same with each call, from now on. */
  public void answers(Inference always) {
    answers(call -> always);
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

  Function<? super Invocation, ? extends @Nullable Inference> answer() {
    return answer;
  }
}
