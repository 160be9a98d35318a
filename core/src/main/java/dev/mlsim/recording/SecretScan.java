package dev.mlsim.recording;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A last look at a line: whether something in it looks like a credential all the same. */
final class SecretScan {
  private static final Pattern SECRET =
      Pattern.compile(
          "(?<key>(?:AKIA|ASIA|AROA|AIDA)[A-Z0-9]{12,})"
              + "|(?<pem>-----BEGIN)"
              + "|(?<jwt>eyJ[A-Za-z0-9_-]{10,}\\.)"
              + "|(?<token>\\b(?:ghp|gho|xox[bp]|sk|hf|glpat)[-_][A-Za-z0-9-]{16,})"
              + "|(?<url>[a-z]+://[^/\\s\":]+:[^/\\s\"@]+@)");

  private SecretScan() {}

  /** What is in a text, such as {@code key}; nothing where all is well. */
  static Optional<String> of(String line) {
    Matcher found = SECRET.matcher(line);
    if (!found.find()) {
      return Optional.empty();
    }
    return Optional.of(
        found.group("key") != null
            ? "an access key"
            : found.group("pem") != null
                ? "a private key"
                : found.group("jwt") != null
                    ? "a web token"
                    : found.group("token") != null ? "a token" : "a password in a URL");
  }
}
