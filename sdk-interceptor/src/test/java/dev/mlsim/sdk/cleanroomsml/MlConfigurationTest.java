package dev.mlsim.sdk.cleanroomsml;

import static dev.mlsim.sdk.cleanroomsml.Studio.MEMBERSHIP;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.cleanroomsml.model.AccessDeniedException;
import software.amazon.awssdk.services.cleanroomsml.model.GetMlConfigurationResponse;
import software.amazon.awssdk.services.cleanroomsml.model.GetTrainedModelResponse;
import software.amazon.awssdk.services.cleanroomsml.model.LogsStatus;
import software.amazon.awssdk.services.cleanroomsml.model.MetricsStatus;
import software.amazon.awssdk.services.cleanroomsml.model.NoiseLevelType;
import software.amazon.awssdk.services.cleanroomsml.model.ResourceNotFoundException;

class MlConfigurationTest {
  private final Studio studio = new Studio();

  @Test
  void a_second_put_replaces_the_document_and_keeps_the_time_of_creation() {
    studio.configureOutput();
    Instant first = studio.sim.clock().now();
    studio.sim.clock().advance(Duration.ofHours(1));

    studio.ml.putMLConfiguration(
        r -> r.membershipIdentifier(MEMBERSHIP).defaultOutputLocation(o -> o.roleArn(Studio.ROLE)));

    GetMlConfigurationResponse shown = get();
    assertThat(shown.defaultOutputLocation().destination()).isNull();
    assertThat(shown.defaultOutputLocation().roleArn()).isEqualTo(Studio.ROLE);
    assertThat(shown.membershipIdentifier()).isEqualTo(MEMBERSHIP);
    assertThat(shown.createTime()).isEqualTo(first);
    assertThat(shown.updateTime()).isEqualTo(first.plus(Duration.ofHours(1)));
  }

  @Test
  void a_deleted_one_is_not_found() {
    studio.configureOutput();

    studio.ml.deleteMLConfiguration(r -> r.membershipIdentifier(MEMBERSHIP));

    assertThatThrownBy(this::get).isInstanceOf(ResourceNotFoundException.class);
    assertThatThrownBy(
            () -> studio.ml.deleteMLConfiguration(r -> r.membershipIdentifier(MEMBERSHIP)))
        .isInstanceOf(ResourceNotFoundException.class);
  }

  @Test
  void a_role_of_another_account_is_denied() {
    assertThatThrownBy(
            () ->
                studio.ml.putMLConfiguration(
                    r ->
                        r.membershipIdentifier(MEMBERSHIP)
                            .defaultOutputLocation(
                                o -> o.roleArn("arn:aws:iam::999999999999:role/Theirs"))))
        .isInstanceOf(AccessDeniedException.class);
  }

  @Test
  void logs_and_metrics_that_a_policy_promises_need_the_configuration() {
    GetTrainedModelResponse without = trained();
    studio.configureOutput();
    GetTrainedModelResponse with = trained();

    assertThat(without.statusAsString()).isEqualTo("ACTIVE");
    assertThat(without.logsStatus()).isEqualTo(LogsStatus.PUBLISH_FAILED);
    assertThat(without.logsStatusDetails()).contains(Studio.ACCOUNT);
    assertThat(without.metricsStatus()).isEqualTo(MetricsStatus.PUBLISH_FAILED);
    assertThat(with.logsStatus()).isEqualTo(LogsStatus.PUBLISH_SUCCEEDED);
    assertThat(with.logsStatusDetails()).isNull();
    assertThat(with.metricsStatus()).isEqualTo(MetricsStatus.PUBLISH_SUCCEEDED);
  }

  private GetTrainedModelResponse trained() {
    String association =
        studio.association(
            r ->
                r.privacyConfiguration(
                    c ->
                        c.policies(
                            p ->
                                p.trainedModels(
                                    t ->
                                        t.containerLogs(Studio.logsFor(Studio.ACCOUNT))
                                            .containerMetrics(
                                                m -> m.noiseLevel(NoiseLevelType.LOW))))));
    String model = studio.model(association, studio.channel(association));
    return studio.ml.getTrainedModel(
        r -> r.membershipIdentifier(MEMBERSHIP).trainedModelArn(model));
  }

  private GetMlConfigurationResponse get() {
    return studio.ml.getMLConfiguration(r -> r.membershipIdentifier(MEMBERSHIP));
  }
}
