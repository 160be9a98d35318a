package dev.mlsim.sdk.sagemakerfeaturestoreruntime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mlsim.Chaos;
import dev.mlsim.Simulator;
import dev.mlsim.Snapshot;
import dev.mlsim.sdk.LoopbackEndpoint;
import dev.mlsim.sdk.SimulatedClients;
import dev.mlsim.services.sagemakerfeaturestoreruntime.FeatureRecord;
import dev.mlsim.services.sagemakerfeaturestoreruntime.FeatureRecords;
import dev.mlsim.wire.WireRequest;
import dev.mlsim.wire.WireResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sagemaker.SageMakerClient;
import software.amazon.awssdk.services.sagemaker.model.CreateFeatureGroupRequest;
import software.amazon.awssdk.services.sagemaker.model.FeatureDefinition;
import software.amazon.awssdk.services.sagemakerfeaturestoreruntime.SageMakerFeatureStoreRuntimeAsyncClient;
import software.amazon.awssdk.services.sagemakerfeaturestoreruntime.SageMakerFeatureStoreRuntimeClient;
import software.amazon.awssdk.services.sagemakerfeaturestoreruntime.model.BatchGetRecordResponse;
import software.amazon.awssdk.services.sagemakerfeaturestoreruntime.model.FeatureValue;
import software.amazon.awssdk.services.sagemakerfeaturestoreruntime.model.GetRecordResponse;
import software.amazon.awssdk.services.sagemakerfeaturestoreruntime.model.PutRecordRequest;
import software.amazon.awssdk.services.sagemakerfeaturestoreruntime.model.ResourceNotFoundException;
import software.amazon.awssdk.services.sagemakerfeaturestoreruntime.model.ServiceUnavailableException;
import software.amazon.awssdk.services.sagemakerfeaturestoreruntime.model.ValidationErrorException;

@SuppressWarnings("unchecked") // the SDK takes consumers as varargs
class FeatureRecordTest {
  private static final String OFFLINE = "s3://features/";

  private final Simulator sim = Simulator.create();
  private final SimulatedClients clients = SimulatedClients.of(sim);
  private final SageMakerClient sageMaker = clients.create(SageMakerClient.class);
  private final SageMakerFeatureStoreRuntimeClient store =
      clients.create(SageMakerFeatureStoreRuntimeClient.class);
  private final FeatureRecords records = sim.setup(FeatureRecords.class);

  @BeforeEach
  void createGroup() {
    create("churn", r -> {});
  }

  @Test
  void the_latest_record_by_its_event_time_is_read() {
    put("42", "2026-01-01T10:00:00Z", "0.1");
    put("42", "2026-01-01T12:00:00Z", "0.3");
    put("42", "2026-01-01T11:00:00Z", "0.2");
    put("42", "2026-01-01T12:00:00.000Z", "0.4");

    assertThat(score(get("42"))).isEqualTo("0.3");
    assertThat(records.of("churn")).hasSize(1);
    assertThat(records.find("churn", "42"))
        .hasValueSatisfying(
            record -> {
              assertThat(record.eventTime()).isEqualTo(Instant.parse("2026-01-01T12:00:00Z"));
              assertThat(record.values())
                  .isEqualTo(Map.of("id", "42", "at", "2026-01-01T12:00:00Z", "score", "0.3"));
            });
  }

  @Test
  void a_record_that_is_not_there_is_no_error() {
    GetRecordResponse nothing = get("42");

    assertThat(nothing.hasRecord()).isFalse();
  }

