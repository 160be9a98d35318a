package dev.mlsim.sdk;

import dev.mlsim.internal.Glob;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The hosts that a fence lets clients reach: this machine, under the names that simulators,
 * LocalStack, S3Mock and Testcontainers give it, and those that somebody names.
 *
 * @param named the names, in which {@code *} stands for anything
 * @param globs the same, to be matched
 */
record AllowedHosts(List<String> named, List<Glob> globs) {
  private static final List<Glob> THIS_MACHINE =
      Stream.of(
              "localhost",
              "*.localhost",
              "127.*.*.*",
              "::1",
              "[::1]",
              "0:0:0:0:0:0:0:1",
              "localhost.localstack.cloud",
              "*.localhost.localstack.cloud")
          .map(Glob::of)
          .toList();
  private static final Pattern HOST = Pattern.compile("[A-Za-z0-9.*?:\\[\\]_-]+");
  private static final String AN_ENDPOINT_OF_AWS = "service.region.amazonaws.com";

  static AllowedHosts of(Collection<String> named) {
    for (String host : named) {
      if (!HOST.matcher(host).matches() || isWithPort(host)) {
        throw new IllegalArgumentException(
            "mlsim: cannot allow ["
                + host
                + "] through the fence: it is no name of a host; possible are names without scheme,"
                + " port and path, such as minio.test, 10.0.0.7 or *.internal");
      }
    }
    List<String> names = named.stream().map(host -> host.toLowerCase(Locale.ROOT)).toList();
    return new AllowedHosts(names, names.stream().map(Glob::of).toList());
  }

  // An address of IPv6 has several colons.
  private static boolean isWithPort(String host) {
    return host.matches("[^:]*:[0-9]*");
  }

  boolean allow(String host) {
    String name = host.toLowerCase(Locale.ROOT);
    return Stream.concat(THIS_MACHINE.stream(), globs.stream()).anyMatch(g -> g.matches(name));
  }

  /** Whether an endpoint of AWS's own may be among them. */
  boolean reachAws() {
    return named.stream().anyMatch(name -> name.contains("aws"))
        || globs.stream().anyMatch(glob -> glob.matches(AN_ENDPOINT_OF_AWS));
  }
}
