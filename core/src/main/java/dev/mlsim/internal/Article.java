package dev.mlsim.internal;

/** The indefinite article of a name. */
public final class Article {
  private static final String VOWELS = "aeioAEIO";

  private Article() {}

  /** The name behind its article: {@code a training-job}, {@code an endpoint}. */
  public static String of(String name) {
    boolean vowel = !name.isEmpty() && VOWELS.indexOf(name.charAt(0)) >= 0;
    return (vowel ? "an " : "a ") + name;
  }
}
