package dev.mlsim.junit;

import dev.mlsim.sweep.Sweep;
import dev.mlsim.sweep.SweepReport;
import dev.mlsim.sweep.SweepSession;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Store.CloseableResource;
import org.junit.platform.commons.support.AnnotationSupport;

/**
 * The sweep of one test method, which JUnit's store closes when all its runs are over: then it is
 * told what came of it. See {@link World} for how it is closed.
 *
 * @param name the test's name
 * @param session the sweep
 * @param found which run found a fault first, by what tells it from others
 * @param page where its page goes
 */
@SuppressWarnings("deprecation") // CloseableResource, for JUnit 5.12
record SweepOfTest(String name, SweepSession session, Map<String, Integer> found, Path page)
    implements AutoCloseable, CloseableResource {

  static SweepOfTest begin(ExtensionContext template) {
    String name = Declared.in(template).toString();
    SweepOfTest sweep =
        new SweepOfTest(
            name,
            sweep(template, name).session(),
            new ConcurrentHashMap<>(),
            StoryFiles.file(template.getUniqueId()));
    template.getStore(TestWorlds.NAMESPACE).put(SweepOfTest.class, sweep);
    return sweep;
  }

  private static Sweep sweep(ExtensionContext template, String name) {
    FaultSweep said =
        AnnotationSupport.findAnnotation(template.getTestMethod(), FaultSweep.class).orElseThrow();
    try {
      Sweep sweep =
          Sweep.of(sim -> {})
              .named(name)
              .survives(said.survives())
              .tells(said.tells())
              .runs(said.runs())
              .depth(said.depth())
              .without(said.without())
              .mayLeave(said.mayLeave())
              .remembering(StoryFiles.name(template.getUniqueId()));
      sweep = said.heals() ? sweep.heals() : sweep;
      sweep = said.thorough() ? sweep.thorough() : sweep;
      Optional<String> only =
          template
              .getConfigurationParameter(FaultSweep.ONLY)
              .or(() -> Optional.of(said.only()))
              .filter(line -> !line.isBlank());
      return only.isPresent() ? sweep.only(only.get()) : sweep;
    } catch (IllegalArgumentException e) {
      throw new ExtensionConfigurationException(
          "mlsim: cannot sweep [" + name + "]: " + e.getMessage(), e);
    }
  }

  /** The number of the run that found the same fault, if one did; else this one did. */
  Optional<Integer> before(String signature, int number) {
    return Optional.ofNullable(found.putIfAbsent(signature, number));
  }

  @Override
  public void close() {
    SweepReport report = session.finish();
    if (report.isOfNoUse() || report.trials().isEmpty()) {
      return;
    }
    System.out.println(report.text());
    try {
      report.writeTo(page);
      System.out.println("  page       " + page.toUri());
    } catch (IOException e) {
      System.out.println("  page       could not be written: " + e);
    }
  }
}
