package dev.mlsim.sdk.events;

import static dev.mlsim.fixtures.Jobs.job;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.LongNode;
import dev.mlsim.Simulator;
import dev.mlsim.event.Event;
import dev.mlsim.json.Json;
import dev.mlsim.json.MalformedJson;
import dev.mlsim.sdk.SimulatedClients;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sagemaker.SageMakerClient;
import software.amazon.awssdk.services.sagemaker.model.Tag;

class TrainingJobEventsTest {
  private static final String TRAINING = "SageMaker Training Job State Change";

  private final Simulator sim =
      Simulator.builder().startingAt(Instant.parse("2024-05-01T10:00:00Z")).build();
  private final SimulatedClients clients = SimulatedClients.of(sim);
  private final SageMakerClient sageMaker = clients.create(SageMakerClient.class);

  @AfterEach
  void close() {
    clients.close();
  }

  private List<String> statuses() {
    List<String> statuses = new ArrayList<>();
    for (Event event : sim.events().list(TRAINING)) {
      statuses.add(
          event.detail("TrainingJobStatus").orElseThrow().asText()
              + "/"
              + event.detail("SecondaryStatus").orElseThrow().asText());
    }
    return statuses;
  }

  @Test
  void an_event_is_sent_for_each_secondary_status() {
    sageMaker.createTrainingJob(job("churn-1"));

    sim.clock().advance(Duration.ofHours(1));

    assertThat(statuses())
        .containsExactly(
            "InProgress/Starting",
            "InProgress/Downloading",
            "InProgress/Training",
            "InProgress/Uploading",
            "Completed/Completed");
    assertThat(sim.events().list()).extracting(Event::number).containsExactly(1L, 2L, 3L, 4L, 5L);
    assertThat(sim.events().list())
        .extracting(Event::cause)
        .containsExactly("CreateTrainingJob", "time", "time", "time", "time");
    assertThat(sim.events().after(4)).extracting(Event::number).containsExactly(5L);
  }

  @Test
  void the_whole_event_has_the_form_of_the_published_example() throws MalformedJson {
    sageMaker.createTrainingJob(
        job(
            "churn-1",
            r ->
                r.hyperParameters(Map.of("eta", "0.2"))
                    .tags(Tag.builder().key("team").value("a").build())
                    .inputDataConfig(
                        c ->
                            c.channelName("train")
                                .contentType("text/csv")
                                .dataSource(
                                    d ->
                                        d.s3DataSource(
                                            s ->
                                                s.s3DataType("S3Prefix")
                                                    .s3Uri("s3://churn/data"))))));
    sim.clock().advance(Duration.ofMinutes(3));

    JsonNode event = sim.events().list().get(2).document();
    JsonNode expected =
        Json.read(
            """
            {"version": "0",
             "id": "%s",
             "detail-type": "SageMaker Training Job State Change",
             "source": "aws.sagemaker",
             "account": "123456789012",
             "time": "2024-05-01T10:02:18Z",
             "region": "us-east-1",
             "resources": ["arn:aws:sagemaker:us-east-1:123456789012:training-job/churn-1"],
             "detail": {
               "TrainingJobName": "churn-1",
               "TrainingJobArn": "arn:aws:sagemaker:us-east-1:123456789012:training-job/churn-1",
               "TrainingJobStatus": "InProgress",
               "SecondaryStatus": "Training",
               "HyperParameters": {"eta": "0.2"},
               "AlgorithmSpecification": {
                 "TrainingImage": "123456789012.dkr.ecr.us-east-1.amazonaws.com/churn:7",
                 "TrainingInputMode": "File"},
               "RoleArn": "arn:aws:iam::123456789012:role/Training",
               "InputDataConfig": [{
                 "ChannelName": "train",
                 "DataSource": {"S3DataSource": {
                   "S3DataType": "S3Prefix", "S3Uri": "s3://churn/data",
                   "S3DataDistributionType": "FullyReplicated"}},
                 "ContentType": "text/csv",
                 "CompressionType": "None",
                 "RecordWrapperType": "None"}],
               "OutputDataConfig": {"KmsKeyId": "", "S3OutputPath": "s3://churn/models"},
               "ResourceConfig": {
                 "InstanceType": "ml.m5.xlarge", "InstanceCount": 1, "VolumeSizeInGB": 30},
               "StoppingCondition": {"MaxRuntimeInSeconds": 86400},
               "CreationTime": 1714557600000,
               "TrainingStartTime": 1714557720000,
               "LastModifiedTime": 1714557738000,
               "SecondaryStatusTransitions": [
                 {"Status": "Starting", "StartTime": 1714557600000, "EndTime": 1714557720000,
                  "StatusMessage": "Preparing the instances for training"},
                 {"Status": "Downloading", "StartTime": 1714557720000, "EndTime": 1714557738000,
                  "StatusMessage": "Downloading input data"},
                 {"Status": "Training", "StartTime": 1714557738000,
                  "StatusMessage": "Downloading the training image"}],
               "Tags": {"team": "a"}}}
            """
                .replace("%s", event.path("id").asText()));
    assertThat(Json.pretty(sorted(event))).isEqualTo(Json.pretty(sorted(expected)));
    assertThat(event.path("id").asText()).matches("[0-9a-f-]{36}");
  }

