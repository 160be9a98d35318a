import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.mlsim.junit.MlSimulator;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sagemaker.SageMakerClient;

@MlSimulator
class TooOldTest {
  @Test
  void lists(SageMakerClient sageMaker) {
    assertEquals(0, sageMaker.listTrainingJobs().trainingJobSummaries().size());
  }
}