  @Test
  void the_async_client_does_the_same() {
    SageMakerFeatureStoreRuntimeAsyncClient async =
        clients.create(SageMakerFeatureStoreRuntimeAsyncClient.class);
    async.putRecord(r -> record(r, "42", "2026-01-01T10:00:00Z", "0.1")).join();

    assertThat(
            async
                .getRecord(
                    r ->
                        r.featureGroupName("churn")
                            .recordIdentifierValueAsString("42")
                            .featureNames("score"))
                .join()
                .record())
        .containsExactly(value("score", "0.1"));
    async
        .deleteRecord(
            r ->
                r.featureGroupName("churn")
                    .recordIdentifierValueAsString("42")
                    .eventTime("2026-01-02T00:00:00Z"))
        .join();
    assertThat(
            async
                .batchGetRecord(
                    r ->
                        r.identifiers(
                            i -> i.featureGroupName("churn").recordIdentifiersValueAsString("42")))
                .join()
                .records())
        .isEmpty();
  }

  @Test
  void a_record_is_put_by_the_arn_of_its_group() {
    String arn = sageMaker.describeFeatureGroup(r -> r.featureGroupName("churn")).featureGroupArn();
    store.putRecord(r -> record(r, "42", "2026-01-01T10:00:00Z", "0.1").featureGroupName(arn));

    assertThat(score(get("42"))).isEqualTo("0.1");
  }

  @Test
  void a_soft_deletion_hides_what_is_older_and_a_later_record_comes_back() {
    put("42", "2026-01-01T10:00:00Z", "0.1");

    delete("42", "2026-01-01T09:00:00Z", "SoftDelete");
    assertThat(get("42").hasRecord()).isTrue();
    delete("42", "2026-01-01T11:00:00Z", "SoftDelete");
    assertThat(get("42").hasRecord()).isFalse();
    assertThat(records.find("churn", "42").orElseThrow().deleted()).isTrue();
    put("42", "2026-01-01T10:30:00Z", "0.2");
    assertThat(get("42").hasRecord()).isFalse();

    put("42", "2026-01-01T12:00:00Z", "0.3");
    assertThat(score(get("42"))).isEqualTo("0.3");
  }

  @Test
  void a_hard_deletion_leaves_nothing_and_must_not_be_older() {
    put("42", "2026-01-01T10:00:00Z", "0.1");

    assertThatThrownBy(() -> delete("42", "2026-01-01T09:00:00Z", "HardDelete"))
        .isInstanceOf(ValidationErrorException.class)
        .hasMessageContaining("Validation Error: The EventTime of the deletion is earlier");
    delete("42", "2026-01-01T10:00:00Z", "HardDelete");

    assertThat(records.of("churn")).isEmpty();
    put("42", "2025-01-01T10:00:00Z", "0.2");
    assertThat(score(get("42"))).isEqualTo("0.2");
  }

  @Test
  void a_record_expires_when_its_time_to_live_has_passed_since_its_event() {
    Instant event = sim.clock().now();
    store.putRecord(
        r -> record(r, "42", event.toString(), "0.1").ttlDuration(t -> t.unit("Hours").value(2)));
    sim.clock().advance(Duration.ofHours(1));
    GetRecordResponse before =
        store.getRecord(
            r ->
                r.featureGroupName("churn")
                    .recordIdentifierValueAsString("42")
                    .expirationTimeResponse("Enabled"));
    assertThat(before.expiresAt()).isEqualTo(event.plus(Duration.ofHours(2)).toString());

    sim.clock().advance(Duration.ofHours(1));

    assertThat(get("42").hasRecord()).isFalse();
    assertThat(records.of("churn")).isEmpty();
    put("42", event.minusSeconds(5).toString(), "0.2");
    assertThat(score(get("42"))).isEqualTo("0.2");
  }

  @Test
  void a_group_s_time_to_live_holds_where_the_record_has_none() {
    create(
        "short",
        r ->
            r.onlineStoreConfig(
                o -> o.enableOnlineStore(true).ttlDuration(t -> t.unit("Minutes").value(5))));
    String now = sim.clock().now().toString();
    store.putRecord(r -> record(r, "42", now, "0.1").featureGroupName("short"));

    assertThat(records.of("short")).hasSize(1);
    sim.clock().advance(Duration.ofMinutes(5));
    assertThat(records.of("short")).isEmpty();
  }

