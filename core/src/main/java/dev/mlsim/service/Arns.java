package dev.mlsim.service;

/** What people give for a resource: its name, or its ARN. */
public final class Arns {
  private Arns() {}

  /** The name, which stands last in an ARN. */
  public static String name(String nameOrArn) {
    return nameOrArn.substring(nameOrArn.lastIndexOf('/') + 1);
  }
}
