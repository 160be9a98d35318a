package dev.mlsim.junit;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestTemplateInvocationContext;
import org.junit.jupiter.api.extension.TestTemplateInvocationContextProvider;
import org.junit.platform.commons.support.AnnotationSupport;

/** Runs a test once for each of its {@link Seeds}. */
final class SeedsExtension implements TestTemplateInvocationContextProvider {
  private static final int MOST = 100_000;
  private static final Pattern RUN = Pattern.compile("\\[test-template-invocation:#(\\d+)]");

  @Override
  public boolean supportsTestTemplate(ExtensionContext template) {
    return AnnotationSupport.isAnnotated(template.getTestMethod(), Seeds.class);
  }

  @Override
  public Stream<TestTemplateInvocationContext> provideTestTemplateInvocationContexts(
      ExtensionContext template) {
    return seeds(template).mapToObj(Run::new);
  }

  /**
   * The seed of a run, by the number that JUnit gave the run: what a provider puts into its stores
   * comes too late for constructors.
   */
  static Optional<Long> seedOf(ExtensionContext context) {
    Matcher run = RUN.matcher(context.getUniqueId());
    return AnnotationSupport.isAnnotated(context.getTestMethod(), Seeds.class) && run.find()
        ? seeds(context).skip(Long.parseLong(run.group(1)) - 1).boxed().findFirst()
        : Optional.empty();
  }

  private static LongStream seeds(ExtensionContext context) {
    Seeds said =
        AnnotationSupport.findAnnotation(context.getTestMethod(), Seeds.class).orElseThrow();
    if ((said.value().length > 0) == (said.count() > 0) || said.count() > MOST) {
      throw new ExtensionConfigurationException(
          "mlsim: cannot run ["
              + Declared.in(context)
              + "]: @Seeds has "
              + said.value().length
              + " seeds and a count of "
              + said.count()
              + "; give either seeds, or a count from 1 to "
              + MOST);
    }
    LongStream seeds =
        said.count() > 0 ? LongStream.rangeClosed(1, said.count()) : LongStream.of(said.value());
    return Worlds.given(context).map(LongStream::of).orElse(seeds);
  }

  /**
   * One run.
   *
   * @param seed its seed
   */
  private record Run(long seed) implements TestTemplateInvocationContext {
    @Override
    public String getDisplayName(int index) {
      return "seed " + seed;
    }
  }
}
