package dev.mlsim.services.sagemaker;

import static java.util.Objects.requireNonNull;

import dev.mlsim.internal.CheckReturnValue;
import dev.mlsim.internal.Glob;
import java.time.Duration;

/** The rules of Debugger and Profiler of some training jobs, by the jobs' name. Immutable. */
public final class JobRules {
  private final RuleFindings findings;
  private final Glob jobs;
  private final Glob rules;

  JobRules(RuleFindings findings, String jobs) {
    this(findings, Glob.of(requireNonNull(jobs, "jobs")), Glob.of("*"));
  }

  private JobRules(RuleFindings findings, Glob jobs, Glob rules) {
    this.findings = findings;
    this.jobs = jobs;
    this.rules = rules;
  }

  /** Only those whose RuleConfigurationName fits; {@code *} and {@code ?} are wild. */
  @CheckReturnValue
  public JobRules rule(String name) {
    return new JobRules(findings, jobs, Glob.of(requireNonNull(name, "name")));
  }

  /**
   * They find an issue when the job has trained for so long; none in a job that trains shorter.
   *
   * @throws IllegalArgumentException if the time is negative
   */
  public JobRules findsAfter(Duration training) {
    if (training.isNegative()) {
      throw new IllegalArgumentException(
          "mlsim: a rule cannot find something [" + training + "] after training began");
    }
    return say(new RuleFindings.Finding(false, training));
  }

  /** Their evaluation ends in an error of the service's own. */
  public JobRules breaks() {
    return say(new RuleFindings.Finding(true, Duration.ZERO));
  }

  private JobRules say(RuleFindings.Finding finding) {
    findings.say(new RuleFindings.Said(jobs, rules, finding));
    return this;
  }
}
