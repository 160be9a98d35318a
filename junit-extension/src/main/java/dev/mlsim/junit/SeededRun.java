package dev.mlsim.junit;

import dev.mlsim.Simulator;
import dev.mlsim.Snapshot;
import dev.mlsim.internal.Remembered;
import dev.mlsim.sweep.Harm;
import dev.mlsim.sweep.Shrinking;
import dev.mlsim.sweep.Trouble;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;
import org.opentest4j.TestAbortedException;

/**
 * One run of a test with {@link Seeds}: if it fails, what went wrong by chance is reduced to what
 * makes it fail, by running it again in its world as it was before; and its seed is remembered.
 */
final class SeededRun implements InvocationInterceptor {
  private final long seed;
  private final Remembered failed;

  SeededRun(long seed, Remembered failed) {
    this.seed = seed;
    this.failed = failed;
  }

  /** What is added to a failure: no failure of its own. */
  private static final class WhatMakesItFail extends RuntimeException {
    private static final long serialVersionUID = 1L;

    WhatMakesItFail(String says) {
      super(says, null, false, false);
    }
  }

  @Override
  public void interceptTestTemplateMethod(
      Invocation<Void> invocation,
      ReflectiveInvocationContext<Method> method,
      ExtensionContext test)
      throws Throwable {
    Optional<Simulator> sim =
        TestWorlds.isSharedWorld(test)
            ? Optional.empty()
            : TestWorlds.begun(test).map(World::simulator);
    Optional<Trouble> given = test.getConfigurationParameter(FaultSweep.ONLY).map(SeededRun::parse);
    sim.ifPresent(s -> given.ifPresent(trouble -> Shrinking.arm(trouble, s)));
    Optional<Snapshot> before = given.isPresent() ? Optional.empty() : sim.flatMap(this::snapshot);
    long calls = sim.map(s -> last(s)).orElse(0L);
    try {
      invocation.proceed();
    } catch (TestAbortedException assumption) {
      throw assumption;
    } catch (Throwable failure) {
      remember(true);
      if (sim.isPresent() && before.isPresent()) {
        explain(failure, sim.get(), before.get(), calls, method);
      }
      throw failure;
    }
    remember(false);
  }

  private static Trouble parse(String line) {
    try {
      return Trouble.parse(line);
    } catch (IllegalArgumentException e) {
      throw new ExtensionConfigurationException(String.valueOf(e.getMessage()), e);
    }
  }

  private Optional<Snapshot> snapshot(Simulator sim) {
    try {
      return Optional.of(sim.snapshot());
    } catch (IllegalStateException somethingIsGoingOn) {
      return Optional.empty();
    }
  }

  private static long last(Simulator sim) {
    return sim.journal().calls().stream().mapToLong(call -> call.number()).max().orElse(0);
  }

  private void remember(boolean fails) {
    failed.become(Long.toString(seed), fails);
  }

  private void explain(
      Throwable failure,
      Simulator sim,
      Snapshot before,
      long calls,
      ReflectiveInvocationContext<Method> method) {
    List<Harm> all = Shrinking.byChance(sim, calls);
    if (all.isEmpty()) {
      return;
    }
    try {
      Optional<Throwable> same = again(sim, before, method);
      boolean isSteady =
          same.filter(t -> Shrinking.signature(t).equals(Shrinking.signature(failure))).isPresent();
      Optional<Shrinking.Shrunk> shrunk =
          isSteady
              ? Shrinking.of(
                  all,
                  failure,
                  trouble -> {
                    sim.restore(before);
                    Shrinking.arm(trouble, sim);
                    return invoke(method);
                  })
              : Optional.empty();
      String says =
          shrunk
              .map(least -> least.text(seed))
              .orElse(
                  "mlsim: seed "
                      + seed
                      + " does not fail in the same way when it is run again in the same world, so"
                      + " that it can't be said what makes it fail");
      failure.addSuppressed(new WhatMakesItFail(says));
      sim.restore(before);
      shrunk.ifPresent(least -> Shrinking.arm(least.least(), sim));
      if (shrunk.isPresent()) {
        Optional<Throwable> forItsStory = invoke(method);
        forItsStory.ifPresent(told -> sim.note("it fails: " + told.getMessage()));
        System.out.println(says);
      }
    } catch (IllegalStateException cannotBeRestored) {
      failure.addSuppressed(cannotBeRestored);
    }
  }

  private static Optional<Throwable> again(
      Simulator sim, Snapshot before, ReflectiveInvocationContext<Method> method) {
    sim.restore(before);
    return invoke(method);
  }

  private static Optional<Throwable> invoke(ReflectiveInvocationContext<Method> method) {
    try {
      Method body = method.getExecutable();
      body.setAccessible(true);
      body.invoke(method.getTarget().orElse(null), method.getArguments().toArray());
      return Optional.empty();
    } catch (InvocationTargetException e) {
      return Optional.ofNullable(e.getCause());
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(e);
    }
  }
}
