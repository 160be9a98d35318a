package dev.mlsim.sdk.cleanroomsml;

import static dev.mlsim.sdk.cleanroomsml.Studio.ACCOUNT;
import static dev.mlsim.sdk.cleanroomsml.Studio.COLLABORATION;
import static dev.mlsim.sdk.cleanroomsml.Studio.MEMBERSHIP;
import static dev.mlsim.sdk.cleanroomsml.Studio.OTHER_ID;
import static dev.mlsim.sdk.cleanroomsml.Studio.PARTNER;
import static dev.mlsim.sdk.cleanroomsml.Studio.PARTNERS_MEMBERSHIP;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mlsim.services.cleanroomsml.CleanRooms;
import dev.mlsim.services.cleanroomsml.Collaboration;
import dev.mlsim.wire.WireRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.cleanroomsml.CleanRoomsMlClient;
import software.amazon.awssdk.services.cleanroomsml.model.AccessDeniedException;
import software.amazon.awssdk.services.cleanroomsml.model.ResourceNotFoundException;
import software.amazon.awssdk.services.cleanroomsml.model.ValidationException;

class CollaborationTest {
  private final Studio studio = new Studio().withPartner();
  private final CleanRoomsMlClient partner = studio.partner();

  @Test
  void a_partner_shares_an_algorithm_and_the_account_trains_and_scores_with_it() {
    String association = partnersAssociation();
    String channel = studio.channel(association);
    String model = studio.model(association, channel);
    studio.ml.startTrainedModelInferenceJob(
        Studio.jobOf(model, channel)
            .outputConfiguration(o -> o.members(Studio.receiver(PARTNER)))
            .build());
    studio.sim.clock().advance(Duration.ofHours(1));

    assertThat(association).startsWith("arn:aws:cleanrooms-ml:us-east-1:" + PARTNER + ":");
    assertThat(model).startsWith("arn:aws:cleanrooms-ml:us-east-1:" + ACCOUNT + ":");
    assertThat(
            studio
                .sim
                .objects()
                .list(
                    "s3://clean-rooms-ml-"
                        + PARTNER
                        + "/"
                        + COLLABORATION
                        + "/model/"
                        + ACCOUNT
                        + "/scores/"))
        .isNotEmpty();
    assertThat(
            partner
                .listCollaborationTrainedModels(r -> r.collaborationIdentifier(COLLABORATION))
                .collaborationTrainedModels())
        .singleElement()
        .satisfies(m -> assertThat(m.creatorAccountId()).isEqualTo(ACCOUNT));
    assertThat(
            partner
                .listTrainedModels(r -> r.membershipIdentifier(PARTNERS_MEMBERSHIP))
                .trainedModels())
        .isEmpty();
  }

  @Test
  void an_accounts_own_resources_are_its_own() {
    String algorithm =
        partner
            .createConfiguredModelAlgorithm(
                r ->
                    r.name("theirs")
                        .roleArn("arn:aws:iam::" + PARTNER + ":role/R")
                        .trainingContainerConfig(c -> c.imageUri("registry/x")))
            .configuredModelAlgorithmArn();

    assertThat(studio.ml.listConfiguredModelAlgorithms(r -> {}).configuredModelAlgorithms())
        .isEmpty();
    assertThat(partner.listConfiguredModelAlgorithms(r -> {}).configuredModelAlgorithms())
        .hasSize(1);
    assertThatThrownBy(
            () ->
                studio.ml.getConfiguredModelAlgorithm(
                    r -> r.configuredModelAlgorithmArn(algorithm)))
        .isInstanceOf(AccessDeniedException.class);
    assertThatThrownBy(() -> studio.ml.listTagsForResource(r -> r.resourceArn(algorithm)))
        .isInstanceOf(AccessDeniedException.class);
    assertThatThrownBy(() -> studio.association(r -> r.configuredModelAlgorithmArn(algorithm)))
        .isInstanceOf(ResourceNotFoundException.class);
  }

  @Test
  void any_member_may_have_anothers_data_deleted_but_not_cancel_for_it() {
    String association = partnersAssociation();
    String channel = studio.channel(association);
    String model =
        studio
            .ml
            .createTrainedModel(Studio.modelOf(association, channel).build())
            .trainedModelArn();

    assertThatThrownBy(
            () ->
                partner.cancelTrainedModel(
                    r -> r.membershipIdentifier(PARTNERS_MEMBERSHIP).trainedModelArn(model)))
        .isInstanceOf(ValidationException.class)
        .hasMessageContaining("is not of membership");
    studio.sim.clock().advance(Duration.ofHours(1));
    partner.deleteTrainedModelOutput(
        r -> r.membershipIdentifier(PARTNERS_MEMBERSHIP).trainedModelArn(model));
    partner.deleteMLInputChannelData(
        r -> r.membershipIdentifier(PARTNERS_MEMBERSHIP).mlInputChannelArn(channel));
    studio.sim.clock().advance(Duration.ofHours(1));
    assertThat(
            studio
                .ml
                .getTrainedModel(r -> r.membershipIdentifier(MEMBERSHIP).trainedModelArn(model))
                .statusAsString())
        .isEqualTo("INACTIVE");
  }

