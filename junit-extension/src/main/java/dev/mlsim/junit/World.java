package dev.mlsim.junit;

import dev.mlsim.Simulator;
import dev.mlsim.Snapshot;
import dev.mlsim.clock.VirtualClock;
import dev.mlsim.sdk.AmbientSimulation;
import dev.mlsim.sdk.SimulatedClients;
import java.lang.reflect.AnnotatedElement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.extension.ExtensionContext.Store.CloseableResource;
import software.amazon.awssdk.core.SdkClient;

/**
 * The simulator of one test and the clients made of it. JUnit's store, in which it lies, closes it:
 * up to 5.12, which Spring Boot 3.5 brings, as a {@code CloseableResource}, later as an {@code
 * AutoCloseable}.
 *
 * @param simulator the world itself
 * @param clients its clients
 * @param settings how it was to be
 * @param lenient the rules that need not come into play
 * @param ambient what answers the clients that code makes by itself, where it was to be
 * @param guests the rules that end with it, where its simulator goes on
 */
@SuppressWarnings("deprecation") // CloseableResource, for JUnit 5.12
record World(
    Simulator simulator,
    SimulatedClients clients,
    Settings settings,
    Set<Object> lenient,
    Optional<AmbientSimulation> ambient,
    List<Object> guests)
    implements AutoCloseable, CloseableResource {

  /**
   * Makes the world that the places declare, and sets up what they declare to happen in it.
   *
   * @param prepared what it starts from, if somebody prepared that
   */
  static World of(Declared declared, Settings settings, Optional<Snapshot> prepared) {
    Simulator simulator = prepared.map(Simulator::of).orElseGet(() -> settings.simulator(declared));
    Set<Object> lenient = new HashSet<>(simulator.faults().rules());
    lenient.addAll(simulator.script().rules());
    for (AnnotatedElement place : declared.places()) {
      List<Object> rules = new AnnotationRules(simulator, declared).at(place);
      if (place instanceof Class<?>) {
        lenient.addAll(rules);
      }
    }
    return of(simulator, settings, lenient, List.of());
  }

  /**
   * The world of a simulator that somebody else made, and goes on with: what places declare to
   * happen in it ends with the test.
   */
  static World around(Simulator adopted, Declared declared, Settings settings) {
    Set<Object> lenient = new HashSet<>(adopted.faults().rules());
    lenient.addAll(adopted.script().rules());
    List<Object> guests = new ArrayList<>();
    for (AnnotatedElement place : declared.places()) {
      List<Object> rules = new AnnotationRules(adopted, declared).at(place);
      guests.addAll(rules);
      if (place instanceof Class<?>) {
        lenient.addAll(rules);
      }
    }
    return of(adopted, settings, lenient, guests);
  }

  /** A world around a simulator in which nothing is declared to happen. */
  static World bare(Simulator simulator, Settings settings) {
    return of(simulator, settings, Set.of(), List.of());
  }

  private static World of(
      Simulator simulator, Settings settings, Set<Object> lenient, List<Object> guests) {
    return new World(
        simulator,
        SimulatedClients.of(simulator),
        settings,
        Set.copyOf(lenient),
        settings.ambient()
            ? Optional.of(AmbientSimulation.install(simulator, settings.also()))
            : Optional.empty(),
        guests);
  }

  static boolean canGive(Class<?> type) {
    return type == Simulator.class
        || type == VirtualClock.class
        || SimulatedClients.canCreate(type);
  }

  /** The part of the world that is of that type; a client is a new one each time. */
  Object give(Class<?> type) {
    if (type == Simulator.class) {
      return simulator;
    }
    if (type == VirtualClock.class) {
      return simulator.clock();
    }
    return clients.create(
        type.asSubclass(SdkClient.class),
        builder -> settings.customizers().forEach(c -> c.customize(builder)));
  }

  @Override
  public void close() {
    try {
      ambient.ifPresent(AmbientSimulation::close);
    } finally {
      AnnotationRules.end(guests);
      clients.close();
    }
  }
}
