import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mlsim.Simulator;
import dev.mlsim.junit.MlSimulator;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.sagemaker.SageMakerClient;
import software.amazon.awssdk.services.sts.StsClient;

@MlSimulator(ambient = true)
class InSuiteCase {
  @Test
  void the_fence_is_up(Simulator sim) {
    try (SageMakerClient sageMaker = SageMakerClient.create();
        StsClient sts = StsClient.create()) {
      assertEquals(0, sageMaker.listTrainingJobs().trainingJobSummaries().size());

      SdkClientException refused =
          assertThrows(SdkClientException.class, sts::getCallerIdentity);

      assertTrue(refused.getMessage().startsWith("mlsim: refused to send Sts GetCallerIdentity"));
      assertTrue(sim.journal().story().text().contains("the fence refused Sts GetCallerIdentity"));
    }
  }
}
