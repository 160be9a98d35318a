package dev.mlsim.junit;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.platform.commons.support.AnnotationSupport;
import org.junit.platform.commons.support.HierarchyTraversalMode;

/** Fills the fields that are {@link Simulated}. */
final class Fields {
  private Fields() {}

  static void fill(Object instance, World world) {
    for (Field field :
        AnnotationSupport.findAnnotatedFields(
            instance.getClass(), Simulated.class, f -> true, HierarchyTraversalMode.TOP_DOWN)) {
      fill(field, instance, world);
    }
  }

  private static void fill(Field field, Object instance, World world) {
    if (Modifier.isStatic(field.getModifiers()) || Modifier.isFinal(field.getModifiers())) {
      throw refused(field, "it is static or final; possible are other fields");
    }
    if (!World.canGive(field.getType())) {
      throw refused(
          field,
          "its type is ["
              + field.getType().getName()
              + "]; possible are Simulator, VirtualClock, and the interface of an SDK client");
    }
    try {
      field.setAccessible(true); // a user's test class, where fields are private by habit
      field.set(instance, world.give(field.getType()));
    } catch (ReflectiveOperationException | RuntimeException e) {
      throw new ExtensionConfigurationException(
          "mlsim: cannot fill the field [" + field + "]: " + e.getMessage(), e);
    }
  }

  private static ExtensionConfigurationException refused(Field field, String why) {
    return new ExtensionConfigurationException(
        "mlsim: cannot fill the field ["
            + field.getDeclaringClass().getSimpleName()
            + "."
            + field.getName()
            + "]: "
            + why);
  }
}
