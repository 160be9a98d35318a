package dev.mlsim.sdk.cleanroomsml;

import static dev.mlsim.sdk.cleanroomsml.Studio.MEMBERSHIP;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mlsim.services.cleanroomsml.AnalysisTemplate;
import dev.mlsim.services.cleanroomsml.CleanRooms;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.cleanroomsml.model.GetMlInputChannelResponse;
import software.amazon.awssdk.services.cleanroomsml.model.MLInputChannelStatus;
import software.amazon.awssdk.services.cleanroomsml.model.MembershipInferenceAttackScore;
import software.amazon.awssdk.services.cleanroomsml.model.MembershipInferenceAttackVersion;
import software.amazon.awssdk.services.cleanroomsml.model.SyntheticDataColumnType;
import software.amazon.awssdk.services.cleanroomsml.model.SyntheticDataConfiguration;

class SyntheticDataTest {
  private static final String TEMPLATE = AccessBudgetTest.template(MEMBERSHIP, "synthetic");

  private final Studio studio = new Studio();

  @Test
  void a_channel_shows_the_templates_parameters_at_once_and_the_score_when_it_is_filled() {
    template().synthetic(3, 0.6).categorical("city", false).numerical("spend", true);
    String arn = create(TEMPLATE);

    SyntheticDataConfiguration pending = get(arn).syntheticDataConfiguration();
    assertThat(pending.syntheticDataParameters().epsilon()).isEqualTo(3);
    assertThat(pending.syntheticDataParameters().maxMembershipInferenceAttackScore())
        .isEqualTo(0.6);
    assertThat(pending.syntheticDataParameters().columnClassification().columnMapping())
        .extracting(c -> c.columnName() + " " + c.columnType() + " " + c.isPredictiveValue())
        .containsExactly(
            "city " + SyntheticDataColumnType.CATEGORICAL + " false",
            "spend " + SyntheticDataColumnType.NUMERICAL + " true");
    assertThat(pending.syntheticDataEvaluationScores()).isNull();

    studio.sim.clock().advance(Duration.ofMinutes(10));
    MembershipInferenceAttackScore score = score(get(arn));
    assertThat(score.attackVersion())
        .isEqualTo(MembershipInferenceAttackVersion.DISTANCE_TO_CLOSEST_RECORD_V1);
    assertThat(score.score()).isBetween(0.5, 0.6);
  }

  @Test
  void the_collaboration_sees_them_too() {
    template().synthetic(3, 0.6);
    String arn = create(TEMPLATE);

    assertThat(
            studio
                .ml
                .getCollaborationMLInputChannel(
                    r -> r.collaborationIdentifier(studio.collaboration()).mlInputChannelArn(arn))
                .syntheticDataConfiguration())
        .isEqualTo(get(arn).syntheticDataConfiguration());
  }

  @Test
  void data_that_keep_the_threshold_fill_the_channel() {
    template().synthetic(3, 0.6).scoring(0.6);
    String arn = create(TEMPLATE);

    studio.sim.clock().advance(Duration.ofMinutes(10));

    assertThat(get(arn).status()).isEqualTo(MLInputChannelStatus.ACTIVE);
    assertThat(score(get(arn)).score()).isEqualTo(0.6);
  }

  @Test
  void data_over_the_threshold_fail_the_channel() {
    template().synthetic(3, 0.6).scoring(0.61);
    String arn = create(TEMPLATE);

    studio.sim.clock().advance(Duration.ofMinutes(10));

    GetMlInputChannelResponse failed = get(arn);
    assertThat(failed.status()).isEqualTo(MLInputChannelStatus.CREATE_FAILED);
    assertThat(failed.statusDetails().statusCode()).isEqualTo("PRIVACY_THRESHOLD_EXCEEDED");
    assertThat(failed.statusDetails().message()).contains("0.61 exceeds the maximum of 0.6");
    assertThat(failed.numberOfRecords()).isNull();
  }

  @Test
  void other_templates_make_no_synthetic_data() {
    template();

    assertThat(get(create(TEMPLATE)).syntheticDataConfiguration()).isNull();
    assertThat(get(create(TEMPLATE + "-unknown")).syntheticDataConfiguration()).isNull();
  }

  @Test
  void what_no_template_can_have_is_refused_in_words() {
    AnalysisTemplate template = template();

    assertThatThrownBy(() -> template.synthetic(11, 0.6))
        .hasMessage("mlsim: epsilon is 1.0E-4 to 10.0, but this is [11.0]");
    assertThatThrownBy(() -> template.numerical("spend", true))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageStartingWith("mlsim: cannot classify column [spend]");
    assertThatThrownBy(() -> template.scoring(2)).hasMessageContaining("[2.0]");
  }

  private AnalysisTemplate template() {
    return studio.sim.setup(CleanRooms.class).analysisTemplate(TEMPLATE, "SELECT * FROM customers");
  }

  private String create(String template) {
    return studio
        .ml
        .createMLInputChannel(
            Studio.channelOf(
                    studio.association(),
                    q -> q.sqlParameters(s -> s.analysisTemplateArn(template)))
                .build())
        .mlInputChannelArn();
  }

  private GetMlInputChannelResponse get(String arn) {
    return studio.ml.getMLInputChannel(
        r -> r.membershipIdentifier(MEMBERSHIP).mlInputChannelArn(arn));
  }

  private static MembershipInferenceAttackScore score(GetMlInputChannelResponse channel) {
    return channel
        .syntheticDataConfiguration()
        .syntheticDataEvaluationScores()
        .dataPrivacyScores()
        .membershipInferenceAttackScores()
        .get(0);
  }
}
