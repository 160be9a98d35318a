package dev.mlsim.sdk;

import dev.mlsim.Polling;
import dev.mlsim.Simulator;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;

/**
 * Serves simulated worlds to other processes until it is stopped:
 *
 * <pre>
 * java -jar mlsim-server.jar --port=4571 --polling=scaled:3600
 * AWS_ENDPOINT_URL=http://127.0.0.1:4571 aws sagemaker list-training-jobs
 * </pre>
 *
 * <p>The jar is built by the release profile; {@code java -cp ... dev.mlsim.sdk.LoopbackServer} is
 * the same. {@code scaled:3600}, an hour of the world for each second of the wall, is for scripts
 * that are run one after another, and for people; {@code settle} is for a script that waits for one
 * thing at a time. Its rate limits refill in real time too, since that is what its clients wait in.
 */
public final class LoopbackServer {
  private static final String USAGE =
      "mlsim: cannot read [%s]; possible are --port=4571 (0 to 65535, 0 takes a free one),"
          + " --allow-host=host.docker.internal, --region=us-east-1, --account=123456789012,"
          + " --starting-at=2026-01-01T00:00:00Z, --seed=1 and"
          + " --polling=off, settle, tick:PT1M or scaled:3600";

  private LoopbackServer() {}

  /** Serves until the process is stopped; the arguments are in the class's description. */
  public static void main(String[] arguments) throws InterruptedException {
    try {
      LoopbackEndpoint endpoint = open(arguments, System.out, InstantSource.system());
      Runtime.getRuntime().addShutdownHook(new Thread(endpoint::close, "mlsim-stop"));
      new CountDownLatch(1).await();
    } catch (IllegalArgumentException | UncheckedIOException e) {
      System.err.println(e.getMessage());
      System.exit(2);
    }
  }

  /** Opens what the arguments say, by the time of this wall, and says where. */
  static LoopbackEndpoint open(String[] arguments, PrintStream out, InstantSource wall) {
    Simulator.Builder world = Simulator.builder();
    List<String> hosts = new ArrayList<>();
    int port = 0;
    for (String argument : arguments) {
      int equals = argument.indexOf('=');
      String value = argument.substring(equals + 1);
      try {
        switch (equals < 0 ? "" : argument.substring(0, equals)) {
          case "--port" -> port = Integer.parseInt(value);
          case "--allow-host" -> hosts.add(value);
          case "--region" -> world.region(value);
          case "--account" -> world.account(value);
          case "--starting-at" -> world.startingAt(Instant.parse(value));
          case "--seed" -> world.seed(Long.parseLong(value));
          case "--polling" -> world.polling(policy(value, wall));
          default ->
              throw new IllegalArgumentException(String.format(Locale.ROOT, USAGE, argument));
        }
      } catch (RuntimeException e) {
        throw new IllegalArgumentException(String.format(Locale.ROOT, USAGE, argument), e);
      }
    }
    LoopbackEndpoint.Builder builder =
        LoopbackEndpoint.builder(world.build())
            .port(port)
            .eachWorld(one -> one.faults().refillAlsoBy(wall));
    hosts.forEach(builder::allowHost);
    LoopbackEndpoint endpoint = builder.open();
    out.println("mlsim serves on " + endpoint.uri() + " (open it in a browser, too)");
    out.println(
        "Clients find it by AWS_ENDPOINT_URL=" + endpoint.uri() + " for all services, or by");
    out.print(Environment.exports(endpoint.environment()));
    return endpoint;
  }

  private static Polling policy(String said, InstantSource wall) {
    int colon = said.indexOf(':');
    String value = said.substring(colon + 1);
    return switch (colon < 0 ? said : said.substring(0, colon)) {
      case "off" -> Polling.off();
      case "settle" -> Polling.settle();
      case "tick" -> Polling.tick(Duration.parse(value));
      case "scaled" -> Polling.scaled(Double.parseDouble(value), wall);
      default -> throw new IllegalArgumentException("mlsim: there is no such polling policy");
    };
  }
}
