package dev.mlsim.objects;

/** A place in S3 under which things lie. */
public final class S3Folder {
  private S3Folder() {}

  /** The place with a slash at its end, as people give it with one or without. */
  public static String of(String location) {
    return location.endsWith("/") ? location : location + "/";
  }
}
