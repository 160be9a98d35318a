package dev.mlsim.recording;

import dev.mlsim.contract.StringShape;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Puts tokens for a user's words into names, ARNs, places in S3, image URIs and messages. */
final class Names {
  private static final Pattern ARN =
      Pattern.compile("arn:aws[a-z-]*:[\\w-]*:[\\w-]*:\\w*:[^\\s\"',)\\]]+");
  private static final Pattern REGION = Pattern.compile("[a-z]{2}(-[a-z]{2,10}){1,2}-\\d");
  private static final Pattern SERVICE = Pattern.compile("[a-z][a-z0-9-]{1,30}");
  private static final Pattern ACCOUNT = Pattern.compile("(?<![\\w-])\\d{12}(?![\\w-])");
  private static final Pattern PATH = Pattern.compile("[\\w.-]+([/:][\\w.-]+)+");
  private static final Pattern VERSION = Pattern.compile("\\d{1,5}");
  private static final Pattern IMAGE =
      Pattern.compile("(\\d{12})(\\.dkr\\.ecr\\.[a-z0-9-]+\\.amazonaws\\.com(?:\\.cn)?)/(.+)");
  private static final Pattern PRIVATE =
      Pattern.compile(
          "arn:aws[^\\s\"',)\\]]+" // has its tokens already
              + "|[\\w.+-]+@[\\w-]+\\.[\\w.]+" // an address
              + "|\\b\\d{1,3}(\\.\\d{1,3}){3}\\b" // a host
              + "|https?://\\S+"
              + "|s3://[^\\s\"',)\\]]+"
              + "|\\b[A-Za-z0-9+/_=-]{24,}"); // a key, an id, a digest
  private static final List<String> ENDINGS =
      List.of(".tar.gz", ".json", ".jsonl", ".csv", ".parquet", ".manifest", ".out", ".txt");
  private static final String S3 = "s3://";
  private static final int PARTS = 6;

  private final Tokens tokens;
  private final Words words;
  private final Set<Sanitizing> rules;

  Names(Tokens tokens, Words words, Set<Sanitizing> rules) {
    this.tokens = tokens;
    this.words = words;
    this.rules = rules;
  }

  /** What stands for a text in a member, or nothing where none can be allowed. */
  Optional<String> of(String text, StringShape shape) {
    if (text.isEmpty()) {
      return Optional.of(text);
    }
    if (text.startsWith("arn:")) {
      return Optional.of(arn(text));
    }
    if (text.startsWith(S3)) {
      return Optional.of(S3 + place(text.substring(S3.length())));
    }
    Matcher image = IMAGE.matcher(text);
    if (image.matches()) {
      return Optional.of(account(image.group(1)) + image.group(2) + "/" + place(image.group(3)));
    }
    if (text.matches("\\d{12}")) {
      return Optional.of(account(text));
    }
    if (VERSION.matcher(text).matches() || words.isPlain(text)) {
      return Optional.of(text);
    }
    if (PATH.matcher(text).matches()) {
      String path = segments(text);
      if (Tokens.isAllowed(shape, path)) {
        return Optional.of(path);
      }
    }
    return name(text, Optional.of(shape));
  }

  /** A message, with every word replaced that is known, and all that may be a user's. */
  String message(String text) {
    String without = replaced(ARN, text, m -> arn(m.group()));
    without = tokens.replacing(without);
    without = replaced(ACCOUNT, without, m -> account(m.group()));
    return replaced(
        PRIVATE, without, m -> m.group().startsWith("arn:") ? m.group() : Tokens.LEFT_OUT);
  }

  private static String replaced(
      Pattern pattern, String text, java.util.function.Function<MatchResult, String> by) {
    return pattern.matcher(text).replaceAll(m -> Matcher.quoteReplacement(by.apply(m)));
  }

  private String account(String digits) {
    return rules.contains(Sanitizing.ACCOUNTS) && !tokens.isAccountToken(digits)
        ? tokens.account(digits)
        : digits;
  }

  private Optional<String> name(String text, Optional<StringShape> shape) {
    return rules.contains(Sanitizing.NAMES) ? tokens.of(text, shape) : Optional.of(text);
  }

  private String bare(String text) {
    return name(text, Optional.empty()).orElse(Tokens.LEFT_OUT);
  }

  /** What AWS owns has no account, and stays as it is. */
  private String arn(String text) {
    String[] parts = text.split(":", PARTS);
    if (parts.length < PARTS || !SERVICE.matcher(parts[2]).matches()) {
      return bare(text);
    }
    String account = parts[4];
    if (account.isEmpty() && !parts[2].equals("s3")) {
      return words.isType(first(parts[5])) || parts[5].startsWith("recipe/") ? text : bare(text);
    }
    String region = parts[3].isEmpty() || REGION.matcher(parts[3]).matches() ? parts[3] : "";
    String resource = parts[2].equals("s3") ? place(parts[5]) : resource(parts[5]);
    String partition = parts[1].matches("aws(-[a-z]{2,3}){0,3}") ? parts[1] : "aws";
    String owner =
        account.matches("\\d{12}") ? account(account) : account.equals("aws") ? "aws" : "";
    return String.join(":", "arn", partition, parts[2], region, owner, resource);
  }

  private static String first(String resource) {
    return resource.split("[/:]", 2)[0];
  }

  private String resource(String text) {
    String type = first(text);
    if (type.length() < text.length() && words.isType(type)) {
      return type + text.charAt(type.length()) + segments(text.substring(type.length() + 1));
    }
    return segments(text);
  }

  private String segments(String text) {
    return replaced(Pattern.compile("[^/:]+"), text, m -> segment(m.group()));
  }

  private String segment(String text) {
    return VERSION.matcher(text).matches() || words.isType(text) ? text : bare(text);
  }

  private String place(String text) {
    return Stream.of(text.split("/", -1)).map(this::file).collect(Collectors.joining("/"));
  }

  private String file(String text) {
    if (text.isEmpty()) {
      return text;
    }
    String ending = ENDINGS.stream().filter(text::endsWith).findFirst().orElse("");
    String stem = text.substring(0, text.length() - ending.length());
    return (words.isPlace(stem) || stem.isEmpty() ? stem : bare(stem)) + ending;
  }
}
