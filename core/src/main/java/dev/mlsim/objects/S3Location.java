package dev.mlsim.objects;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The spellings of a place in S3. */
final class S3Location {
  private static final Pattern VIRTUAL_HOST =
      Pattern.compile("https?://([^/]+)\\.s3[.-][^/]*amazonaws\\.com[^/]*/(.*)");
  private static final Pattern PATH_STYLE =
      Pattern.compile("https?://s3[.-][^/]*amazonaws\\.com[^/]*/([^/]+)/?(.*)");

  private S3Location() {}

  static Optional<String> of(String location) {
    if (location.startsWith("s3://")) {
      return Optional.of(location);
    }
    Matcher path = PATH_STYLE.matcher(location);
    Matcher matcher = path.matches() ? path : VIRTUAL_HOST.matcher(location);
    return matcher.matches()
        ? Optional.of("s3://" + matcher.group(1) + "/" + matcher.group(2))
        : Optional.empty();
  }
}
