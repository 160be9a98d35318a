package dev.mlsim.services.sagemakerruntime;

import dev.mlsim.service.Setup;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
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
public final class EndpointModels implements Setup {
  private static final int BOUND = 10_000;

  private final Place place;
  private List<EndpointModel> said = List.of();

  EndpointModels(Place place) {
    this.place = place;
  }

  /** The models behind an endpoint; {@code *} and {@code ?} in its name are wild. */
  public EndpointModel endpoint(String name) {
    return EndpointModel.of(this, name);
  }

  /** What answers a call, if the test said so. */
  public Optional<Function<? super Invocation, ? extends @Nullable Inference>> answering(
      Invocation call) {
    return place.locked(() -> last(call, EndpointModel::answer));
  }

  /** How long a start takes for a call, if the test said so. */
  public Optional<Duration> starting(Invocation call) {
    return place.locked(() -> last(call, EndpointModel::start));
  }

  private <T> Optional<T> last(Invocation call, Function<EndpointModel, Optional<T>> what) {
    for (int i = said.size() - 1; i >= 0; i--) {
      Optional<T> found = what.apply(said.get(i));
      if (found.isPresent() && said.get(i).fits(call)) {
        return found;
      }
    }
    return Optional.empty();
  }

  void say(EndpointModel model) {
    place.change(
        () -> {
          if (said.size() == BOUND) {
            throw new IllegalStateException(
                "mlsim: the setup of models is bounded at " + BOUND + " answers");
          }
          List<EndpointModel> more = new ArrayList<>(said);
          more.add(model);
          said = List.copyOf(more);
        });
  }

  @Override
  public void clear() {
    said = List.of();
  }

  @Override
  public Object save() {
    return said;
  }

  @Override
  @SuppressWarnings("unchecked") // what save gave
  public void restore(Object saved) {
    said = (List<EndpointModel>) saved;
  }
}
