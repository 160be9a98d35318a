package dev.mlsim.sdk.cleanroomsml;

import static dev.mlsim.sdk.cleanroomsml.Studio.MEMBERSHIP;
import static dev.mlsim.sdk.cleanroomsml.Studio.channelOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.cleanroomsml.model.AccessDeniedException;
import software.amazon.awssdk.services.cleanroomsml.model.ConflictException;
import software.amazon.awssdk.services.cleanroomsml.model.CreateMlInputChannelRequest;
import software.amazon.awssdk.services.cleanroomsml.model.GetMlInputChannelResponse;
import software.amazon.awssdk.services.cleanroomsml.model.InputChannel;
import software.amazon.awssdk.services.cleanroomsml.model.MLInputChannelStatus;
import software.amazon.awssdk.services.cleanroomsml.model.ResourceNotFoundException;
import software.amazon.awssdk.services.cleanroomsml.model.ResultFormat;
import software.amazon.awssdk.services.cleanroomsml.model.ServiceQuotaExceededException;
import software.amazon.awssdk.services.cleanroomsml.model.ValidationException;
import software.amazon.awssdk.services.cleanroomsml.model.WorkerComputeType;

class InputChannelTest {
  private final Studio studio = new Studio();
  private final String association = studio.association();

  @Test
  void a_channel_is_filled_by_a_protected_query() {
    String arn = create(channelOf(association));

    GetMlInputChannelResponse pending = get(arn);
    assertThat(pending.status()).isEqualTo(MLInputChannelStatus.CREATE_PENDING);
    assertThat(pending.protectedQueryIdentifier()).isNull();
    assertThat(pending.numberOfRecords()).isNull();

    studio.sim.clock().advance(Duration.ofSeconds(30));
    GetMlInputChannelResponse running = get(arn);
    assertThat(running.status()).isEqualTo(MLInputChannelStatus.CREATE_IN_PROGRESS);
    assertThat(running.protectedQueryIdentifier()).matches("[-0-9a-f]{36}");
    assertThat(running.numberOfRecords()).isNull();

    studio.sim.clock().advance(Duration.ofMinutes(5));
    GetMlInputChannelResponse done = get(arn);
    assertThat(done.status()).isEqualTo(MLInputChannelStatus.ACTIVE);
    assertThat(done.protectedQueryIdentifier()).isEqualTo(running.protectedQueryIdentifier());
    assertThat(done.numberOfRecords()).isPositive();
    assertThat(done.numberOfFiles()).isGreaterThanOrEqualTo(1.0);
    assertThat(done.sizeInGb()).isPositive();
    assertThat(done.collaborationIdentifier()).isEqualTo(studio.collaboration());
  }

  @Test
  void every_member_that_was_given_is_shown() {
    CreateMlInputChannelRequest given =
        channelOf(association)
            .description("a week of customers")
            .kmsKeyArn("arn:aws:kms:us-east-1:123456789012:key/k")
            .tags(Map.of("team", "growth"))
            .inputChannel(
                c ->
                    c.roleArn(Studio.ROLE)
                        .dataSource(
                            d ->
                                d.protectedQueryInputParameters(
                                    q ->
                                        q.resultFormat(ResultFormat.PARQUET)
                                            .computeConfiguration(
                                                p ->
                                                    p.worker(
                                                        w ->
                                                            w.type(WorkerComputeType.CR_4_X)
                                                                .number(32)))
                                            .sqlParameters(
                                                s ->
                                                    s.queryString("SELECT 1")
                                                        .parameters(Map.of("a", "b"))))))
            .build();

    GetMlInputChannelResponse channel = get(create(given.toBuilder()));

    assertThat(channel.name()).isEqualTo(given.name());
    assertThat(channel.description()).isEqualTo(given.description());
    assertThat(channel.retentionInDays()).isEqualTo(given.retentionInDays());
    assertThat(channel.inputChannel()).isEqualTo(given.inputChannel());
    assertThat(channel.kmsKeyArn()).isEqualTo(given.kmsKeyArn());
    assertThat(channel.tags()).isEqualTo(given.tags());
    assertThat(channel.configuredModelAlgorithmAssociations()).containsExactly(association);
    assertThat(channel.membershipIdentifier()).isEqualTo(MEMBERSHIP);
  }

  @Test
  void results_are_csv_unless_told_otherwise() {
    InputChannel channel = get(create(channelOf(association))).inputChannel();

    assertThat(channel.dataSource().protectedQueryInputParameters().resultFormat())
        .isEqualTo(ResultFormat.CSV);
  }

  @Test
  void its_data_expire_after_the_retention_and_nobody_waits_for_that() {
    String arn = create(channelOf(association));
    studio.sim.clock().runUntilIdle(Duration.ofHours(1));
    Instant active = get(arn).updateTime();

    studio.sim.clock().advanceTo(active.plus(Duration.ofDays(7)).minusMillis(1));
    MLInputChannelStatus before = get(arn).status();
    studio.sim.clock().advance(Duration.ofMillis(1));

    assertThat(before).isEqualTo(MLInputChannelStatus.ACTIVE);
    assertThat(get(arn).status()).isEqualTo(MLInputChannelStatus.INACTIVE);
    assertThat(get(arn).updateTime()).isEqualTo(active.plus(Duration.ofDays(7)));
  }

