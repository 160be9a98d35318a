package dev.mlsim.sdk.cleanroomsml;

import static dev.mlsim.sdk.cleanroomsml.Studio.MEMBERSHIP;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mlsim.Simulator;
import dev.mlsim.contract.Contract;
import dev.mlsim.sdk.SimulatedClients;
import dev.mlsim.services.cleanroomsml.CleanRoomsMl;
import dev.mlsim.wire.WireRequest;
import dev.mlsim.wire.WireResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.cleanroomsml.CleanRoomsMlAsyncClient;
import software.amazon.awssdk.services.cleanroomsml.model.ResourceNotFoundException;
import software.amazon.awssdk.services.cleanroomsml.model.TrainedModelStatus;
import software.amazon.awssdk.services.cleanroomsml.model.ValidationException;

class TagsAndWireTest {
  private final Studio studio = new Studio();

  @Test
  void all_operations_are_simulated() {
    assertThat(CleanRoomsMl.SERVICE.operations().keySet())
        .containsExactlyInAnyOrderElementsOf(Contract.load("cleanroomsml").operations().keySet())
        .hasSize(59);
  }

  @Test
  void tags_are_added_overwritten_and_taken_away() {
    String arn = studio.association(r -> r.tags(Map.of("team", "growth")));

    studio.ml.tagResource(r -> r.resourceArn(arn).tags(Map.of("team", "ml", "stage", "prod")));
    Map<String, String> all = tags(arn);
    studio.ml.untagResource(r -> r.resourceArn(arn).tagKeys("team", "unknown"));

    assertThat(all).containsOnly(Map.entry("team", "ml"), Map.entry("stage", "prod"));
    assertThat(tags(arn)).containsOnly(Map.entry("stage", "prod"));
    assertThat(
            studio
                .ml
                .getConfiguredModelAlgorithmAssociation(
                    r ->
                        r.membershipIdentifier(MEMBERSHIP)
                            .configuredModelAlgorithmAssociationArn(arn))
                .tags())
        .isEqualTo(tags(arn));
  }

  @Test
  void keys_that_aws_keeps_to_itself_are_neither_added_nor_taken_away() {
    String arn = studio.association();

    assertThatThrownBy(
            () -> studio.ml.tagResource(r -> r.resourceArn(arn).tags(Map.of("aws:team", "ml"))))
        .isInstanceOf(ValidationException.class)
        .hasMessageContaining("System prefix 'aws:' reserved for AWS usage in tag key: aws:team");
    assertThatThrownBy(() -> studio.ml.untagResource(r -> r.resourceArn(arn).tagKeys("aws:team")))
        .isInstanceOf(ValidationException.class)
        .hasMessageContaining("System prefix 'aws:' reserved for AWS usage in tag key: aws:team");
  }

  @Test
  void tags_belong_to_all_versions_of_a_model() {
    String association = studio.association();
    String channel = studio.channel(association);
    String model = studio.model(association, channel);
    studio.ml.createTrainedModel(
        Studio.modelOf(association, channel)
            .incrementalTrainingDataChannels(Studio.earlier("b", model))
            .tags(Map.of("by", "version"))
            .build());

    studio.ml.tagResource(r -> r.resourceArn(model).tags(Map.of("by", "arn")));

    assertThat(tags(model)).containsOnly(Map.entry("by", "arn"));
    assertThat(
            studio
                .ml
                .getTrainedModel(r -> r.membershipIdentifier(MEMBERSHIP).trainedModelArn(model))
                .tags())
        .containsOnly(Map.entry("by", "arn"));
  }

  @Test
  void at_most_fifty_tags_and_none_of_awss_own() {
    Map<String, String> many = new LinkedHashMap<>();
    for (int i = 0; i < 51; i++) {
      many.put("k" + i, "v");
    }
    String arn = studio.algorithm();

    assertThatThrownBy(() -> studio.ml.tagResource(r -> r.resourceArn(arn).tags(many)))
        .isInstanceOf(ValidationException.class)
        .hasMessageContaining("at most 50 tags");
    assertThatThrownBy(() -> Studio.algorithm(studio.ml, r -> r.tags(many)))
        .isInstanceOf(ValidationException.class);
    assertThatThrownBy(
            () -> studio.ml.tagResource(r -> r.resourceArn(arn).tags(Map.of("AWS:x", "y"))))
        .isInstanceOf(ValidationException.class)
        .hasMessageContaining("AWS:x");
    assertThat(tags(arn)).isEmpty();
  }

  @Test
  void tags_of_nothing_are_not_found_and_of_something_else_invalid() {
    String arn = studio.algorithm();

    assertThatThrownBy(() -> tags(arn + "x")).isInstanceOf(ResourceNotFoundException.class);
    assertThatThrownBy(() -> tags("arn:aws:s3:::bucket/of/someone"))
        .isInstanceOf(ValidationException.class)
        .hasMessageContaining("at 'resourceArn'");
  }

  @Test
  void timestamps_are_iso_texts_and_an_operation_without_output_has_no_body() {
    String arn = studio.algorithm();
    String path = "/configured-model-algorithms/" + arn.replace(":", "%3A").replace("/", "%2F");

    WireResponse shown = call("GET", path);
    WireResponse deleted = call("DELETE", path);
    WireResponse gone = call("GET", path);

    assertThat(body(shown)).contains("\"createTime\":\"2026-01-01T00:00:00Z\"");
    assertThat(deleted.status()).isEqualTo(200);
    assertThat(body(deleted)).isEmpty();
    assertThat(gone.status()).isEqualTo(404);
    assertThat(gone.header("x-amzn-ErrorType")).contains("ResourceNotFoundException");
  }

  @Test
  void the_async_client_meets_the_same() {
    String association = studio.association();
    String channel = studio.channel(association);
    try (SimulatedClients clients = SimulatedClients.of(studio.sim)) {
      CleanRoomsMlAsyncClient async = clients.create(CleanRoomsMlAsyncClient.class);

      String arn =
          async
              .createTrainedModel(Studio.modelOf(association, channel).build())
              .join()
              .trainedModelArn();
      studio.sim.clock().advance(Duration.ofHours(1));

      assertThat(
              async
                  .getTrainedModel(r -> r.membershipIdentifier(MEMBERSHIP).trainedModelArn(arn))
                  .join()
                  .status())
          .isEqualTo(TrainedModelStatus.ACTIVE);
      assertThatThrownBy(
              () ->
                  async
                      .cancelTrainedModel(
                          r -> r.membershipIdentifier(MEMBERSHIP).trainedModelArn(arn))
                      .join())
          .hasMessageContaining("ACTIVE");
    }
  }

  @Test
  void worlds_do_not_meet() {
    studio.algorithm();

    Simulator other = Simulator.create();

    assertThat(other.resources().all("configured-model-algorithm")).isEmpty();
  }

  private Map<String, String> tags(String arn) {
    return studio.ml.listTagsForResource(r -> r.resourceArn(arn)).tags();
  }

  private WireResponse call(String method, String path) {
    return (WireResponse) studio.sim.exchange(new WireRequest(method, path, Map.of(), new byte[0]));
  }

  private static String body(WireResponse response) {
    return new String(response.body(), StandardCharsets.UTF_8);
  }
}