  @Test
  void several_groups_are_read_at_once_and_what_is_wrong_is_an_error_of_each_identifier() {
    put("1", "2026-01-01T10:00:00Z", "0.1");
    put("2", "2026-01-01T10:00:00Z", "0.2");

    BatchGetRecordResponse batch =
        store.batchGetRecord(
            r ->
                r.identifiers(
                    i ->
                        i.featureGroupName("churn")
                            .recordIdentifiersValueAsString("1", "2", "3")
                            .featureNames("score"),
                    i -> i.featureGroupName("none").recordIdentifiersValueAsString("1", "2")));

    assertThat(batch.records()).hasSize(2);
    assertThat(batch.records().get(1).record()).containsExactly(value("score", "0.2"));
    assertThat(batch.errors()).hasSize(2);
    assertThat(batch.errors().get(0).errorMessage())
        .isEqualTo(
            "Resource Not Found: Amazon SageMaker can't find a FeatureGroup with name [none]");
    assertThat(batch.unprocessedIdentifiers()).isEmpty();
  }

  @Test
  void what_does_not_fit_the_group_is_refused() {
    refused(r -> r.featureGroupName("none"), "Resource Not Found: Amazon SageMaker can't find");
    refused(r -> r.record(value("id", "1")), "must have a value for the feature [at].");
    refused(
        r -> r.record(value("id", "1"), value("at", "yesterday")),
        "The value [yesterday] of the event time feature [at] is invalid");
    refused(
        r -> r.record(value("id", "1"), value("at", "2026-01-01T00:00:00Z"), value("x", "1")),
        "Feature [x] is not defined in FeatureGroup churn.");
    refused(
        r -> r.record(value("id", "1"), value("at", "2026-01-01T00:00:00Z"), value("score", "a")),
        "The value [a] of feature [score] is not of type Fractional.");
    refused(
        r -> r.record(value("id", "1".repeat(2_049)), value("at", "2026-01-01T00:00:00Z")),
        "exceeds the limit of 2 KB.");
    assertThat(records.of("churn")).isEmpty();
    assertThatThrownBy(
            () ->
                store.getRecord(r -> r.featureGroupName("none").recordIdentifierValueAsString("1")))
        .isInstanceOf(ResourceNotFoundException.class);
  }

  @Test
  void a_group_that_is_being_created_takes_no_record() {
    sageMaker.createFeatureGroup(r -> group(r, "late"));

    assertThatThrownBy(
            () ->
                store.putRecord(
                    r -> record(r, "1", "2026-01-01T00:00:00Z", "0").featureGroupName("late")))
        .hasMessageContaining("FeatureGroup late is in Creating state");
  }

  @Test
  void records_of_a_group_go_with_it() {
    put("42", "2026-01-01T10:00:00Z", "0.1");
    sageMaker.deleteFeatureGroup(r -> r.featureGroupName("churn"));

    assertThat(records.of("churn")).isEmpty();
  }

  @Test
  void vectors_are_kept_in_memory_and_count_for_its_size() {
    create(
        "vectors",
        r ->
            r.onlineStoreConfig(o -> o.enableOnlineStore(true).storageType("InMemory"))
                .featureDefinitions(
                    feature("id", "String"),
                    feature("at", "String"),
                    FeatureDefinition.builder()
                        .featureName("v")
                        .featureType("Fractional")
                        .collectionType("Vector")
                        .collectionConfig(c -> c.vectorConfig(v -> v.dimension(2)))
                        .build()));
    Consumer<PutRecordRequest.Builder> two = r -> vector(r, "0.1", "0.2");
    store.putRecord(two);

    assertThat(records.find("vectors", "1").orElseThrow().values())
        .containsEntry("v", "[\"0.1\",\"0.2\"]");
    assertThat(
            sageMaker
                .describeFeatureGroup(r -> r.featureGroupName("vectors"))
                .onlineStoreTotalSizeBytes())
        .isEqualTo(32);
    assertThatThrownBy(() -> store.putRecord(r -> vector(r, "0.1")))
        .hasMessageContaining("is a vector of dimension 2, but has 1 elements.");
  }

