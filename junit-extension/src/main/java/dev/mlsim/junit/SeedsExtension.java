package dev.mlsim.junit;

import java.util.stream.Stream;
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
    return SeedRuns.runs(template, template.getRequiredTestMethod()).map(Run::new);
  }

  /**
   * One run.
   *
   * @param run its seed
   */
  private record Run(SeedRuns.Run run) implements TestTemplateInvocationContext {
    @Override
    public String getDisplayName(int index) {
      return run.name();
    }
  }
}
