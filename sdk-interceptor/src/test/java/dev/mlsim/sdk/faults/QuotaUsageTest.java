package dev.mlsim.sdk.faults;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.services.lookoutvision.model.ServiceQuotaExceededException;
import software.amazon.awssdk.services.sagemaker.model.ResourceLimitExceededException;

/** What is counted as in use of a quota is what a look at all resources finds, at any moment. */
class QuotaUsageTest {
  private static final int STEPS = 60;

  @ParameterizedTest
  @MethodSource("dev.mlsim.fixtures.LongWalks#seeds")
  void instances_in_use_are_those_of_all_resources_at_every_step(long seed) {
    InstanceWalk walk = new InstanceWalk(seed);

    for (int step = 1; step <= STEPS; step++) {
      String done = walk.step();

      walk.recount()
          .forEach(
              (quota, inUse) ->
                  assertThatThrownBy(() -> walk.askForMoreThanNone(quota))
                      .as("seed [%d] after [%s]: quota [%s]", seed, done, quota)
                      .isInstanceOf(ResourceLimitExceededException.class)
                      .hasMessageContaining("service limit '" + quota + "' is 0 ")
                      .hasMessageContaining("current utilization of " + inUse + " "));
    }
  }

  @ParameterizedTest
  @MethodSource("dev.mlsim.fixtures.LongWalks#seeds")
  void models_in_use_are_those_in_such_a_status_at_every_step(long seed) {
    ModelWalk walk = new ModelWalk(seed);

    for (int step = 1; step <= STEPS; step++) {
      String done = walk.step(); // within quotas of one more than is in use

      walk.oneTooMany()
          .forEach(
              (what, call) ->
                  assertThatThrownBy(call::run)
                      .as("seed [%d] after [%s]: [%s]", seed, done, what)
                      .isInstanceOf(ServiceQuotaExceededException.class));
    }
  }
}
