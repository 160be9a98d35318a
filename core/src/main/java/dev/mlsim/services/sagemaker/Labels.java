package dev.mlsim.services.sagemaker;

import dev.mlsim.internal.Glob;
import dev.mlsim.service.SpokenSetup;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What the people of labeling jobs make of the objects that they are shown.
 *
 * <pre>{@code
 * Labels labels = sim.setup(Labels.class);
 * labels.job("hearts-*").are(object -> Label.of(object.source().contains("healthy") ? 0 : 1));
 * labels.job("blurred").are(Label.failed("The image cannot be read."));
 * }</pre>
 *
 * <p>Of several words about a job the last one counts that was said before its work began. Without
 * a word each label is 0, with the confidence 1. Safe for threads.
 */
public final class Labels extends SpokenSetup<Labels.Said> {
  private static final int BOUND = 10_000;

  /** What a test said of the labels of some jobs. */
  record Said(Glob jobs, Function<? super LabeledObject, ? extends @Nullable Label> label) {}

  Labels(Place place) {
    super(place, BOUND, "the setup of labels", "words");
  }

  /** The labels of labeling jobs of that name; {@code *} and {@code ?} in it are wild. */
  public JobLabels job(String name) {
    return new JobLabels(this, name);
  }

  /** What says how the objects of a job are labelled, as far as the test said. */
  public Optional<Function<? super LabeledObject, ? extends @Nullable Label>> of(String job) {
    return said.find(word -> word.jobs.matches(job) ? Optional.of(word.label) : Optional.empty());
  }

  void say(Said word) {
    said.say(word);
  }
}
