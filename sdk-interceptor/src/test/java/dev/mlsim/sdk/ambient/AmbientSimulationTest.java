package dev.mlsim.sdk.ambient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mlsim.Simulator;
import dev.mlsim.fixtures.Hosting;
import dev.mlsim.fixtures.Jobs;
import dev.mlsim.journal.JournalEntry;
import dev.mlsim.sdk.AmbientSimulation;
import dev.mlsim.sdk.SimulatedClients;
import dev.mlsim.sdk.waiting.SageMakerWait;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.retries.DefaultRetryStrategy;
import software.amazon.awssdk.services.cleanroomsml.CleanRoomsMlClient;
import software.amazon.awssdk.services.lookoutvision.LookoutVisionClient;
import software.amazon.awssdk.services.personalize.PersonalizeClient;
import software.amazon.awssdk.services.personalizeevents.PersonalizeEventsClient;
import software.amazon.awssdk.services.personalizeruntime.PersonalizeRuntimeClient;
import software.amazon.awssdk.services.sagemaker.SageMakerAsyncClient;
import software.amazon.awssdk.services.sagemaker.SageMakerClient;
import software.amazon.awssdk.services.sagemakera2iruntime.SageMakerA2IRuntimeClient;
import software.amazon.awssdk.services.sagemakeredge.SagemakerEdgeClient;
import software.amazon.awssdk.services.sagemakerfeaturestoreruntime.SageMakerFeatureStoreRuntimeClient;
import software.amazon.awssdk.services.sagemakermetrics.SageMakerMetricsClient;
import software.amazon.awssdk.services.sagemakerruntime.SageMakerRuntimeClient;

@Isolated("an ambient simulation is one in a JVM")
class AmbientSimulationTest {
  private final Map<Object, Object> before = properties();
  private final Simulator sim = Simulator.create();
  private final AmbientSimulation ambient = AmbientSimulation.install(sim);

  @AfterEach
  void uninstall() {
    ambient.close();
    assertThat(properties()).isEqualTo(before);
  }

  /** Those that the SDK and the JDK's server read; HTTP clients set others of their own. */
  private static Map<Object, Object> properties() {
    Map<Object, Object> properties = new HashMap<>(System.getProperties());
    properties.keySet().removeIf(key -> !key.toString().matches("(aws|software|sun.net).*"));
    return properties;
  }

  @ParameterizedTest
  @EnumSource(SyncRecipe.class)
  void every_sync_client_is_answered(SyncRecipe recipe) {
    try (SageMakerClient sageMaker = recipe.make()) {
      sageMaker.createTrainingJob(Jobs.job("churn-1"));

      assertThat(sageMaker.listTrainingJobs().trainingJobSummaries())
          .extracting(job -> job.trainingJobName())
          .containsExactly("churn-1");
    }
    assertThat(sim.resources().all("training-job")).hasSize(1);
  }

  @ParameterizedTest
  @EnumSource(AsyncRecipe.class)
  void every_async_client_is_answered(AsyncRecipe recipe) {
    SageMakerAsyncClient sageMaker = recipe.make(); // not closed: Netty takes two seconds for it

    sageMaker.createTrainingJob(Jobs.job("churn-1")).join();
    try (var waiter = sageMaker.waiter()) {
      waiter.waitUntilTrainingJobCompletedOrStopped(r -> r.trainingJobName("churn-1")).join();
    }

    assertThat(sim.resources().get("training-job", "churn-1").status()).isEqualTo("Completed");
  }

  @ParameterizedTest
  @EnumSource(SyncRecipe.class)
  void waiters_end_at_their_first_poll(SyncRecipe recipe) {
    try (SageMakerClient sageMaker = recipe.make();
        var waiter = sageMaker.waiter()) {
      sageMaker.createTrainingJob(Jobs.job("churn-1"));

      waiter.waitUntilTrainingJobCompletedOrStopped(r -> r.trainingJobName("churn-1"));
    }
    assertThat(sim.journal().calls("DescribeTrainingJob")).hasSize(1);
    assertThat(sim.resources().get("training-job", "churn-1").status()).isEqualTo("Completed");
  }

  @ParameterizedTest
  @EnumSource(SageMakerWait.class)
  void every_waiter_ends_at_its_first_poll(SageMakerWait wait) {
    try (SageMakerClient sageMaker = SageMakerClient.create();
        var waiter = sageMaker.waiter()) {
      wait.begin(sim, sageMaker);
      int calls = sim.journal().calls().size();

      wait.await(waiter);

      assertThat(sim.journal().calls()).hasSize(calls + 1);
    }
  }

  @Test
  void every_async_waiter_ends_at_its_first_poll() {
    SageMakerAsyncClient async = SageMakerAsyncClient.create(); // not closed, see above
    for (SageMakerWait wait : SageMakerWait.values()) {
      sim.reset();
      try (SageMakerClient sageMaker = SageMakerClient.create();
          var waiter = async.waiter()) {
        wait.begin(sim, sageMaker);
        int calls = sim.journal().calls().size();

        wait.await(waiter);

        assertThat(sim.journal().calls()).as(wait.toString()).hasSize(calls + 1);
      }
    }
  }

