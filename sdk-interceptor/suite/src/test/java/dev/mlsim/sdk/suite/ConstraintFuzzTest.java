package dev.mlsim.sdk.suite;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mlsim.Simulator;
import dev.mlsim.contract.Operation;
import dev.mlsim.contract.Protocol;
import dev.mlsim.contract.StructureShape;
import dev.mlsim.service.Service;
import dev.mlsim.wire.WireResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Inputs from the model itself, at the edges of its constraints, through the doorway. */
class ConstraintFuzzTest {
  private static final Pattern PATH = Pattern.compile("at '([^']*)' failed to satisfy constraint");
  private static final int FEW = 2;

  static Stream<Service> services() {
    return Simulator.create().services().stream()
        .filter(service -> service.contract().protocol() != Protocol.REST_XML);
  }

  @ParameterizedTest
  @MethodSource("services")
  void one_thing_wrong_is_named_by_its_path(Service service) {
    List<String> failed = new ArrayList<>();
    each(
        service,
        Edges::outside,
        (input, spot, paths) -> {
          if (!paths.equals(Set.of(spot.path()))) {
            failed.add(spot.path() + " is wrong, named is " + paths + " in " + input);
          }
        });

    assertThat(failed).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("services")
  void what_is_only_just_valid_passes(Service service) {
    List<String> failed = new ArrayList<>();
    each(
        service,
        Edges::inside,
        (input, spot, paths) -> {
          if (!paths.isEmpty()) {
            failed.add(spot.path() + " is valid, named is " + paths + " in " + input);
          }
        });

    assertThat(failed).isEmpty();
  }

  private interface Verdict {
    void on(String input, Spot spot, Set<String> paths);
  }

  private static void each(
      Service service, Function<Spot, List<JsonNode>> values, Verdict verdict) {
    for (String name : new TreeSet<>(service.simulated())) {
      Operation operation = service.contract().operation(name).orElseThrow();
      StructureShape shape = operation.input().orElse(null);
      if (shape == null || Samples.some(shape).isEmpty() || shape.payload().isPresent()) {
        continue;
      }
      Simulator sim = Simulator.create();
      for (int round = 0; round <= Fuzz.ROUNDS; round++) {
        SplittableRandom random = new SplittableRandom(Fuzz.SEED + name.hashCode() + round);
        for (int i = 0; i < FEW; i++) {
          one(sim, operation, values, verdict, random);
        }
      }
    }
  }

  private static void one(
      Simulator sim,
      Operation operation,
      Function<Spot, List<JsonNode>> values,
      Verdict verdict,
      SplittableRandom random) {
    StructureShape shape = operation.input().orElseThrow();
    ObjectNode input = (ObjectNode) Samples.most(shape).deepCopy();
    List<Spot> spots =
        Spot.of(shape, input).stream().filter(spot -> !values.apply(spot).isEmpty()).toList();
    if (spots.isEmpty()) {
      return;
    }
    Spot spot = spots.get(random.nextInt(spots.size()));
    List<JsonNode> edges = values.apply(spot);
    JsonNode edge = edges.get(random.nextInt(edges.size()));
    spot.put().accept(edge);
    WireResponse response = (WireResponse) sim.exchange(Requests.of(operation, input));
    String body = new String(response.body(), UTF_8);
    verdict.on(operation.name() + " with " + edge + " answered by " + body, spot, named(body));
  }

  private static Set<String> named(String message) {
    Set<String> paths = new TreeSet<>();
    Matcher found = PATH.matcher(message);
    while (found.find()) {
      paths.add(found.group(1));
    }
    return paths;
  }
}