  @Test
  void deleted_data_leave_an_inactive_channel_that_does_not_expire_again() {
    String arn = studio.channel(association);

    delete(arn);

    assertThat(get(arn).status()).isEqualTo(MLInputChannelStatus.DELETE_PENDING);
    studio.sim.clock().advance(Duration.ofMinutes(2));
    assertThat(get(arn).status()).isEqualTo(MLInputChannelStatus.INACTIVE);
    Instant deleted = get(arn).updateTime();
    studio.sim.clock().advance(Duration.ofDays(30));
    assertThat(get(arn).updateTime()).isEqualTo(deleted);
    assertThatThrownBy(() -> delete(arn)).isInstanceOf(ConflictException.class);
  }

  @Test
  void a_reset_forgets_the_channel_and_its_expiry() {
    studio.channel(association);

    studio.sim.reset();
    studio.sim.clock().advance(Duration.ofDays(30));

    assertThat(studio.sim.resources().all()).isEmpty();
    assertThat(studio.sim.journal().text()).doesNotContain("expire");
  }

  @Test
  void data_in_use_are_not_deleted() {
    String arn = studio.channel(association);
    studio.ml.createTrainedModel(Studio.modelOf(association, arn).build());

    assertThatThrownBy(() -> delete(arn))
        .isInstanceOf(ConflictException.class)
        .hasMessageContaining("another resource depends on this resource");
    studio.sim.clock().advance(Duration.ofHours(1));
    delete(arn);
  }

  @Test
  void a_channel_that_is_being_made_is_not_deleted() {
    String arn = create(channelOf(association));

    assertThatThrownBy(() -> delete(arn))
        .isInstanceOf(ConflictException.class)
        .hasMessageContaining("CREATE_PENDING");
  }

  @Test
  void a_failed_query_says_why() {
    studio.sim.script().resource("ml-input-channel").failAt("CREATE_IN_PROGRESS", "bad SQL");
    String arn = create(channelOf(association));

    studio.sim.clock().advance(Duration.ofHours(1));

    assertThat(get(arn).status()).isEqualTo(MLInputChannelStatus.CREATE_FAILED);
    assertThat(get(arn).statusDetails().message()).isEqualTo("bad SQL");
    assertThat(get(arn).numberOfRecords()).isNull();
  }

  @Test
  void exactly_one_of_query_and_template_is_given() {
    assertThatThrownBy(() -> create(channelOf(association, q -> q.sqlParameters(s -> {}))))
        .isInstanceOf(ValidationException.class)
        .hasMessageContaining("exactly one of queryString and analysisTemplateArn");
  }

  @Test
  void a_role_of_another_account_is_denied() {
    InputChannel channel = channelOf(association).build().inputChannel();

    assertThatThrownBy(
            () ->
                create(
                    channelOf(association)
                        .inputChannel(
                            channel.toBuilder()
                                .roleArn("arn:aws:iam::999999999999:role/Theirs")
                                .build())))
        .isInstanceOf(AccessDeniedException.class)
        .hasMessageContaining("999999999999");
  }

  @Test
  void an_unknown_association_is_not_found() {
    assertThatThrownBy(() -> create(channelOf(association + "x")))
        .isInstanceOf(ResourceNotFoundException.class);
  }

  @Test
  void retention_is_from_one_to_thirty_days_and_one_association_is_given() {
    assertThatThrownBy(
            () ->
                create(
                    channelOf(association)
                        .retentionInDays(31)
                        .configuredModelAlgorithmAssociations(association, association)))
        .isInstanceOf(ValidationException.class)
        .hasMessageContaining("2 validation errors detected")
        .hasMessageContaining("at 'retentionInDays'")
        .hasMessageContaining("at 'configuredModelAlgorithmAssociations'");
  }

  @Test
  void active_channels_are_limited_per_membership() {
    studio.sim.quotas().set("Active custom model input channels per membership", 1);
    String arn = studio.channel(association);

    assertThatThrownBy(() -> create(channelOf(association)))
        .isInstanceOf(ServiceQuotaExceededException.class);
    delete(arn);
    create(channelOf(association));
  }

  @Test
  void lists_and_the_collaborations_views_agree() {
    String arn = studio.channel(association);

    assertThat(
            studio
                .ml
                .listMLInputChannels(r -> r.membershipIdentifier(MEMBERSHIP))
                .mlInputChannelsList())
        .singleElement()
        .satisfies(
            c -> {
              assertThat(c.mlInputChannelArn()).isEqualTo(arn);
              assertThat(c.protectedQueryIdentifier())
                  .isEqualTo(get(arn).protectedQueryIdentifier());
            });
    assertThat(
            studio
                .ml
                .listCollaborationMLInputChannels(
                    r -> r.collaborationIdentifier(studio.collaboration()))
                .collaborationMLInputChannelsList())
        .singleElement()
        .satisfies(c -> assertThat(c.creatorAccountId()).isEqualTo(Studio.ACCOUNT));
    assertThat(
            studio
                .ml
                .getCollaborationMLInputChannel(
                    r -> r.collaborationIdentifier(studio.collaboration()).mlInputChannelArn(arn))
                .numberOfRecords())
        .isEqualTo(get(arn).numberOfRecords());
  }

  private String create(CreateMlInputChannelRequest.Builder channel) {
    return studio.ml.createMLInputChannel(channel.build()).mlInputChannelArn();
  }

  private GetMlInputChannelResponse get(String arn) {
    return studio.ml.getMLInputChannel(
        r -> r.membershipIdentifier(MEMBERSHIP).mlInputChannelArn(arn));
  }

  private void delete(String arn) {
    studio.ml.deleteMLInputChannelData(
        r -> r.membershipIdentifier(MEMBERSHIP).mlInputChannelArn(arn));
  }
}