  @Test
  void what_a_member_may_not_do_is_denied() {
    String association = partnersAssociation();
    collaboration().member(ACCOUNT, MEMBERSHIP, Set.of());

    assertThatThrownBy(() -> studio.ml.createMLInputChannel(Studio.channelOf(association).build()))
        .isInstanceOf(AccessDeniedException.class)
        .hasMessageContaining("lacks CAN_QUERY");
  }

  @Test
  void a_receiver_must_be_a_member_that_may_receive() {
    String association = partnersAssociation();
    String channel = studio.channel(association);
    String model = studio.model(association, channel);
    collaboration().member(PARTNER, PARTNERS_MEMBERSHIP, Set.of());

    assertThatThrownBy(() -> score(model, channel, PARTNER))
        .isInstanceOf(ValidationException.class)
        .hasMessageContaining("lacks CAN_RECEIVE_INFERENCE_OUTPUT");
    assertThatThrownBy(() -> score(model, channel, "999999999999"))
        .isInstanceOf(ValidationException.class)
        .hasMessageContaining("is not a member");
  }

  /** The payers are in newer models than the SDK here has. */
  @Test
  void a_payer_must_be_a_member() {
    String association = partnersAssociation();

    String stranger = createChannel(association, "999999999999");
    String member = createChannel(association, PARTNER);

    assertThat(stranger).startsWith("400 ").contains("is not a member");
    assertThat(member).startsWith("200 ");
    assertThat(
            studio
                .sim
                .resources()
                .get("ml-input-channel", "paid")
                .attribute("payerConfiguration.computePayerAccountId"))
        .hasValueSatisfying(payer -> assertThat(payer.textValue()).isEqualTo(PARTNER));
  }

  private String createChannel(String association, String payer) {
    String body =
        """
        {"name": "paid", "retentionInDays": 1,
         "configuredModelAlgorithmAssociations": ["%s"],
         "payerConfiguration": {"computePayerAccountId": "%s"},
         "inputChannel": {"roleArn": "%s", "dataSource": {"protectedQueryInputParameters": {
           "sqlParameters": {"queryString": "SELECT 1"}}}}}
        """
            .formatted(association, payer, Studio.ROLE);
    return studio
        .sim
        .exchange(
            new WireRequest(
                "POST",
                "/memberships/" + MEMBERSHIP + "/ml-input-channels",
                Map.of("Content-Type", "application/json"),
                body.getBytes(StandardCharsets.UTF_8)))
        .toString();
  }

  @Test
  void a_member_that_left_is_denied_and_its_resources_stay() {
    String association = partnersAssociation();
    collaboration().leaves(PARTNER);

    assertThat(
            studio
                .ml
                .listCollaborationConfiguredModelAlgorithmAssociations(
                    r -> r.collaborationIdentifier(COLLABORATION))
                .collaborationConfiguredModelAlgorithmAssociations())
        .singleElement()
        .satisfies(
            a -> assertThat(a.configuredModelAlgorithmAssociationArn()).isEqualTo(association));
    assertThatThrownBy(
            () ->
                partner.listConfiguredModelAlgorithmAssociations(
                    r -> r.membershipIdentifier(PARTNERS_MEMBERSHIP)))
        .isInstanceOf(AccessDeniedException.class);
  }

  @Test
  void a_collaboration_of_others_is_denied() {
    assertThatThrownBy(
            () ->
                studio.ml.listCollaborationMLInputChannels(
                    r -> r.collaborationIdentifier(OTHER_ID)))
        .isInstanceOf(AccessDeniedException.class)
        .hasMessageContaining("not a member of collaboration");
  }

  @Test
  void the_setup_refuses_what_cannot_be_in_words() {
    assertThatThrownBy(() -> studio.sim.setup(CleanRooms.class).collaboration("c"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("mlsim: a collaboration's id is a UUID in lower case, but this is [c]");
    assertThatThrownBy(() -> collaboration().member("1", OTHER_ID))
        .hasMessage("mlsim: a member's account is twelve digits, but this is [1]");
    assertThatThrownBy(() -> collaboration().member("999999999999", MEMBERSHIP))
        .hasMessageStartingWith("mlsim: membership [" + MEMBERSHIP + "] is that of account");
    assertThatThrownBy(() -> collaboration().leaves("999999999999"))
        .hasMessageEndingWith("members are [" + ACCOUNT + ", " + PARTNER + "]");
  }

  @Test
  void a_reset_makes_every_membership_the_accounts_again() {
    studio.sim.reset();

    assertThat(studio.ml.listTrainedModels(r -> r.membershipIdentifier(OTHER_ID)).trainedModels())
        .isEmpty();
  }

  private Collaboration collaboration() {
    return studio.sim.setup(CleanRooms.class).collaboration(COLLABORATION);
  }

  private void score(String model, String channel, String receiver) {
    studio.ml.startTrainedModelInferenceJob(
        Studio.jobOf(model, channel)
            .outputConfiguration(o -> o.members(Studio.receiver(receiver)))
            .build());
  }

  private String partnersAssociation() {
    String algorithm =
        Studio.algorithm(partner, r -> r.roleArn("arn:aws:iam::" + PARTNER + ":role/R"));
    return partner
        .createConfiguredModelAlgorithmAssociation(
            r ->
                r.name("shared")
                    .membershipIdentifier(PARTNERS_MEMBERSHIP)
                    .configuredModelAlgorithmArn(algorithm))
        .configuredModelAlgorithmAssociationArn();
  }
}
