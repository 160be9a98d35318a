package dev.mlsim.junit;

import java.lang.reflect.Method;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.parallel.ResourceLocksProvider;
import org.junit.jupiter.api.parallel.Resources;
import org.junit.platform.commons.support.AnnotationSupport;

/**
 * Keeps test classes with {@code @MlSimulator(ambient = true)} from running at the same time, since
 * an ambient simulation is one in a JVM; and, as it may set {@code aws.region}, from running beside
 * others that declare to use the system properties. JUnit makes one when it meets {@link
 * MlSimulator}.
 */
final class AmbientLock implements ResourceLocksProvider {
  private static final Set<Lock> LOCKS =
      Set.of(new Lock("dev.mlsim.ambient"), new Lock(Resources.SYSTEM_PROPERTIES));

  AmbientLock() {}

  @Override
  public Set<Lock> provideForClass(Class<?> testClass) {
    return locks(testClass, List.of());
  }

  @Override
  public Set<Lock> provideForNestedClass(
      List<Class<?>> enclosingInstanceTypes, Class<?> testClass) {
    return locks(testClass, enclosingInstanceTypes);
  }

  @Override
  public Set<Lock> provideForMethod(
      List<Class<?>> enclosingInstanceTypes, Class<?> testClass, Method testMethod) {
    return locks(testClass, enclosingInstanceTypes);
  }

  private static Set<Lock> locks(Class<?> testClass, List<Class<?>> enclosing) {
    return AnnotationSupport.findAnnotation(testClass, MlSimulator.class, enclosing)
        .filter(MlSimulator::ambient)
        .map(declared -> LOCKS)
        .orElse(Set.of());
  }
}
