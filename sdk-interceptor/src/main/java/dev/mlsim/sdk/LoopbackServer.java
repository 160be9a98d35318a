package dev.mlsim.sdk;

import dev.mlsim.Polling;
import dev.mlsim.Simulator;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.CountDownLatch;

/**
 * Serves simulated worlds to other processes until it is stopped:
 *
 * <pre>
 * java -cp ... dev.mlsim.sdk.LoopbackServer --port=4571 --polling=settle
 * AWS_ENDPOINT_URL=http://127.0.0.1:4571 aws sagemaker list-training-jobs
 * </pre>
 */
public final class LoopbackServer {
  private static final String USAGE =
      "mlsim: cannot read [%s]; possible are --port=4571, --region=us-east-1,"
          + " --account=123456789012, --starting-at=2026-01-01T00:00:00Z, --seed=1 and"
          + " --polling=off, settle, tick:PT1M or scaled:3600";

  private LoopbackServer() {}

  /** Serves until the process is stopped; the arguments are in the class's description. */
  public static void main(String[] arguments) throws InterruptedException {
    try {
      LoopbackEndpoint endpoint = open(arguments, System.out);
      Runtime.getRuntime().addShutdownHook(new Thread(endpoint::close, "mlsim-stop"));
      new CountDownLatch(1).await();
    } catch (IllegalArgumentException | UncheckedIOException e) {
      System.err.println(e.getMessage());
      System.exit(2);
    }
  }

  /** Opens what the arguments say, and says where. */
  static LoopbackEndpoint open(String[] arguments, PrintStream out) {
    Simulator.Builder builder = Simulator.builder();
    int port = 0;
    for (String argument : arguments) {
      int equals = argument.indexOf('=');
      String value = argument.substring(equals + 1);
      try {
        switch (equals < 0 ? "" : argument.substring(0, equals)) {
          case "--port" -> port = Integer.parseInt(value);
          case "--region" -> builder.region(value);
          case "--account" -> builder.account(value);
          case "--starting-at" -> builder.startingAt(Instant.parse(value));
          case "--seed" -> builder.seed(Long.parseLong(value));
          case "--polling" -> builder.polling(policy(value));
          default -> throw new IllegalArgumentException(USAGE.formatted(argument));
        }
      } catch (RuntimeException e) {
        throw new IllegalArgumentException(USAGE.formatted(argument), e);
      }
    }
    LoopbackEndpoint endpoint = LoopbackEndpoint.open(builder.build(), port);
    out.println("mlsim serves on " + endpoint.uri() + " (open it in a browser, too)");
    return endpoint;
  }

  private static Polling policy(String said) {
    int colon = said.indexOf(':');
    String value = said.substring(colon + 1);
    return switch (colon < 0 ? said : said.substring(0, colon)) {
      case "off" -> Polling.off();
      case "settle" -> Polling.settle();
      case "tick" -> Polling.tick(Duration.parse(value));
      case "scaled" -> Polling.scaled(Double.parseDouble(value), InstantSource.system());
      default -> throw new IllegalArgumentException("mlsim: there is no such polling policy");
    };
  }
}
