package dev.mlsim.sdk.sagemaker;

import static dev.mlsim.fixtures.Hosting.ARN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mlsim.Simulator;
import dev.mlsim.Snapshot;
import dev.mlsim.fixtures.Hosting;
import dev.mlsim.sdk.SimulatedClients;
import java.time.Duration;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.sagemaker.SageMakerClient;
import software.amazon.awssdk.services.sagemaker.model.CreateInferenceComponentRequest;
import software.amazon.awssdk.services.sagemaker.model.DescribeInferenceComponentResponse;
import software.amazon.awssdk.services.sagemaker.model.InferenceComponentSummary;
import software.amazon.awssdk.services.sagemaker.model.ProductionVariant;
import software.amazon.awssdk.services.sagemaker.model.ProductionVariantInstanceType;
import software.amazon.awssdk.services.sagemaker.model.SageMakerException;
import software.amazon.awssdk.services.sagemakerruntime.SageMakerRuntimeClient;

@SuppressWarnings("unchecked") // the SDK takes consumers as varargs
class InferenceComponentTest {
  private static final Duration FIVE_MINUTES = Duration.ofMinutes(5);

  private final Simulator sim = Simulator.create();
  private final SimulatedClients clients = SimulatedClients.of(sim);
  private final SageMakerClient sageMaker = clients.create(SageMakerClient.class);
  private final SageMakerRuntimeClient runtime = clients.create(SageMakerRuntimeClient.class);
  private final Hosting hosting = new Hosting(sageMaker);

  @BeforeEach
  void model() {
    hosting.model("chat-model");
  }

  @Test
  void a_component_comes_into_service_answers_and_keeps_its_endpoint() {
    endpoint(v -> {});
    create("chat", 2, 1, r -> {});
    assertThat(describe("chat").inferenceComponentStatusAsString()).isEqualTo("Creating");
    assertThat(describe("chat").runtimeConfig().currentCopyCount()).isZero();
    assertThatThrownBy(() -> invoke("chat"))
        .hasMessageContaining("Inference Component has no capacity to process this request.");
    refused(
        () -> delete("chat"),
        "Cannot delete inference component \""
            + ARN
            + "inference-component/chat\" while it is in <Creating> state.");
    sim.clock().advance(FIVE_MINUTES);

    DescribeInferenceComponentResponse chat = describe("chat");
    assertThat(chat.inferenceComponentStatusAsString()).isEqualTo("InService");
    assertThat(chat.runtimeConfig().desiredCopyCount()).isEqualTo(2);
    assertThat(chat.runtimeConfig().currentCopyCount()).isEqualTo(2);
    assertThat(chat.endpointArn()).isEqualTo(ARN + "endpoint/shared");
    assertThat(invoke("chat")).isNotEmpty();
    assertThatThrownBy(() -> invoke("nobody"))
        .hasMessageContaining("Inference Component nobody not found for Endpoint shared");

    refused(
        () -> sageMaker.deleteEndpoint(r -> r.endpointName("shared")),
        "Cannot delete endpoint \""
            + ARN
            + "endpoint/shared\" because it has inference components.");
    delete("chat");
    refused(() -> delete("chat"), "DELETE_IN_PROGRESS");
    sim.clock().advance(FIVE_MINUTES);
    refused(() -> describe("chat"), "Could not find inference component \"");
    sageMaker.deleteEndpoint(r -> r.endpointName("shared"));
  }

  @Test
  void copies_are_scaled_to_none_and_back() {
    endpoint(v -> {});
    create("chat", 1, 1, r -> {});
    sim.clock().advance(FIVE_MINUTES);
    scale("chat", 0);
    assertThat(describe("chat").inferenceComponentStatusAsString()).isEqualTo("Updating");
    assertThat(describe("chat").runtimeConfig().desiredCopyCount()).isZero();
    sim.clock().advance(FIVE_MINUTES);
    assertThatThrownBy(() -> invoke("chat"))
        .hasMessageContaining("invoking UpdateInferenceComponentRuntimeConfig API.");

    scale("chat", 3);
    sim.clock().advance(FIVE_MINUTES);

    assertThat(describe("chat").runtimeConfig().currentCopyCount()).isEqualTo(3);
    assertThat(invoke("chat")).isNotEmpty();
  }

  @Test
  void one_that_is_too_large_hangs_and_then_fails() {
    endpoint(v -> {});
    create("chat", 1, 64, r -> {});
    sim.clock().advance(Duration.ofMinutes(29));
    assertThat(describe("chat").inferenceComponentStatusAsString()).isEqualTo("Creating");
    sim.clock().advance(FIVE_MINUTES);

    assertThat(describe("chat").inferenceComponentStatusAsString()).isEqualTo("Failed");
    assertThat(describe("chat").failureReason()).contains("Insufficient capacity");
    delete("chat");
  }

