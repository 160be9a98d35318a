package dev.mlsim.samples.spring;

import static dev.mlsim.assertj.MlSimAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mlsim.Simulator;
import dev.mlsim.junit.MlSimulator;
import dev.mlsim.samples.lookoutvision.InspectionModel;
import dev.mlsim.samples.sagemaker.NightlyTraining;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import software.amazon.awssdk.services.sagemaker.SageMakerClient;

/** Shares its context, and with it the clients, with {@link RetrainingApplicationTest}. */
@SpringBootTest // after or before: the order makes no difference
@MlSimulator(ambient = true)
class SharedContextTest {
  private static final Set<Object> CLIENTS = ConcurrentHashMap.newKeySet();

  @Autowired private SageMakerClient sageMaker;
  @Autowired private NightlyTraining training;

  @RepeatedTest(3)
  void one_client_meets_the_world_of_each_test(Simulator sim) {
    CLIENTS.add(sageMaker);

    training.start("churn-1");

    assertThat(CLIENTS).hasSize(1);
    assertThat(sim).resources("training-job").hasSize(1);
    assertThat(sim).called("CreateTrainingJob").once();
  }

  @Nested
  class InAnotherRegion {
    @Test
    @MlSimulator(polling = "settle")
    void a_client_of_its_own_region_meets_the_same_world(
        @Autowired InspectionModel model, Simulator sim) throws InterruptedException {
      model.train("images", "train.manifest");

      assertThat(sim).resource("lookoutvision:model", "circuits/1").hasStatus("TRAINED");
    }
  }
}
