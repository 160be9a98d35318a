package dev.mlsim.sdk.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mlsim.Simulator;
import dev.mlsim.fault.Fault;
import dev.mlsim.sdk.SimulatedClients;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.lookoutvision.LookoutVisionClient;
import software.amazon.awssdk.services.lookoutvision.model.ConflictException;
import software.amazon.awssdk.services.lookoutvision.model.InternalServerException;
import software.amazon.awssdk.services.lookoutvision.model.ThrottlingException;

/** What differs in Lookout for Vision: Retry-After, members of errors, lists that lag. */
class LookoutFaultsTest {
  private final Simulator sim = Simulator.create();
  private final SimulatedClients clients = SimulatedClients.of(sim);
  private final LookoutVisionClient lookout = clients.create(LookoutVisionClient.class);

  @Test
  void lookout_throttles_with_429_and_says_when_to_come_back() {
    sim.faults().on("lookoutvision:ListProjects").throttle(Duration.ofSeconds(7));

    assertThatThrownBy(() -> lookout.listProjects(r -> {}))
        .isInstanceOfSatisfying(
            ThrottlingException.class,
            e -> {
              assertThat(e.statusCode()).isEqualTo(429);
              assertThat(e.retryAfterSeconds()).isEqualTo(7);
              assertThat(e.numAttempts()).isEqualTo(4);
            });
  }

  @Test
  void the_sdk_heeds_retry_after_on_virtual_time() {
    Instant start = sim.clock().now();
    sim.faults().on("lookoutvision:ListProjects").once().throttle(Duration.ofMinutes(5));

    lookout.listProjects(r -> {});

    assertThat(Duration.between(start, sim.clock().now()))
        .isBetween(Duration.ofMinutes(5), Duration.ofMinutes(6));
  }

  @Test
  void lookout_fails_inside_with_its_own_error() {
    sim.faults().on("lookoutvision:*").serverError();

    assertThatThrownBy(() -> lookout.listProjects(r -> {}))
        .isInstanceOfSatisfying(
            InternalServerException.class, e -> assertThat(e.numAttempts()).isEqualTo(4));
  }

  @Test
  void members_of_an_error_are_given_or_filled_in() {
    sim.faults()
        .on("CreateProject")
        .fail(Fault.error("ConflictException", "taken").with("ResourceId", "circuits"));

    assertThatThrownBy(() -> lookout.createProject(r -> r.projectName("circuits")))
        .isInstanceOfSatisfying(
            ConflictException.class,
            e -> {
              assertThat(e.resourceId()).isEqualTo("circuits");
              assertThat(e.resourceTypeAsString()).isEqualTo("PROJECT");
            });
    assertThatThrownBy(
            () ->
                sim.faults()
                    .on("CreateProject")
                    .fail(Fault.error("ConflictException").with("ResourceName", "x")))
        .hasMessageStartingWith(
            "mlsim: the error [ConflictException] has no member [ResourceName]; the nearest are");
  }

  @Test
  void lookouts_lists_may_lag_while_describe_does_not() {
    sim.consistency().of("lookoutvision:project").inLists().lag(Duration.ofSeconds(3));
    lookout.createProject(r -> r.projectName("circuits"));

    assertThat(lookout.listProjects(r -> {}).projects()).isEmpty();
    assertThat(lookout.describeProject(r -> r.projectName("circuits")).projectDescription())
        .isNotNull();
    sim.clock().advance(Duration.ofSeconds(3));
    assertThat(lookout.listProjects(r -> {}).projects()).hasSize(1);

    lookout.deleteProject(r -> r.projectName("circuits"));

    assertThat(lookout.listProjects(r -> {}).projects()).hasSize(1);
    sim.clock().advance(Duration.ofMinutes(1));
    assertThat(lookout.listProjects(r -> {}).projects()).isEmpty();
  }
}
