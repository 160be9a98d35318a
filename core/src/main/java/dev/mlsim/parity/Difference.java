package dev.mlsim.parity;

import dev.mlsim.recording.RecordedAttempt;

/**
 * One thing in which one answer differs.
 *
 * @param kind in what
 * @param call the call, as it was recorded
 * @param path where in the answer, such as {@code $.Containers[*].Image}; {@code $} for all of it
 * @param aws what AWS answered there, sanitised
 * @param here what mlsim answers
 */
public record Difference(Kind kind, RecordedAttempt call, String path, String aws, String here) {

  /** What is the same for all that differ alike: {@code sagemaker:DescribeModel $.X only-here}. */
  public String key() {
    return call.service() + ":" + call.operation() + " " + path + " " + kind.id();
  }

  @Override
  public String toString() {
    return key() + ": AWS [" + aws + "], here [" + here + "], line " + call.number();
  }
}
