package dev.mlsim.samples.recipes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mlsim.Simulator;
import dev.mlsim.junit.MlSimulator;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sagemaker.SageMakerClient;
import software.amazon.awssdk.services.sagemaker.model.Direction;
import software.amazon.awssdk.services.sagemaker.model.Filter;
import software.amazon.awssdk.services.sagemaker.model.Operator;
import software.amazon.awssdk.services.sagemaker.model.ResourceType;
import software.amazon.awssdk.services.sagemaker.model.SearchRecord;
import software.amazon.awssdk.services.sagemaker.model.TrainingInputMode;
import software.amazon.awssdk.services.sagemaker.model.TrainingInstanceType;
import software.amazon.awssdk.services.sagemaker.model.Vertex;

/** Where a model comes from, and what is found by what it is. */
@MlSimulator
@SuppressWarnings("unchecked") // the SDK takes consumers as varargs
class LineageTest {

  @Test
  void a_model_leads_back_to_its_data(SageMakerClient sageMaker, Simulator sim) {
    train(sageMaker);
    sim.clock().runUntilIdle(Duration.ofDays(1));

    String model = artifact(sageMaker, "s3://churn/models/churn-1/output/model.tar.gz");
    List<Vertex> data =
        sageMaker
            .queryLineage(
                r ->
                    r.startArns(model)
                        .direction(Direction.ASCENDANTS)
                        .filters(f -> f.types("DataSet")))
            .vertices();
    assertThat(data)
        .extracting(Vertex::arn)
        .containsExactly(artifact(sageMaker, "s3://churn/customers.csv"));
  }

  @Test
  void jobs_are_found_by_what_they_read(SageMakerClient sageMaker) {
    train(sageMaker);

    Filter uri = by("InputDataConfig.DataSource.S3DataSource.S3Uri", "s3://churn/");
    Filter channel = by("InputDataConfig.ChannelName", "train");
    List<SearchRecord> found =
        sageMaker
            .search(
                r ->
                    r.resource(ResourceType.TRAINING_JOB)
                        .searchExpression(
                            e ->
                                e.nestedFilters(
                                    n ->
                                        n.nestedPropertyName("InputDataConfig")
                                            .filters(
                                                uri.toBuilder().operator(Operator.CONTAINS).build(),
                                                channel))))
            .results();
    assertThat(found).extracting(f -> f.trainingJob().trainingJobName()).containsExactly("churn-1");
  }

  private static Filter by(String property, String value) {
    return Filter.builder().name(property).value(value).build();
  }

  private static String artifact(SageMakerClient sageMaker, String uri) {
    return sageMaker.listArtifacts(r -> r.sourceUri(uri)).artifactSummaries().get(0).artifactArn();
  }

  private static void train(SageMakerClient sageMaker) {
    sageMaker.createTrainingJob(
        r ->
            r.trainingJobName("churn-1")
                .roleArn("arn:aws:iam::123456789012:role/Churn")
                .algorithmSpecification(
                    a ->
                        a.trainingImage("123456789012.dkr.ecr.us-east-1.amazonaws.com/churn:7")
                            .trainingInputMode(TrainingInputMode.FILE))
                .inputDataConfig(
                    c ->
                        c.channelName("train")
                            .dataSource(
                                d ->
                                    d.s3DataSource(
                                        s ->
                                            s.s3DataType("S3Prefix")
                                                .s3Uri("s3://churn/customers.csv"))))
                .outputDataConfig(o -> o.s3OutputPath("s3://churn/models"))
                .resourceConfig(
                    c ->
                        c.instanceType(TrainingInstanceType.ML_M5_XLARGE)
                            .instanceCount(1)
                            .volumeSizeInGB(30))
                .stoppingCondition(s -> s.maxRuntimeInSeconds(3_600)));
  }
}
