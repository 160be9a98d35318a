package com.example.retraining;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;
import software.amazon.awssdk.services.sagemaker.SageMakerClient;
import software.amazon.awssdk.services.sts.StsClient;

@SpringBootApplication
public class RetrainingApplication {
  public static void main(String[] arguments) {
    SpringApplication.run(RetrainingApplication.class, arguments);
  }

  @Bean
  SageMakerClient sageMaker() {
    return SageMakerClient.create();
  }

  @Bean
  StsClient sts() {
    return StsClient.create();
  }
}
