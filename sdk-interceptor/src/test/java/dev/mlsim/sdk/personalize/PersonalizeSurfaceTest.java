package dev.mlsim.sdk.personalize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mlsim.Simulator;
import dev.mlsim.sdk.SimulatedClients;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.personalize.PersonalizeAsyncClient;
import software.amazon.awssdk.services.personalize.PersonalizeClient;
import software.amazon.awssdk.services.personalize.model.DatasetGroupSummary;
import software.amazon.awssdk.services.personalize.model.PersonalizeRequest;
import software.amazon.awssdk.services.personalize.model.ResourceNotFoundException;

/** The client as a whole: every operation is there, and worlds don't meet. */
class PersonalizeSurfaceTest {
  private final PersonalizeWorld world = new PersonalizeWorld();
  private final PersonalizeClient personalize = world.personalize;

  @Test
  void every_operation_of_the_client_is_simulated() throws ReflectiveOperationException {
    List<Method> operations =
        Arrays.stream(PersonalizeClient.class.getMethods())
            .filter(m -> m.getParameterCount() == 1)
            .filter(m -> PersonalizeRequest.class.isAssignableFrom(m.getParameterTypes()[0]))
            .filter(m -> !m.getName().endsWith("Paginator"))
            .toList();
    assertThat(operations).hasSizeGreaterThanOrEqualTo(71);

    for (Method operation : operations) {
      Object builder = operation.getParameterTypes()[0].getMethod("builder").invoke(null);
      Method build = builder.getClass().getMethod("build");
      build.setAccessible(true);
      try {
        operation.invoke(personalize, build.invoke(builder));
      } catch (InvocationTargetException e) {
        assertThat(e.getCause()).as(operation.getName()).satisfies(PersonalizeErrors::hasStatus400);
      }
    }
    assertThat(world.sim.journal().text()).doesNotContain("NotSimulated");
  }

  @Test
  void the_async_client_meets_the_same_world() {
    PersonalizeAsyncClient async =
        SimulatedClients.of(world.sim).create(PersonalizeAsyncClient.class);
    String arn = async.createDatasetGroup(r -> r.name("shop")).join().datasetGroupArn();
    world.pass(Duration.ofMinutes(1));

    assertThat(
            personalize.describeDatasetGroup(r -> r.datasetGroupArn(arn)).datasetGroup().status())
        .isEqualTo("ACTIVE");
    assertThatThrownBy(() -> async.describeDatasetGroup(r -> r.datasetGroupArn(arn + "x")).join())
        .isInstanceOf(CompletionException.class)
        .hasCauseInstanceOf(ResourceNotFoundException.class);
  }

  @Test
  void worlds_that_run_at_the_same_time_do_not_meet() {
    PersonalizeWorld other = new PersonalizeWorld();
    world.group("shop");

    assertThat(other.group("shop")).isEqualTo(PersonalizeWorld.ARNS + "dataset-group/shop");
    assertThat(other.personalize.listDatasetGroups(r -> {}).datasetGroups())
        .extracting(DatasetGroupSummary::name)
        .containsExactly("shop");
  }

  @Test
  void arns_have_the_account_and_region_of_the_world() {
    Simulator europe = Simulator.builder().region("eu-west-1").account("999999999999").build();

    assertThat(
            SimulatedClients.of(europe)
                .create(PersonalizeClient.class)
                .createDatasetGroup(r -> r.name("shop"))
                .datasetGroupArn())
        .isEqualTo("arn:aws:personalize:eu-west-1:999999999999:dataset-group/shop");
  }

  @Test
  void timestamps_have_the_precision_of_the_wire() {
    world.pass(Duration.ofMillis(1234));
    String arn = personalize.createDatasetGroup(r -> r.name("shop")).datasetGroupArn();

    assertThat(
            personalize
                .describeDatasetGroup(r -> r.datasetGroupArn(arn))
                .datasetGroup()
                .creationDateTime())
        .isEqualTo(world.sim.clock().now());
  }
}
