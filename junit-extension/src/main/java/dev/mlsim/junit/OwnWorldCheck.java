package dev.mlsim.junit;

import java.lang.reflect.AnnotatedElement;
import java.util.List;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.platform.commons.support.AnnotationSupport;

/** Refuses tests whose annotations are about a world that nobody makes. */
final class OwnWorldCheck implements BeforeEachCallback {
  @Override
  public void beforeEach(ExtensionContext test) {
    Declared declared = Declared.in(test);
    if (declared.places().stream().noneMatch(OwnWorldCheck::switchesOn)
        && declared.classes().stream().noneMatch(TestWorlds::registers)) {
      throw new ExtensionConfigurationException(
          "mlsim: ["
              + declared
              + "] has annotations of mlsim's, such as @Throttle or @Simulated, but no simulator;"
              + " put @MlSimulator on its class, or register an MlSimulatorExtension there");
    }
  }

  private static boolean switchesOn(AnnotatedElement place) {
    return AnnotationSupport.findRepeatableAnnotations(place, ExtendWith.class).stream()
        .anyMatch(with -> List.of(with.value()).contains(MlSimulatorExtension.class));
  }
}
