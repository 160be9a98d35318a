package dev.mlsim.services.sagemaker.hubs;

/** A version of a content, by its three numbers. */
record HubVersion(int major, int minor, int patch) implements Comparable<HubVersion> {

  /** Reads one, which fits the model's pattern: any character may stand between the numbers. */
  static HubVersion of(String text) {
    String[] parts = text.split("\\D", 3);
    int[] numbers = new int[3];
    for (int i = 0; i < parts.length; i++) {
      String digits = parts[i].replaceAll("\\D", "");
      numbers[i] = digits.isEmpty() ? 0 : Integer.parseInt(digits);
    }
    return new HubVersion(numbers[0], numbers[1], numbers[2]);
  }

  /** The next one. */
  HubVersion next() {
    return new HubVersion(major, minor, patch + 1);
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
