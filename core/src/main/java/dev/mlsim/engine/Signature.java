package dev.mlsim.engine;

import dev.mlsim.wire.WireRequest;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a request's signature says, as far as it is read: nobody checks the signature itself.
 *
 * @param accessKey the id of the access key, empty if the request is not signed
 * @param service the name of the service that it is signed for, empty likewise
 */
record Signature(String accessKey, String service) {
  private static final Signature NONE = new Signature("", "");
  private static final String CREDENTIAL = "Credential=";
  private static final int SERVICE = 3;
  private static final Pattern LINK =
      Pattern.compile(
          "[?&]X-Amz-Credential=([^&/%]*)(?:/|%2F)[^&/%]*(?:/|%2F)[^&/%]*(?:/|%2F)([^&/%]*)");
  private static final Pattern S3_HOST =
      Pattern.compile("(^|\\.)s3[.-].*amazonaws\\.com|.\\.localhost(:\\d+)?$");

  /** Reads {@code Credential=AKID/20260101/us-east-1/sagemaker/aws4_request}, at every call. */
  static Signature of(WireRequest request) {
    String authorization = request.header("Authorization").orElse("");
    int found = authorization.indexOf(CREDENTIAL);
    if (found < 0) {
      return unsigned(request);
    }
    int start = found + CREDENTIAL.length();
    int from = start;
    for (int i = 0; i < SERVICE; i++) {
      from = authorization.indexOf('/', from) + 1;
      if (from == 0) {
        return NONE;
      }
    }
    int end = authorization.indexOf('/', from);
    return new Signature(
        authorization.substring(start, authorization.indexOf('/', start)),
        authorization.substring(from, end < 0 ? from : end));
  }

  /** A link is signed in its query; what isn't signed at all can be for S3, by its host. */
  private static Signature unsigned(WireRequest request) {
    Matcher link = LINK.matcher(request.path());
    if (link.find()) {
      return new Signature(link.group(1), link.group(2));
    }
    String host = request.header("Host").orElse("");
    return S3_HOST.matcher(host).find() ? new Signature("", "s3") : NONE;
  }
}
