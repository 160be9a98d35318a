package dev.mlsim.parity;

import java.util.regex.Pattern;

/** Compares what errors say, apart from the names in them. */
final class Messages {
  private static final Pattern NAME =
      Pattern.compile("arn:aws[^\\s\"',)\\]]+|\\(left out\\)|\\b1000\\d{8}\\b|" + Token.REGEX);

  private Messages() {}

  /** Whether a message here could be the recorded one. */
  static boolean agree(String recorded, String now) {
    return recorded.equals(now) || template(recorded).matcher(now).matches();
  }

  private static Pattern template(String recorded) {
    StringBuilder regex = new StringBuilder();
    int from = 0;
    var name = NAME.matcher(recorded);
    while (name.find()) {
      regex.append(Pattern.quote(recorded.substring(from, name.start()))).append(".+?");
      from = name.end();
    }
    regex.append(Pattern.quote(recorded.substring(from)));
    return Pattern.compile(regex.toString(), Pattern.DOTALL);
  }
}
