package dev.mlsim.junit;

import dev.mlsim.Simulator;
import dev.mlsim.Snapshot;
import dev.mlsim.clock.VirtualClock;
import dev.mlsim.sdk.AmbientSimulation;
import dev.mlsim.sdk.Fence;
import dev.mlsim.sdk.SimulatedClients;
import java.lang.reflect.AnnotatedElement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
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
 * @param outside what fences have refused meanwhile
 * @param fence the fence of its own, where its strictness is to look outside
 */
@SuppressWarnings("deprecation") // CloseableResource, for JUnit 5.12
record World(
    Simulator simulator,
    SimulatedClients clients,
    Settings settings,
    Set<Object> lenient,
    Optional<AmbientSimulation> ambient,
    List<Object> guests,
    Fence.Watch outside,
    Optional<Fence> fence)
    implements AutoCloseable, CloseableResource {

  /**
   * Makes the world that the places declare, and sets up what they declare to happen in it.
   *
   * @param prepared what it starts from, if somebody prepared that
   * @param fence raises a fence, should it need one
   */
  static World of(
      Declared declared, Settings settings, Optional<Snapshot> prepared, Supplier<Fence> fence) {
    Simulator simulator = prepared.map(Simulator::of).orElseGet(() -> settings.simulator(declared));
    Set<Object> lenient = new HashSet<>(simulator.faults().rules());
    lenient.addAll(simulator.script().rules());
    for (AnnotatedElement place : declared.places()) {
      List<Object> rules = new AnnotationRules(simulator, declared).at(place);
      if (place instanceof Class<?>) {
        lenient.addAll(rules);
      }
    }
    return of(simulator, settings, lenient, List.of(), fence);
  }

  /**
   * The world of a simulator that somebody else made, and goes on with: what places declare to
   * happen in it ends with the test.
   */
  static World around(
      Simulator adopted, Declared declared, Settings settings, Supplier<Fence> fence) {
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
    return of(adopted, settings, lenient, guests, fence);
  }

  /** A world around a simulator in which nothing is declared to happen. */
  static World bare(Simulator simulator, Settings settings) {
    return of(simulator, settings, Set.of(), List.of(), Fence::raise);
  }

  private static World of(
      Simulator simulator,
      Settings settings,
      Set<Object> lenient,
      List<Object> guests,
      Supplier<Fence> fence) {
    Optional<Fence> own = settings.looksOutside() ? Optional.of(fence.get()) : Optional.empty();
    Fence.Watch outside = Fence.watch(simulator);
    try {
      return new World(
          simulator,
          SimulatedClients.of(simulator),
          settings,
          Set.copyOf(lenient),
          settings.ambient()
              ? Optional.of(AmbientSimulation.install(simulator, settings.also()))
              : Optional.empty(),
          guests,
          outside,
          own);
    } catch (RuntimeException e) { // such as a second ambient one
      outside.close();
      own.ifPresent(Fence::close);
      throw e;
    }
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
      fence.ifPresent(Fence::close);
      outside.close();
      AnnotationRules.end(guests);
      clients.close();
    }
  }
}
