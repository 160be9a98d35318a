package dev.mlsim.sdk.suite;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mlsim.Invariants;
import dev.mlsim.Simulator;
import dev.mlsim.contract.Operation;
import dev.mlsim.contract.StructureShape;
import dev.mlsim.service.Documents;
import dev.mlsim.service.Service;
import dev.mlsim.wire.WireReply;
import dev.mlsim.wire.WireRequest;
import dev.mlsim.wire.WireResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Requests that no SDK would send: each is answered, none breaks anything. */
class DoorwayFuzzTest {
  private static final int SERVER_ERROR = 500;
  private static final int NOT_SIMULATED = 501;
  private static final int REFUSED = 400;
  private static final int REQUESTS = 6;
  private static final int MANY = 200;
  private static final int SHOWN = 1_500;

  static List<Service> services() {
    return Simulator.create().services();
  }

  @ParameterizedTest
  @MethodSource("services")
  void whatever_a_request_holds_is_answered_and_breaks_nothing(Service service) {
    List<String> failed = new ArrayList<>();
    for (String name : new TreeSet<>(service.simulated())) {
      Operation operation = service.contract().operation(name).orElseThrow();
      String thing = "request-" + service.name() + "-" + name;
      FailedCases.of(thing)
          .map(line -> broken(operation, seeds(line)))
          .ifPresent(again -> again.ifPresentOrElse(failed::add, () -> FailedCases.forget(thing)));
      for (int round = 0; round < Math.max(1, Fuzz.ROUNDS); round++) {
        List<Integer> seeds =
            Fuzz.seeds(Fuzz.SEED + name.hashCode() + round, Fuzz.ROUNDS > 0 ? MANY : REQUESTS);
        Optional<String> broken = broken(operation, seeds);
        if (broken.isPresent()) {
          List<Integer> least = Fuzz.shrunk(seeds, some -> broken(operation, some).isPresent());
          String seed = least.toString().replaceAll("[\\[\\],]", "");
          FailedCases.remember(thing, seed);
          String line = service.name() + "," + name + "," + seed;
          failed.add("a case for requests.txt: [" + line + "]: " + broken(operation, least));
        }
      }
    }

    assertThat(failed).isEmpty();
  }

  @ParameterizedTest(allowZeroInvocations = true)
  @CsvFileSource(resources = "requests.txt")
  void what_broke_something_once_does_not(String service, String operation, String seeds) {
    Operation called =
        services().stream()
            .filter(s -> s.name().equals(service))
            .findFirst()
            .flatMap(s -> s.contract().operation(operation))
            .orElseThrow();

    assertThat(broken(called, seeds(seeds))).isEmpty();
  }

  private static List<Integer> seeds(String line) {
    return Stream.of(line.split(" ")).map(Integer::valueOf).toList();
  }

  /** What a few wrong requests break in a world of their own, if they do. */
  private static Optional<String> broken(Operation operation, List<Integer> seeds) {
    Simulator sim = Simulator.create();
    for (int seed : seeds) {
      WireRequest request = new Mutation(seed).of(request(operation, seed));
      List<Object> before = look(sim);
      String wrong;
      try {
        wrong = wrong(sim, sim.exchange(request), before);
      } catch (RuntimeException | Error e) {
        wrong =
            e
                + " at "
                + List.of(e.getStackTrace()).subList(0, Math.min(8, e.getStackTrace().length))
                + " of "
                + e.getCause();
      }
      if (!wrong.isEmpty()) {
        String text = request + " " + request.headers() + " " + new String(request.body(), UTF_8);
        return Optional.of(wrong + " to " + text.substring(0, Math.min(SHOWN, text.length())));
      }
    }
    List<String> violations = Invariants.violations(sim);
    return violations.isEmpty() ? Optional.empty() : Optional.of(violations.toString());
  }

  /** A request that is well formed, and valid or not. */
  static WireRequest request(Operation operation, int seed) {
    StructureShape shape = operation.input().orElse(null);
    if (shape == null) {
      return Requests.of(operation, Documents.empty());
    }
    ObjectNode least = (ObjectNode) Samples.some(shape).orElseGet(() -> Samples.rough(shape));
    return Requests.of(operation, (seed % 2 == 0 ? Samples.rough(shape) : least).deepCopy());
  }

  private static List<Object> look(Simulator sim) {
    return List.of(
        sim.resources().all(), sim.clock().pending().toString(), sim.objects().list("s3://"));
  }

  private static String wrong(Simulator sim, WireReply reply, List<Object> before) {
    if (!(reply instanceof WireResponse response)) {
      return "no answer: " + reply;
    }
    String body = new String(response.body(), UTF_8);
    boolean broken =
        response.status() >= SERVER_ERROR
            && !(response.status() == NOT_SIMULATED && (body.contains("mlsim") || body.isEmpty()));
    if (broken) {
      return "answered by " + response.status() + " " + body;
    }
    return response.status() >= REFUSED && !before.equals(look(sim))
        ? "refused by " + response.status() + " " + body + ", and something changed"
        : "";
  }
}
