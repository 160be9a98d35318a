package dev.mlsim.junit;

import java.lang.reflect.Method;
import java.util.List;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ExtensionContext.Store.CloseableResource;
import org.junit.platform.commons.support.AnnotationSupport;

/**
 * What a method declares to happen in a world that it shares with others: it ends with the test.
 */
@SuppressWarnings("deprecation") // CloseableResource, for JUnit 5.12: see World
final class Guests implements AutoCloseable, CloseableResource {
  private final List<Object> rules;

  Guests(World world, Declared declared) {
    if (declared.method().filter(Guests::setsQuota).isPresent()) {
      throw new ExtensionConfigurationException(
          "mlsim: cannot set the @Quota of ["
              + declared
              + "]: its world is shared with other methods; put it on the class, or give each"
              + " method a world");
    }
    this.rules =
        declared
            .method()
            .map(m -> new AnnotationRules(world.simulator(), declared).at(m))
            .orElseThrow();
  }

  private static boolean setsQuota(Method method) {
    return !AnnotationSupport.findRepeatableAnnotations(method, Quota.class).isEmpty();
  }

  @Override
  public void close() {
    AnnotationRules.end(rules);
  }
}
