package dev.mlsim.junit;

import java.util.stream.Stream;
import org.junit.jupiter.api.extension.AfterClassTemplateInvocationCallback;
import org.junit.jupiter.api.extension.ClassTemplateInvocationContext;
import org.junit.jupiter.api.extension.ClassTemplateInvocationContextProvider;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.platform.commons.support.AnnotationSupport;

/**
 * Runs the tests of a class once for each of its {@link ClassSeeds}. It stands alone, as JUnit has
 * what it needs since 5.13 only.
 */
final class ClassSeedsExtension
    implements ClassTemplateInvocationContextProvider, AfterClassTemplateInvocationCallback {

  @Override
  public boolean supportsClassTemplate(ExtensionContext template) {
    return AnnotationSupport.isAnnotated(template.getTestClass(), ClassSeeds.class);
  }

  @Override
  public Stream<ClassTemplateInvocationContext> provideClassTemplateInvocationContexts(
      ExtensionContext template) {
    return SeedRuns.runs(template, template.getRequiredTestClass()).map(Run::new);
  }

  /** Looks at the world of a run, if its tests share one. */
  @Override
  public void afterClassTemplateInvocation(ExtensionContext run) {
    TestWorlds.watcher(run).ifPresent(extension -> extension.afterAll(run));
  }

  /**
   * One run.
   *
   * @param run its seed
   */
  private record Run(SeedRuns.Run run) implements ClassTemplateInvocationContext {
    @Override
    public String getDisplayName(int index) {
      return run.name();
    }

    @Override
    public void prepareInvocation(ExtensionContext context) {
      run.begin(context);
    }
  }
}
