package dev.mlsim.sdk.sagemaker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mlsim.Simulator;
import dev.mlsim.Snapshot;
import dev.mlsim.fixtures.Hosting;
import dev.mlsim.sdk.SimulatedClients;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sagemaker.SageMakerClient;
import software.amazon.awssdk.services.sagemaker.model.ConflictException;
import software.amazon.awssdk.services.sagemaker.model.CreateInferenceExperimentRequest;
import software.amazon.awssdk.services.sagemaker.model.DescribeEndpointResponse;
import software.amazon.awssdk.services.sagemaker.model.DescribeInferenceExperimentResponse;
import software.amazon.awssdk.services.sagemaker.model.ModelVariantConfig;
import software.amazon.awssdk.services.sagemaker.model.ProductionVariantSummary;
import software.amazon.awssdk.services.sagemaker.model.ResourceNotFoundException;

@SuppressWarnings("unchecked") // the SDK takes consumers as varargs
class InferenceExperimentTest {
  private static final Duration TEN_MINUTES = Duration.ofMinutes(10);

  private final Simulator sim = Simulator.create();
  private final SageMakerClient sageMaker = SimulatedClients.of(sim).create(SageMakerClient.class);
  private final Hosting hosting = new Hosting(sageMaker);

  @BeforeEach
  void production() {
    hosting.inService(sim, "churn", 1);
    hosting.model("next");
  }

  @Test
  void a_shadow_is_served_beside_production_and_promoted_in_the_end() {
    create(r -> {});
    assertThat(status()).isEqualTo("Creating");
    sim.clock().advance(Duration.ofMinutes(1));
    assertThat(status()).isEqualTo("Starting");
    assertThat(endpoint().endpointStatusAsString()).isEqualTo("Updating");
    sim.clock().advance(TEN_MINUTES);

    DescribeInferenceExperimentResponse running = describe();
    assertThat(running.statusAsString()).isEqualTo("Running");
    assertThat(running.endpointMetadata().endpointStatusAsString()).isEqualTo("InService");
    assertThat(running.modelVariants())
        .allSatisfy(v -> assertThat(v.statusAsString()).isEqualTo("InService"));
    assertThat(Duration.between(running.schedule().startTime(), running.schedule().endTime()))
        .isBetween(Duration.ofDays(6), Duration.ofDays(7));
    assertThat(endpoint().shadowProductionVariants())
        .extracting(ProductionVariantSummary::variantName)
        .containsExactly("shadow");
    assertThatThrownBy(() -> sageMaker.deleteInferenceExperiment(r -> r.name("test")))
        .isInstanceOf(ConflictException.class);
    assertThatThrownBy(() -> stop(Map.of("prod", "Remove"), "Completed"))
        .hasMessageContaining("must have an action for variant shadow");
    assertThatThrownBy(() -> stop(Map.of("prod", "Remove", "shadow", "Remove"), "Completed"))
        .hasMessageContaining("must leave a variant in production");
    assertThatThrownBy(
            () ->
                sageMaker.stopInferenceExperiment(
                    r ->
                        r.name("test")
                            .modelVariantActionsWithStrings(
                                Map.of("prod", "Retain", "shadow", "Remove"))
                            .desiredModelVariants(variant("nobody", "next"))))
        .hasMessageContaining("The variant nobody is not among the ModelVariants.");

    stop(Map.of("prod", "Remove", "shadow", "Promote"), "Completed");
    assertThat(status()).isEqualTo("Stopping");
    sim.clock().advance(TEN_MINUTES);

    assertThat(describe().statusAsString()).isEqualTo("Completed");
    assertThat(describe().statusReason()).isEqualTo("it is better");
    assertThat(describe().completionTime()).isNotNull();
    assertThat(describe().modelVariants().get(0).statusAsString()).isEqualTo("Deleted");
    assertThat(endpoint().productionVariants())
        .extracting(ProductionVariantSummary::variantName)
        .containsExactly("shadow");
    assertThat(endpoint().shadowProductionVariants()).isEmpty();
    sageMaker.deleteInferenceExperiment(r -> r.name("test"));
    assertThatThrownBy(this::describe).isInstanceOf(ResourceNotFoundException.class);
  }

