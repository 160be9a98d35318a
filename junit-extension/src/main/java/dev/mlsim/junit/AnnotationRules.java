package dev.mlsim.junit;

import dev.mlsim.Simulator;
import dev.mlsim.fault.FaultRule;
import dev.mlsim.fault.FaultSpec;
import dev.mlsim.lifecycle.ScriptRule;
import dev.mlsim.lifecycle.ScriptSubject;
import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedElement;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.platform.commons.support.AnnotationSupport;

/** Sets up in a simulator what annotations declare. */
final class AnnotationRules {
  private final Simulator sim;
  private final Declared declared;

  AnnotationRules(Simulator sim, Declared declared) {
    this.sim = sim;
    this.declared = declared;
  }

  /**
   * Sets up what one place declares.
   *
   * @return the rules that were made for it
   */
  List<Object> at(AnnotatedElement place) {
    int faults = sim.faults().rules().size();
    int scripts = sim.script().rules().size();
    try {
      each(place, Quota.class, quota -> sim.quotas().set(quota.name(), quota.value()));
      each(place, Throttle.class, this::throttle);
      each(place, InjectFault.class, this::inject);
      each(place, JobOutcome.class, this::script);
    } catch (RuntimeException mistake) {
      end(since(faults, scripts)); // the world may be one that others share
      throw mistake;
    }
    return since(faults, scripts);
  }

  private List<Object> since(int faults, int scripts) {
    List<FaultRule> faultRules = sim.faults().rules();
    List<ScriptRule> scriptRules = sim.script().rules();
    List<Object> made = new ArrayList<>(faultRules.subList(faults, faultRules.size()));
    made.addAll(scriptRules.subList(scripts, scriptRules.size()));
    return made;
  }

  /** Ends rules that were made for one test in a world that goes on. */
  static void end(List<Object> made) {
    for (Object rule : made) {
      if (rule instanceof FaultRule fault) {
        fault.end();
      } else if (rule instanceof ScriptRule script) {
        script.end();
      }
    }
  }

  private <A extends Annotation> void each(
      AnnotatedElement place, Class<A> type, Consumer<A> setUp) {
    for (A annotation : AnnotationSupport.findRepeatableAnnotations(place, type)) {
      try {
        setUp.accept(annotation);
      } catch (IllegalArgumentException e) {
        throw new ExtensionConfigurationException(
            "mlsim: cannot set up what @"
                + type.getSimpleName()
                + " on ["
                + declared
                + "] declares: "
                + String.valueOf(e.getMessage()).replaceFirst("^mlsim: ", ""),
            e);
      }
    }
  }

  private void throttle(Throttle said) {
    narrowed(sim.faults().on(said.operation()), said.where(), said.first()).throttle();
  }

  private void inject(InjectFault said) {
    boolean byCode = said.kind() == InjectFault.Kind.ERROR;
    if (byCode == said.error().isEmpty()) {
      throw new IllegalArgumentException(
          "it has "
              + (byCode ? "neither an error nor a kind" : "both an error and a kind")
              + "; say error = \"<code>\" or kind = <how else>");
    }
    FaultSpec calls = narrowed(sim.faults().on(said.operation()), said.where(), said.first());
    if (said.nth() != 0) {
      calls = calls.nth(said.nth());
    }
    if (said.probability() != 1) {
      calls = calls.withProbability(said.probability());
    }
    if (!byCode) {
      said.kind().apply(calls);
    } else if (said.message().isEmpty()) {
      calls.fail(said.error());
    } else {
      calls.fail(said.error(), said.message());
    }
  }

  private static FaultSpec narrowed(FaultSpec all, String[] where, int first) {
    FaultSpec calls = all;
    for (String condition : where) {
      int equals = condition.indexOf('=');
      if (equals < 1) {
        throw new IllegalArgumentException(
            "where ["
                + condition
                + "] is no condition; write path=value, such as"
                + " TrainingJobName=churn-*");
      }
      calls = calls.where(condition.substring(0, equals), condition.substring(equals + 1));
    }
    return first == 0 ? calls : calls.first(first);
  }

  private void script(JobOutcome said) {
    long outcomes =
        Stream.of(said.failAt(), said.stopAt(), said.interruptAt(), said.stuckAt(), said.takes())
            .filter(s -> !s.isEmpty())
            .count();
    if (outcomes != 1) {
      throw new IllegalArgumentException(
          "it has "
              + outcomes
              + " outcomes; say one of failAt, stopAt, interruptAt, stuckAt, or takes with phase");
    }
    if (said.takes().isEmpty() != said.phase().isEmpty()) {
      throw new IllegalArgumentException(
          "it has "
              + (said.takes().isEmpty() ? "phase but not takes" : "takes but not phase")
              + "; they belong together, as in phase = \"Training\", takes = \"PT3H\"");
    }
    ScriptSubject subject = sim.script().resource(said.resource()).named(said.named());
    if (said.first() != 0) {
      subject = subject.first(said.first());
    }
    if (!said.failAt().isEmpty()) {
      subject.failAt(said.failAt(), said.reason());
    } else if (!said.stopAt().isEmpty()) {
      subject.stopAt(said.stopAt());
    } else if (!said.interruptAt().isEmpty()) {
      subject.interruptAt(said.interruptAt());
    } else if (!said.stuckAt().isEmpty()) {
      subject.stuckAt(said.stuckAt());
    } else {
      subject.takes(said.phase(), duration(said.takes()));
    }
  }

  private static Duration duration(String said) {
    try {
      return Duration.parse(said);
    } catch (DateTimeParseException e) {
      throw new IllegalArgumentException(
          "takes [" + said + "] is no duration; write it as PT3H or PT90S", e);
    }
  }
}
