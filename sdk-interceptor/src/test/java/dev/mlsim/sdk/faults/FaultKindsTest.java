package dev.mlsim.sdk.faults;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.mlsim.Simulator;
import dev.mlsim.fault.Fault;
import dev.mlsim.fault.FaultSpec;
import dev.mlsim.fixtures.Jobs;
import dev.mlsim.journal.JournalEntry;
import dev.mlsim.sdk.SimulatedClients;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.personalize.PersonalizeClient;
import software.amazon.awssdk.services.sagemaker.SageMakerAsyncClient;
import software.amazon.awssdk.services.sagemaker.SageMakerClient;
import software.amazon.awssdk.services.sagemaker.model.ResourceInUseException;
import software.amazon.awssdk.services.sagemaker.model.SageMakerException;

/** What a fault does, as the code under test meets it. */
class FaultKindsTest {
  private final Simulator sim = Simulator.create();
  private final SimulatedClients clients = SimulatedClients.of(sim);
  private final SageMakerClient sageMaker = clients.create(SageMakerClient.class);

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void throttling_is_retried_and_known_as_such(boolean sync) {
    AwsServiceException refusal = refusal(sync, FaultSpec::throttle);

    assertThat(refusal.isThrottlingException()).isTrue();
    assertThat(refusal.awsErrorDetails().errorCode()).isEqualTo("ThrottlingException");
    assertThat(refusal.awsErrorDetails().errorMessage()).isEqualTo("Rate exceeded");
    assertThat(refusal.statusCode()).isEqualTo(400);
    assertThat(refusal.numAttempts()).isEqualTo(4);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void access_is_denied_at_once_in_the_words_of_iam(boolean sync) {
    AwsServiceException refusal = refusal(sync, FaultSpec::accessDenied);

    assertThat(refusal.awsErrorDetails().errorCode()).isEqualTo("AccessDeniedException");
    assertThat(refusal.awsErrorDetails().errorMessage())
        .isEqualTo(
            "User: arn:aws:iam::123456789012:user/mlsim is not authorized to perform:"
                + " sagemaker:CreateTrainingJob on resource:"
                + " arn:aws:sagemaker:us-east-1:123456789012:training-job/churn-1 because no"
                + " identity-based policy allows the sagemaker:CreateTrainingJob action");
    assertThat(refusal.numAttempts()).isEqualTo(1);
  }

  @Test
  void access_is_denied_to_what_a_request_names_by_its_arn_or_to_all() {
    PersonalizeClient personalize = clients.create(PersonalizeClient.class);
    String films = personalize.createDatasetGroup(r -> r.name("films")).datasetGroupArn();
    sim.faults().on("*DatasetGroup*").accessDenied();

    assertThatThrownBy(() -> personalize.describeDatasetGroup(r -> r.datasetGroupArn(films)))
        .hasMessageContaining(" on resource: " + films + " because ");
    assertThatThrownBy(() -> personalize.listDatasetGroups(r -> {}))
        .hasMessageContaining(" on resource: * because ");
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void a_server_error_is_retried(boolean sync) {
    AwsServiceException refusal = refusal(sync, FaultSpec::serverError);

    assertThat(refusal.statusCode()).isEqualTo(500);
    assertThat(refusal.awsErrorDetails().errorCode()).isEqualTo("InternalFailure");
    assertThat(refusal.numAttempts()).isEqualTo(4);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void unavailability_is_retried(boolean sync) {
    AwsServiceException refusal = refusal(sync, FaultSpec::unavailable);

    assertThat(refusal.statusCode()).isEqualTo(503);
    assertThat(refusal.numAttempts()).isEqualTo(4);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void an_expired_token_is_not_retried(boolean sync) {
    AwsServiceException refusal = refusal(sync, FaultSpec::expiredToken);

    assertThat(refusal.awsErrorDetails().errorCode()).isEqualTo("ExpiredTokenException");
    assertThat(refusal.awsErrorDetails().errorMessage())
        .isEqualTo("The security token included in the request is expired");
    assertThat(refusal.numAttempts()).isEqualTo(1);
  }

  @Test
  void a_modelled_error_is_the_typed_exception() {
    sim.faults().on("CreateTrainingJob").fail("ResourceInUse", "taken");

    assertThat(create(true))
        .isInstanceOfSatisfying(
            ResourceInUseException.class,
            e -> assertThat(e.awsErrorDetails().errorMessage()).isEqualTo("taken"));
  }

  @Test
  void an_error_of_no_model_can_be_had_with_a_status() {
    sim.faults().on("CreateTrainingJob").fail(Fault.error("Teapot", "short").status(418));

    assertThat(create(true))
        .isInstanceOfSatisfying(
            SageMakerException.class,
            e -> {
              assertThat(e.statusCode()).isEqualTo(418);
              assertThat(e.awsErrorDetails().errorCode()).isEqualTo("Teapot");
            });
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void a_reset_connection_is_retried_and_nothing_is_done(boolean sync) {
    sim.faults().on("CreateTrainingJob").resetConnection();

    @Nullable Throwable failure = create(sync);

    assertThat(failure).isInstanceOf(SdkClientException.class).hasMessageContaining("reset");
    assertThat(failure).hasRootCauseInstanceOf(SocketException.class);
    assertThat(sim.journal().calls())
        .hasSize(4)
        .allSatisfy(call -> assertThat(call.status()).isZero())
        .allSatisfy(call -> assertThat(call.isSuccess()).isFalse());
    assertThat(sim.resources().all()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void connect_and_read_time_outs_take_the_time_they_take(boolean sync) {
    Instant start = sim.clock().now();
    sim.faults().on("CreateTrainingJob").nth(1).connectTimeout();
    sim.faults().on("CreateTrainingJob").nth(2).readTimeout();

    assertThat(create(sync)).isNull();

    assertThat(Duration.between(start, sim.clock().now()))
        .isBetween(Duration.ofSeconds(32), Duration.ofSeconds(33));
    assertThat(sim.journal().calls())
        .extracting(JournalEntry.Called::error)
        .containsExactly("ConnectTimeout", "ReadTimeout", "");
  }

  @Test
  void a_read_time_out_that_lasts_is_the_exception_of_production() {
    sim.faults().on("CreateTrainingJob").readTimeout();

    assertThat(create(true))
        .isInstanceOf(SdkClientException.class)
        .hasRootCauseInstanceOf(SocketTimeoutException.class)
        .hasMessageContaining("Read timed out");
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void after_a_lost_answer_the_retry_finds_the_name_taken(boolean sync) {
    sim.faults().on("CreateTrainingJob").once().loseAnswer();

    assertThat(create(sync)).isInstanceOf(ResourceInUseException.class);

    assertThat(sim.resources().all("training-job")).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void a_body_that_ends_early_breaks_the_call(boolean sync) {
    sim.faults().on("ListTrainingJobs").truncateBody();

    assertThat(list(sync)).isInstanceOf(SdkClientException.class);

    assertThat(sim.journal().calls()).isNotEmpty();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void a_body_that_ends_early_once_is_got_over_or_seen(boolean sync) {
    sim.faults().on("ListTrainingJobs").once().truncateBody();

    @Nullable Throwable failure = list(sync);

    assertThat(sim.journal().calls()).hasSize(failure == null ? 2 : 1);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void malformed_json_cannot_be_read(boolean sync) {
    sim.faults().on("ListTrainingJobs").malformedJson();

    assertThat(list(sync)).isInstanceOf(SdkClientException.class);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void html_in_place_of_json_cannot_be_read(boolean sync) {
    sim.faults().on("ListTrainingJobs").wrongContentType();

    assertThat(list(sync)).isInstanceOf(SdkClientException.class);
  }

  @Test
  void one_of_several_is_drawn_for_each_call() {
    sim.faults()
        .on("ListTrainingJobs")
        .oneOf(Fault.error("AccessDeniedException"), Fault.error("ValidationException"));

    for (int i = 0; i < 20; i++) {
      list(true);
    }

    assertThat(sim.journal().calls())
        .extracting(JournalEntry.Called::error)
        .contains("AccessDeniedException", "ValidationException");
  }

  private AwsServiceException refusal(boolean sync, Consumer<FaultSpec> rule) {
    rule.accept(sim.faults().on("CreateTrainingJob"));
    @Nullable Throwable failure = create(sync);
    assertThat(failure).isInstanceOf(SageMakerException.class);
    assertThat(sim.resources().all()).isEmpty();
    return (AwsServiceException) requireNonNull(failure);
  }

  private @Nullable Throwable create(boolean sync) {
    return failure(
        () -> {
          if (sync) {
            sageMaker.createTrainingJob(Jobs.job("churn-1"));
          } else {
            clients
                .create(SageMakerAsyncClient.class)
                .createTrainingJob(Jobs.job("churn-1"))
                .join();
          }
        });
  }

  private @Nullable Throwable list(boolean sync) {
    return failure(
        () -> {
          if (sync) {
            sageMaker.listTrainingJobs();
          } else {
            clients.create(SageMakerAsyncClient.class).listTrainingJobs().join();
          }
        });
  }

  private static @Nullable Throwable failure(Runnable call) {
    @Nullable Throwable failure = catchThrowable(call::run);
    @Nullable Throwable cause =
        failure instanceof CompletionException ? failure.getCause() : failure;
    return cause;
  }
}
