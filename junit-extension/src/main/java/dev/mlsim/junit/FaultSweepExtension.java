package dev.mlsim.junit;

import dev.mlsim.sweep.Trouble;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.extension.Extension;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestTemplateInvocationContext;
import org.junit.jupiter.api.extension.TestTemplateInvocationContextProvider;
import org.junit.platform.commons.support.AnnotationSupport;

/**
 * Runs a test with something else going wrong each time. What the next run is to suffer is asked
 * when the one before is over, since each teaches something.
 */
final class FaultSweepExtension implements TestTemplateInvocationContextProvider {

  @Override
  public boolean supportsTestTemplate(ExtensionContext template) {
    return AnnotationSupport.isAnnotated(template.getTestMethod(), FaultSweep.class);
  }

  @Override
  public Stream<TestTemplateInvocationContext> provideTestTemplateInvocationContexts(
      ExtensionContext template) {
    SweepOfTest sweep = SweepOfTest.begin(template);
    return StreamSupport.stream(
        Spliterators.spliteratorUnknownSize(new Runs(sweep), Spliterator.ORDERED), false);
  }

  /** The runs, each of which is known when the one before is over. */
  private static final class Runs implements Iterator<TestTemplateInvocationContext> {
    private final SweepOfTest sweep;
    private Optional<Trouble> next = Optional.empty();

    Runs(SweepOfTest sweep) {
      this.sweep = sweep;
    }

    @Override
    public boolean hasNext() {
      if (next.isEmpty()) {
        next = sweep.session().next();
      }
      return next.isPresent();
    }

    @Override
    public TestTemplateInvocationContext next() {
      if (!hasNext()) {
        throw new NoSuchElementException();
      }
      Trouble trouble = next.orElseThrow();
      next = Optional.empty();
      return new Run(sweep, trouble);
    }
  }

  /**
   * One run.
   *
   * @param sweep of which sweep
   * @param trouble what goes wrong in it
   */
  private record Run(SweepOfTest sweep, Trouble trouble) implements TestTemplateInvocationContext {
    @Override
    public String getDisplayName(int index) {
      return "#" + index + " " + (trouble.isNone() ? "nothing goes wrong" : trouble.text());
    }

    @Override
    public List<Extension> getAdditionalExtensions() {
      return List.of(new SweptRun(sweep, trouble));
    }
  }
}