  @Test
  void a_waiter_on_a_stuck_job_fails_in_words() {
    sim.script().resource("training-job").stuckAt("Starting");
    try (SageMakerClient sageMaker = SageMakerClient.create();
        var waiter = sageMaker.waiter()) {
      sageMaker.createTrainingJob(Jobs.job("churn-1"));

      assertThatThrownBy(
              () ->
                  waiter.waitUntilTrainingJobCompletedOrStopped(r -> r.trainingJobName("churn-1")))
          .rootCause()
          .hasMessageContaining("the waiter [TrainingJobCompletedOrStopped] would never end");
    }
  }

  @ParameterizedTest
  @EnumSource(SyncRecipe.class)
  void back_off_passes_on_virtual_time(SyncRecipe recipe) {
    sim.faults().on("ListTrainingJobs").first(2).throttle();

    try (SageMakerClient sageMaker = recipe.make()) {
      sageMaker.listTrainingJobs();
    }

    assertThat(sim.journal().retries())
        .hasSize(2)
        .allSatisfy(retry -> assertThat(retry.delay()).isPositive());
  }

  @ParameterizedTest
  @EnumSource(AsyncRecipe.class)
  void async_back_off_passes_on_virtual_time(AsyncRecipe recipe) {
    sim.faults().on("ListTrainingJobs").first(2).throttle();

    recipe.make().listTrainingJobs().join();

    assertThat(sim.journal().retries())
        .hasSize(2)
        .allSatisfy(retry -> assertThat(retry.delay()).isPositive());
  }

  @Test
  void the_attempts_of_the_clients_own_strategy_are_kept() {
    sim.faults().on("ListTrainingJobs").throttle();

    try (SageMakerClient sageMaker =
        SageMakerClient.builder()
            .overrideConfiguration(
                c ->
                    c.retryStrategy(
                        DefaultRetryStrategy.standardStrategyBuilder().maxAttempts(7).build()))
            .build()) {
      assertThatThrownBy(sageMaker::listTrainingJobs).hasMessageContaining("Rate exceeded");
    }

    assertThat(sim.journal().retries())
        .extracting(JournalEntry.Retried::attempt)
        .containsExactly(2, 3, 4, 5, 6, 7);
  }

  @Test
  @SuppressWarnings("unchecked") // the SDK takes consumers as varargs
  void every_simulated_service_is_answered() {
    try (PersonalizeClient personalize = PersonalizeClient.create();
        PersonalizeRuntimeClient recommending = PersonalizeRuntimeClient.create();
        PersonalizeEventsClient events = PersonalizeEventsClient.create();
        SageMakerRuntimeClient runtime = SageMakerRuntimeClient.create();
        SageMakerFeatureStoreRuntimeClient records = SageMakerFeatureStoreRuntimeClient.create();
        SageMakerA2IRuntimeClient loops = SageMakerA2IRuntimeClient.create();
        SageMakerMetricsClient metrics = SageMakerMetricsClient.create();
        CleanRoomsMlClient cleanRooms = CleanRoomsMlClient.create();
        LookoutVisionClient lookout = LookoutVisionClient.create()) {
      if (sim.serviceIds().contains("SageMaker Runtime")) {
        assertThatThrownBy(
                () ->
                    runtime.invokeEndpoint(
                        r -> r.endpointName("churn").body(SdkBytes.fromUtf8String("{}"))))
            .hasMessageContaining("Endpoint churn of account 123456789012 not found.");
      }
      if (sim.serviceIds().contains("SageMaker Metrics")) {
        assertThatThrownBy(
                () ->
                    records.getRecord(
                        r -> r.featureGroupName("churn").recordIdentifierValueAsString("1")))
            .hasMessageContaining("churn");
        assertThatThrownBy(() -> loops.describeHumanLoop(r -> r.humanLoopName("churn")))
            .hasMessageContaining("churn");
        assertThat(
                metrics
                    .batchPutMetrics(
                        r ->
                            r.trialComponentName("churn")
                                .metricData(
                                    m ->
                                        m.metricName("auc")
                                            .value(1.0)
                                            .timestamp(sim.clock().now())))
                    .errors())
            .hasSize(1);
      }
      if (sim.serviceIds().contains("Personalize")) {
        assertThat(personalize.listSchemas(r -> {}).schemas()).isEmpty();
      }
      if (sim.serviceIds().contains("Personalize Runtime")) {
        assertThatThrownBy(() -> recommending.getRecommendations(r -> r.userId("ann")))
            .hasMessageContaining("Either campaignArn or recommenderArn must be provided.");
      }
      if (sim.serviceIds().contains("Personalize Events")) {
        assertThatThrownBy(
                () ->
                    events.putItems(
                        r ->
                            r.datasetArn(
                                    "arn:aws:personalize:us-east-1:123456789012:dataset/s/ITEMS")
                                .items(i -> i.itemId("a"))))
            .hasMessageContaining("dataset/s/ITEMS does not exist.");
      }
      if (sim.serviceIds().contains("CleanRoomsML")) {
        assertThat(cleanRooms.listTrainingDatasets(r -> {}).trainingDatasets()).isEmpty();
      }
      if (sim.serviceIds().contains("LookoutVision")) {
        assertThat(lookout.listProjects(r -> {}).projects()).isEmpty();
      }
    }
    assertThat(sim.journal().calls()).hasSize(sim.ambientServiceIds(Set.of()).size() - 1);
  }

