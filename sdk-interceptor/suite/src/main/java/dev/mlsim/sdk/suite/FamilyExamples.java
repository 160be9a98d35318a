package dev.mlsim.sdk.suite;

/**
 * What the suite can't guess about one family of a service: the resources that belong together,
 * such as models and endpoints. A family has a class of its own, so that a service grows by files.
 */
@FunctionalInterface
public interface FamilyExamples {
  /** Says it. */
  void give(Examples examples);
}
