package dev.mlsim.services.sagemaker;

import static java.util.Objects.requireNonNull;

import dev.mlsim.internal.Glob;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The labels of some labeling jobs, by the jobs' name. Immutable. */
public final class JobLabels {
  private final Labels labels;
  private final Glob jobs;

  JobLabels(Labels labels, String jobs) {
    this.labels = labels;
    this.jobs = Glob.of(requireNonNull(jobs, "jobs"));
  }

  /** Every object is labelled so. */
  public JobLabels are(Label label) {
    requireNonNull(label, "label");
    return are(object -> label);
  }

  /**
   * Each object is labelled as a function says. It is asked once an object, when the work on a job
   * begins; if it throws or gives null, the one who moves time learns it, and the job fails.
   */
  public JobLabels are(Function<? super LabeledObject, ? extends @Nullable Label> label) {
    labels.say(new Labels.Said(jobs, requireNonNull(label, "label")));
    return this;
  }
}
