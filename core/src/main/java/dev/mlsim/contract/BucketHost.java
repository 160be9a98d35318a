package dev.mlsim.contract;

import dev.mlsim.wire.WireRequest;
import java.util.Locale;

/**
 * Where the host of a request names a bucket, {@code my-bucket.s3.eu-west-1.amazonaws.com} or
 * {@code my-bucket.localhost}: the same with the bucket at the start of the path.
 */
final class BucketHost {
  private static final String LOCAL = ".localhost";

  private BucketHost() {}

  /** The path with the bucket in it, and with its query; a bucket's own path ends in no slash. */
  static String path(Contract contract, WireRequest request) {
    String bucket = bucket(contract, request.header("Host").orElse(""));
    String sent = request.path();
    String path = Percent.pathOnly(sent);
    String query = sent.substring(path.length());
    if (!bucket.isEmpty()) {
      path = "/" + bucket + (path.startsWith("/") ? path : "/" + path);
    }
    boolean isBucket = path.length() > 1 && path.indexOf('/', 1) == path.length() - 1;
    return (isBucket ? path.substring(0, path.length() - 1) : path) + query;
  }

  /** Whether the host stands for something that is like a bucket but none. */
  static boolean isUnlike(Contract contract, WireRequest request) {
    String host = request.header("Host").orElse("").toLowerCase(Locale.ROOT);
    return host.contains("." + contract.endpointPrefix() + "-accesspoint.");
  }

  private static String bucket(Contract contract, String sent) {
    int colon = sent.lastIndexOf(':');
    String host = colon < 0 ? sent : sent.substring(0, colon);
    String service = contract.endpointPrefix();
    int at = Math.max(host.lastIndexOf("." + service + "."), host.lastIndexOf("." + service + "-"));
    if (at < 0 && host.endsWith(LOCAL) && !host.equals(service + LOCAL)) {
      at = host.length() - LOCAL.length();
    }
    return at < 0 ? "" : host.substring(0, at);
  }
}
