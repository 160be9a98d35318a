package dev.mlsim.samples.cleanroomsml;

import static dev.mlsim.assertj.MlSimAssertions.assertThat;
import static dev.mlsim.services.cleanroomsml.MemberAbility.CAN_QUERY;
import static dev.mlsim.services.cleanroomsml.MemberAbility.CAN_RECEIVE_INFERENCE_OUTPUT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mlsim.Simulator;
import dev.mlsim.junit.InjectFault;
import dev.mlsim.junit.JobOutcome;
import dev.mlsim.junit.MlSimulator;
import dev.mlsim.junit.Quota;
import dev.mlsim.junit.Throttle;
import dev.mlsim.sdk.SimulatedClients;
import dev.mlsim.services.cleanroomsml.CleanRooms;
import dev.mlsim.services.cleanroomsml.Collaboration;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.services.cleanroomsml.CleanRoomsMlClient;
import software.amazon.awssdk.services.cleanroomsml.model.AccessDeniedException;
import software.amazon.awssdk.services.cleanroomsml.model.ServiceQuotaExceededException;
import software.amazon.awssdk.services.cleanroomsml.model.ValidationException;

/** Two accounts in one world: the shop, whose client is injected, and its partner. */
@MlSimulator
class SharedScoringTest {
  private static final String COLLABORATION = "c0113ab0-0000-4000-8000-000000000001";
  private static final String SHOPS = "00000000-0000-4000-8000-000000000002";
  private static final String PARTNERS = "00000000-0000-4000-8000-000000000003";
  private static final String PARTNER = "222233334444";

  private final Simulator sim;
  private final CleanRoomsMlClient shop;
  private final Collaboration collaboration;

  SharedScoringTest(Simulator sim, CleanRoomsMlClient shop) {
    this.sim = sim;
    this.shop = shop;
    this.collaboration =
        sim.setup(CleanRooms.class)
            .collaboration(COLLABORATION)
            .member(sim.account(), SHOPS)
            .member(PARTNER, PARTNERS, Set.of(CAN_RECEIVE_INFERENCE_OUTPUT));
  }

  @BeforeEach
  void a_partner_shares_its_algorithm() {
    try (CleanRoomsMlClient partner =
        SimulatedClients.of(sim)
            .configure(CleanRoomsMlClient.builder())
            .credentialsProvider(
                StaticCredentialsProvider.create(AwsBasicCredentials.create(PARTNER, "any")))
            .build()) {
      new AlgorithmOwner(partner, PARTNERS)
          .share("lookalike", "arn:aws:iam::" + PARTNER + ":role/Images", 5);
    }
  }

  @Test
  void the_shop_gets_its_scores_and_the_data_is_deleted() {
    score();

    sim.clock().advance(Duration.ofMinutes(5));
    assertThat(sim.objects().list("s3://scores/" + COLLABORATION + "/january/")).hasSize(1);
    assertThat(sim).resource("trained-model", "january").hasStatus("INACTIVE");
    assertThat(sim).resource("ml-input-channel", "january").hasStatus("INACTIVE");
  }

  @Test
  void scores_go_only_to_members_that_may_have_them() {
    collaboration.member(sim.account(), SHOPS, Set.of(CAN_QUERY));

    assertThatThrownBy(this::score)
        .isInstanceOf(ValidationException.class)
        .hasMessageContaining("lacks CAN_RECEIVE_INFERENCE_OUTPUT");
    assertTheDataIsDeleted();
  }

  @Test
  void a_member_that_may_not_query_sees_no_data_at_all() {
    collaboration.member(sim.account(), SHOPS, Set.of());

    assertThatThrownBy(this::score).isInstanceOf(AccessDeniedException.class);
    assertThat(sim).resources("ml-input-channel").isEmpty();
  }

  @Test
  @JobOutcome(
      resource = "trained-model",
      failAt = "CREATE_IN_PROGRESS",
      reason = "AlgorithmError: column [segment] has one value")
  void a_training_that_fails_is_told_and_its_data_deleted() {
    assertThatThrownBy(this::score)
        .hasMessageEndingWith("is CREATE_FAILED: AlgorithmError: column [segment] has one value");
    assertTheDataIsDeleted();
  }

  @Test
  @Quota(name = "Pending or in-progress custom model training jobs per membership", value = 0)
  void over_the_quota_nothing_is_trained_and_the_data_is_deleted() {
    assertThatThrownBy(this::score).isInstanceOf(ServiceQuotaExceededException.class);
    assertTheDataIsDeleted();
  }

  @Test
  @Throttle(operation = "StartTrainedModelInferenceJob", first = 2)
  void throttling_is_left_to_the_sdk() {
    score();

    assertThat(sim).called("StartTrainedModelInferenceJob").times(3);
    assertThat(sim).resources("trained-model-inference-job").hasSize(1);
  }

  @Test
  @JobOutcome(resource = "trained-model-inference-job", stuckAt = "CREATE_IN_PROGRESS")
  void a_job_that_hangs_does_not_keep_the_data() {
    assertThatThrownBy(this::score).hasStackTraceContaining("would never end");
    assertThat(sim).called("DeleteMLInputChannelData");
  }

  @Test
  @InjectFault(operation = "DeleteTrainedModelOutput", kind = InjectFault.Kind.UNAVAILABLE)
  void the_channel_is_deleted_even_if_the_model_cannot_be() {
    score();

    assertThat(sim).called("DeleteMLInputChannelData").allSucceeded();
  }

  @Test
  void when_the_partner_leaves_there_is_nothing_to_train() {
    collaboration.leaves(sim.account());

    assertThatThrownBy(this::score).isInstanceOf(AccessDeniedException.class);
  }

  private void score() {
    new SharedScoring(shop, COLLABORATION, SHOPS).score("lookalike", "january", sim.account());
  }

  private void assertTheDataIsDeleted() {
    sim.clock().advance(Duration.ofMinutes(5));
    assertThat(sim).resource("ml-input-channel", "january").hasStatus("INACTIVE");
  }
}
