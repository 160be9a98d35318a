package dev.mlsim.samples.spring;

import dev.mlsim.samples.lookoutvision.InspectionModel;
import dev.mlsim.samples.sagemaker.NightlyTraining;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.context.annotation.Bean;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.lookoutvision.LookoutVisionClient;
import software.amazon.awssdk.services.sagemaker.SageMakerClient;

/**
 * The application, as in production: it builds its own clients and knows nothing of a simulator.
 */
@SpringBootConfiguration(proxyBeanMethods = false)
class RetrainingApplication {
  @Bean
  SageMakerClient sageMaker() {
    return SageMakerClient.create();
  }

  @Bean
  LookoutVisionClient lookout() {
    return LookoutVisionClient.builder().region(Region.EU_WEST_1).build();
  }

  @Bean
  NightlyTraining training(SageMakerClient sageMaker) {
    return new NightlyTraining(sageMaker);
  }

  @Bean
  InspectionModel inspectionModel(LookoutVisionClient lookout) {
    return new InspectionModel(lookout, "circuits");
  }
}
