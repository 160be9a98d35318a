package dev.mlsim.sweep;

import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;

/** Finds the user's own line in what was thrown. */
final class UserFrames {
  private static final Pattern OTHERS =
      Pattern.compile(
          "(java|javax|jdk|sun|com\\.sun|software\\.amazon|io\\.netty|org\\.junit|org\\.opentest4j"
              + "|org\\.assertj|org\\.hamcrest|org\\.apache\\.maven|org\\.gradle"
              + "|dev\\.mlsim\\.(assertj|clock|contract|engine|event|fault|internal|journal|json"
              + "|junit|lifecycle|objects|protocol|sdk|service|services|sweep|wire))\\..*|dev\\.mlsim\\.[A-Z].*");

  private UserFrames() {}

  /** The line of the user's code that threw it, or called what did. */
  static Optional<StackTraceElement> of(Throwable thrown) {
    return Arrays.stream(thrown.getStackTrace())
        .filter(frame -> !OTHERS.matcher(frame.getClassName()).matches())
        .findFirst();
  }

  /** The line in short, such as {@code ModelRelease.java:117}; empty where there is none. */
  static String shortly(Throwable thrown) {
    return of(thrown).map(frame -> frame.getFileName() + ":" + frame.getLineNumber()).orElse("");
  }
}
