package dev.mlsim.sdk.suite;

import dev.mlsim.Simulator;
import java.lang.reflect.Field;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Checks the {@link Invariants} after every test, unasked, of each simulator that a test has in a
 * field. Registered for all tests of this module.
 */
public final class InvariantsExtension implements AfterEachCallback {

  @Override
  public void afterEach(ExtensionContext context) throws IllegalAccessException {
    if (context.getExecutionException().isPresent()) {
      return;
    }
    for (Object test : context.getRequiredTestInstances().getAllInstances()) {
      for (Class<?> type = test.getClass(); type != Object.class; type = type.getSuperclass()) {
        for (Field field : type.getDeclaredFields()) {
          if (field.getType() == Simulator.class) {
            field.setAccessible(true);
            if (field.get(test) instanceof Simulator sim) {
              Invariants.check(sim);
            }
          }
        }
      }
    }
  }
}
