package dev.mlsim.services.sagemaker.monitoring;

import static dev.mlsim.services.sagemaker.vocabulary.SharedErrors.NOT_FOUND;

import dev.mlsim.service.TypeRef;
import java.util.Locale;
import java.util.Optional;

/** The four things that are monitored; the names of operations and members begin with each. */
enum Kind {
  DATA_QUALITY("DataQuality", false),
  MODEL_QUALITY("ModelQuality", true),
  MODEL_BIAS("ModelBias", true),
  MODEL_EXPLAINABILITY("ModelExplainability", false);

  /** What a definition inside a schedule monitors. */
  static final Kind INLINE = DATA_QUALITY;

  private final String word;
  private final boolean merges;

  Kind(String word, boolean merges) {
    this.word = word;
    this.merges = merges;
  }

  /** The kind of that {@code MonitoringType}. */
  static Optional<Kind> of(String word) {
    for (Kind kind : values()) {
      if (kind.word.equals(word)) {
        return Optional.of(kind);
      }
    }
    return Optional.empty();
  }

  /** As {@code MonitoringType} has it. */
  String word() {
    return word;
  }

  /** Whether a job merges the ground truth with what was captured before the monitor runs. */
  boolean merges() {
    return merges;
  }

  String noun() {
    return word + "JobDefinition";
  }

  /** A member of its definitions, such as {@code DataQualityJobInput}. */
  String member(String rest) {
    return word + rest;
  }

  /** The type of its definitions. */
  TypeRef definitions() {
    String words = noun().replaceAll("(?<=[a-z])(?=[A-Z])", "-").toLowerCase(Locale.ROOT);
    return TypeRef.to(words, NOT_FOUND);
  }
}