  @Test
  void clients_of_other_services_go_where_they_always_went() {
    List<String> sent = new ArrayList<>();
    try (SagemakerEdgeClient edge =
        SagemakerEdgeClient.builder()
            .region(Region.EU_WEST_1)
            .credentialsProvider(AnonymousCredentialsProvider.create())
            .httpClient(new Recording(sent))
            .overrideConfiguration(c -> c.retryStrategy(r -> r.maxAttempts(1)))
            .build()) {
      assertThatThrownBy(
              () -> edge.getDeviceRegistration(r -> r.deviceName("lathe").deviceFleetName("hall")))
          .isInstanceOf(SdkClientException.class);
    }
    assertThat(sent)
        .containsExactly("https://edge.sagemaker.eu-west-1.amazonaws.com/GetDeviceRegistration");
  }

  @Test
  void services_of_one_signing_name_are_told_apart() {
    try (SageMakerRuntimeClient runtime =
            SageMakerRuntimeClient.builder().region(Region.EU_WEST_1).build();
        SageMakerClient sageMaker = SageMakerClient.builder().region(Region.EU_WEST_1).build()) {
      new Hosting(sageMaker).inService(sim, "churn", 1);

      String answer =
          runtime
              .invokeEndpoint(r -> r.endpointName("churn").body(SdkBytes.fromUtf8String("{}")))
              .body()
              .asUtf8String();

      assertThat(answer).contains("score");
    }
  }

  @Test
  void a_call_that_would_still_leave_is_refused() {
    List<String> sent = new ArrayList<>();
    try (SageMakerClient sageMaker = rerouted(sent)) {
      assertThatThrownBy(sageMaker::listTrainingJobs)
          .isInstanceOf(SdkClientException.class)
          .hasMessageContaining(
              "mlsim: refused to send SageMaker ListTrainingJobs to [elsewhere.example.com:443]:"
                  + " an ambient simulation is installed");
    }
    assertThat(sent).isEmpty();
  }

  @Test
  void without_the_guard_it_leaves() {
    ambient.close();
    List<String> sent = new ArrayList<>();

    try (AmbientSimulation unguarded = AmbientSimulation.unguarded(sim);
        SageMakerClient sageMaker = rerouted(sent)) {
      assertThat(unguarded.endpoint().uri().getHost()).isEqualTo("127.0.0.1");
      assertThatThrownBy(sageMaker::listTrainingJobs).isInstanceOf(SdkClientException.class);
    }

    assertThat(sent).contains("https://elsewhere.example.com/");
  }

  @Test
  void clients_of_another_simulator_keep_theirs() {
    Simulator other = Simulator.create();

    try (SimulatedClients clients = SimulatedClients.of(other)) {
      clients.create(SageMakerClient.class).createTrainingJob(Jobs.job("churn-1"));
    }

    assertThat(other.resources().all()).hasSize(1);
    assertThat(sim.resources().all()).isEmpty();
  }

  @Test
  void a_second_one_is_refused() {
    assertThatThrownBy(() -> AmbientSimulation.install(sim))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(
            "mlsim: cannot install an ambient simulation: one is installed, and there is one in a"
                + " JVM at a time; close it first, and don't run tests that use it in parallel");
  }

  @Test
  void once_uninstalled_clients_go_where_they_always_went() {
    List<String> sent = new ArrayList<>();
    try (SageMakerClient sageMaker =
        SageMakerClient.builder()
            .region(Region.EU_WEST_1)
            .credentialsProvider(AnonymousCredentialsProvider.create())
            .httpClient(new Recording(sent))
            .overrideConfiguration(c -> c.retryStrategy(r -> r.maxAttempts(1)))
            .build()) {
      ambient.close();

      assertThatThrownBy(sageMaker::listTrainingJobs).isInstanceOf(SdkClientException.class);
    }
    assertThat(sent).containsExactly("https://api.sagemaker.eu-west-1.amazonaws.com/");
  }

  private static SageMakerClient rerouted(List<String> sent) {
    ExecutionInterceptor elsewhere =
        new ExecutionInterceptor() {
          @Override
          public SdkHttpRequest modifyHttpRequest(
              Context.ModifyHttpRequest context, ExecutionAttributes attributes) {
            return context.httpRequest().toBuilder()
                .protocol("https")
                .host("elsewhere.example.com")
                .port(443)
                .build();
          }
        };
    return SageMakerClient.builder()
        .httpClient(new Recording(sent))
        .overrideConfiguration(c -> c.addExecutionInterceptor(elsewhere))
        .build();
  }
}