  /** By the names of members, with numbers by value: their order has no meaning. */
  private static JsonNode sorted(JsonNode node) {
    if (node.isObject()) {
      var sorted = JsonNodeFactory.instance.objectNode();
      new TreeSet<>(node.properties().stream().map(Map.Entry::getKey).toList())
          .forEach(name -> sorted.set(name, sorted(node.get(name))));
      return sorted;
    }
    if (node.isArray()) {
      var list = JsonNodeFactory.instance.arrayNode();
      node.forEach(element -> list.add(sorted(element)));
      return list;
    }
    return node.isIntegralNumber() ? LongNode.valueOf(node.longValue()) : node;
  }

  @Test
  void a_failed_job_says_why_and_where_its_model_is() {
    sim.script().resource("training-job").failAt("Training", "AlgorithmError: loss is NaN");
    sageMaker.createTrainingJob(job("churn-1"));

    sim.clock().advance(Duration.ofHours(1));

    List<Event> events = sim.events().list(TRAINING);
    Event last = events.get(events.size() - 1);
    assertThat(last.detail("FailureReason").orElseThrow().asText())
        .isEqualTo("AlgorithmError: loss is NaN");
    assertThat(last.detail("ModelArtifacts.S3ModelArtifacts").orElseThrow().asText())
        .isEqualTo("s3://churn/models/churn-1/output/model.tar.gz");
    assertThat(events.get(0).detail("FailureReason")).isEmpty();
    assertThat(last.detail("TrainingEndTime").orElseThrow().isIntegralNumber()).isTrue();
  }

  @Test
  void a_call_that_is_refused_sends_nothing() {
    sageMaker.createTrainingJob(job("churn-1"));

    assertThatThrownBy(() -> sageMaker.createTrainingJob(job("churn-1")))
        .hasMessageContaining("must be unique");

    assertThat(sim.events().list()).hasSize(1);
  }

  @Test
  void events_are_the_same_in_each_run_and_restored_by_a_snapshot() {
    sageMaker.createTrainingJob(job("churn-1"));
    sim.clock().advance(Duration.ofMinutes(3));
    var snapshot = sim.snapshot();
    sim.clock().advance(Duration.ofHours(1));
    List<Event> all = sim.events().list();

    sim.restore(snapshot);
    assertThat(sim.events().list()).hasSize(3);
    sim.clock().advance(Duration.ofHours(1));
    Simulator other = Simulator.of(snapshot);
    other.clock().advance(Duration.ofHours(1));

    assertThat(sim.events().list()).isEqualTo(all);
    assertThat(other.events().list()).isEqualTo(all);
  }

  @Test
  void a_type_that_nothing_sends_is_refused_with_the_nearest() {
    assertThatThrownBy(() -> sim.events().list("SageMaker Trainig Job State Change"))
        .hasMessageStartingWith(
            "mlsim: nothing that is simulated sends events of the type [SageMaker Trainig Job State"
                + " Change]; the nearest are [SageMaker Training Job State Change");
  }
}
