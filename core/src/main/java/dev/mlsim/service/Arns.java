package dev.mlsim.service;

/** What ARNs say, and what people give for a resource: its name, or its ARN. */
public final class Arns {
  private static final int PARTS_BEFORE_ACCOUNT = 4;

  private Arns() {}

  /** The name, which stands last in an ARN. */
  public static String name(String nameOrArn) {
    return nameOrArn.substring(nameOrArn.lastIndexOf('/') + 1);
  }

  /** The id of the account, the fifth part of an ARN; empty where it has none. */
  public static String account(String arn) {
    int from = 0;
    for (int part = 0; part < PARTS_BEFORE_ACCOUNT; part++) {
      from = arn.indexOf(':', from) + 1;
      if (from == 0) {
        return "";
      }
    }
    int end = arn.indexOf(':', from);
    return arn.substring(from, end < 0 ? arn.length() : end);
  }
}
