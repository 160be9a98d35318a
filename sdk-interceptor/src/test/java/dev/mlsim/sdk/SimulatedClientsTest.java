package dev.mlsim.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mlsim.Simulator;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.awscore.AwsClient;
import software.amazon.awssdk.core.SdkClient;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.profiles.ProfileFile;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.cleanroomsml.CleanRoomsMlAsyncClient;
import software.amazon.awssdk.services.cleanroomsml.CleanRoomsMlClient;
import software.amazon.awssdk.services.lookoutvision.LookoutVisionAsyncClient;
import software.amazon.awssdk.services.lookoutvision.LookoutVisionClient;
import software.amazon.awssdk.services.personalize.PersonalizeAsyncClient;
import software.amazon.awssdk.services.personalize.PersonalizeClient;
import software.amazon.awssdk.services.sagemaker.SageMakerAsyncClient;
import software.amazon.awssdk.services.sagemaker.SageMakerClient;
import software.amazon.awssdk.services.sagemaker.SageMakerClientBuilder;
import software.amazon.awssdk.services.sagemaker.model.SageMakerException;
import software.amazon.awssdk.services.sagemaker.model.TrainingJobStatus;

class SimulatedClientsTest {

  @Test
  void a_call_of_a_sync_client_is_answered_by_the_simulator() {
    try (SimulatedClients clients = SimulatedClients.of(Simulator.create())) {
      SageMakerClient sageMaker = clients.create(SageMakerClient.class);

      assertThat(sageMaker.listTrainingJobs().trainingJobSummaries()).isEmpty();
    }
  }

  @Test
  void a_call_of_an_async_client_is_answered_before_it_returns() {
    try (SimulatedClients clients = SimulatedClients.of(Simulator.create())) {
      SageMakerAsyncClient sageMaker = clients.create(SageMakerAsyncClient.class);

      assertThat(sageMaker.listTrainingJobs())
          .isCompletedWithValueMatching(jobs -> jobs.trainingJobSummaries().isEmpty());
    }
  }

  @ParameterizedTest
  @ValueSource(
      classes = {
        SageMakerClient.class,
        SageMakerAsyncClient.class,
        PersonalizeClient.class,
        PersonalizeAsyncClient.class,
        CleanRoomsMlClient.class,
        CleanRoomsMlAsyncClient.class,
        LookoutVisionClient.class,
        LookoutVisionAsyncClient.class
      })
  void any_client_interface_can_be_made(Class<? extends SdkClient> type) {
    try (SimulatedClients clients = CannedWorld.of().clients()) {
      assertThat(SimulatedClients.canCreate(type)).isTrue();
      assertThat(clients.create(type)).isInstanceOf(type);
    }
  }

  static Stream<Class<? extends SdkClient>> noClientInterfaces() {
    return Stream.of(SdkClient.class, AwsClient.class, OfTheUsers.class);
  }

  /** Somebody's own. */
  interface OfTheUsers extends SdkClient {}

  @ParameterizedTest
  @MethodSource("noClientInterfaces")
  void what_is_no_client_interface_is_refused(Class<? extends SdkClient> type) {
    try (SimulatedClients clients = CannedWorld.of().clients()) {
      assertThat(SimulatedClients.canCreate(type)).isFalse();
      assertThatThrownBy(() -> clients.create(type))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage(
              "mlsim: cannot make a client of ["
                  + type.getName()
                  + "]: it is no service's client interface, for it has no static builder();"
                  + " possible are those of the AWS SDK for Java 2.x, such as SageMakerClient.class"
                  + " or SageMakerAsyncClient.class");
    }
  }

  @Test
  void a_modelled_error_arrives_typed() {
    CannedWorld world =
        CannedWorld.of(
            CannedWorld.json(400, "{\"__type\":\"ValidationException\",\"message\":\"no\"}"));
    try (SimulatedClients clients = world.clients()) {
      SageMakerClient sageMaker = clients.create(SageMakerClient.class);

      assertThatThrownBy(sageMaker::listTrainingJobs)
          .isInstanceOfSatisfying(
              SageMakerException.class,
              e -> assertThat(e.awsErrorDetails().errorCode()).isEqualTo("ValidationException"));
      assertThat(world.requests()).hasSize(1);
    }
  }