  @Test
  void components_share_the_instances_until_there_is_no_room() {
    endpoint(v -> {});
    create("first", 3, 1, r -> {});
    create("second", 1, 1, r -> {});
    create("third", 1, 1, r -> {});
    sim.clock().advance(Duration.ofMinutes(31));

    assertThat(
            sageMaker
                .listInferenceComponents(r -> r.endpointNameEquals("shared"))
                .inferenceComponents())
        .extracting(InferenceComponentSummary::inferenceComponentStatusAsString)
        .containsExactly("Failed", "InService", "InService");
    scale("first", 9);
    sim.clock().advance(FIVE_MINUTES);
    assertThat(describe("first").runtimeConfig().desiredCopyCount()).isEqualTo(9);
    assertThat(describe("first").runtimeConfig().currentCopyCount()).isEqualTo(3);
    assertThat(describe("second").runtimeConfig().currentCopyCount()).isEqualTo(1);

    delete("second");
    sim.clock().advance(FIVE_MINUTES);

    assertThat(describe("first").runtimeConfig().currentCopyCount()).isEqualTo(4);
  }

  @Test
  void an_older_component_does_not_take_the_room_that_a_new_one_was_given() {
    endpoint(v -> {});
    create("first", 2, 1, r -> {});
    sim.clock().advance(FIVE_MINUTES);
    create("second", 2, 1, r -> {});
    scale("first", 4);
    sim.clock().advance(FIVE_MINUTES);

    assertThat(describe("first").runtimeConfig().currentCopyCount()).isEqualTo(2);
    assertThat(describe("second").runtimeConfig().currentCopyCount()).isEqualTo(2);
  }

  @Test
  void copies_come_and_go_with_the_instances_of_their_endpoint() {
    endpoint(v -> {});
    create("chat", 4, 1, r -> {});
    sim.clock().advance(FIVE_MINUTES);
    scale("chat", 8);
    sim.clock().advance(FIVE_MINUTES);
    assertThat(describe("chat").runtimeConfig().currentCopyCount()).isEqualTo(4);

    instances(2);
    assertThat(describe("chat").runtimeConfig().currentCopyCount()).isEqualTo(8);
    instances(1);

    assertThat(describe("chat").runtimeConfig().currentCopyCount()).isEqualTo(4);
    assertThat(describe("chat").runtimeConfig().desiredCopyCount()).isEqualTo(8);
  }

  @Test
  void an_update_without_room_is_taken_back_and_the_old_copies_run_on() {
    endpoint(v -> {});
    create("chat", 2, 1, r -> {});
    sim.clock().advance(FIVE_MINUTES);
    update("chat", 64);
    sim.clock().advance(Duration.ofMinutes(29));
    assertThat(describe("chat").inferenceComponentStatusAsString()).isEqualTo("Updating");
    assertThat(invoke("chat")).isNotEmpty();
    sim.clock().advance(FIVE_MINUTES);

    DescribeInferenceComponentResponse chat = describe("chat");
    assertThat(chat.inferenceComponentStatusAsString()).isEqualTo("InService");
    assertThat(chat.failureReason()).contains("Insufficient capacity");
    assertThat(chat.specification().computeResourceRequirements().numberOfCpuCoresRequired())
        .isEqualTo(1);
    assertThat(chat.runtimeConfig().currentCopyCount()).isEqualTo(2);

    update("chat", 2);
    sim.clock().advance(FIVE_MINUTES);
    assertThat(describe("chat").failureReason()).isNull();
    assertThat(describe("chat").runtimeConfig().currentCopyCount()).isEqualTo(2);
  }

  @Test
  void one_that_failed_can_be_updated_to_what_has_room_and_fails_again_where_it_has_not() {
    endpoint(v -> {});
    create("chat", 1, 64, r -> {});
    sim.clock().advance(Duration.ofMinutes(31));
    update("chat", 32);
    sim.clock().advance(Duration.ofMinutes(31));
    assertThat(describe("chat").inferenceComponentStatusAsString()).isEqualTo("Failed");
    assertThat(describe("chat").failureReason()).contains("Insufficient capacity");

    update("chat", 4);
    sim.clock().advance(FIVE_MINUTES);

    assertThat(describe("chat").inferenceComponentStatusAsString()).isEqualTo("InService");
    assertThat(describe("chat").runtimeConfig().currentCopyCount()).isEqualTo(1);
  }

