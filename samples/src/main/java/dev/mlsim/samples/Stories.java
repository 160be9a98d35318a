package dev.mlsim.samples;

import dev.mlsim.Polling;
import dev.mlsim.Simulator;
import dev.mlsim.samples.cleanroomsml.AlgorithmOwner;
import dev.mlsim.samples.cleanroomsml.SharedScoring;
import dev.mlsim.samples.lookoutvision.InspectionModel;
import dev.mlsim.samples.lookoutvision.LotInspection;
import dev.mlsim.samples.personalize.BatchRecommendations;
import dev.mlsim.samples.sagemaker.CanaryRelease;
import dev.mlsim.samples.sagemaker.ChurnScores;
import dev.mlsim.samples.sagemaker.ClusterCare;
import dev.mlsim.samples.sagemaker.ModelRelease;
import dev.mlsim.samples.sagemaker.NightlyScoring;
import dev.mlsim.samples.sagemaker.NightlyTraining;
import dev.mlsim.samples.sagemaker.StudioOnboarding;
import dev.mlsim.samples.transcribe.CallTranscripts;
import dev.mlsim.samples.transcribe.Transcribe;
import dev.mlsim.sdk.SimulatedClients;
import dev.mlsim.service.Service;
import dev.mlsim.services.cleanroomsml.CleanRooms;
import dev.mlsim.services.cleanroomsml.MemberAbility;
import dev.mlsim.services.lookoutvision.Detection;
import dev.mlsim.services.lookoutvision.VisionModels;
import dev.mlsim.services.sagemakerruntime.EndpointModels;
import dev.mlsim.services.sagemakerruntime.Inference;
import java.io.PrintStream;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.services.cleanroomsml.CleanRoomsMlClient;
import software.amazon.awssdk.services.lookoutvision.LookoutVisionClient;
import software.amazon.awssdk.services.personalize.PersonalizeClient;
import software.amazon.awssdk.services.sagemaker.SageMakerClient;
import software.amazon.awssdk.services.sagemaker.model.ClusterInstanceGroupSpecification;
import software.amazon.awssdk.services.sagemaker.model.DescribeTrainingJobResponse;
import software.amazon.awssdk.services.sagemaker.model.ResourceInUseException;
import software.amazon.awssdk.services.sagemakerruntime.SageMakerRuntimeClient;
import software.amazon.awssdk.services.transcribe.TranscribeClient;

/** Runs the stories of a real team, each in a world of its own, and prints what happened there. */
public final class Stories {
  private Stories() {}

  /** Tells every story. */
  public static void main(String[] args) throws InterruptedException {
    nightlyTraining(System.out);
    failingCanary(System.out);
    batchRecommendations(System.out);
    sharedScoring(System.out);
    lotInspection(System.out);
    callTranscripts(System.out);
    studioOnboarding(System.out);
    failingNode(System.out);
  }

  /**
   * A night in which the first job fails, the second one completes, and the shop gets its model.
   */
  static void nightlyTraining(PrintStream out) {
    Simulator sim = Simulator.create();
    sim.faults().on("CreateTrainingJob").first(1).throttle();
    sim.script()
        .resource("training-job")
        .named("churn-*-1")
        .takes("Training", Duration.ofHours(2))
        .failAt("Training", "AlgorithmError: loss is NaN, exit code: 1");

    try (SimulatedClients clients = SimulatedClients.of(sim)) {
      SageMakerClient sageMaker = clients.create(SageMakerClient.class);
      DescribeTrainingJobResponse job =
          new NightlyTraining(sageMaker, sim.clock()::sleep).run(LocalDate.of(2026, 1, 1));
      new ModelRelease(sageMaker)
          .release(job.trainingJobName(), job.modelArtifacts().s3ModelArtifacts());
    }
    Timeline.print("Nightly retraining with SageMaker", sim, out);
    out.printf("%n  paid for %.2f hours of ml.m5.xlarge%n", sim.billing().hours("ml.m5.xlarge"));
  }

