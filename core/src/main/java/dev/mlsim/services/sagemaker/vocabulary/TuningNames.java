package dev.mlsim.services.sagemaker.vocabulary;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the training jobs of a tuning job are called: its name, their number in three digits or
 * more, and eight hexadecimal digits, as in {@code churn-001-0123abcd}.
 */
public final class TuningNames {
  private static final Pattern CHILD = Pattern.compile("(.+)-[0-9]{3,}-[0-9a-f]{8}");

  private TuningNames() {}

  /** The name of the tuning job whose training job may be called so. */
  public static Optional<String> parent(String trainingJob) {
    Matcher name = CHILD.matcher(trainingJob);
    return name.matches() ? Optional.of(name.group(1)) : Optional.empty();
  }
}