  @Test
  void an_endpoint_that_scales_gets_the_instances_that_copies_need_and_is_billed_for_them() {
    endpoint(
        v ->
            v.managedInstanceScaling(
                m -> m.status("ENABLED").minInstanceCount(0).maxInstanceCount(3)));
    create("chat", 10, 1, r -> {});
    assertThat(endpointStatus()).isEqualTo("Updating");
    sim.clock().advance(FIVE_MINUTES);
    assertThat(instances()).isEqualTo(3);
    assertThat(describe("chat").runtimeConfig().currentCopyCount()).isEqualTo(10);
    double before = sim.billing().hours("ml.m5.xlarge");
    sim.clock().advance(Duration.ofHours(1));
    assertThat(sim.billing().hours("ml.m5.xlarge") - before).isEqualTo(3);

    scale("chat", 0);
    sim.clock().advance(Duration.ofMinutes(10));

    assertThat(instances()).isZero();
  }

  @Test
  void room_that_was_promised_is_kept_through_a_restore_in_the_middle() {
    endpoint(
        v ->
            v.managedInstanceScaling(
                m -> m.status("ENABLED").minInstanceCount(1).maxInstanceCount(2)));
    create("first", 4, 1, r -> {});
    create("second", 4, 1, r -> {});
    sim.clock().advance(Duration.ofMinutes(2));
    Snapshot creating = sim.snapshot();
    sim.clock().advance(Duration.ofMinutes(20));
    String once = describe("first").toString() + describe("second") + sim.journal().text();

    sim.restore(creating);
    sim.clock().advance(Duration.ofMinutes(20));

    assertThat(describe("first").toString() + describe("second") + sim.journal().text())
        .isEqualTo(once);
    assertThat(describe("second").runtimeConfig().currentCopyCount()).isEqualTo(4);
    assertThat(instances()).isEqualTo(2);
  }

  @Test
  void an_adapter_takes_variant_and_copies_of_its_base_and_keeps_it() {
    endpoint(v -> {});
    create("base", 1, 1, r -> {});
    sim.clock().advance(FIVE_MINUTES);
    refused(() -> adapter(r -> r.variantName("AllTraffic")), "VariantName cannot be specified");
    adapter(r -> {});
    sim.clock().advance(FIVE_MINUTES);

    assertThat(describe("adapter").variantName()).isEqualTo("AllTraffic");
    assertThat(describe("adapter").runtimeConfig()).isNull();
    assertThat(invoke("adapter")).isNotEmpty();
    refused(() -> scale("adapter", 2), "RuntimeConfig cannot be specified");
    refused(
        () ->
            adapter(
                r ->
                    r.inferenceComponentName("deeper")
                        .specification(s -> s.baseInferenceComponentName("adapter"))),
        "to be a base inference component");
    refused(
        () -> delete("base"), "is a base inference component for one or more associated adapter");
  }

  @Test
  void an_update_that_fails_is_taken_back() {
    endpoint(v -> {});
    create("chat", 1, 1, r -> {});
    sim.clock().advance(FIVE_MINUTES);
    hosting.model("other-model");
    sim.script().resource("inference-component").failAt("Updating", "ping");
    sageMaker.updateInferenceComponent(
        r ->
            r.inferenceComponentName("chat")
                .runtimeConfig(c -> c.copyCount(2))
                .specification(
                    s ->
                        s.modelName("other-model")
                            .computeResourceRequirements(
                                c -> c.numberOfCpuCoresRequired(1f).minMemoryRequiredInMb(1_024))));
    sim.clock().advance(FIVE_MINUTES);

    DescribeInferenceComponentResponse chat = describe("chat");
    assertThat(chat.inferenceComponentStatusAsString()).isEqualTo("InService");
    assertThat(chat.failureReason()).isEqualTo("ping");
    assertThat(chat.specification().modelName()).isEqualTo("chat-model");
    assertThat(chat.runtimeConfig().desiredCopyCount()).isEqualTo(1);
  }

  @Test
  void a_container_is_shown_by_the_image_that_was_deployed() {
    endpoint(v -> {});
    create(
        "chat",
        1,
        1,
        r ->
            r.specification(
                s ->
                    s.container(c -> c.image("123456789012.dkr.ecr.us-east-1.amazonaws.com/chat:1"))
                        .computeResourceRequirements(
                            c -> c.numberOfCpuCoresRequired(1f).minMemoryRequiredInMb(512))));

    assertThat(describe("chat").specification().container().deployedImage().resolvedImage())
        .startsWith("123456789012.dkr.ecr.us-east-1.amazonaws.com/chat@sha256:");
  }

