package dev.mlsim.sdk;

import dev.mlsim.wire.WireRequest;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a request is signed for by AWS's Signature Version 4, in its header or in its query; nobody
 * checks the signature itself.
 *
 * @param region the region
 * @param service the service's name
 * @param presigned whether the query signs it: a link, which needs no SDK any more
 */
record Scope(String region, String service, boolean presigned) {
  private static final Pattern HEADER =
      Pattern.compile("AWS4-\\S+ .*?Credential=[^/,]*/[^/,]*/([^/,]+)/([^/,]*).*");
  private static final Pattern QUERY = Pattern.compile("[?&]X-Amz-Credential=([^&]*)");
  private static final Pattern CREDENTIAL = Pattern.compile("[^/]*/[^/]*/([^/]+)/([^/]*).*");

  /** The scope that a request is signed for; none if it isn't signed. */
  static Optional<Scope> of(WireRequest request) {
    Matcher header = HEADER.matcher(request.header("Authorization").orElse(""));
    if (header.matches()) {
      return Optional.of(new Scope(header.group(1), header.group(2), false));
    }
    Matcher query = QUERY.matcher(request.path());
    if (!query.find() || !request.path().contains("X-Amz-Signature=")) {
      return Optional.empty();
    }
    Matcher credential = CREDENTIAL.matcher(decoded(query.group(1)));
    return credential.matches()
        ? Optional.of(new Scope(credential.group(1), credential.group(2), true))
        : Optional.empty();
  }

  private static String decoded(String text) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException unreadable) {
      return "";
    }
  }
}
