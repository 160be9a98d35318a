package dev.mlsim;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mlsim.architecture.Unloading;
import dev.mlsim.wire.WireRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Development tools load classes anew: what an earlier world was made of has to go. */
class UnloadingTest {

  @Test
  void a_world_leaves_nothing_behind() throws IOException, InterruptedException {
    assertThat(Unloading.leftBy(Lives.class)).isEmpty();
  }

  /** A world in which something happens. */
  public static final class Lives {
    private Lives() {}

    /** Lives. */
    public static void main(String[] args) {
      Simulator sim = Simulator.create();
      sim.faults().on("CreateTrainingJob").first(1).throttle();
      sim.events().on(event -> true, event -> {});
      sim.transitions().on("training-job", "*", job -> {});
      sim.polling(Polling.settle());
      call(sim, "CreateNotebookInstanceLifecycleConfig", "{}");
      call(sim, "CreateTrainingJob", "{}");
      call(sim, "CreateModelPackageGroup", "{\"ModelPackageGroupName\": \"churn\"}");
      Snapshot snapshot = sim.snapshot();
      sim.clock().advance(Duration.ofDays(1));
      sim.restore(snapshot);
      sim.clock().scheduledExecutorService().execute(() -> sim.resources().all());
      Simulator.of(snapshot).clock().advance(Duration.ofDays(1));
      if (sim.journal().story().text().isEmpty()) {
        throw new IllegalStateException();
      }
    }

    private static void call(Simulator sim, String operation, String input) {
      sim.exchange(
          new WireRequest(
              "POST",
              "/",
              Map.of(
                  "X-Amz-Target",
                  "SageMaker." + operation,
                  "Authorization",
                  "AWS4-HMAC-SHA256 Credential=AK/20260101/us-east-1/sagemaker/aws4_request"),
              input.getBytes(StandardCharsets.UTF_8)));
    }
  }
}
