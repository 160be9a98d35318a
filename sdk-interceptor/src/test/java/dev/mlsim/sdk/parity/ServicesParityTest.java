package dev.mlsim.sdk.parity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mlsim.Simulator;
import dev.mlsim.parity.ParityReport;
import dev.mlsim.parity.Verdict;
import dev.mlsim.sdk.SimulatedClients;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import software.amazon.awssdk.services.cleanroomsml.CleanRoomsMlClient;
import software.amazon.awssdk.services.lookoutvision.LookoutVisionClient;
import software.amazon.awssdk.services.personalize.PersonalizeClient;

/** Services whose ids are made by the service, whose statuses are plain words, whose paths vary. */
@Isolated("a recording sees every client of the JVM")
class ServicesParityTest {
  private static final String MEMBERSHIP = "11111111-1111-4111-8111-111111111111";
  private static final String ROLE = "arn:aws:iam::123456789012:role/Any";

  @TempDir Path folder;

  private static void lookalike(Simulator sim) {
    CleanRoomsMlClient ml = SimulatedClients.of(sim).create(CleanRoomsMlClient.class);
    String algorithm =
        ml.createConfiguredModelAlgorithm(
                r ->
                    r.name("jane-lookalike")
                        .roleArn(ROLE)
                        .trainingContainerConfig(c -> c.imageUri("registry/train:1"))
                        .inferenceContainerConfig(c -> c.imageUri("registry/infer:1")))
            .configuredModelAlgorithmArn();
    ml.getConfiguredModelAlgorithm(r -> r.configuredModelAlgorithmArn(algorithm));
    String association =
        ml.createConfiguredModelAlgorithmAssociation(
                r ->
                    r.name("jane-lookalike")
                        .membershipIdentifier(MEMBERSHIP)
                        .configuredModelAlgorithmArn(algorithm))
            .configuredModelAlgorithmAssociationArn();
    String channel =
        ml.createMLInputChannel(
                r ->
                    r.name("customers")
                        .membershipIdentifier(MEMBERSHIP)
                        .configuredModelAlgorithmAssociations(association)
                        .retentionInDays(7)
                        .inputChannel(
                            c ->
                                c.roleArn(ROLE)
                                    .dataSource(
                                        d ->
                                            d.protectedQueryInputParameters(
                                                q ->
                                                    q.sqlParameters(
                                                        s -> s.queryString("SELECT 1 FROM t"))))))
            .mlInputChannelArn();
    for (int i = 0; i < 6; i++) {
      sim.clock().advance(Duration.ofMinutes(2));
      ml.getMLInputChannel(r -> r.membershipIdentifier(MEMBERSHIP).mlInputChannelArn(channel));
    }
    ml.listConfiguredModelAlgorithms(r -> {});
    Recorded.refused(
        () -> ml.deleteConfiguredModelAlgorithm(r -> r.configuredModelAlgorithmArn(algorithm)));
  }

  private static void recommender(Simulator sim) {
    PersonalizeClient personalize = SimulatedClients.of(sim).create(PersonalizeClient.class);
    String group = personalize.createDatasetGroup(r -> r.name("jane-group")).datasetGroupArn();
    for (int i = 0; i < 4; i++) {
      sim.clock().advance(Duration.ofSeconds(23));
      personalize.describeDatasetGroup(r -> r.datasetGroupArn(group));
    }
    String solution =
        personalize
            .createSolution(
                r ->
                    r.name("jane-solution")
                        .datasetGroupArn(group)
                        .recipeArn("arn:aws:personalize:::recipe/aws-user-personalization")
                        .performAutoTraining(false))
            .solutionArn();
    String version =
        personalize.createSolutionVersion(r -> r.solutionArn(solution)).solutionVersionArn();
    for (int i = 0; i < 8; i++) {
      sim.clock().advance(Duration.ofMinutes(7));
      personalize.describeSolutionVersion(r -> r.solutionVersionArn(version));
    }
    personalize.describeSolution(r -> r.solutionArn(solution));
    personalize.listSolutions(r -> {});
    Recorded.refused(() -> personalize.createDatasetGroup(r -> r.name("jane-group")));
    Recorded.refused(() -> personalize.describeCampaign(r -> r.campaignArn(group + "x")));
  }

