package dev.mlsim.services.lookoutvision;

import static java.util.Objects.requireNonNull;

import dev.mlsim.service.ValueSetup;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What Lookout for Vision's models are like: how good they become, and what they say of an image.
 *
 * <pre>{@code
 * sim.setup(VisionModels.class)
 *     .performance("circuits", 0.70, 0.55)
 *     .detector("circuits", image -> Detection.anomalous(0.97));
 * }</pre>
 *
 * <p>Where a test says nothing, both come from the simulator's seed. Safe for threads.
 */
public final class VisionModels extends ValueSetup<VisionModels.Said> {
  private static final int BOUND = 100_000;

  /** No project can have this name. */
  private static final String ANY = "";

  private final Place place;

  record Said(Map<String, Detector> detectors, Map<String, Performance> performances) {
    static final Said NOTHING = new Said(Map.of(), Map.of());
  }

  VisionModels(Place place) {
    super(Said.class, Said.NOTHING);
    this.place = place;
  }

  /** What all models say of an image. */
  public VisionModels detector(Detector detector) {
    return detector(ANY, detector);
  }

  /** What the models of a project say of an image. */
  public VisionModels detector(String project, Detector detector) {
    requireNonNull(detector, "detector");
    return say(old -> new Said(put(old.detectors, project, detector), old.performances));
  }

  /**
   * How good the next models of a project become.
   *
   * @param precision the part of their alarms that are right, from 0 to 1
   * @param recall the part of the anomalies that they find, from 0 to 1
   */
  public VisionModels performance(String project, double precision, double recall) {
    Performance performance = new Performance(precision, recall);
    return say(old -> new Said(old.detectors, put(old.performances, project, performance)));
  }

  /** What the test has a model of the project say of an image. */
  public Optional<Detection> detected(String project, byte[] image) {
    @Nullable Detector own = said.detectors.get(project);
    return Optional.ofNullable(own != null ? own : said.detectors.get(ANY))
        .map(detector -> place.asking("detector", () -> detector.detect(image.clone())));
  }

  /** How good the next models of a project become, if the test said so. */
  public Optional<Performance> performance(String project) {
    return Optional.ofNullable(said.performances.get(project));
  }

  private VisionModels say(UnaryOperator<Said> more) {
    place.change(() -> said = more.apply(said));
    return this;
  }

  private static <T> Map<String, T> put(Map<String, T> map, String project, T value) {
    if (map.size() == BOUND && !map.containsKey(project)) {
      throw new IllegalStateException(
          "mlsim: the setup of models is bounded at " + BOUND + " projects");
    }
    Map<String, T> more = new HashMap<>(map);
    more.put(project, value);
    return Collections.unmodifiableMap(more);
  }
}
