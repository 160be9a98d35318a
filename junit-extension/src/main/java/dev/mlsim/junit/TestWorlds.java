package dev.mlsim.junit;

import dev.mlsim.Simulator;
import dev.mlsim.sdk.Fence;
import java.lang.reflect.Method;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.platform.commons.support.AnnotationSupport;

/** Finds the world of a test in JUnit's stores, and makes it where there is none yet. */
final class TestWorlds {
  static final ExtensionContext.Namespace NAMESPACE =
      ExtensionContext.Namespace.create(MlSimulatorExtension.class);

  private static final String OF_METHOD = "world of a method";
  private static final String BEGUN = "begun";
  private static final String SHARED = "begun in a shared world";
  private static final String FAILED = "failed";
  private static final String WATCHED = "watched";

  private final Settings base;
  private final boolean ofAnnotation;
  private final Optional<Function<? super ExtensionContext, Simulator>> adopted;

  /**
   * @param base what was said before annotations
   * @param ofAnnotation whether nothing but annotations has said anything
   * @param adopted where to find a simulator that exists, in place of making one
   */
  TestWorlds(
      Settings base,
      boolean ofAnnotation,
      Optional<Function<? super ExtensionContext, Simulator>> adopted) {
    this.base = base;
    this.ofAnnotation = ofAnnotation;
    this.adopted = adopted;
  }

  /** Whether worlds are left to an extension that the test registers besides its annotations. */
  boolean areLeftToAnother(ExtensionContext context) {
    return ofAnnotation && Declared.in(context).classes().stream().anyMatch(TestWorlds::registers);
  }

  /** Whether a class registers an extension of its own. */
  static boolean registers(Class<?> type) {
    return !AnnotationSupport.findAnnotatedFields(
            type, RegisterExtension.class, field -> field.getType() == MlSimulatorExtension.class)
        .isEmpty();
  }

  /** Notes that somebody will look at the class's world when its tests are over. */
  static void watch(ExtensionContext container, MlSimulatorExtension watcher) {
    container.getStore(NAMESPACE).put(WATCHED, watcher);
  }

  /** Who looks at the world of the context's class when its tests are over. */
  static Optional<MlSimulatorExtension> watcher(ExtensionContext context) {
    return Optional.ofNullable(
        context.getStore(NAMESPACE).get(WATCHED, MlSimulatorExtension.class));
  }

  /** Refuses a shared world that nobody would look at in the end. */
  static void requireWatched(ExtensionContext test) {
    if (watcher(test).isEmpty()) {
      throw new ExtensionConfigurationException(
          "mlsim: cannot give ["
              + Declared.in(test).classesOnly()
              + "] one world, for the extension is registered with each instance of it; make its"
              + " field static");
    }
  }

  /** Refuses settings of a test's own where its world is made as the class says that shares it. */
  void refuseOtherSettings(ExtensionContext test) {
    Declared declared = Declared.in(test);
    sharing(test, declared)
        .map(ExtensionContext::getRequiredTestClass)
        .filter(type -> Settings.NONE.differsFrom(declared.within(type)))
        .ifPresent(
            type -> {
              throw new ExtensionConfigurationException(
                  "mlsim: ["
                      + declared
                      + "] has settings of its own, by an @MlSimulator inside of ["
                      + declared.upTo(type)
                      + "], but shares the world of that class; say it there, or give each method"
                      + " a world");
            });
  }

  /** The world of the context; empty if there is none outside of a method. */
  Optional<World> find(ExtensionContext context) {
    Declared declared = Declared.in(context);
    Optional<ExtensionContext> shared = sharing(context, declared);
    if (shared.isPresent()) {
      Class<?> type = shared.get().getRequiredTestClass();
      return SeedRuns.isOutsideOfRuns(type, context)
          ? Optional.empty()
          : Optional.of(make(shared.get(), type, declared.upTo(type)));
    }
    return declared.method().map(method -> make(context, OF_METHOD, declared));
  }

  /** Makes the world of the context, if there is to be one. */
  void prepare(ExtensionContext context) {
    find(context).ifPresent(world -> {}); // finding makes it
  }

  /** Whether the test's world is one that it shares with others. */
  boolean isShared(ExtensionContext test) {
    return sharing(test, Declared.in(test)).isPresent();
  }

  /** Whether the context is that of the class that declares a shared world. */
  boolean isOwn(ExtensionContext context) {
    return sharing(context, Declared.in(context)).filter(c -> c == context).isPresent();
  }

  /** The world that the tests of the class share, if they do and one of them needed it. */
  Optional<World> shared(ExtensionContext container) {
    return sharing(container, Declared.in(container))
        .map(c -> c.getStore(NAMESPACE).get(c.getRequiredTestClass(), World.class));
  }

  /** Notes that a test has failed in a world that it shares with others. */
  void spoil(ExtensionContext test) {
    sharing(test, Declared.in(test)).ifPresent(c -> c.getStore(NAMESPACE).put(FAILED, true));
  }