  private static void inspection(Simulator sim) {
    LookoutVisionClient lookout = SimulatedClients.of(sim).create(LookoutVisionClient.class);
    lookout.createProject(r -> r.projectName("jane_circuits"));
    lookout.createDataset(
        r ->
            r.projectName("jane_circuits")
                .datasetType("train")
                .datasetSource(
                    s ->
                        s.groundTruthManifest(
                            m -> m.s3Object(o -> o.bucket("images").key("train.manifest")))));
    for (int i = 0; i < 4; i++) {
      sim.clock().advance(Duration.ofSeconds(19));
      lookout.describeDataset(r -> r.projectName("jane_circuits").datasetType("train"));
    }
    lookout.createModel(
        r ->
            r.projectName("jane_circuits")
                .outputConfig(o -> o.s3Location(s -> s.bucket("models"))));
    for (int i = 0; i < 8; i++) {
      sim.clock().advance(Duration.ofMinutes(9));
      lookout.describeModel(r -> r.projectName("jane_circuits").modelVersion("1"));
    }
    lookout.startModel(r -> r.projectName("jane_circuits").modelVersion("1").minInferenceUnits(1));
    for (int i = 0; i < 5; i++) {
      sim.clock().advance(Duration.ofMinutes(2));
      lookout.describeModel(r -> r.projectName("jane_circuits").modelVersion("1"));
    }
    lookout.listModels(r -> r.projectName("jane_circuits"));
    Recorded.refused(() -> lookout.describeProject(r -> r.projectName("none")));
    Recorded.refused(() -> lookout.deleteProject(r -> r.projectName("jane_circuits")));
  }

  @Test
  void ids_that_clean_rooms_makes_stand_for_each_other() throws Exception {
    ParityReport report = Recorded.report(folder, aws -> {}, ServicesParityTest::lookalike);

    assertThat(report.findings()).as(report.text()).isEmpty();
    assertThat(report.count(Verdict.AGREES)).as(report.text()).isEqualTo(report.replayed().size());
    assertThat(Files.readString(folder.resolve("run.jsonl")))
        .doesNotContain("jane", "1111-1111", "SELECT");
  }

  @Test
  void a_recording_of_personalize_agrees_with_it() throws Exception {
    ParityReport report = Recorded.report(folder, aws -> {}, ServicesParityTest::recommender);

    assertThat(report.findings()).as(report.text()).isEmpty();
    assertThat(report.count(Verdict.AGREES)).as(report.text()).isEqualTo(report.replayed().size());
    assertThat(Files.readString(folder.resolve("run.jsonl"))).doesNotContain("jane");
  }

  @Test
  void a_recording_of_lookout_agrees_with_it() throws Exception {
    ParityReport report = Recorded.report(folder, aws -> {}, ServicesParityTest::inspection);

    assertThat(report.findings()).as(report.text()).isEmpty();
    assertThat(report.count(Verdict.AGREES)).as(report.text()).isEqualTo(report.replayed().size());
    assertThat(Files.readString(folder.resolve("run.jsonl"))).doesNotContain("jane");
  }

  @Test
  void phases_take_as_long_there_as_on_aws_and_fail_where_they_failed() {
    ParityReport versions =
        Recorded.report(
            folder,
            aws ->
                aws.script()
                    .resource("solution-version")
                    .failAt("CREATE IN_PROGRESS", Duration.ofMinutes(17), "Too few interactions"),
            ServicesParityTest::recommender);
    ParityReport models =
        Recorded.report(
            folder,
            aws ->
                aws.script()
                    .resource("lookoutvision:model")
                    .takes("TRAINING", Duration.ofMinutes(41)),
            ServicesParityTest::inspection);

    assertThat(versions.findings()).as(versions.text()).isEmpty();
    assertThat(models.findings()).as(models.text()).isEmpty();
  }
}