  @Test
  void region_and_credentials_are_filled_in() {
    CannedWorld world = CannedWorld.of(CannedWorld.json(200, "{}"));
    try (SimulatedClients clients = new SimulatedClients(world, world.clock(), "eu-central-1", 0)) {
      clients.create(SageMakerClient.class).listTrainingJobs();
    }

    assertThat(world.request().header("Authorization").orElseThrow())
        .contains("Credential=AKIDMLSIM/", "/eu-central-1/sagemaker/aws4_request");
  }

  @Test
  void a_users_builder_comes_back_as_what_it_is_and_keeps_its_configuration() {
    CannedWorld world = CannedWorld.of(CannedWorld.trainingJob("Completed"));
    List<String> seen = new ArrayList<>();
    ExecutionInterceptor mine =
        new ExecutionInterceptor() {
          @Override
          public void beforeTransmission(
              Context.BeforeTransmission context, ExecutionAttributes attributes) {
            seen.add(context.httpRequest().host());
          }
        };
    SageMakerClientBuilder builder =
        SageMakerClient.builder()
            .region(Region.AP_SOUTH_1)
            .overrideConfiguration(
                c -> c.addExecutionInterceptor(mine).putHeader("x-team", "forecast"));

    try (SageMakerClient sageMaker = world.clients().configure(builder).build()) {
      assertThat(
              sageMaker.describeTrainingJob(r -> r.trainingJobName("churn-1")).trainingJobStatus())
          .isEqualTo(TrainingJobStatus.COMPLETED);
    }

    assertThat(seen).containsExactly("api.sagemaker.us-east-1.amazonaws.com");
    assertThat(world.request().header("x-team")).hasValue("forecast");
  }

  @Test
  void http_clients_of_the_users_are_replaced() {
    CannedWorld world = CannedWorld.of(CannedWorld.json(200, "{}"));
    SdkHttpClient real =
        new SdkHttpClient() {
          @Override
          public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
            throw new AssertionError("leaves the JVM");
          }

          @Override
          public void close() {}
        };

    try (SageMakerClient sageMaker =
            world.clients().configure(SageMakerClient.builder().httpClient(real)).build();
        PersonalizeClient personalize =
            world
                .clients()
                .configure(PersonalizeClient.builder().httpClientBuilder(defaults -> real))
                .build()) {
      sageMaker.listTrainingJobs();
      personalize.listSolutions(r -> {});
    }

    assertThat(world.requests()).hasSize(2);
  }

  @Test
  void configuring_twice_does_no_harm() {
    CannedWorld world = CannedWorld.of(CannedWorld.json(200, "{}"));
    SimulatedClients clients = world.clients();

    try (SageMakerClient sageMaker =
        clients.configure(clients.configure(SageMakerClient.builder())).build()) {
      sageMaker.listTrainingJobs();
    }

    assertThat(world.requests()).hasSize(1);
  }

  @Test
  void a_profile_file_given_in_code_is_kept() {
    ProfileFile mine = ProfileFile.aggregator().build();

    try (SageMakerClient sageMaker =
        CannedWorld.of()
            .clients()
            .configure(
                SageMakerClient.builder().overrideConfiguration(c -> c.defaultProfileFile(mine)))
            .build()) {
      assertThat(
              sageMaker.serviceClientConfiguration().overrideConfiguration().defaultProfileFile())
          .containsSame(mine);
    }
  }

  @Test
  void closing_closes_the_clients_made_and_makes_no_more() {
    CannedWorld world = CannedWorld.of(CannedWorld.json(200, "{}"));
    SimulatedClients clients = world.clients();
    SageMakerClient made = clients.create(SageMakerClient.class);
    SageMakerClient configured = clients.configure(SageMakerClient.builder()).build();

    clients.close();

    assertThatThrownBy(made::listTrainingJobs).hasMessageContaining("Connection pool shut down");
    assertThat(configured.listTrainingJobs().trainingJobSummaries()).isEmpty();
    assertThatThrownBy(() -> clients.create(SageMakerClient.class))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(
            "mlsim: cannot make a client: these SimulatedClients are closed;"
                + " SimulatedClients.of(sim) makes new ones");
  }

  @Test
  void a_client_closed_too_early_fails_as_a_real_one_does() {
    try (SimulatedClients clients = CannedWorld.of().clients()) {
      SageMakerClient first = clients.create(SageMakerClient.class);
      SageMakerClient second = clients.create(SageMakerClient.class);
      first.close();

      assertThatThrownBy(first::listTrainingJobs).hasMessageContaining("Connection pool shut down");
      assertThatThrownBy(second::listTrainingJobs).isInstanceOf(SageMakerException.class);
    }
  }
}