  /** Whether one of those that share the class's world has failed. */
  static boolean isSpoilt(ExtensionContext container) {
    return container.getStore(NAMESPACE).getOrDefault(FAILED, Boolean.class, false);
  }

  /** Notes that a test has begun in its world. */
  static void begin(ExtensionContext test, World world, boolean isShared) {
    test.getStore(NAMESPACE).put(BEGUN, Optional.of(world));
    test.getStore(NAMESPACE).put(SHARED, isShared);
  }

  /** Whether the test has begun in a world that it shares with others. */
  static boolean isSharedWorld(ExtensionContext test) {
    return test.getStore(NAMESPACE).getOrDefault(SHARED, Boolean.class, false);
  }

  /** The world in which the test has begun; empty where it could not be made. */
  static Optional<World> begun(ExtensionContext test) {
    Optional<?> world =
        test.getStore(NAMESPACE).getOrDefault(BEGUN, Optional.class, Optional.empty());
    return world.map(World.class::cast);
  }

  /** Keeps something until the test is over. */
  static void note(ExtensionContext test, AutoCloseable guest) {
    test.getStore(NAMESPACE).put(guest.getClass(), guest);
  }

  private World make(ExtensionContext context, Object key, Declared declared) {
    return context
        .getStore(NAMESPACE)
        .getOrComputeIfAbsent(key, k -> world(context, declared), World.class);
  }

  private World world(ExtensionContext context, Declared declared) {
    Settings said = base.and(declared);
    if (adopted.isPresent()) {
      said.refuseToMake(declared);
      return World.around(existing(context, declared), declared, said, fence(context));
    }
    Settings settings = seeded(context, said);
    return World.of(
        declared, settings, Preparation.of(context, declared, settings), fence(context));
  }

  private Simulator existing(ExtensionContext context, Declared declared) {
    @Nullable Simulator found = adopted.orElseThrow().apply(context);
    if (found == null) {
      throw new IllegalStateException(
          "mlsim: the test's function given to [simulator(function)] gave null for ["
              + declared
              + "]; it gives the simulator that exists");
    }
    return found;
  }

  private static Supplier<Fence> fence(ExtensionContext context) {
    return () -> Fencing.raise(context::getConfigurationParameter);
  }

  private static Settings seeded(ExtensionContext context, Settings settings) {
    return given(context).or(() -> SeedRuns.seedOf(context)).map(settings::seeded).orElse(settings);
  }

  /** The seed that somebody gave this run from outside. */
  static Optional<Long> given(ExtensionContext context) {
    return context.getConfigurationParameter(MlSimulatorExtension.SEED).map(TestWorlds::number);
  }

  private static Long number(String seed) {
    try {
      return Long.valueOf(seed.strip());
    } catch (NumberFormatException e) {
      throw new ExtensionConfigurationException(
          "mlsim: the configuration parameter "
              + MlSimulatorExtension.SEED
              + " is ["
              + seed
              + "]; it is a whole number",
          e);
    }
  }

  /** The class that declares the world that the context shares with others, if it does. */
  private Optional<ExtensionContext> sharing(ExtensionContext context, Declared declared) {
    declared.method().ifPresent(method -> refuseScope(declared, method));
    Optional<Class<?>> sharing = Optional.empty();
    if (base.scope() == MlSimulator.Scope.PER_CLASS) {
      sharing = Optional.of(declared.classes().get(0));
    }
    for (Class<?> type : declared.classes()) {
      Optional<MlSimulator> said = AnnotationSupport.findAnnotation(type, MlSimulator.class);
      sharing =
          switch (said.map(MlSimulator::world).orElse(MlSimulator.Scope.AS_OUTSIDE)) {
            case AS_OUTSIDE -> sharing;
            case PER_CLASS -> Optional.of(type);
            case PER_METHOD -> Optional.empty();
          };
    }
    return sharing.map(type -> contextOf(type, context));
  }

  private static void refuseScope(Declared declared, Method method) {
    AnnotationSupport.findAnnotation(method, MlSimulator.class)
        .map(MlSimulator::world)
        .filter(scope -> scope != MlSimulator.Scope.AS_OUTSIDE)
        .ifPresent(
            scope -> {
              throw new ExtensionConfigurationException(
                  "mlsim: ["
                      + declared
                      + "] says @MlSimulator(world = "
                      + scope
                      + "), but how long a world lasts is said on a class");
            });
  }

  // A class that runs several times, with other parameters, is one class; its runs with other seeds
  // are as many.
  private static ExtensionContext contextOf(Class<?> type, ExtensionContext context) {
    ExtensionContext found = context;
    while (found.getTestMethod().isPresent() || found.getRequiredTestClass() != type) {
      found = found.getParent().orElseThrow();
    }
    ExtensionContext outer = found.getParent().orElseThrow();
    while (outer.getTestClass().filter(t -> t == type).isPresent()
        && SeedRuns.isSameRun(found, outer)) {
      found = outer;
      outer = found.getParent().orElseThrow();
    }
    return found;
  }
}
