package dev.mlsim;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.mlsim.services.sagemakerruntime.EndpointModels;
import dev.mlsim.services.sagemakerruntime.Inference;
import dev.mlsim.wire.WireReply;
import dev.mlsim.wire.WireRequest;
import dev.mlsim.wire.WireResponse;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What is sent to a model and comes back is handed on, and not copied. */
class LargeBodiesTest {
  private static final byte[] MOST = new byte[6 * 1024 * 1024];

  private final Simulator sim = Simulator.create();

  @Test
  void six_megabytes_are_copied_for_the_function_and_for_the_answer_and_no_more_often() {
    create(
        "Model",
        "'ModelName': 'm', 'ExecutionRoleArn': 'arn:aws:iam::123456789012:role/Role1',"
            + " 'PrimaryContainer': {'Image': '123456789012.dkr.ecr.us-east-1.amazonaws.com/m:1'}");
    create(
        "EndpointConfig",
        "'EndpointConfigName': 'c', 'ProductionVariants': [{'VariantName': 'v',"
            + " 'ModelName': 'm', 'InstanceType': 'ml.m5.large', 'InitialInstanceCount': 1}]");
    create("Endpoint", "'EndpointName': 'e', 'EndpointConfigName': 'c'");
    sim.clock().advance(Duration.ofMinutes(5));
    sim.setup(EndpointModels.class)
        .endpoint("e")
        .answers(call -> Inference.of(call.body(), "image/png"));
    WireRequest request =
        new WireRequest("POST", "/endpoints/e/invocations", Map.of("Accept", "image/png"), MOST);
    sim.exchange(request); // loads classes

    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = threads.getCurrentThreadAllocatedBytes();
    WireReply reply = sim.exchange(request);
    long allocated = threads.getCurrentThreadAllocatedBytes() - before;

    assertThat(reply).isInstanceOf(WireResponse.class);
    WireResponse response = (WireResponse) reply;
    assertThat(response.status()).isEqualTo(200);
    assertThat(response.body()).isEqualTo(MOST).isNotSameAs(MOST);
    assertThat(response.header("Content-Type")).contains("image/png");
    assertThat(response.header("x-Amzn-Invoked-Production-Variant")).contains("v");
    assertThat(allocated).isLessThan(3L * MOST.length);
  }

  private void create(String noun, String members) {
    WireResponse response =
        (WireResponse)
            sim.exchange(
                new WireRequest(
                    "POST",
                    "/",
                    Map.of("X-Amz-Target", "SageMaker.Create" + noun),
                    ("{" + members.replace('\'', '"') + "}").getBytes(StandardCharsets.UTF_8)));
    assertThat(response.status()).as("%s", response).isEqualTo(200);
  }
}
