package dev.mlsim.junit;

import dev.mlsim.service.Service;
import dev.mlsim.service.ServiceProvider;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.platform.commons.support.ReflectionSupport;

/** The services of {@code @MlSimulator(services)}: one for each class, shared by all worlds. */
final class DeclaredServices {
  private static final ClassValue<Service> ALL =
      new ClassValue<>() {
        @Override
        protected Service computeValue(Class<?> type) {
          return Service.of(ReflectionSupport.newInstance(type.asSubclass(ServiceProvider.class)));
        }
      };

  private DeclaredServices() {}

  /**
   * The service that a class declares.
   *
   * @throws ExtensionConfigurationException if there can be no object of the class
   */
  static Service of(Class<? extends ServiceProvider> type, Declared where) {
    try {
      return ALL.get(type);
    } catch (Throwable e) { // whatever the constructor throws, checked or not
      throw new ExtensionConfigurationException(
          "mlsim: cannot make the world of ["
              + where.classesOnly()
              + "]: @MlSimulator(services) names ["
              + type.getName()
              + "], of which no object can be made: "
              + e
              + "; it is a class of its own, or a static one in another, that is not abstract and"
              + " has a constructor that takes nothing",
          e);
    }
  }
}