  @Test
  void components_are_refused_where_a_model_is_and_without_copies() {
    hosting.inService(sim, "single", 1);
    refused(
        () -> create("chat", 1, 1, r -> r.endpointName("single")),
        "Inference Components are not supported in this Endpoint. Please make sure this endpoint"
            + " can deploy inference components.");
    refused(
        () ->
            sageMaker.createEndpointConfig(
                r ->
                    r.endpointConfigName("bare")
                        .productionVariants(
                            v -> v.variantName("AllTraffic").instanceType("ml.m5.xlarge"))),
        "ExecutionRoleArn is required for production variants without ModelName.");
    endpoint(v -> {});
    refused(
        () -> create("chat", 0, 1, r -> {}),
        "Inference components copy count an integer larger than 0");
    refused(
        () -> create("chat", 1, 1, r -> r.variantName("Other")), "The variant name(s) \"Other\"");
    assertThat(
            OnTheWire.call(
                    sim,
                    "CreateInferenceComponent",
                    """
                    {'InferenceComponentName': 'chat', 'EndpointName': 'shared',
                     'VariantName': 'AllTraffic', 'RuntimeConfig': {'CopyCount': 1},
                     'Specifications': [{'ModelName': 'm'}, {'ModelName': 'm'}]}
                    """)
                .toString())
        .contains("InstanceType must be specified in each of several Specifications.");
    create("chat", 1, 1, r -> r.endpointName("SHARED"));
    assertThat(describe("chat").endpointName()).isEqualTo("shared");
    refused(
        () -> create("chat", 1, 1, r -> {}), "Cannot create already existing inference component");
    sim.clock().advance(FIVE_MINUTES);
    refused(
        () -> sageMaker.updateInferenceComponent(r -> r.inferenceComponentName("chat")),
        "must be specified to update");
  }

  private void endpoint(Consumer<ProductionVariant.Builder> more) {
    sageMaker.createEndpointConfig(
        r ->
            r.endpointConfigName("shared")
                .executionRoleArn("arn:aws:iam::123456789012:role/Hosting")
                .productionVariants(
                    v -> {
                      v.variantName("AllTraffic")
                          .instanceType(ProductionVariantInstanceType.ML_M5_XLARGE)
                          .initialInstanceCount(1);
                      more.accept(v);
                    }));
    hosting.endpoint("shared", "shared");
    sim.clock().advance(FIVE_MINUTES);
  }

  /** One of copies that need so many of the four cores of an instance. */
  private void create(
      String name,
      int copies,
      float cores,
      Consumer<CreateInferenceComponentRequest.Builder> more) {
    sageMaker.createInferenceComponent(
        r -> {
          r.inferenceComponentName(name)
              .endpointName("shared")
              .variantName("AllTraffic")
              .runtimeConfig(c -> c.copyCount(copies))
              .specification(
                  s ->
                      s.modelName("chat-model")
                          .computeResourceRequirements(
                              c -> c.numberOfCpuCoresRequired(cores).minMemoryRequiredInMb(512)));
          more.accept(r);
        });
  }

  private void adapter(Consumer<CreateInferenceComponentRequest.Builder> more) {
    sageMaker.createInferenceComponent(
        r -> {
          r.inferenceComponentName("adapter")
              .endpointName("shared")
              .specification(s -> s.baseInferenceComponentName("base"));
          more.accept(r);
        });
  }

  private void scale(String name, int copies) {
    sageMaker.updateInferenceComponentRuntimeConfig(
        r -> r.inferenceComponentName(name).desiredRuntimeConfig(c -> c.copyCount(copies)));
  }

  private void instances(int count) {
    sageMaker.updateEndpointWeightsAndCapacities(
        r ->
            r.endpointName("shared")
                .desiredWeightsAndCapacities(
                    d -> d.variantName("AllTraffic").desiredInstanceCount(count)));
    sim.clock().advance(FIVE_MINUTES);
  }

  private void update(String name, float cores) {
    sageMaker.updateInferenceComponent(
        r ->
            r.inferenceComponentName(name)
                .specification(
                    s ->
                        s.modelName("chat-model")
                            .computeResourceRequirements(
                                c ->
                                    c.numberOfCpuCoresRequired(cores).minMemoryRequiredInMb(512))));
  }

  private void delete(String name) {
    sageMaker.deleteInferenceComponent(r -> r.inferenceComponentName(name));
  }

  private DescribeInferenceComponentResponse describe(String name) {
    return sageMaker.describeInferenceComponent(r -> r.inferenceComponentName(name));
  }

  private String endpointStatus() {
    return sageMaker.describeEndpoint(r -> r.endpointName("shared")).endpointStatusAsString();
  }

  private int instances() {
    return sageMaker
        .describeEndpoint(r -> r.endpointName("shared"))
        .productionVariants()
        .get(0)
        .currentInstanceCount();
  }

  private String invoke(String component) {
    return runtime
        .invokeEndpoint(
            r ->
                r.endpointName("shared")
                    .inferenceComponentName(component)
                    .body(SdkBytes.fromUtf8String("{}")))
        .body()
        .asUtf8String();
  }

  private static void refused(Runnable call, String message) {
    assertThatThrownBy(call::run)
        .satisfies(
            e ->
                assertThat(((SageMakerException) e).awsErrorDetails().errorCode())
                    .isEqualTo("ValidationException"))
        .hasMessageContaining(message);
  }
}