  @Test
  void a_schedule_starts_and_ends_a_test_by_itself() {
    Instant start = sim.clock().now().plus(Duration.ofDays(1));
    create(r -> r.schedule(s -> s.startTime(start).endTime(start.plus(Duration.ofDays(2)))));
    sim.clock().advance(Duration.ofHours(23));
    assertThat(status()).isEqualTo("Created");
    sim.clock().advance(Duration.ofHours(2));
    assertThat(status()).isEqualTo("Running");
    sim.clock().advance(Duration.ofDays(2));

    assertThat(status()).isEqualTo("Completed");
    assertThat(endpoint().productionVariants())
        .extracting(ProductionVariantSummary::variantName)
        .containsExactly("prod");
  }

  @Test
  void one_that_waits_is_started_early_or_cancelled() {
    Instant start = sim.clock().now().plus(Duration.ofDays(10));
    create(r -> r.schedule(s -> s.startTime(start).endTime(start.plus(Duration.ofDays(28)))));
    sim.clock().advance(Duration.ofMinutes(1));
    assertThatThrownBy(
            () ->
                sageMaker.updateInferenceExperiment(
                    r -> r.name("test").schedule(s -> s.endTime(start.plus(Duration.ofDays(31))))))
        .hasMessageContaining("cannot exceed 30 days");

    Instant now = sim.clock().now();
    sageMaker.startInferenceExperiment(r -> r.name("test"));
    assertThat(describe().schedule().startTime()).isEqualTo(now);
    assertThat(describe().schedule().endTime()).isEqualTo(now.plus(Duration.ofDays(30)));
    assertThatThrownBy(() -> sageMaker.startInferenceExperiment(r -> r.name("test")))
        .isInstanceOf(ConflictException.class)
        .hasMessageContaining("cannot be started in state Starting");
    sim.clock().advance(TEN_MINUTES);
    stop(Map.of("prod", "Retain", "shadow", "Remove"), "Cancelled");
    sim.clock().advance(TEN_MINUTES);

    assertThat(status()).isEqualTo("Cancelled");
  }

  @Test
  void an_endpoint_that_fails_cancels_its_test_with_the_reason() {
    sim.script().resource("endpoint").named("churn").failAt("Updating", "no ping");
    create(r -> {});
    sim.clock().advance(TEN_MINUTES);

    assertThat(status()).isEqualTo("Cancelled");
    assertThat(describe().statusReason()).isEqualTo("Endpoint churn failed to update: no ping");
    assertThat(describe().endpointMetadata().failureReason()).isEqualTo("no ping");
  }

  @Test
  void a_running_test_changes_its_sampling_and_nothing_of_its_models() {
    create(r -> {});
    sim.clock().advance(TEN_MINUTES);
    assertThatThrownBy(
            () ->
                sageMaker.updateInferenceExperiment(
                    r -> r.name("test").modelVariants(variant("prod", "churn"))))
        .hasMessageContaining("Only Description, EndTime and SamplingPercentage");

    sageMaker.updateInferenceExperiment(
        r ->
            r.name("test")
                .shadowModeConfig(
                    s ->
                        s.sourceModelVariantName("prod")
                            .shadowModelVariants(
                                v -> v.shadowModelVariantName("shadow").samplingPercentage(50))));
    assertThat(status()).isEqualTo("Updating");
    sim.clock().advance(TEN_MINUTES);

    assertThat(status()).isEqualTo("Running");
    assertThat(endpoint().shadowProductionVariants().get(0).currentWeight()).isEqualTo(0.5f);
  }

  @Test
  void an_endpoint_that_is_not_there_is_made_and_variants_are_among_the_models() {
    create(r -> r.endpointName("fresh"));
    sim.clock().advance(TEN_MINUTES);
    assertThat(status()).isEqualTo("Running");
    assertThat(describe().endpointMetadata().endpointName()).isEqualTo("fresh");

    assertThatThrownBy(() -> create(r -> r.name("other").modelVariants(variant("prod", "churn"))))
        .hasMessageContaining("The variant shadow is not among the ModelVariants.");
    assertThatThrownBy(
            () ->
                create(
                    r ->
                        r.name("other")
                            .modelVariants(variant("prod", "churn"), variant("shadow", "nobody"))))
        .hasMessageContaining("Could not find model");
  }

