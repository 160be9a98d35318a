package dev.mlsim.junit;

import dev.mlsim.internal.Remembered;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.Extension;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestTemplateInvocationContext;
import org.junit.jupiter.api.extension.TestTemplateInvocationContextProvider;
import org.junit.platform.commons.support.AnnotationSupport;

/** Runs a test once for each of its {@link Seeds}. */
final class SeedsExtension implements TestTemplateInvocationContextProvider {

  @Override
  public boolean supportsTestTemplate(ExtensionContext template) {
    return AnnotationSupport.isAnnotated(template.getTestMethod(), Seeds.class);
  }

  @Override
  public Stream<TestTemplateInvocationContext> provideTestTemplateInvocationContexts(
      ExtensionContext template) {
    Remembered failed = SeedRuns.failed(template);
    return SeedRuns.runs(template, template.getRequiredTestMethod())
        .map(run -> new Run(run, failed));
  }

  /**
   * One run.
   *
   * @param run its seed
   * @param failed the seeds that failed the last time
   */
  private record Run(SeedRuns.Run run, Remembered failed) implements TestTemplateInvocationContext {
    @Override
    public String getDisplayName(int index) {
      return run.name();
    }

    @Override
    public List<Extension> getAdditionalExtensions() {
      return List.of(new SeededRun(run.seed(), failed));
    }
  }
}
