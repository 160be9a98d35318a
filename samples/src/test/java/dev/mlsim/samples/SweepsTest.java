package dev.mlsim.samples;

import static dev.mlsim.assertj.MlSimAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mlsim.Simulator;
import dev.mlsim.junit.FaultSweep;
import dev.mlsim.junit.MlSimulator;
import dev.mlsim.samples.cleanroomsml.AlgorithmOwner;
import dev.mlsim.samples.cleanroomsml.SharedScoring;
import dev.mlsim.samples.lookoutvision.InspectionModel;
import dev.mlsim.samples.lookoutvision.LotInspection;
import dev.mlsim.samples.personalize.BatchRecommendations;
import dev.mlsim.samples.sagemaker.CanaryRelease;
import dev.mlsim.samples.sagemaker.ChurnScores;
import dev.mlsim.samples.sagemaker.ModelRelease;
import dev.mlsim.samples.sagemaker.NightlyScoring;
import dev.mlsim.samples.sagemaker.NightlyTraining;
import dev.mlsim.samples.transcribe.CallTranscripts;
import dev.mlsim.samples.transcribe.Transcribe;
import dev.mlsim.sdk.SimulatedClients;
import dev.mlsim.services.cleanroomsml.CleanRooms;
import dev.mlsim.services.cleanroomsml.MemberAbility;
import dev.mlsim.services.lookoutvision.Detection;
import dev.mlsim.services.lookoutvision.VisionModels;
import dev.mlsim.services.sagemakerruntime.EndpointModels;
import dev.mlsim.services.sagemakerruntime.Inference;
import dev.mlsim.sweep.FaultKind;
import dev.mlsim.sweep.Sweep;
import dev.mlsim.sweep.SweepReport;
import dev.mlsim.sweep.SweepRun;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.services.cleanroomsml.CleanRoomsMlClient;
import software.amazon.awssdk.services.lookoutvision.LookoutVisionClient;
import software.amazon.awssdk.services.personalize.PersonalizeClient;
import software.amazon.awssdk.services.sagemaker.SageMakerClient;
import software.amazon.awssdk.services.sagemakerruntime.SageMakerRuntimeClient;
import software.amazon.awssdk.services.transcribe.TranscribeClient;

/** Each story again and again, and each time something else goes wrong. */
@MlSimulator
class SweepsTest {
  private static final LocalDate NIGHT = LocalDate.of(2026, 1, 1);
  private static final String ARTIFACTS = "s3://churn/models/model.tar.gz";
  private static final String COLLABORATION = "c0113ab0-0000-4000-8000-000000000001";
  private static final String SHOP = "00000000-0000-4000-8000-000000000002";
  private static final String PARTNER = "00000000-0000-4000-8000-000000000003";

  /** A night that somebody stopped stays stopped, and three jobs that failed are three. */
  @FaultSweep(
      heals = true,
      without = {FaultKind.RESOURCE_STOPPED, FaultKind.ALL_FAIL})
  void a_night_trains_a_model(SageMakerClient sageMaker, Simulator sim) {
    String job = new NightlyTraining(sageMaker, sim.clock()::sleep).run(NIGHT).trainingJobName();

    assertThat(sim).resource("training-job", job).hasStatus("Completed");
  }

  @FaultSweep(heals = true) // in place of @Test
  void a_model_is_released(SageMakerClient sageMaker, Simulator sim) {
    new ModelRelease(sageMaker).release("churn-1", ARTIFACTS);

    assertThat(sim)
        .resource("endpoint", "churn")
        .hasStatus("InService")
        .hasAttribute("EndpointConfigName", "churn-1");
  }

  @FaultSweep(depth = 1)
  void a_third_model_replaces_the_second(SageMakerClient sageMaker, SweepRun run) {
    ModelRelease release = new ModelRelease(sageMaker);
    run.unharmed(
        () -> {
          release.release("churn-1", ARTIFACTS);
          release.release("churn-2", ARTIFACTS);
        });

    release.release("churn-3", ARTIFACTS);

    assertThat(run.sim())
        .resource("endpoint", "churn")
        .hasAttribute("EndpointConfigName", "churn-3");
  }

  @FaultSweep
  void a_canary_says_which_model_serves(SageMakerClient sageMaker, SweepRun run) {
    ModelRelease release = new ModelRelease(sageMaker);
    run.unharmed(
        () -> {
          release.release("churn-1", ARTIFACTS);
          release.prepare("churn-2", ARTIFACTS);
        });
    CanaryRelease canary = new CanaryRelease(sageMaker);

    canary.begin("churn-2");
    boolean serves = canary.await("churn-2");

    assertThat(run.sim())
        .resource("endpoint", "churn")
        .hasStatus("InService")
        .hasAttribute("EndpointConfigName", serves ? "churn-2" : "churn-1");
  }

  @FaultSweep
  void a_customer_is_scored(
      SageMakerClient sageMaker, SageMakerRuntimeClient runtime, SweepRun run) {
    run.sim()
        .setup(EndpointModels.class)
        .endpoint("churn")
        .answers(call -> Inference.of("0.9", "text/csv"));
    run.unharmed(() -> new ModelRelease(sageMaker).release("churn-1", ARTIFACTS));

    assertThat(new ChurnScores(runtime).of("ann,12,3")).hasValue(0.9);
  }