  /** A model that serves and scores all customers, and a next one that fails as a canary. */
  static void failingCanary(PrintStream out) {
    Simulator sim = Simulator.create();
    sim.objects().put("s3://churn/customers.csv", "ann,12,3\nbob,1,9\n");
    sim.script()
        .resource("endpoint")
        .named("churn")
        .failAt("Baking", "Alarm churn-model-errors is in ALARM.");
    EndpointModels models = sim.setup(EndpointModels.class);
    models.endpoint("churn*").answers(call -> Inference.of("0.9\n0.2\n", "text/csv"));

    try (SimulatedClients clients = SimulatedClients.of(sim)) {
      SageMakerClient sageMaker = clients.create(SageMakerClient.class);
      SageMakerRuntimeClient runtime = clients.create(SageMakerRuntimeClient.class);
      NightlyTraining training = new NightlyTraining(sageMaker, sim.clock()::sleep);
      DescribeTrainingJobResponse first = training.run(LocalDate.of(2026, 1, 1));
      ModelRelease release = new ModelRelease(sageMaker);
      release.release(first.trainingJobName(), first.modelArtifacts().s3ModelArtifacts());
      String all =
          new NightlyScoring(sageMaker, runtime, at -> sim.objects().text(at), sim.clock()::sleep)
              .score(first.trainingJobName(), "s3://churn/customers.csv");

      DescribeTrainingJobResponse next = training.run(LocalDate.of(2026, 1, 2));
      release.prepare(next.trainingJobName(), next.modelArtifacts().s3ModelArtifacts());
      models
          .endpoint("churn")
          .answers(
              call ->
                  call.model().equals(next.trainingJobName())
                      ? Inference.failed(500, "loss is NaN")
                      : Inference.of("0.9", "text/csv"));
      CanaryRelease canary = new CanaryRelease(sageMaker);
      canary.begin(next.trainingJobName());
      sim.clock().advance(Duration.ofMinutes(6));
      ChurnScores scores = new ChurnScores(runtime);
      List<String> seen =
          IntStream.range(0, 8).mapToObj(i -> ChurnScores.words(scores.of("ann,12,3"))).toList();
      boolean serves = canary.await(next.trainingJobName());

      Timeline.print("A canary that fails, and is taken back", sim, out);
      out.println("\n  scores of all: " + all.lines().toList());
      out.println("  while it baked: " + seen);
      out.println("  serves now: " + serves + ", " + ChurnScores.words(scores.of("ann,12,3")));
    }
  }

  /** A team that comes to Studio and leaves it again; who takes the domain first is refused. */
  static void studioOnboarding(PrintStream out) {
    Simulator sim = Simulator.create();
    try (SimulatedClients clients = SimulatedClients.of(sim)) {
      SageMakerClient sageMaker = clients.create(SageMakerClient.class);
      StudioOnboarding studio = new StudioOnboarding(sageMaker, sim.clock()::sleep);
      String domain = studio.domain("churn", "arn:aws:iam::123456789012:role/Studio");
      String url = studio.person(domain, "ada");
      String refusal = "";
      try {
        studio.takeDown(domain);
      } catch (ResourceInUseException e) {
        refusal = e.awsErrorDetails().errorMessage();
      }
      studio.takeDown(domain, "ada");

      Timeline.print("Somebody comes to Studio, and goes", sim, out);
      out.println("\n  first visit: " + url.replaceFirst("token=.*", "token=..."));
      out.println("  the domain first: " + refusal);
    }
  }

  /** A node of a HyperPod cluster fails, and is replaced while the others go on. */
  static void failingNode(PrintStream out) {
    Simulator sim = Simulator.create();
    try (SimulatedClients clients = SimulatedClients.of(sim)) {
      SageMakerClient sageMaker = clients.create(SageMakerClient.class);
      sageMaker.createCluster(
          r ->
              r.clusterName("llm")
                  .nodeProvisioningMode("Continuous")
                  .instanceGroups(
                      ClusterInstanceGroupSpecification.builder()
                          .instanceGroupName("workers")
                          .instanceCount(2)
                          .instanceType("ml.p5.48xlarge")
                          .executionRole("arn:aws:iam::123456789012:role/HyperPod")
                          .build()));
      ClusterCare care = new ClusterCare(sageMaker, sim.clock()::sleep);
      care.awaitRunning("llm", 2);
      sim.script()
          .resource("cluster-node")
          .where("InstanceGroupName", "workers")
          .once()
          .failAt("Running", "XID 79: GPU has fallen off the bus");
      sim.clock().advance(Duration.ofSeconds(10));
      List<String> seen = care.awaitRunning("llm", 2);

      Timeline.print("A node that fails, and is replaced", sim, out);
      out.println("\n  seen meanwhile: " + seen);
      out.println(
          "  told of it: "
              + sim.events().list("SageMaker HyperPod Cluster Node Health Event").size()
              + " event");
    }
  }

