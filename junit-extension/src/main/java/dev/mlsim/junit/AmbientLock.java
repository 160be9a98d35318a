package dev.mlsim.junit;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.parallel.ResourceLocksProvider;
import org.junit.jupiter.api.parallel.Resources;

/**
 * Keeps tests apart that are ambient: there is one ambient simulation in a JVM at a time. As it may
 * set {@code aws.region}, it keeps them from others too that declare to use system properties.
 */
final class AmbientLock implements ResourceLocksProvider {
  private static final Set<Lock> LOCKS =
      Set.of(new Lock("dev.mlsim.ambient"), new Lock(Resources.SYSTEM_PROPERTIES));

  AmbientLock() {}

  @Override
  public Set<Lock> provideForClass(Class<?> testClass) {
    return lock(List.of(), testClass, Optional.empty());
  }

  @Override
  public Set<Lock> provideForNestedClass(List<Class<?>> enclosing, Class<?> testClass) {
    return lock(enclosing, testClass, Optional.empty());
  }

  @Override
  public Set<Lock> provideForMethod(
      List<Class<?>> enclosing, Class<?> testClass, Method testMethod) {
    return lock(enclosing, testClass, Optional.of(testMethod));
  }

  private static Set<Lock> lock(
      List<Class<?>> enclosing, Class<?> testClass, Optional<Method> method) {
    List<Class<?>> classes = new ArrayList<>(enclosing);
    classes.add(testClass);
    boolean ambient =
        new Declared(classes, method)
            .all(MlSimulator.class).stream().anyMatch(MlSimulator::ambient);
    return ambient ? LOCKS : Set.of();
  }
}