  @Test
  void the_offline_store_gets_every_record_after_a_while_under_the_hour_of_its_event() {
    create("both", FeatureRecordTest::offline);
    String now = sim.clock().now().toString();
    store.putRecord(r -> record(r, "1", "2026-01-01T10:20:00Z", "0.1").featureGroupName("both"));
    store.putRecord(r -> record(r, "1", "2026-01-01T10:10:00Z", "0.2").featureGroupName("both"));
    store.deleteRecord(
        r ->
            r.featureGroupName("both")
                .recordIdentifierValueAsString("1")
                .eventTime("2026-01-01T11:00:00Z"));
    assertThat(sim.objects().list(OFFLINE)).isEmpty();

    sim.clock().advance(Duration.ofMinutes(15));

    List<String> objects = sim.objects().list(OFFLINE);
    assertThat(objects).hasSize(2);
    assertThat(objects.get(0))
        .matches(
            "s3://features/123456789012/sagemaker/us-east-1/offline-store/both-\\d+/data/"
                + "year=2026/month=01/day=01/hour=10/20260101T102000Z_[a-z0-9]{16}\\.jsonl");
    assertThat(sim.objects().text(objects.get(0)).orElseThrow())
        .startsWith("{\"id\":\"1\",\"at\":\"2026-01-01T10:20:00Z\",\"score\":\"0.1\",")
        .contains("\"api_invocation_time\":\"" + now + "\"", "\"is_deleted\":false")
        .hasLineCount(2);
    assertThat(sim.objects().text(objects.get(1)).orElseThrow())
        .startsWith("{\"id\":\"1\",\"at\":\"2026-01-01T11:00:00Z\",\"score\":null,")
        .contains("\"is_deleted\":true");
  }

