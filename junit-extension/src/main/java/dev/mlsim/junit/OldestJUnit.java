package dev.mlsim.junit;

import java.util.Arrays;
import java.util.Optional;

/** Tells whoever has an older JUnit than can do, for JUnit's own error doesn't. */
final class OldestJUnit {
  private static final String LOCK = "org.junit.jupiter.api.parallel.ResourceLock";

  private OldestJUnit() {}

  /** What is wrong with the JUnit Jupiter that a class loader has, if it is too old. */
  static Optional<String> refusal(ClassLoader loader) {
    try {
      Class<?> lock = Class.forName(LOCK, false, loader);
      if (Arrays.stream(lock.getMethods()).anyMatch(m -> m.getName().equals("providers"))) {
        return Optional.empty();
      }
      Package of = lock.getPackage();
      String version = String.valueOf(of == null ? "" : of.getImplementationVersion());
      return Optional.of(
          "mlsim: JUnit Jupiter ["
              + version
              + "] is too old for @MlSimulator, whose tests will fail; the oldest that works is"
              + " 5.12.2, as Spring Boot 3.5 has it: set junit-jupiter.version (Boot), or import"
              + " org.junit:junit-bom in 5.12.2 or later");
    } catch (ClassNotFoundException none) {
      return Optional.empty(); // a run of another engine's tests
    }
  }
}
