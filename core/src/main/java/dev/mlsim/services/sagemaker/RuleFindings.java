package dev.mlsim.services.sagemaker;

import dev.mlsim.internal.Glob;
import dev.mlsim.service.LastWord;
import dev.mlsim.service.Setup;
import java.time.Duration;
import java.util.Optional;

/**
 * What the rules of Debugger and Profiler find in training jobs.
 *
 * <pre>{@code
 * RuleFindings findings = sim.setup(RuleFindings.class);
 * findings.job("churn-*").rule("VanishingGradient").findsAfter(Duration.ofMinutes(5));
 * findings.job("churn-7").rule("Overfit").breaks();
 * }</pre>
 *
 * <p>Of several words about one rule of a job the last one counts. Without a word no issue is
 * found. Safe for threads.
 */
public final class RuleFindings implements Setup {
  private static final int BOUND = 10_000;

  /**
   * What a test said of a rule.
   *
   * @param after how long a job trains before the rule finds something; empty if it breaks
   */
  record Said(Glob jobs, Glob rules, Optional<Duration> after) {}

  private final LastWord<Said> said;

  RuleFindings(Place place) {
    this.said = new LastWord<>(place, BOUND, "the setup of rules' findings", "words");
  }

  /** The rules of training jobs of that name; {@code *} and {@code ?} in it are wild. */
  public JobRules job(String name) {
    return new JobRules(this, name);
  }

  /**
   * What a rule of a job comes to, as far as the test said.
   *
   * @return how long the job trains until an issue is found, or within the optional an empty one if
   *     the evaluation itself breaks
   */
  public Optional<Optional<Duration>> of(String job, String rule) {
    return said.find(
        word ->
            word.jobs.matches(job) && word.rules.matches(rule)
                ? Optional.of(word.after)
                : Optional.empty());
  }

  void say(Said word) {
    said.say(word);
  }

  @Override
  public void clear() {
    said.clear();
  }

  @Override
  public Object save() {
    return said.save();
  }

  @Override
  public void restore(Object saved) {
    said.restore(saved);
  }
}
