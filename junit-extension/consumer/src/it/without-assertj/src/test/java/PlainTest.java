import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.mlsim.Simulator;
import dev.mlsim.junit.MlSimulator;
import dev.mlsim.junit.Throttle;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.personalize.PersonalizeClient;

@MlSimulator
class PlainTest {
  @Test
  @Throttle(operation = "CreateDatasetGroup", first = 1)
  void nothing_but_jupiter_is_needed(PersonalizeClient personalize, Simulator sim) {
    personalize.createDatasetGroup(r -> r.name("films"));
    sim.clock().advance(Duration.ofMinutes(1));

    assertEquals("ACTIVE", sim.resources().get("dataset-group", "films").status());
    assertEquals(2, sim.journal().calls("CreateDatasetGroup").size());
    assertThrows(
        ClassNotFoundException.class, () -> Class.forName("org.assertj.core.api.Assertions"));
  }
}
