package dev.mlsim.services.sagemaker;

import dev.mlsim.internal.Glob;
import dev.mlsim.service.SpokenSetup;
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
public final class RuleFindings extends SpokenSetup<RuleFindings.Said> {
  private static final int BOUND = 10_000;

  /**
   * What a rule comes to.
   *
   * @param breaks whether its evaluation ends in an error of the service's own
   * @param after if not, how long a job trains until the rule finds an issue
   */
  public record Finding(boolean breaks, Duration after) {}

  /** What a test said of some rules. */
  record Said(Glob jobs, Glob rules, Finding finding) {}

  RuleFindings(Place place) {
    super(place, BOUND, "the setup of rules' findings", "words");
  }

  /** The rules of training jobs of that name; {@code *} and {@code ?} in it are wild. */
  public JobRules job(String name) {
    return new JobRules(this, name);
  }

  /** What a rule of a job comes to, as far as the test said. */
  public Optional<Finding> of(String job, String rule) {
    return said.find(
        word ->
            word.jobs.matches(job) && word.rules.matches(rule)
                ? Optional.of(word.finding)
                : Optional.empty());
  }

  void say(Said word) {
    said.say(word);
  }
}
