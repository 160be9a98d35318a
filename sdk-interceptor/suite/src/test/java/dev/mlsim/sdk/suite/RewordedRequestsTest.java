package dev.mlsim.sdk.suite;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mlsim.Simulator;
import dev.mlsim.contract.BlobShape;
import dev.mlsim.contract.ErrorShape;
import dev.mlsim.contract.Member;
import dev.mlsim.contract.Operation;
import dev.mlsim.contract.Protocol;
import dev.mlsim.contract.StructureShape;
import dev.mlsim.service.Documents;
import dev.mlsim.service.Service;
import dev.mlsim.wire.WireRequest;
import dev.mlsim.wire.WireResponse;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is said in another way is answered alike, and in the form that the protocol has. */
class RewordedRequestsTest {
  static Stream<Service> services() {
    return Simulator.create().services().stream();
  }

  @ParameterizedTest
  @MethodSource("services")
  void the_same_in_other_words_is_answered_alike(Service service) {
    List<String> failed = new ArrayList<>();
    for (String name : new TreeSet<>(service.simulated())) {
      Operation operation = service.contract().operation(name).orElseThrow();
      for (int round = 0; round <= Fuzz.ROUNDS; round++) {
        int seed = Fuzz.SEED + name.hashCode() + round;
        Rewording rewording = new Rewording(operation, seed);
        WireRequest request = rewording.base(DoorwayFuzzTest.request(operation, seed));
        WireRequest reworded = rewording.of(request);
        WireResponse answer = (WireResponse) Simulator.create().exchange(request);
        WireResponse other = (WireResponse) Simulator.create().exchange(reworded);
        if (!text(answer).equals(text(other))) {
          failed.add(
              name + " is answered by " + text(answer) + ", and " + reworded + " " + text(other));
        }
        misformed(operation, answer).ifPresent(failed::add);
      }
    }

    assertThat(failed).isEmpty();
  }

  private static String text(WireResponse answer) {
    return answer.status() + " " + answer.headers() + " " + new String(answer.body(), UTF_8);
  }

  private static Optional<String> misformed(Operation operation, WireResponse answer) {
    Protocol protocol = operation.contract().protocol();
    boolean isError = answer.status() >= 300;
    boolean isData =
        operation
            .output()
            .flatMap(StructureShape::payload)
            .filter(p -> p.shape() instanceof BlobShape || isStream(p))
            .isPresent();
    boolean isTyped =
        answer.header("Content-Type").equals(Optional.of(protocol.contentType()))
            || (isData && !isError)
            || answer.body().length == 0;
    boolean isWell =
        isTyped && (!isError || protocol == Protocol.REST_XML || isError(operation, answer));
    return isWell ? Optional.empty() : Optional.of(operation + " is answered by " + text(answer));
  }

  private static boolean isStream(Member payload) {
    return payload.shape() instanceof StructureShape shape && shape.isEventStream();
  }

  /** An error has its code where the protocol has it, its words, and members that it may have. */
  private static boolean isError(Operation operation, WireResponse answer) {
    ObjectNode body = Documents.parsed(new String(answer.body(), UTF_8)).orElseThrow();
    boolean inBody = operation.contract().protocol() == Protocol.AWS_JSON;
    String code =
        inBody ? body.path("__type").asText() : answer.header("x-amzn-ErrorType").orElse("");
    Optional<ErrorShape> shape = operation.contract().error(code);
    Set<String> names = new HashSet<>(inBody ? Set.of("__type") : Set.of());
    shape.ifPresent(
        known -> known.structure().members().forEach(member -> names.add(member.locationName())));
    String message = shape.map(ErrorShape::messageMember).orElse("message");
    names.add(message);
    return !code.isEmpty()
        && body.has(message)
        && body.properties().stream().allMatch(e -> names.contains(e.getKey()));
  }
}
