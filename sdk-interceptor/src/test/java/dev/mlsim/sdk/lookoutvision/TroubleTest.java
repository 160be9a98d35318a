package dev.mlsim.sdk.lookoutvision;

import static dev.mlsim.sdk.lookoutvision.Factory.CIRCUITS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.lookoutvision.model.InternalServerException;
import software.amazon.awssdk.services.lookoutvision.model.ThrottlingException;

class TroubleTest {
  private final Factory factory = new Factory();

  @Test
  void throttling_says_when_to_come_again_in_a_header() {
    factory.sim.faults().on("ListProjects").first(10).throttle();

    assertThatThrownBy(() -> factory.lookout.listProjects(r -> {}))
        .isInstanceOfSatisfying(
            ThrottlingException.class,
            e -> {
              assertThat(e.statusCode()).isEqualTo(429);
              assertThat(e.retryAfterSeconds()).isEqualTo(1);
              assertThat(e.serviceCode()).isEqualTo("lookoutvision");
              assertThat(e.awsErrorDetails().sdkHttpResponse().firstMatchingHeader("Retry-After"))
                  .hasValue("1");
              assertThat(e.numAttempts()).isGreaterThan(1);
            });
  }

  @Test
  void a_service_issue_says_when_to_come_again_in_a_header() {
    factory.sim.faults().on("ListProjects").first(10).serverError();

    assertThatThrownBy(() -> factory.lookout.listProjects(r -> {}))
        .isInstanceOfSatisfying(
            InternalServerException.class,
            e -> {
              assertThat(e.statusCode()).isEqualTo(500);
              assertThat(e.retryAfterSeconds()).isEqualTo(1);
            });
  }

  @Test
  void a_throttled_call_that_is_retried_has_its_effect_once() {
    factory.sim.faults().on("CreateProject").first(1).throttle();

    factory.project(CIRCUITS);

    assertThat(factory.lookout.listProjects(r -> {}).projects()).hasSize(1);
  }

  @Test
  void a_retry_after_a_lost_answer_trains_no_second_model() {
    factory.project(CIRCUITS).dataset(CIRCUITS, "train");
    factory.sim.faults().on("CreateModel").once().loseAnswer();

    factory.training(CIRCUITS);

    assertThat(factory.sim.journal().text())
        .contains("CreateModel is, by its client token, the call that was answered at");
    assertThat(factory.lookout.listModels(r -> r.projectName(CIRCUITS)).models()).hasSize(1);
  }

  @Test
  void a_list_lags_behind_creation_where_a_test_says_so() {
    factory.sim.consistency().of("lookoutvision:project").inLists().lag(Duration.ofSeconds(30));

    factory.project(CIRCUITS);

    assertThat(factory.lookout.listProjects(r -> {}).projects()).isEmpty();
    assertThat(factory.lookout.describeProject(r -> r.projectName(CIRCUITS)).projectDescription())
        .isNotNull();
    factory.advance(Duration.ofSeconds(30));
    assertThat(factory.lookout.listProjects(r -> {}).projects()).hasSize(1);
  }

  @Test
  void a_model_that_a_list_does_not_show_yet_is_described() {
    factory.project(CIRCUITS).dataset(CIRCUITS, "train");
    factory.sim.consistency().of("lookoutvision:model").inLists().lag(Duration.ofSeconds(30));

    factory.training(CIRCUITS);

    assertThat(factory.lookout.listModels(r -> r.projectName(CIRCUITS)).models()).isEmpty();
    assertThat(factory.model(CIRCUITS, "1").statusAsString()).isEqualTo("TRAINING");
    factory.advance(Duration.ofSeconds(30));
    assertThat(factory.lookout.listModels(r -> r.projectName(CIRCUITS)).models()).hasSize(1);
  }
}