  /** A batch that has to wait for jobs of other teams. */
  static void batchRecommendations(PrintStream out) {
    Simulator sim = Simulator.create();
    sim.objects().put("s3://shop/users.json", "{\"userId\":\"ann\"}\n{\"userId\":\"bob\"}\n");
    sim.faults()
        .on("CreateBatchInferenceJob")
        .first(1)
        .fail(
            "LimitExceededException", "More than 5 resources with PENDING or IN_PROGRESS status.");

    try (SimulatedClients clients = SimulatedClients.of(sim)) {
      new BatchRecommendations(
              clients.create(PersonalizeClient.class),
              sim.clock().asInstantSource(),
              sim.clock()::sleep)
          .run(
              new BatchRecommendations.Batch(
                  "weekly", "s3://shop/clicks.csv", "s3://shop/users.json", "s3://shop/out/", 0.0));
    }
    Timeline.print("Batch recommendations with Personalize", sim, out);
    out.println("\n  written: " + sim.objects().list("s3://shop/out/"));
  }

  /** Two companies: one brings the algorithm, the other one trains it on the customers of both. */
  static void sharedScoring(PrintStream out) {
    String collaboration = "c0113ab0-0000-4000-8000-000000000001";
    String shop = "00000000-0000-4000-8000-000000000002";
    String partner = "00000000-0000-4000-8000-000000000003";
    Simulator sim = Simulator.create();
    sim.setup(CleanRooms.class)
        .collaboration(collaboration)
        .member(sim.account(), shop)
        .member("222233334444", partner, Set.of(MemberAbility.CAN_RECEIVE_INFERENCE_OUTPUT));

    try (SimulatedClients clients = SimulatedClients.of(sim);
        CleanRoomsMlClient partners =
            clients
                .configure(CleanRoomsMlClient.builder())
                .credentialsProvider(
                    StaticCredentialsProvider.create(
                        AwsBasicCredentials.create("222233334444", "any")))
                .build()) {
      new AlgorithmOwner(partners, partner)
          .share("lookalike", "arn:aws:iam::222233334444:role/Images", 5);
      new SharedScoring(clients.create(CleanRoomsMlClient.class), collaboration, shop)
          .score("lookalike", "january", sim.account());
    }
    Timeline.print("Scoring with a partner in Clean Rooms ML", sim, out);
    out.println("\n  written: " + sim.objects().list("s3://scores/"));
  }

  /** A lot of forty pieces, of which the seventh is bad; each look takes half a minute. */
  static void lotInspection(PrintStream out) throws InterruptedException {
    Simulator sim = Simulator.builder().polling(Polling.settle()).build();
    sim.faults().on("DetectAnomalies").delay(Duration.ofSeconds(30));
    sim.setup(VisionModels.class)
        .detector(image -> image[0] == 6 ? Detection.anomalous(0.97) : Detection.normal(0.99));

    List<Integer> bad;
    try (SimulatedClients clients = SimulatedClients.of(sim)) {
      LookoutVisionClient lookout = clients.create(LookoutVisionClient.class);
      String version = new InspectionModel(lookout, "circuits").train("images", "train.manifest");
      List<byte[]> lot = IntStream.range(0, 40).mapToObj(i -> new byte[] {(byte) i}).toList();
      bad = new LotInspection(lookout, "circuits", version).inspect(lot);
    }
    Timeline.print("A line that hosts while it inspects, with Lookout for Vision", sim, out);
    out.println("\n  bad pieces: " + bad);
    out.printf("  paid for %.2f inference unit hours%n", sim.billing().hours("inference-unit"));
  }

  /** A service that mlsim doesn't bring along, and the samples declare. */
  static void callTranscripts(PrintStream out) {
    Simulator sim = Simulator.builder().service(Service.of(new Transcribe())).build();
    sim.faults().on("StartTranscriptionJob").first(1).fail("InternalFailureException");

    String transcript;
    try (SimulatedClients clients = SimulatedClients.of(sim)) {
      transcript =
          new CallTranscripts(clients.create(TranscribeClient.class), sim.clock()::sleep)
              .transcribe("call-7", "s3://calls/7.wav", "calls");
    }
    Timeline.print("Transcripts of calls, with a Transcribe declared here", sim, out);
    out.println("\n  written: " + transcript);
  }
}
