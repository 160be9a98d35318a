package dev.mlsim.junit;

import dev.mlsim.Polling;
import dev.mlsim.Snapshot;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Parameter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.platform.commons.support.AnnotationSupport;
import org.junit.platform.commons.support.HierarchyTraversalMode;
import org.junit.platform.commons.support.ReflectionSupport;

/**
 * What {@link Prepared} methods did for tests of the same settings; once for a class.
 *
 * @param methods the methods, the outermost first
 * @param region the region
 * @param account the account
 * @param start when time starts
 * @param seed the seed
 * @param polling what polls do to time
 */
record Preparation(
    List<Method> methods,
    Optional<String> region,
    Optional<String> account,
    Optional<Instant> start,
    OptionalLong seed,
    Optional<Polling> polling) {

  /** The world from which a test of those settings starts, if somebody prepared one. */
  static Optional<Snapshot> of(ExtensionContext context, Declared declared, Settings settings) {
    List<Method> methods = methods(declared);
    if (methods.isEmpty()) {
      return Optional.empty();
    }
    Preparation key =
        new Preparation(
            methods,
            settings.region(),
            settings.account(),
            settings.start(),
            settings.seed(),
            settings.polling());
    ExtensionContext container = context;
    while (container.getTestMethod().isPresent()) {
      container = container.getParent().orElseThrow();
    }
    return Optional.of(
        container
            .getStore(TestWorlds.NAMESPACE)
            .getOrComputeIfAbsent(key, k -> key.run(declared, settings), Snapshot.class));
  }

  private static List<Method> methods(Declared declared) {
    Set<Method> methods = new LinkedHashSet<>();
    for (Class<?> type : declared.classes()) {
      methods.addAll(
          AnnotationSupport.findAnnotatedMethods(
              type, Prepared.class, HierarchyTraversalMode.TOP_DOWN));
    }
    methods.forEach(Preparation::check);
    return new ArrayList<>(methods);
  }

  private static void check(Method method) {
    long besides =
        Stream.of(method.getDeclaringClass().getDeclaredMethods())
            .filter(other -> AnnotationSupport.isAnnotated(other, Prepared.class))
            .count();
    if (besides > 1) {
      throw refused(method, "its class has another one; put both into one method");
    }
    if (!Modifier.isStatic(method.getModifiers()) || Modifier.isPrivate(method.getModifiers())) {
      throw refused(method, "it is run once for all tests; make it static, and not private");
    }
    for (Parameter parameter : method.getParameters()) {
      if (!World.canGive(parameter.getType())) {
        throw refused(
            method,
            "nobody knows ["
                + parameter
                + "]; possible are a Simulator, its VirtualClock, and clients of the SDK");
      }
    }
  }

  private static ExtensionConfigurationException refused(Method method, String why) {
    return new ExtensionConfigurationException(
        "mlsim: cannot prepare tests by ["
            + method.getDeclaringClass().getSimpleName()
            + "."
            + method.getName()
            + "]: "
            + why);
  }

  private Snapshot run(Declared declared, Settings settings) {
    try (World world = World.bare(settings.simulator(declared), settings)) {
      for (Method method : methods) {
        Object[] arguments =
            Stream.of(method.getParameterTypes()).map(world::give).toArray(Object[]::new);
        ReflectionSupport.invokeMethod(method, null, arguments);
      }
      return snapshot(world);
    }
  }

  private Snapshot snapshot(World world) {
    try {
      return world.simulator().snapshot();
    } catch (IllegalStateException e) {
      throw new ExtensionConfigurationException(
          refused(methods.get(methods.size() - 1), String.valueOf(e.getMessage())).getMessage(), e);
    }
  }
}