  @Test
  void a_blocked_offline_store_shows_why_and_gets_nothing() {
    create("both", FeatureRecordTest::offline);
    records.blockOfflineStore("both", "Access denied");

    store.putRecord(r -> record(r, "1", "2026-01-01T10:20:00Z", "0.1").featureGroupName("both"));
    sim.clock().advance(Duration.ofMinutes(15));

    assertThat(sageMaker.describeFeatureGroup(r -> r.featureGroupName("both")).offlineStoreStatus())
        .satisfies(
            status -> {
              assertThat(status.statusAsString()).isEqualTo("Blocked");
              assertThat(status.blockedReason()).isEqualTo("Access denied");
            });
    assertThat(sim.objects().list(OFFLINE)).isEmpty();
    assertThat(records.of("both")).hasSize(1);
    records.unblockOfflineStore("both");
    assertThat(
            sageMaker
                .listFeatureGroups(r -> r.offlineStoreStatusEquals("Active"))
                .featureGroupSummaries())
        .hasSize(1);
    assertThatThrownBy(() -> records.blockOfflineStore("churn", "no"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "mlsim: the offline store of [churn] can't be blocked: there are only those of [both]");
  }

  @Test
  void a_target_store_that_is_off_is_refused_and_one_of_two_can_be_chosen() {
    create("both", FeatureRecordTest::offline);
    refused(r -> r.targetStoresWithStrings("OfflineStore"), "TargetStores has the OfflineStore");

    store.putRecord(
        r ->
            record(r, "1", "2026-01-01T10:20:00Z", "0.1")
                .featureGroupName("both")
                .targetStoresWithStrings("OfflineStore"));

    assertThat(records.of("both")).isEmpty();
    sim.clock().advance(Duration.ofMinutes(15));
    assertThat(sim.objects().list(OFFLINE)).hasSize(1);
  }

  @Test
  void a_snapshot_keeps_the_records() {
    put("42", "2026-01-01T10:00:00Z", "0.1");
    Snapshot snapshot = sim.snapshot();
    put("42", "2026-01-01T11:00:00Z", "0.2");
    put("43", "2026-01-01T11:00:00Z", "0.2");

    sim.restore(snapshot);

    assertThat(records.of("churn")).extracting(FeatureRecord::identifier).containsExactly("42");
    assertThat(score(get("42"))).isEqualTo("0.1");
  }

  @Test
  void faults_meet_these_calls_as_all() {
    sim.faults().on("PutRecord").first(5).fail("ServiceUnavailable", "busy");

    assertThatThrownBy(() -> put("42", "2026-01-01T10:00:00Z", "0.1"))
        .isInstanceOfSatisfying(
            ServiceUnavailableException.class,
            e -> {
              assertThat(e.statusCode()).isEqualTo(503);
              assertThat(e.numAttempts()).isEqualTo(4);
            });
    put("42", "2026-01-01T10:00:00Z", "0.1");
    assertThat(sim.journal().calls("PutRecord")).hasSize(6);
  }

  @Test
  void a_thousand_puts_under_chaos_keep_their_books() {
    Chaos chaos = sim.chaos(0.05);
    int stored = 0;
    for (int i = 0; i < 1_000; i++) {
      try {
        put("id-" + i, "2026-01-01T10:00:00Z", "0.1");
        stored++;
      } catch (AwsServiceException | SdkClientException e) {
        assertThat(sim.journal().calls()).isNotEmpty();
      }
    }
    chaos.end();

    assertThat(records.of("churn")).hasSizeBetween(stored, 1_000);
  }

  @Test
  void another_process_finds_both_planes_at_one_endpoint() {
    try (LoopbackEndpoint endpoint = LoopbackEndpoint.open(sim);
        SageMakerFeatureStoreRuntimeClient runtime =
            SageMakerFeatureStoreRuntimeClient.builder()
                .endpointOverride(endpoint.uri())
                .credentialsProvider(
                    StaticCredentialsProvider.create(AwsBasicCredentials.create("any", "any")))
                .region(Region.US_EAST_1)
                .build()) {
      runtime.putRecord(r -> record(r, "a/b", "2026-01-01T10:00:00Z", "0.1"));
    }

    assertThat(records.find("churn", "a/b")).isPresent();
  }

  @Test
  void what_the_sdk_does_not_have_yet_is_done_on_the_wire() {
    String written =
        post(
            "/BatchWriteRecord",
            """
            {"Entries": [
              {"FeatureGroupName": "churn", "Record": [
                {"FeatureName": "id", "ValueAsString": "1"},
                {"FeatureName": "at", "ValueAsString": "2026-01-01T10:00:00Z"}]},
              {"FeatureGroupName": "none", "Record": [
                {"FeatureName": "id", "ValueAsString": "2"}]},
              {"FeatureGroupName": "churn", "Record": [
                {"FeatureName": "id", "ValueAsString": "3"},
                {"FeatureName": "at", "ValueAsString": "2026-01-01T10:00:00Z"}]}],
             "TtlDuration": {"Unit": "Weeks", "Value": 52}}
            """);
    assertThat(written)
        .contains("\"ErrorCode\":\"ValidationError\"", "\"UnprocessedEntries\":[]")
        .contains("\"Entry\":{\"FeatureGroupName\":\"none\"");
    put("4", "2026-01-01T10:00:00Z", "0.1");
    delete("3", "2026-01-01T11:00:00Z", "SoftDelete");

    assertThat(post("/FeatureGroup/churn/ListRecords", "{}"))
        .isEqualTo("{\"RecordIdentifiers\":[\"1\",\"4\"]}");
    String page =
        post(
            "/FeatureGroup/churn/ListRecords",
            "{\"MaxResults\": 2, \"IncludeSoftDeletedRecords\": true}");
    assertThat(page).contains("[\"1\",\"3\"]", "NextToken");
    String token = page.replaceAll(".*\"NextToken\":\"([^\"]+)\".*", "$1");
    assertThat(
            post(
                "/FeatureGroup/churn/ListRecords",
                "{\"MaxResults\": 2, \"IncludeSoftDeletedRecords\": true, \"NextToken\": \""
                    + token
                    + "\"}"))
        .isEqualTo("{\"RecordIdentifiers\":[\"4\"]}");
  }

  private String post(String path, String body) {
    WireResponse reply =
        (WireResponse)
            sim.exchange(
                new WireRequest(
                    "POST",
                    path,
                    Map.of(
                        "Host",
                        "featurestore-runtime.sagemaker.us-east-1.amazonaws.com",
                        "Authorization",
                        "AWS4-HMAC-SHA256 Credential=AK/20260101/us-east-1/sagemaker/aws4_request"),
                    body.getBytes(StandardCharsets.UTF_8)));
    String text = new String(reply.body(), StandardCharsets.UTF_8);
    assertThat(reply.status()).as(text).isEqualTo(200);
    return text;
  }

  private void refused(Consumer<PutRecordRequest.Builder> wrong, String why) {
    assertThatThrownBy(
            () ->
                store.putRecord(
                    r -> {
                      record(r, "1", "2026-01-01T00:00:00Z", "0.1");
                      wrong.accept(r);
                    }))
        .isInstanceOf(ValidationErrorException.class)
        .hasMessageContaining(why);
  }

  private void create(String name, Consumer<CreateFeatureGroupRequest.Builder> more) {
    sageMaker.createFeatureGroup(
        r -> {
          group(r, name);
          more.accept(r);
        });
    sim.clock().runUntilIdle(Duration.ofHours(1));
  }

  private static void group(CreateFeatureGroupRequest.Builder r, String name) {
    r.featureGroupName(name)
        .recordIdentifierFeatureName("id")
        .eventTimeFeatureName("at")
        .featureDefinitions(
            feature("id", "String"), feature("at", "String"), feature("score", "Fractional"))
        .onlineStoreConfig(o -> o.enableOnlineStore(true));
  }

  private static void offline(CreateFeatureGroupRequest.Builder r) {
    r.roleArn("arn:aws:iam::123456789012:role/Features")
        .offlineStoreConfig(o -> o.s3StorageConfig(s -> s.s3Uri(OFFLINE)));
  }

  private static FeatureDefinition feature(String name, String type) {
    return FeatureDefinition.builder().featureName(name).featureType(type).build();
  }

  private static FeatureValue value(String name, String value) {
    return FeatureValue.builder().featureName(name).valueAsString(value).build();
  }

  private static PutRecordRequest.Builder record(
      PutRecordRequest.Builder r, String id, String at, String score) {
    return r.featureGroupName("churn")
        .record(value("id", id), value("at", at), value("score", score));
  }

  private static void vector(PutRecordRequest.Builder r, String... elements) {
    r.featureGroupName("vectors")
        .record(
            value("id", "1"),
            value("at", "2026-01-01T10:00:00Z"),
            FeatureValue.builder().featureName("v").valueAsStringList(elements).build());
  }

  private void put(String id, String at, String score) {
    store.putRecord(r -> record(r, id, at, score));
  }

  private void delete(String id, String at, String mode) {
    store.deleteRecord(
        r ->
            r.featureGroupName("churn")
                .recordIdentifierValueAsString(id)
                .eventTime(at)
                .deletionMode(mode));
  }

  private GetRecordResponse get(String id) {
    return store.getRecord(r -> r.featureGroupName("churn").recordIdentifierValueAsString(id));
  }

  private static String score(GetRecordResponse response) {
    return response.record().get(2).valueAsString();
  }
}
