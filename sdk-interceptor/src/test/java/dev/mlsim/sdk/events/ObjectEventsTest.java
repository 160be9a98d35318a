package dev.mlsim.sdk.events;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mlsim.Simulator;
import dev.mlsim.event.Event;
import dev.mlsim.fixtures.Jobs;
import dev.mlsim.json.Json;
import dev.mlsim.sdk.SimulatedClients;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sagemaker.SageMakerClient;

class ObjectEventsTest {
  private final Simulator sim = Simulator.create();
  private final SimulatedClients clients = SimulatedClients.of(sim);
  private final S3Client s3 = clients.create(S3Client.class);

  @AfterEach
  void close() {
    clients.close();
  }

  private void put(String bucket, String key) {
    s3.putObject(r -> r.bucket(bucket).key(key), RequestBody.fromString("hello"));
  }

  @Test
  void a_bucket_sends_events_where_somebody_says_so() {
    put("churn", "early.csv");
    sim.objects().sendEventsOf("churn");

    put("churn", "data/train.csv");
    put("other", "data/train.csv");

    List<Event> events = sim.events().list("Object Created");
    assertThat(events).hasSize(1);
    JsonNode json = Json.read(events.get(0).json());
    assertThat(events.get(0).cause()).isEqualTo("PutObject");
    assertThat(json.path("source").asText()).isEqualTo("aws.s3");
    assertThat(json.path("resources").path(0).asText()).isEqualTo("arn:aws:s3:::churn");
    JsonNode detail = json.path("detail");
    assertThat(detail.path("bucket").path("name").asText()).isEqualTo("churn");
    assertThat(detail.path("object").path("key").asText()).isEqualTo("data/train.csv");
    assertThat(detail.path("object").path("size").asInt()).isEqualTo(5);
    assertThat(detail.path("object").path("etag").asText())
        .isEqualTo("5d41402abc4b2a76b9719d911017c592");
    assertThat(detail.path("reason").asText()).isEqualTo("PutObject");
    assertThat(detail.path("requester").asText()).isEqualTo(sim.account());
  }

  @Test
  void what_a_job_writes_wakes_who_listens() {
    sim.objects().sendEventsOf("ch*");
    List<String> heard = new ArrayList<>();
    sim.events()
        .on(
            "{\"source\": [\"aws.s3\"], \"detail\": {\"object\": {\"key\": [{\"suffix\":"
                + " \".tar.gz\"}]}}}",
            event -> heard.add(event.detail().path("object").path("key").asText()));

    clients.create(SageMakerClient.class).createTrainingJob(Jobs.job("churn-1"));
    sim.clock().advance(Duration.ofHours(1));

    assertThat(heard).containsExactly("models/churn-1/output/model.tar.gz");
  }

  @Test
  void a_snapshot_knows_who_sends() {
    sim.objects().sendEventsOf("churn");
    Simulator copy = Simulator.of(sim.snapshot());

    copy.objects().put("s3://churn/a", "1");

    assertThat(copy.events().list("Object Created")).hasSize(1);
    copy.reset();
    copy.objects().put("s3://churn/a", "1");
    assertThat(copy.events().list()).isEmpty();
  }
}
