package dev.mlsim.sdk.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mlsim.Simulator;
import dev.mlsim.sdk.SimulatedClients;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.cleanroomsml.CleanRoomsMlClient;
import software.amazon.awssdk.services.cleanroomsml.model.CleanRoomsMlException;
import software.amazon.awssdk.services.cleanroomsml.model.ServiceQuotaExceededException;

/** What differs in Clean Rooms ML: its statuses. */
class CleanRoomsFaultsTest {
  private final Simulator sim = Simulator.create();
  private final CleanRoomsMlClient cleanRooms =
      SimulatedClients.of(sim).create(CleanRoomsMlClient.class);

  @Test
  void clean_rooms_denies_access_with_403_and_quotas_with_402() {
    sim.faults().on("ListTrainedModels").once().accessDenied();
    sim.faults().on("ListAudienceModels").fail("ServiceQuotaExceededException");

    assertThatThrownBy(() -> cleanRooms.listTrainedModels(r -> r.membershipIdentifier("m")))
        .isInstanceOfSatisfying(
            CleanRoomsMlException.class, e -> assertThat(e.statusCode()).isEqualTo(403));
    assertThatThrownBy(() -> cleanRooms.listAudienceModels(r -> {}))
        .isInstanceOfSatisfying(
            CleanRoomsMlException.class,
            e -> {
              assertThat(e.statusCode()).isEqualTo(402);
              assertThat(e.numAttempts()).isEqualTo(1);
              assertThat(e).isInstanceOf(ServiceQuotaExceededException.class);
            });
  }
}
