package dev.mlsim.junit;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.parallel.ResourceLocksProvider;

/** Keeps tests apart that are ambient: there is one ambient simulation in a JVM at a time. */
final class AmbientLock implements ResourceLocksProvider {
  AmbientLock() {}
}
