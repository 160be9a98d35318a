package dev.mlsim.services.sagemakerruntime;

import dev.mlsim.service.SpokenSetup;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What the models behind endpoints answer.
 *
 * <pre>{@code
 * EndpointModels models = sim.setup(EndpointModels.class);
 * models.endpoint("churn").answers(call -> Inference.json("{\"score\": " + score(call.text()) + "}"));
 * models.endpoint("churn").variant("canary").answers(call -> Inference.failed(500, "NaN"));
 * }</pre>
 *
 * <p>Of several that fit a call, the one said last answers. Its function is asked while nobody
 * holds the simulator, so that it may itself call AWS. Where a test says nothing, an endpoint
 * answers a score from the seed, and says so. Safe for threads.
 */
public final class EndpointModels extends SpokenSetup<EndpointModel> {
  private static final int BOUND = 10_000;

  EndpointModels(Place place) {
    super(place, BOUND, "the setup of models", "answers");
  }

  /** The models behind an endpoint; {@code *} and {@code ?} in its name are wild. */
  public EndpointModel endpoint(String name) {
    return EndpointModel.of(this, name);
  }

  /** What answers a call, if the test said so. */
  public Optional<Function<? super Invocation, ? extends @Nullable Inference>> answering(
      Invocation call) {
    return said.find(model -> model.answer().filter(answer -> model.fits(call)));
  }

  /** How long a start takes for a call, if the test said so. */
  public Optional<Duration> starting(Invocation call) {
    return said.find(model -> model.start().filter(start -> model.fits(call)));
  }

  void say(EndpointModel model) {
    said.say(model);
  }
}
