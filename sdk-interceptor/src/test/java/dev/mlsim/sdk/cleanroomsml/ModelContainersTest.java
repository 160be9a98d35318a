package dev.mlsim.sdk.cleanroomsml;

import static dev.mlsim.sdk.cleanroomsml.Studio.MEMBERSHIP;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mlsim.clock.TimerFailedException;
import dev.mlsim.services.cleanroomsml.CleanRooms;
import dev.mlsim.services.cleanroomsml.ModelContainers;
import dev.mlsim.services.cleanroomsml.OutputFile;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.cleanroomsml.model.GetTrainedModelInferenceJobResponse;
import software.amazon.awssdk.services.cleanroomsml.model.GetTrainedModelResponse;
import software.amazon.awssdk.services.cleanroomsml.model.PrivacyConfigurationPolicies;
import software.amazon.awssdk.services.cleanroomsml.model.ResultFormat;
import software.amazon.awssdk.services.cleanroomsml.model.TrainedModelExportFileType;
import software.amazon.awssdk.services.cleanroomsml.model.TrainedModelInferenceJobStatus;
import software.amazon.awssdk.services.cleanroomsml.model.TrainedModelStatus;

class ModelContainersTest {
  private static final String OUTPUT =
      "s3://output/ml/" + CleanRooms.DEFAULT_COLLABORATION + "/model/123456789012/";

  private final Studio studio = new Studio();
  private final ModelContainers containers = studio.sim.setup(ModelContainers.class);

  @Test
  void the_tests_function_gives_the_text_of_each_inference_file() {
    List<OutputFile> asked = new ArrayList<>();
    containers.inferenceOutput(
        file -> {
          asked.add(file);
          return "0.5\n".repeat(file.records());
        });

    String arn = infer(p -> {});

    int records = 0;
    for (OutputFile file : asked) {
      assertThat(file.job()).isEqualTo("scores");
      assertThat(file.model()).isEqualTo("model");
      assertThat(file.accept()).isEqualTo("application/json");
      assertThat(studio.sim.objects().text(file.location()))
          .contains("0.5\n".repeat(file.records()));
      records += file.records();
    }
    assertThat(studio.sim.objects().list(OUTPUT + "scores/")).hasSameSizeAs(asked);
    assertThat((long) records).isEqualTo(recordsOf(arn));
  }

  @Test
  void an_output_that_fails_is_told_to_who_moves_time_and_the_job_goes_on() {
    containers.inferenceOutput(
        file -> {
          throw new IllegalStateException("no more");
        });

    assertThatThrownBy(() -> infer(p -> {}))
        .isInstanceOf(TimerFailedException.class)
        .hasMessageContaining("given to [inferenceOutput] failed")
        .hasMessageContaining("no more");

    assertThat(studio.sim.objects().list(OUTPUT)).isEmpty();
    assertThat(studio.sim.journal().text()).contains("given to [inferenceOutput] failed");
    assertThat(studio.sim.resources().all("trained-model-inference-job"))
        .singleElement()
        .satisfies(job -> assertThat(job.state().status()).isEqualTo("ACTIVE"));
  }

  @Test
  void the_journal_says_what_was_written() {
    containers.inferenceOutput(file -> "done");

    infer(p -> {});

    assertThat(studio.sim.journal().text())
        .contains("wrote [" + OUTPUT + "scores/part-00000.csv.out], 4 bytes");
  }

  @Test
  void files_are_named_by_the_format_of_the_channel() {
    studio.configureOutput();
    String association = studio.association();
    String channel =
        studio
            .ml
            .createMLInputChannel(
                Studio.channelOf(
                        association,
                        q ->
                            q.resultFormat(ResultFormat.PARQUET)
                                .sqlParameters(s -> s.queryString("SELECT 1")))
                    .build())
            .mlInputChannelArn();
    studio.sim.clock().advance(Duration.ofMinutes(10));
    String model = studio.model(association, channel);

    studio.ml.startTrainedModelInferenceJob(Studio.jobOf(model, channel).build());
    studio.sim.clock().advance(Duration.ofHours(1));

    assertThat(studio.sim.objects().list(OUTPUT + "scores/"))
        .contains(OUTPUT + "scores/part-00000.parquet.out");
  }

  @Test
  void output_over_the_policys_size_fails_the_job_and_writes_nothing() {
    containers.outputSize("scores", 2.5);

    GetTrainedModelInferenceJobResponse job = job(infer(maxOutput(2)));

    assertThat(job.status()).isEqualTo(TrainedModelInferenceJobStatus.CREATE_FAILED);
    assertThat(job.statusDetails().statusCode()).isEqualTo("MAX_OUTPUT_SIZE_EXCEEDED");
    assertThat(job.statusDetails().message())
        .isEqualTo("The size of the output, 2.5 GB, exceeds the maximum of 2.0 GB.");
    assertThat(studio.sim.objects().list(OUTPUT)).isEmpty();
  }

