package dev.mlsim.services.sagemaker.hubs;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A version of a content, by its three numbers. */
record HubVersion(int major, int minor, int patch) implements Comparable<HubVersion> {
  private static final int MOST = 9_999;

  /** As the API model has it: any character may stand between the numbers, even a digit. */
  private static final Pattern FORM = Pattern.compile("(\\d{1,4}).(\\d{1,4}).(\\d{1,4})");

  /** Reads one; what is none comes before all others. */
  static HubVersion of(String text) {
    Matcher numbers = FORM.matcher(text);
    return numbers.matches()
        ? new HubVersion(number(numbers, 1), number(numbers, 2), number(numbers, 3))
        : new HubVersion(0, 0, 0);
  }

  private static int number(Matcher numbers, int group) {
    return Integer.parseInt(numbers.group(group));
  }

  /** The next one; a number has four digits at most. */
  HubVersion next() {
    if (patch < MOST) {
      return new HubVersion(major, minor, patch + 1);
    }
    return minor < MOST
        ? new HubVersion(major, minor + 1, 0)
        : new HubVersion(Math.min(major + 1, MOST), 0, 0);
  }

  @Override
  public int compareTo(HubVersion other) {
    int byMajor = Integer.compare(major, other.major);
    int byMinor = Integer.compare(minor, other.minor);
    return byMajor != 0 ? byMajor : byMinor != 0 ? byMinor : Integer.compare(patch, other.patch);
  }

  @Override
  public String toString() {
    return major + "." + minor + "." + patch;
  }
}
