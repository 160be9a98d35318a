package dev.mlsim.samples.recipes;

import static dev.mlsim.assertj.MlSimAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mlsim.Simulator;
import dev.mlsim.fixtures.Hosting;
import dev.mlsim.junit.MlSimulator;
import dev.mlsim.sdk.SimulatedClients;
import dev.mlsim.services.cleanroomsml.CleanRooms;
import dev.mlsim.services.lookoutvision.Detection;
import dev.mlsim.services.lookoutvision.VisionModels;
import dev.mlsim.services.personalize.PersonalizeSetup;
import dev.mlsim.services.sagemakerruntime.Chunk;
import dev.mlsim.services.sagemakerruntime.EndpointModels;
import dev.mlsim.services.sagemakerruntime.Inference;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.cleanroomsml.CleanRoomsMlClient;
import software.amazon.awssdk.services.lookoutvision.LookoutVisionClient;
import software.amazon.awssdk.services.personalize.PersonalizeClient;
import software.amazon.awssdk.services.sagemaker.SageMakerClient;
import software.amazon.awssdk.services.sagemakerruntime.SageMakerRuntimeClient;
import software.amazon.awssdk.services.sagemakerruntime.model.InvokeEndpointAsyncRequest;

@MlSimulator
class SetupsTest {
  @Test
  void an_endpoint_answers_what_the_test_wants(
      SageMakerClient sageMaker, SageMakerRuntimeClient runtime, Simulator sim) {
    EndpointModels models = sim.setup(EndpointModels.class);
    models.endpoint("churn").answers(call -> Inference.json("{\"score\": 0.9}"));
    models.endpoint("churn").variant("canary").answers(Inference.failed(500, "CUDA out of memory"));
    models.endpoint("slow-*").answers(Inference.json("1").takes(Duration.ofSeconds(20)));
    models.endpoint("cold").answers(Inference.notReady());
    models
        .endpoint("chat")
        .answers(
            Inference.stream(
                "application/jsonlines",
                Chunk.of("{\"token"),
                Chunk.of("\": 1}").after(Duration.ofMillis(50)),
                Chunk.failing(Chunk.Failure.BROKEN)));
    models.endpoint("many").targetModel("big-*").startsIn(Duration.ofSeconds(90));

    new Hosting(sageMaker).inService(sim, "churn", 1);
    var answer =
        runtime.invokeEndpoint(r -> r.endpointName("churn").body(SdkBytes.fromUtf8String("[1]")));
    assertThat(answer.body().asUtf8String()).isEqualTo("{\"score\": 0.9}");
  }

  @Test
  void what_an_asynchronous_endpoint_answers_is_an_object(
      SageMakerClient sageMaker, SageMakerRuntimeClient runtime, Simulator sim) {
    sim.setup(EndpointModels.class)
        .endpoint("churn")
        .answers(Inference.json("{\"score\": 0.9}").takes(Duration.ofSeconds(20)));
    sim.objects().put("s3://churn/in/1.json", "[1]");
    Hosting hosting = new Hosting(sageMaker);
    hosting.model("churn");
    hosting.asyncConfig("churn", "churn", "s3://churn/results");
    hosting.endpoint("churn", "churn");
    sim.clock().advance(Duration.ofMinutes(5));
    InvokeEndpointAsyncRequest request =
        InvokeEndpointAsyncRequest.builder()
            .endpointName("churn")
            .inputLocation("s3://churn/in/1.json")
            .build();

    String result = runtime.invokeEndpointAsync(request).outputLocation();
    sim.clock().advance(Duration.ofMinutes(1));
    assertThat(sim.objects().text(result).orElseThrow()).contains("{\"score\": 0.9}");
  }

  @Test
  void a_collaboration_has_members(Simulator sim) {
    String mine = "11111111-1111-4111-8111-111111111111";
    String partners = "22222222-2222-4222-8222-222222222222";
    sim.setup(CleanRooms.class)
        .collaboration("33333333-3333-4333-8333-333333333333")
        .member(sim.account(), mine)
        .member("222233334444", partners);

    SimulatedClients clients = SimulatedClients.of(sim);
    CleanRoomsMlClient partner = // signs as the other account
        clients
            .configure(CleanRoomsMlClient.builder())
            .credentialsProvider(
                StaticCredentialsProvider.create(AwsBasicCredentials.create("222233334444", "any")))
            .build();

    assertThat(partner.listTrainedModels(r -> r.membershipIdentifier(partners)).trainedModels())
        .isEmpty();
    partner.close();
    clients.close();
  }

  @Test
  void a_model_says_what_the_test_wants_of_an_image(LookoutVisionClient lookout, Simulator sim) {
    sim.setup(VisionModels.class)
        .performance("circuits", 0.90, 0.85)
        .detector(
            "circuits",
            image -> image[0] == 0 ? Detection.normal(0.99) : Detection.anomalous(0.97));

    lookout.createProject(r -> r.projectName("circuits"));
    lookout.createDataset(
        r ->
            r.projectName("circuits")
                .datasetType("train")
                .datasetSource(
                    s ->
                        s.groundTruthManifest(
                            m -> m.s3Object(o -> o.bucket("images").key("train.manifest")))));
    sim.clock().advance(Duration.ofMinutes(1));
    lookout.createModel(
        r -> r.projectName("circuits").outputConfig(o -> o.s3Location(s -> s.bucket("models"))));
    sim.clock().advance(Duration.ofHours(1));
    lookout.startModel(r -> r.projectName("circuits").modelVersion("1").minInferenceUnits(1));
    sim.clock().advance(Duration.ofMinutes(10));
    var result =
        lookout.detectAnomalies(
            r -> r.projectName("circuits").modelVersion("1").contentType("image/png"),
            RequestBody.fromBytes(new byte[] {1}));
    assertThat(result.detectAnomalyResult().isAnomalous()).isTrue();
    assertThat(result.detectAnomalyResult().confidence()).isEqualTo(0.97f);
  }

  @Test
  void a_model_recommends_what_the_test_wants(PersonalizeClient personalize, Simulator sim) {
    sim.objects().put("s3://bucket/in/users.json", "{\"userId\":\"ann\"}\n");
    sim.setup(PersonalizeSetup.class)
        .recommend(query -> List.of(query.subject() + "-likes-this", "item-7"));

    String group = personalize.createDatasetGroup(r -> r.name("films")).datasetGroupArn();
    sim.clock().advance(Duration.ofMinutes(1));
    String solution =
        personalize
            .createSolution(
                r ->
                    r.name("films")
                        .datasetGroupArn(group)
                        .recipeArn("arn:aws:personalize:::recipe/aws-user-personalization")
                        .performAutoTraining(false))
            .solutionArn();
    String version =
        personalize.createSolutionVersion(r -> r.solutionArn(solution)).solutionVersionArn();
    sim.clock().advance(Duration.ofHours(1));
    personalize.createBatchInferenceJob(
        r ->
            r.jobName("nightly")
                .solutionVersionArn(version)
                .roleArn("arn:aws:iam::123456789012:role/Personalize")
                .jobInput(i -> i.s3DataSource(s -> s.path("s3://bucket/in/users.json")))
                .jobOutput(o -> o.s3DataDestination(s -> s.path("s3://bucket/out/"))));
    sim.clock().runUntilIdle(Duration.ofDays(1));
    assertThat(sim.objects().text("s3://bucket/out/users.json.out").orElseThrow())
        .contains("ann-likes-this");
    assertThat(sim).resource("batch-inference-job", "nightly").hasStatus("ACTIVE");
  }
}