  @Test
  void output_of_the_policys_size_goes_and_by_default_is_as_big_as_its_channel() {
    containers.outputSize("scores", 2);
    assertThat(job(infer(maxOutput(2))).status()).isEqualTo(TrainedModelInferenceJobStatus.ACTIVE);

    studio.sim.reset();
    assertThat(job(infer(maxOutput(0.01))).status())
        .isEqualTo(TrainedModelInferenceJobStatus.ACTIVE);
  }

  @Test
  void artifacts_over_the_policys_size_fail_the_training() {
    containers.artifactSize("model", 12);
    String association =
        association(p -> p.trainedModels(m -> m.maxArtifactSize(s -> s.unit("GB").value(10.0))));

    String model = studio.model(association, studio.channel(association));

    GetTrainedModelResponse failed =
        studio.ml.getTrainedModel(r -> r.membershipIdentifier(MEMBERSHIP).trainedModelArn(model));
    assertThat(failed.status()).isEqualTo(TrainedModelStatus.CREATE_FAILED);
    assertThat(failed.statusDetails().statusCode()).isEqualTo("MAX_ARTIFACT_SIZE_EXCEEDED");
  }

  @Test
  void the_tests_function_gives_the_bytes_of_an_export() {
    containers.exportOutput(
        file -> (file.job() + " of " + file.model()).getBytes(StandardCharsets.UTF_8));
    export();

    assertThat(studio.sim.objects().text(OUTPUT + "out/output.tar.gz")).contains("out of model");
    assertThat(studio.sim.objects().text(OUTPUT + "out/model.tar.gz")).contains("out of model");
  }

  @Test
  void an_export_is_as_big_as_the_models_artifacts() {
    containers.artifactSize("model", 6);
    export();

    assertThat(studio.sim.objects().list(OUTPUT)).isEmpty();
  }

  @Test
  void a_reset_forgets_functions_and_sizes() {
    containers.inferenceOutput(file -> "mine").outputSize("scores", 99);

    studio.sim.reset();
    infer(maxOutput(1));

    assertThat(studio.sim.objects().text(OUTPUT + "scores/part-00000.csv.out").orElseThrow())
        .contains("prediction");
  }

  @Test
  void a_size_below_nothing_is_refused_in_words() {
    assertThatThrownBy(() -> containers.artifactSize("model", -1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("mlsim: the size of [model] is 0 GB or more, but this is [-1.0]");
  }

  private static Consumer<PrivacyConfigurationPolicies.Builder> maxOutput(double gigabytes) {
    return p ->
        p.trainedModelInferenceJobs(j -> j.maxOutputSize(s -> s.unit("GB").value(gigabytes)));
  }

  private String association(Consumer<PrivacyConfigurationPolicies.Builder> policies) {
    return studio.association(r -> r.privacyConfiguration(c -> c.policies(policies)));
  }

  private String infer(Consumer<PrivacyConfigurationPolicies.Builder> policies) {
    studio.configureOutput();
    String association = association(policies);
    String channel = studio.channel(association);
    String model = studio.model(association, channel);
    String arn =
        studio
            .ml
            .startTrainedModelInferenceJob(Studio.jobOf(model, channel).build())
            .trainedModelInferenceJobArn();
    studio.sim.clock().advance(Duration.ofHours(1));
    return arn;
  }

  private GetTrainedModelInferenceJobResponse job(String arn) {
    return studio.ml.getTrainedModelInferenceJob(
        r -> r.membershipIdentifier(MEMBERSHIP).trainedModelInferenceJobArn(arn));
  }

  private long recordsOf(String job) {
    String channel = job(job).dataSource().mlInputChannelArn();
    return studio
        .ml
        .getMLInputChannel(r -> r.membershipIdentifier(MEMBERSHIP).mlInputChannelArn(channel))
        .numberOfRecords();
  }

  private void export() {
    studio.configureOutput();
    String association =
        association(
            p ->
                p.trainedModelExports(
                    e ->
                        e.filesToExport(
                                TrainedModelExportFileType.MODEL, TrainedModelExportFileType.OUTPUT)
                            .maxSize(s -> s.unit("GB").value(5.0))));
    String model = studio.model(association, studio.channel(association));
    studio.ml.startTrainedModelExportJob(
        r ->
            r.membershipIdentifier(MEMBERSHIP)
                .name("out")
                .trainedModelArn(model)
                .outputConfiguration(o -> o.members(Studio.exportReceiver(Studio.ACCOUNT))));
    studio.sim.clock().advance(Duration.ofMinutes(5));
  }
}
