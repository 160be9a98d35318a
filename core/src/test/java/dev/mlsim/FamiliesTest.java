package dev.mlsim;

import static dev.mlsim.lifecycle.Lifecycle.CREATE;
import static dev.mlsim.lifecycle.Step.rest;
import static dev.mlsim.lifecycle.Step.stay;
import static java.time.Duration.ofMinutes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mlsim.contract.Contract;
import dev.mlsim.lifecycle.Lifecycle;
import dev.mlsim.lifecycle.State;
import dev.mlsim.lifecycle.Step;
import dev.mlsim.lifecycle.Way;
import dev.mlsim.service.Call;
import dev.mlsim.service.Create;
import dev.mlsim.service.Describe;
import dev.mlsim.service.Family;
import dev.mlsim.service.FamilyDeclaration;
import dev.mlsim.service.Handler;
import dev.mlsim.service.Holding;
import dev.mlsim.service.Precondition;
import dev.mlsim.service.Quota;
import dev.mlsim.service.Rate;
import dev.mlsim.service.ResourceType;
import dev.mlsim.service.Service;
import dev.mlsim.service.ServiceError;
import dev.mlsim.service.ServiceProvider;
import dev.mlsim.service.TypeRef;
import dev.mlsim.wire.WireReply;
import dev.mlsim.wire.WireRequest;
import dev.mlsim.wire.WireResponse;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class FamiliesTest {
  private final Toys toys = new Toys();
  private final Simulator sim = Simulator.builder().service(Service.of(toys)).build();

  static List<Service> services() {
    return Simulator.create().services();
  }

  @ParameterizedTest
  @MethodSource("services")
  void every_family_of_every_service_loads(Service service) {
    for (String family : service.families()) {
      FamilyDeclaration declared = service.family(family);
      // One of setups alone is loaded with the first of them.
      assertThat(declared.operations().size() + declared.setups().size()).isPositive();
    }
    assertThat(service.operations().keySet()).isEqualTo(service.simulated());
  }

  @ParameterizedTest
  @MethodSource("services")
  void nothing_costs_on_its_way_to_be_gone(Service service) {
    for (String family : service.families()) {
      for (ResourceType type : service.family(family).types().values()) {
        for (Way way : type.lifecycle().ways()) {
          // What stays a while in the state that it leaves is not on its way yet.
          List<State> states =
              way.steps().stream().map(Step::state).filter(s -> !way.from().contains(s)).toList();
          if (states.contains(State.GONE)) {
            assertThat(type.rates())
                .as(type + " " + way)
                .allSatisfy(rate -> assertThat(rate.states()).doesNotContainAnyElementsOf(states));
          }
        }
      }
    }
  }

  @Test
  void a_rate_for_what_is_gone_is_refused() {
    assertThatThrownBy(() -> Rate.of("unit", resource -> 1).during("Up", State.GONE.toString()))
        .hasMessage("mlsim: a rate of [unit] is declared for what is gone, which costs nothing");
  }

  @ParameterizedTest
  @MethodSource("services")
  void what_is_known_of_a_service_before_it_loads_is_what_its_contract_says(Service service) {
    assertThat(Simulator.create().serviceIds()).contains(service.contract().serviceId());
    assertThat(
            call(Simulator.create(), service.contract().signingName(), "none.Nothing", "{}").text())
        .contains("no simulated service knows the request");
  }

  @Test
  void what_a_family_refers_to_answers_in_the_words_of_its_own_family() {
    assertThat(call("MakeBox", "{\"Name\": \"b\", \"Ball\": \"red\"}").text())
        .contains("ToyMissing")
        .contains("no ball red");

    call("MakeBall", "{\"Name\": \"red\"}");

    assertThat(call("MakeBox", "{\"Name\": \"b\", \"Ball\": \"red\"}").status()).isEqualTo(200);
  }

  @Test
  void a_family_follows_what_happens_in_another_by_the_type_s_name() {
    call("MakeBall", "{\"Name\": \"red\"}");
    call("MakeBox", "{\"Name\": \"b\", \"Ball\": \"red\"}");

    assertThat(call("DescribeBox", "{\"Name\": \"b\"}").text()).doesNotContain("Rolled");
    sim.clock().advance(ofMinutes(1));

    assertThat(call("DescribeBox", "{\"Name\": \"b\"}").text()).contains("\"Rolled\":true");
  }

  @Test
  void a_watch_does_nothing_in_a_world_that_has_none_of_the_watcher_s_resources() {
    Service shared = Service.of(toys);
    assertThat(shared.family("boxes").types()).containsKey("toy-box");
    Simulator other = Simulator.builder().service(shared).build();

    call(other, "toys", "Toys.MakeBall", "{\"Name\": \"red\"}");
    other.clock().advance(ofMinutes(1));

    assertThat(other.resources().get("toy-ball", "red").status()).isEqualTo("Rolled");
  }

  @Test
  void what_describe_shows_of_a_resource_can_be_asked_for_by_another_family() {
    call("MakeBall", "{\"Name\": \"red\"}");
    call("MakeBox", "{\"Name\": \"b\", \"Ball\": \"red\"}");

    assertThat(call("LookInBox", "{\"Name\": \"b\"}").text())
        .isEqualTo("{\"Name\":\"red\",\"Status\":\"Rolling\"}");
  }

  @Test
  void a_service_can_be_asked_for_the_names_that_its_provider_declares() {
    assertThat(sim.resourceTypes()).contains("toy-ball", "toy-box", "training-job");
    assertThat(sim.serviceIds()).contains("Toys", "SageMaker");
    sim.quotas().set("Balls", 0);

    assertThat(call("MakeBall", "{\"Name\": \"red\"}").text()).contains("ToyLimit");
  }

  @Test
  void a_family_is_declared_once_however_many_worlds_there_are() {
    Toys once = new Toys();
    Service shared = Service.of(once);
    for (int i = 0; i < 3; i++) {
      Simulator one = Simulator.builder().service(shared).build();
      call(one, "toys", "Toys.MakeBall", "{\"Name\": \"red\"}");
    }

    assertThat(once.declared).containsExactlyInAnyOrder("balls", "boxes");
  }

  @Test
  void two_services_of_one_name_are_refused() {
    assertThatThrownBy(
            () -> Simulator.builder().service(Service.of(toys)).service(Service.of(toys)).build())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("mlsim: two services are called [toys]");
  }

  private record Answer(int status, String text) {}

  private Answer call(String operation, String body) {
    return call(sim, "toys", "Toys." + operation, body);
  }

  private static Answer call(Simulator sim, String signedFor, String target, String body) {
    WireReply reply =
        sim.exchange(
            new WireRequest(
                "POST",
                "/",
                Map.of(
                    "X-Amz-Target",
                    target,
                    "Authorization",
                    "AWS4-HMAC-SHA256 Credential=AK/20260101/us-east-1/"
                        + signedFor
                        + "/aws4_request"),
                body.getBytes(StandardCharsets.UTF_8)));
    WireResponse response = (WireResponse) reply;
    return new Answer(response.status(), new String(response.body(), StandardCharsets.UTF_8));
  }

  /** Boxes know balls by name, and follow them. */
  private static final class Toys implements ServiceProvider {
    private static final TypeRef BALL = TypeRef.to("toy-ball", "ToyMissing");
    private static final Contract CONTRACT =
        Contract.read(
            new ByteArrayInputStream(
                """
                service toys
                protocol awsJson1.1
                serviceId Toys
                apiVersion 2026-01-01
                endpointPrefix toys
                signingName toys
                targetPrefix Toys
                documents plain
                operation MakeBall POST / 200 in=Named out=Ball
                operation DescribeBall POST / 200 in=Named out=Ball
                operation MakeBox POST / 200 in=Box out=Box
                operation DescribeBox POST / 200 in=Named out=Box
                operation LookInBox POST / 200 in=Named out=Ball
                error ToyMissing status=400 Message=Name
                error ToyLimit status=400 Message=Name
                structure Named Name!=Name
                structure Ball Name!=Name Status=Name
                structure Box Name!=Name Ball!=Name Rolled=Flag
                string Name min=1 max=100
                boolean Flag
                """
                    .getBytes(StandardCharsets.UTF_8)));

    private final List<String> declared = new ArrayList<>();

    @Override
    public String name() {
      return "toys";
    }

    @Override
    public Contract contract() {
      return CONTRACT;
    }

    @Override
    public List<String> families() {
      return List.of("boxes", "balls");
    }

    @Override
    public void declare(Service.Builder service) {}

    @Override
    public void declare(Family family) {
      declared.add(family.name());
      switch (family.name()) {
        case "balls" -> balls(family);
        case "boxes" -> boxes(family);
        default -> throw family.unknown();
      }
    }

    private static void balls(Family family) {
      Lifecycle rolling =
          Lifecycle.builder()
              .on(CREATE)
              .goes(stay("Rolling", Duration.ofSeconds(30)), rest("Rolled"))
              .build();
      ResourceType ball =
          ResourceType.named("toy-ball")
              .identifiedBy("Name")
              .status("Status")
              .lifecycle(rolling)
              .holds(Holding.of("Balls"))
              .missing("ToyMissing", (call, name) -> "There is no ball " + name)
              .build();
      Quota most =
          Quota.of("Balls", 100, (call, excess) -> new ServiceError("ToyLimit", "Too many."));
      family
          .quota("Balls", most)
          .type(ball)
          .operation("MakeBall", Create.a(ball).within(most))
          .operation("DescribeBall", Describe.a(ball));
    }

    private static void boxes(Family family) {
      ResourceType box =
          ResourceType.named("toy-box")
              .identifiedBy("Name")
              .missing("ToyMissing", (call, name) -> "There is no box " + name)
              .build();
      family
          .type(box)
          .operation("MakeBox", Create.a(box).requires(Precondition.exists("Ball", BALL)))
          .operation("DescribeBox", Describe.a(box))
          .operation("LookInBox", new Look(box))
          .watch(
              BALL.name(),
              "Rolled",
              (ball, world) ->
                  List.copyOf(world.registry().all(box)).stream()
                      .filter(b -> b.attributes().path("Ball").asText().equals(ball.name()))
                      .forEach(b -> world.change(b, old -> old.with("Rolled", BooleanNode.TRUE))));
    }

    private record Look(ResourceType box) implements Handler {
      @Override
      public ObjectNode answer(Call call) {
        String ball = box.require(call).attributes().path("Ball").asText();
        return call.world().shown(call.require(BALL, ball));
      }

      @Override
      public String kind() {
        return "look";
      }
    }
  }
}
