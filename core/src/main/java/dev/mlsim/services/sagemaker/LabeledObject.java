package dev.mlsim.services.sagemaker;

import static java.util.Objects.requireNonNull;

/**
 * One object of a labeling job as a function of the test sees it that says how it is labelled.
 *
 * @param job the job's name
 * @param index its place in the input manifest, from 0
 * @param source what is to be labelled: the manifest's {@code source-ref}, or its {@code source}
 * @param line the manifest's line, with the labels of earlier jobs in it
 */
public record LabeledObject(String job, int index, String source, String line) {

  /** Checks that nothing is missing. */
  public LabeledObject {
    requireNonNull(job, "job");
    requireNonNull(source, "source");
    requireNonNull(line, "line");
  }
}
