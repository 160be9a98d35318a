package dev.mlsim.samples.sagemaker;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Locale;
import java.util.function.ToLongFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.sagemaker.SageMakerClient;
import software.amazon.awssdk.services.sagemaker.model.DescribeTrainingJobResponse;
import software.amazon.awssdk.services.sagemaker.model.MetricData;

/**
 * Production code: what a Lambda function does that a rule of EventBridge calls with the events of
 * training jobs. A model that is good enough is released. An event may come twice, or late.
 */
public final class TrainedModelHandler {
  private static final Logger LOG = LoggerFactory.getLogger(TrainedModelHandler.class);
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String METRIC = "validation:auc";
  private static final double GOOD_ENOUGH = 0.8;

  private final SageMakerClient sageMaker;
  private final ToLongFunction<String> sizes;

  /**
   * Makes the handler.
   *
   * @param sizes how many bytes are at a location of S3, where the model is
   */
  public TrainedModelHandler(SageMakerClient sageMaker, ToLongFunction<String> sizes) {
    this.sageMaker = sageMaker;
    this.sizes = sizes;
  }

  /** Takes an event, as EventBridge hands it over. */
  public void handle(String event) throws JsonProcessingException {
    JsonNode detail = JSON.readTree(event).path("detail");
    if (!detail.path("TrainingJobStatus").asText().equals("Completed")) {
      return;
    }
    String name = detail.path("TrainingJobName").asText();
    // An event has no metrics.
    DescribeTrainingJobResponse job = sageMaker.describeTrainingJob(r -> r.trainingJobName(name));
    double metric =
        job.finalMetricDataList().stream()
            .filter(one -> one.metricName().equals(METRIC))
            .mapToDouble(MetricData::value)
            .findFirst()
            .orElse(0);
    String model = job.modelArtifacts().s3ModelArtifacts();
    if (metric < GOOD_ENOUGH || sizes.applyAsLong(model) == 0) {
      LOG.warn("{} is not released: {} is {}", name, METRIC, metric);
      return;
    }
    if (!serves(name)) {
      new ModelRelease(sageMaker).release(name, model);
      LOG.info("{} is released: {}", name, String.format(Locale.ROOT, "%.2f", metric));
    }
  }

  private boolean serves(String name) {
    return sageMaker
        .listEndpointsPaginator(r -> r.nameContains(ModelRelease.ENDPOINT))
        .endpoints()
        .stream()
        .filter(endpoint -> endpoint.endpointName().equals(ModelRelease.ENDPOINT))
        .map(e -> sageMaker.describeEndpoint(r -> r.endpointName(e.endpointName())))
        .anyMatch(endpoint -> name.equals(endpoint.endpointConfigName()));
  }
}
