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

  /** One of these stands in everything that is looked for; most lines hold none. */
  private static final String[] SIGNS = {
    "AKIA",
    "ASIA",
    "AROA",
    "AIDA",
    "-----BEGIN",
    "eyJ",
    "ghp",
    "gho",
    "xoxb",
    "xoxp",
    "sk-",
    "sk_",
    "hf-",
    "hf_",
    "glpat",
    "@"
  };

  private SecretScan() {}

  /** What is in a text, such as {@code key}; nothing where all is well. */
  static Optional<String> of(String line) {
    if (!hasSign(line)) {
      return Optional.empty();
    }
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

  private static boolean hasSign(String line) {
    for (String sign : SIGNS) {
      if (line.contains(sign)) {
        return true;
      }
    }
    return false;
  }
}