  @FaultSweep(heals = true)
  void all_customers_are_scored(
      SageMakerClient sageMaker, SageMakerRuntimeClient runtime, SweepRun run) {
    Simulator sim = run.sim();
    sim.setup(EndpointModels.class)
        .endpoint("churn*")
        .answers(call -> Inference.of("0.9\n0.2\n", "text/csv"));
    sim.objects().put("s3://churn/customers.csv", "ann,12,3\nbob,1,9\n");
    run.unharmed(() -> new ModelRelease(sageMaker).prepare("churn-1", ARTIFACTS));

    String scores =
        new NightlyScoring(sageMaker, runtime, at -> sim.objects().text(at), sim.clock()::sleep)
            .score("churn-1", "s3://churn/customers.csv");

    assertThat(scores.lines()).containsExactly("0.9", "0.2");
  }

  /**
   * Names of jobs are taken for good, so that nobody runs a batch again under its name. It calls 95
   * times: what differs most is tried in each build; all of it takes 189 runs.
   */
  @FaultSweep(runs = 40)
  void a_batch_is_recommended(PersonalizeClient personalize, Simulator sim) {
    sim.objects().put("s3://shop/users.json", "{\"userId\":\"ann\"}\n");

    new BatchRecommendations(personalize, sim.clock().asInstantSource(), sim.clock()::sleep)
        .run(
            new BatchRecommendations.Batch(
                "weekly", "s3://shop/clicks.csv", "s3://shop/users.json", "s3://shop/out/", 0.0));

    assertThat(sim.objects().list("s3://shop/out/")).isNotEmpty();
    assertThat(sim).resources("dataset-group").isEmpty();
  }

  @FaultSweep(runs = 40)
  void customers_of_both_are_scored(CleanRoomsMlClient rooms, SweepRun run) {
    Simulator sim = run.sim();
    sim.setup(CleanRooms.class)
        .collaboration(COLLABORATION)
        .member(sim.account(), SHOP)
        .member("222233334444", PARTNER, Set.of(MemberAbility.CAN_RECEIVE_INFERENCE_OUTPUT));
    try (SimulatedClients clients = SimulatedClients.of(sim)) {
      CleanRoomsMlClient partners =
          clients
              .configure(CleanRoomsMlClient.builder())
              .credentialsProvider(
                  StaticCredentialsProvider.create(
                      AwsBasicCredentials.create("222233334444", "any")))
              .build();
      run.unharmed(
          () ->
              new AlgorithmOwner(partners, PARTNER)
                  .share("lookalike", "arn:aws:iam::222233334444:role/Images", 5));
    }

    new SharedScoring(rooms, COLLABORATION, SHOP).score("lookalike", "january", sim.account());

    assertThat(sim.objects().list("s3://scores/")).isNotEmpty();
  }

  @FaultSweep
  @MlSimulator(polling = "settle")
  void a_lot_is_inspected(LookoutVisionClient lookout, SweepRun run) throws InterruptedException {
    run.sim()
        .setup(VisionModels.class)
        .detector(image -> image[0] == 1 ? Detection.anomalous(0.97) : Detection.normal(0.99));
    run.unharmed(
        () ->
            new InspectionModel(lookout, "circuits", run.sim().clock()::sleep)
                .train("images", "train.manifest"));

    List<Integer> bad =
        new LotInspection(lookout, "circuits", "1", Duration.ZERO, 120)
            .inspect(List.of(new byte[] {0}, new byte[] {1}));

    assertThat(bad).containsExactly(1);
  }

  @FaultSweep(heals = true)
  @MlSimulator(polling = "settle")
  void a_model_learns_to_inspect(LookoutVisionClient lookout, Simulator sim) {
    String version =
        new InspectionModel(lookout, "circuits", sim.clock()::sleep)
            .train("images", "train.manifest");

    assertThat(sim).resource("lookoutvision:model", "circuits/" + version).hasStatus("TRAINED");
  }

  @FaultSweep(heals = true)
  @MlSimulator(services = Transcribe.class)
  void a_call_is_transcribed(TranscribeClient transcribe, Simulator sim) {
    String transcript =
        new CallTranscripts(transcribe, sim.clock()::sleep)
            .transcribe("call-7", "s3://calls/7.wav", "calls");

    assertThat(transcript).endsWith("call-7.json");
  }

  @Test
  void a_night_is_swept_as_one_test() {
    SweepReport report =
        Sweep.of(sim -> night(sim).run(NIGHT))
            .never("four jobs paid", sim -> sim.billing().charges().size() > 3)
            .runs(30)
            .run();
    report.check(); // or look at report.findings(), report.text(), report.writeTo(page)

    assertThat(report.trials()).hasSizeGreaterThan(20);
  }

  private static NightlyTraining night(Simulator sim) {
    SageMakerClient sageMaker = SimulatedClients.of(sim).create(SageMakerClient.class);
    return new NightlyTraining(sageMaker, sim.clock()::sleep);
  }
}