  @Test
  void one_that_is_stopped_while_it_starts_leaves_no_shadow() {
    create(r -> {});
    sim.clock().advance(Duration.ofMinutes(2));
    assertThat(status()).isEqualTo("Starting");

    stop(Map.of("prod", "Retain", "shadow", "Remove"), "Cancelled");
    sim.clock().advance(Duration.ofMinutes(11));
    assertThat(status()).isEqualTo("Stopping");
    sim.clock().advance(TEN_MINUTES);

    assertThat(status()).isEqualTo("Cancelled");
    assertThat(endpoint().endpointStatusAsString()).isEqualTo("InService");
    assertThat(endpoint().shadowProductionVariants()).isEmpty();
  }

  @Test
  void one_that_waits_for_its_endpoint_goes_on_after_a_restore_to_the_same_bytes() {
    create(r -> {});
    sim.clock().advance(Duration.ofMinutes(2));
    stop(Map.of("prod", "Retain", "shadow", "Remove"), "Cancelled");
    Snapshot waiting = sim.snapshot();
    sim.clock().advance(Duration.ofMinutes(20));
    String once = sim.journal().text() + describe() + endpoint();

    sim.restore(waiting);
    sim.clock().advance(Duration.ofMinutes(20));

    assertThat(sim.journal().text() + describe() + endpoint()).isEqualTo(once);
    assertThat(endpoint().shadowProductionVariants()).isEmpty();
  }

  @Test
  void an_endpoint_that_was_deleted_is_not_made_again_to_stop_a_test() {
    create(r -> {});
    sim.clock().advance(TEN_MINUTES);
    sageMaker.deleteEndpoint(r -> r.endpointName("churn"));
    sim.clock().advance(TEN_MINUTES);

    stop(Map.of("prod", "Retain", "shadow", "Remove"), "Completed");
    sim.clock().advance(TEN_MINUTES);

    assertThat(status()).isEqualTo("Completed");
    assertThat(sageMaker.listEndpoints(r -> {}).endpoints()).isEmpty();
    assertThat(sim.journal().text())
        .contains("Endpoint churn is gone, which inference experiment test would change");
  }

  @Test
  void an_end_that_is_moved_counts_and_must_lie_ahead() {
    create(r -> {});
    sim.clock().advance(TEN_MINUTES);
    assertThatThrownBy(() -> ends(sim.clock().now()))
        .hasMessageContaining("EndTime must be in the future");
    ends(sim.clock().now().plus(Duration.ofDays(20)));

    sim.clock().advance(Duration.ofDays(19));
    assertThat(status()).isEqualTo("Running");
    sim.clock().advance(Duration.ofDays(2));
    assertThat(status()).isEqualTo("Completed");
  }

  private void ends(Instant end) {
    sageMaker.updateInferenceExperiment(r -> r.name("test").schedule(s -> s.endTime(end)));
  }

  private void create(Consumer<CreateInferenceExperimentRequest.Builder> more) {
    sageMaker.createInferenceExperiment(
        r -> {
          r.name("test")
              .type("ShadowMode")
              .roleArn("arn:aws:iam::123456789012:role/Hosting")
              .endpointName("churn")
              .modelVariants(variant("prod", "churn"), variant("shadow", "next"))
              .shadowModeConfig(
                  s ->
                      s.sourceModelVariantName("prod")
                          .shadowModelVariants(
                              v -> v.shadowModelVariantName("shadow").samplingPercentage(20)));
          more.accept(r);
        });
  }

  private static ModelVariantConfig variant(String name, String model) {
    return ModelVariantConfig.builder()
        .variantName(name)
        .modelName(model)
        .infrastructureConfig(
            i ->
                i.infrastructureType("RealTimeInference")
                    .realTimeInferenceConfig(c -> c.instanceType("ml.m5.large").instanceCount(1)))
        .build();
  }

  private void stop(Map<String, String> actions, String desired) {
    sageMaker.stopInferenceExperiment(
        r ->
            r.name("test")
                .modelVariantActionsWithStrings(actions)
                .desiredState(desired)
                .reason("it is better"));
  }

  private DescribeInferenceExperimentResponse describe() {
    return sageMaker.describeInferenceExperiment(r -> r.name("test"));
  }

  private String status() {
    return describe().statusAsString();
  }

  private DescribeEndpointResponse endpoint() {
    return sageMaker.describeEndpoint(r -> r.endpointName("churn"));
  }
}
