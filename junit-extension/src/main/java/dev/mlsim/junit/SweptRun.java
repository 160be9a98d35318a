package dev.mlsim.junit;

import dev.mlsim.sweep.SweepRun;
import dev.mlsim.sweep.Trial;
import dev.mlsim.sweep.Trouble;
import dev.mlsim.sweep.Verdict;
import java.lang.reflect.Method;
import java.util.Optional;
import org.junit.jupiter.api.extension.BeforeTestExecutionCallback;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;
import org.junit.platform.commons.support.ReflectionSupport;
import org.opentest4j.AssertionFailedError;
import org.opentest4j.TestAbortedException;

/**
 * One run of a sweep: arms what goes wrong when the test's set-up is over, and makes a verdict of
 * what the test does.
 */
final class SweptRun
    implements BeforeTestExecutionCallback, InvocationInterceptor, ParameterResolver {
  private final SweepOfTest sweep;
  private final Trouble trouble;

  SweptRun(SweepOfTest sweep, Trouble trouble) {
    this.sweep = sweep;
    this.trouble = trouble;
  }

  /** What goes wrong in a test's run, where it is one of a sweep and something does. */
  static Optional<Trouble> in(ExtensionContext test) {
    return run(test).map(SweepRun::trouble).filter(trouble -> !trouble.isNone());
  }

  private static Optional<SweepRun> run(ExtensionContext test) {
    return Optional.ofNullable(
        test.getStore(TestWorlds.NAMESPACE).get(SweepRun.class, SweepRun.class));
  }

  @Override
  public void beforeTestExecution(ExtensionContext test) {
    World world = TestWorlds.begun(test).orElseThrow(() -> refused(test, "no @MlSimulator"));
    if (TestWorlds.isSharedWorld(test)) {
      throw refused(test, "a world that it shares with other tests; each run needs its own");
    }
    SweepRun run = sweep.session().begin(trouble, world.simulator());
    test.getStore(TestWorlds.NAMESPACE).put(SweepRun.class, run);
  }

  private static ExtensionConfigurationException refused(ExtensionContext test, String has) {
    return new ExtensionConfigurationException(
        "mlsim: cannot sweep [" + Declared.in(test) + "]: it has " + has);
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext test) {
    return parameter.getParameter().getType() == SweepRun.class && run(test).isPresent();
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext test) {
    return run(test).orElseThrow();
  }

  @Override
  public void interceptTestTemplateMethod(
      Invocation<Void> invocation,
      ReflectiveInvocationContext<Method> method,
      ExtensionContext test)
      throws Throwable {
    SweepRun run = run(test).orElseThrow();
    Optional<Throwable> thrown = Optional.empty();
    try {
      invocation.proceed();
    } catch (TestAbortedException assumption) {
      sweep.session().abandon(run);
      throw assumption;
    } catch (Throwable e) {
      thrown = Optional.of(e);
    }
    tell(sweep.session().end(run, thrown, () -> again(method)), thrown);
  }

  private static void again(ReflectiveInvocationContext<Method> method) {
    ReflectionSupport.invokeMethod(
        method.getExecutable(), method.getTarget().orElse(null), method.getArguments().toArray());
  }

  private void tell(Trial trial, Optional<Throwable> thrown) throws Throwable {
    if (trial.trouble().isNone() && thrown.isPresent()) {
      throw thrown.get();
    }
    if (trial.verdict() == Verdict.NOT_REACHED && sweep.session().isOfOne()) {
      throw new AssertionFailedError(
          "mlsim: [" + trouble.text() + "] never came about: the test did not come there");
    }
    if (!trial.isRed()) {
      return;
    }
    Optional<Integer> before = sweep.before(trial.signature(), trial.number());
    if (before.isPresent()) {
      throw new TestAbortedException(
          "mlsim: the same as in run #" + before.get() + ": " + trial.detail());
    }
    AssertionFailedError failure = new AssertionFailedError(trial.text());
    thrown.ifPresent(failure::initCause);
    throw failure;
  }
}
