package dev.mlsim.samples.recipes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mlsim.Simulator;
import dev.mlsim.junit.MlSimulator;
import dev.mlsim.services.sagemaker.Label;
import dev.mlsim.services.sagemaker.Labels;
import dev.mlsim.services.sagemakera2iruntime.HumanLoops;
import dev.mlsim.services.sagemakerfeaturestoreruntime.FeatureRecords;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sagemaker.SageMakerClient;
import software.amazon.awssdk.services.sagemaker.model.FeatureDefinition;
import software.amazon.awssdk.services.sagemakera2iruntime.SageMakerA2IRuntimeClient;
import software.amazon.awssdk.services.sagemakerfeaturestoreruntime.SageMakerFeatureStoreRuntimeClient;
import software.amazon.awssdk.services.sagemakerfeaturestoreruntime.model.FeatureValue;
import software.amazon.awssdk.services.sagemakermetrics.SageMakerMetricsClient;

/** Records, human loops and metrics. */
@MlSimulator
@SuppressWarnings("unchecked") // the SDK takes consumers as varargs
class DataPlanesTest {
  private static final String ROLE = "arn:aws:iam::123456789012:role/Churn";
  private static final Duration HOUR = Duration.ofHours(1);

  @Test
  void records_are_put_and_seen(
      SageMakerClient sageMaker, SageMakerFeatureStoreRuntimeClient store, Simulator sim) {
    sageMaker.createFeatureGroup(
        r ->
            r.featureGroupName("customers")
                .roleArn(ROLE)
                .recordIdentifierFeatureName("id")
                .eventTimeFeatureName("at")
                .featureDefinitions(feature("id"), feature("at"), feature("plan"))
                .onlineStoreConfig(o -> o.enableOnlineStore(true))
                .offlineStoreConfig(o -> o.s3StorageConfig(s -> s.s3Uri("s3://features"))));
    sim.clock().runUntilIdle(HOUR);
    store.putRecord(
        r ->
            r.featureGroupName("customers")
                .record(
                    value("id", "42"), value("at", "2026-01-01T00:00:00Z"), value("plan", "flat")));

    FeatureRecords records = sim.setup(FeatureRecords.class);
    assertThat(records.find("customers", "42").orElseThrow().values())
        .containsEntry("plan", "flat");
    sim.clock().advance(Duration.ofMinutes(15)); // the offline store has it now
    assertThat(sim.objects().list("s3://features/")).hasSize(1);
    records.blockOfflineStore("customers", "Access denied"); // what is put now doesn't get there
  }

  @Test
  void people_answer(SageMakerClient sageMaker, SageMakerA2IRuntimeClient a2i, Simulator sim) {
    String flow =
        sageMaker
            .createFlowDefinition(
                r ->
                    r.flowDefinitionName("review")
                        .roleArn(ROLE)
                        .outputConfig(o -> o.s3OutputPath("s3://reviews")))
            .flowDefinitionArn();
    sim.clock().runUntilIdle(HOUR);
    for (String name : new String[] {"loop-1", "loop-2", "loop-3"}) {
      a2i.startHumanLoop(
          r ->
              r.humanLoopName(name)
                  .flowDefinitionArn(flow)
                  .humanLoopInput(i -> i.inputContent("{}")));
    }

    HumanLoops loops = sim.setup(HumanLoops.class);
    loops.answers("review", task -> "{\"category\": \"harmless\"}"); // ten minutes after the start
    loops.complete("loop-2", "{\"category\": \"violent\"}"); // now
    loops.fail("loop-3", "ValidationError", "The image cannot be read.");

    sim.clock().advance(HOUR);
    String output =
        a2i.describeHumanLoop(r -> r.humanLoopName("loop-1")).humanLoopOutput().outputS3Uri();
    assertThat(sim.objects().text(output).orElseThrow()).contains("harmless");
  }

  @Test
  void people_label_as_the_test_says(SageMakerClient sageMaker, Simulator sim) {
    sim.objects().put("s3://hearts/in.manifest", "{\"source-ref\": \"s3://hearts/healthy-1.png\"}");
    sim.setup(Labels.class)
        .job("hearts-*")
        .are(object -> Label.of(object.source().contains("healthy") ? 0 : 1).confidence(0.9));
    sim.setup(Labels.class).job("blurred").are(Label.failed("The image cannot be read."));

    sageMaker.createLabelingJob(
        r ->
            r.labelingJobName("hearts-1")
                .labelAttributeName("ill")
                .roleArn(ROLE)
                .inputConfig(
                    i ->
                        i.dataSource(
                            d -> d.s3DataSource(s -> s.manifestS3Uri("s3://hearts/in.manifest"))))
                .outputConfig(o -> o.s3OutputPath("s3://hearts/out"))
                .humanTaskConfig(
                    t ->
                        t.workteamArn(
                                "arn:aws:sagemaker:us-east-1:394669845002:workteam/vendor-crowd/a")
                            .uiConfig(u -> u.uiTemplateS3Uri("s3://hearts/page.html"))
                            .taskTitle("Hearts")
                            .taskDescription("Is it ill?")
                            .numberOfHumanWorkersPerDataObject(1)
                            .taskTimeLimitInSeconds(60)));
    sim.clock().advance(HOUR);

    String output =
        sageMaker
            .describeLabelingJob(r -> r.labelingJobName("hearts-1"))
            .labelingJobOutput()
            .outputDatasetS3Uri();
    assertThat(sim.objects().text(output).orElseThrow())
        .contains("\"ill\":0", "\"confidence\":0.9");
  }

  @Test
  void metrics_are_summed_up(
      SageMakerClient sageMaker, SageMakerMetricsClient metrics, Simulator sim) {
    sageMaker.createTrialComponent(r -> r.trialComponentName("run-1"));
    metrics.batchPutMetrics(
        r ->
            r.trialComponentName("run-1")
                .metricData(m -> m.metricName("loss").timestamp(sim.clock().now()).value(0.5)));

    assertThat(
            sageMaker
                .describeTrialComponent(r -> r.trialComponentName("run-1"))
                .metrics()
                .get(0)
                .last())
        .isEqualTo(0.5);
  }

  private static FeatureDefinition feature(String name) {
    return FeatureDefinition.builder().featureName(name).featureType("String").build();
  }

  private static FeatureValue value(String name, String value) {
    return FeatureValue.builder().featureName(name).valueAsString(value).build();
  }
}
