package dev.mlsim.services.lookoutvision;

import dev.mlsim.service.Setup;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
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
public final class VisionModels implements Setup {
  private static final int BOUND = 100_000;

  /** No project can have this name. */
  private static final String ANY = "";

  private final Place place;
  private final Map<String, Detector> detectors = new HashMap<>();
  private final Map<String, Performance> performances = new HashMap<>();

  VisionModels(Place place) {
    this.place = place;
  }

  /** What all models say of an image. */
  public VisionModels detector(Detector detector) {
    return put(detectors, ANY, detector);
  }

  /** What the models of a project say of an image. */
  public VisionModels detector(String project, Detector detector) {
    return put(detectors, project, detector);
  }

  /**
   * How good the next models of a project become.
   *
   * @param precision the part of their alarms that are right, from 0 to 1
   * @param recall the part of the anomalies that they find, from 0 to 1
   */
  public VisionModels performance(String project, double precision, double recall) {
    return put(performances, project, new Performance(precision, recall));
  }

  /** What says something of the images of a project, if the test said so. */
  public Optional<Detector> detector(String project) {
    @Nullable Detector own = detectors.get(project);
    return Optional.ofNullable(own != null ? own : detectors.get(ANY));
  }

  /** How good the next models of a project become, if the test said so. */
  public Optional<Performance> performance(String project) {
    return Optional.ofNullable(performances.get(project));
  }

  private <T> VisionModels put(Map<String, T> map, String project, T value) {
    return place.locked(
        () -> {
          if (map.size() == BOUND && !map.containsKey(project)) {
            throw new IllegalStateException(
                "mlsim: the setup of models is bounded at " + BOUND + " projects");
          }
          map.put(project, value);
          return this;
        });
  }

  @Override
  public void clear() {
    detectors.clear();
    performances.clear();
  }
}
