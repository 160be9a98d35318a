package dev.mlsim.sdk;

import dev.mlsim.sdk.http.Received;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Keeps web pages out: a browser on this machine reaches the endpoint, and so would any page that
 * is open in it. Their requests say where they come from, and those of a page whose host name was
 * rebound to 127.0.0.1 say that name.
 */
final class Gate {
  private static final Pattern HOST =
      Pattern.compile("(\\[::1]|[a-z0-9]([a-z0-9.-]*[a-z0-9])?)(?::(\\d{1,5}))?");
  private static final Set<String> OWN = Set.of("127.0.0.1", "localhost", "[::1]");
  private static final Set<String> OWN_SITES = Set.of("same-origin", "none");
  private static final int HTTP_PORT = 80;
  private static final int PORT_GROUP = 3;
  private static final int SHOWN = 200;

  private final int port;
  private final Set<String> allowed;

  /** Lets in who asks for this port, or for one of these hosts. */
  Gate(int port, Set<String> allowed) {
    this.port = port;
    this.allowed = Set.copyOf(allowed);
  }

  /** Whether a text is the name of a host, without a port. */
  static boolean isHost(String name) {
    Matcher host = HOST.matcher(name);
    return host.matches() && host.group(PORT_GROUP) == null;
  }

  /** Why the request is refused; empty if it is let in. */
  Optional<String> refuses(Received request) {
    List<String> hosts = request.values("Host");
    if (hosts.size() != 1) {
      return Optional.of("refused a request that says " + hosts.size() + " hosts; say one");
    }
    String host = hosts.get(0);
    if (!isOurs(host)) {
      return Optional.of(refused(host));
    }
    Optional<String> target = request.targetHost().filter(asked -> !isOurs(asked));
    if (target.isPresent()) {
      return Optional.of(refused(target.get()));
    }
    for (String origin : request.values("Origin")) {
      if (!origin.toLowerCase(Locale.ROOT).equals("http://" + host.toLowerCase(Locale.ROOT))) {
        return Optional.of(
            "refused a request of the web page ["
                + cut(origin)
                + "]; no page but its own may use"
                + " this endpoint");
      }
    }
    for (String site : request.values("Sec-Fetch-Site")) {
      if (!OWN_SITES.contains(site)) {
        return Optional.of(
            "refused a request of a web page elsewhere (Sec-Fetch-Site: "
                + cut(site)
                + "); type the address, or open it from the page at / itself");
      }
    }
    return Optional.empty();
  }

  private boolean isOurs(String text) {
    Matcher host = HOST.matcher(text.toLowerCase(Locale.ROOT));
    if (!host.matches()) {
      return false;
    }
    String name = host.group(1);
    String said = host.group(PORT_GROUP);
    boolean ours = OWN.contains(name) || name.endsWith(".localhost");
    return allowed.contains(name)
        || (ours && (said == null ? HTTP_PORT : Integer.parseInt(said)) == port);
  }

  private String refused(String host) {
    return "refused a request for the host ["
        + cut(host)
        + "]; this endpoint is 127.0.0.1:"
        + port
        + ", localhost:"
        + port
        + ", <bucket>.localhost:"
        + port
        + " and [::1]:"
        + port
        + (allowed.isEmpty() ? "" : ", and " + allowed.stream().sorted().toList())
        + "; another name is allowed by LoopbackEndpoint.builder(sim).allowHost(name) or by"
        + " --allow-host=name";
  }

  private static String cut(String text) {
    return text.substring(0, Math.min(text.length(), SHOWN));
  }
}
