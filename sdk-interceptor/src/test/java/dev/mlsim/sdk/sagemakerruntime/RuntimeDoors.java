package dev.mlsim.sdk.sagemakerruntime;

import dev.mlsim.Simulator;
import dev.mlsim.fixtures.Hosting;
import dev.mlsim.sdk.SimulatedClients;
import dev.mlsim.sdk.hostile.Door;
import dev.mlsim.sdk.hostile.Misdeed;
import dev.mlsim.services.sagemakerruntime.EndpointModels;
import dev.mlsim.services.sagemakerruntime.Inference;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.sagemaker.SageMakerClient;
import software.amazon.awssdk.services.sagemakerruntime.SageMakerRuntimeAsyncClient;
import software.amazon.awssdk.services.sagemakerruntime.SageMakerRuntimeClient;
import software.amazon.awssdk.services.sagemakerruntime.model.InvokeEndpointWithResponseStreamResponseHandler;

/** Where functions are handed to the models behind endpoints. */
public final class RuntimeDoors {
  private static final String ENDPOINT = "churn";

  private RuntimeDoors() {}

  /** All of them: the same one, asked by each way to call an endpoint. */
  public static List<Door> all() {
    return List.of(
        door(Door.Manner.OUTSIDE, RuntimeDoors::invoked),
        door(Door.Manner.OUTSIDE, RuntimeDoors::streamed),
        door(Door.Manner.OUTSIDE_IN_TIME, RuntimeDoors::later));
  }

  private static Door door(Door.Manner manner, Supplier<Door.Scene> scene) {
    return new Door(
        "dev.mlsim.services.sagemakerruntime.EndpointModel#answers",
        "answers of endpoint churn",
        manner,
        scene);
  }

  private static void answers(Simulator sim, Misdeed misdeed) {
    sim.setup(EndpointModels.class)
        .endpoint(ENDPOINT)
        .answers(call -> misdeed.gives(Inference.json("{}")));
  }

  private static Simulator hosted() {
    Simulator sim = Simulator.create();
    new Hosting(SimulatedClients.of(sim).create(SageMakerClient.class)).inService(sim, ENDPOINT, 1);
    return sim;
  }

  private static Door.Scene invoked() {
    Simulator sim = hosted();
    SageMakerRuntimeClient runtime = SimulatedClients.of(sim).create(SageMakerRuntimeClient.class);
    return new Door.Scene(
        sim,
        misdeed -> answers(sim, misdeed),
        () ->
            runtime.invokeEndpoint(
                r -> r.endpointName(ENDPOINT).body(SdkBytes.fromUtf8String("{}"))));
  }

  private static Door.Scene streamed() {
    Simulator sim = hosted();
    SageMakerRuntimeAsyncClient runtime =
        SimulatedClients.of(sim).create(SageMakerRuntimeAsyncClient.class);
    return new Door.Scene(
        sim,
        misdeed -> answers(sim, misdeed),
        () ->
            runtime
                .invokeEndpointWithResponseStream(
                    r -> r.endpointName(ENDPOINT).body(SdkBytes.fromUtf8String("{}")),
                    InvokeEndpointWithResponseStreamResponseHandler.builder()
                        .subscriber(part -> {})
                        .build())
                .join());
  }

  private static Door.Scene later() {
    Simulator sim = Simulator.create();
    SimulatedClients clients = SimulatedClients.of(sim);
    Hosting hosting = new Hosting(clients.create(SageMakerClient.class));
    hosting.model(ENDPOINT);
    hosting.asyncConfig(ENDPOINT, ENDPOINT, "s3://out/");
    hosting.endpoint(ENDPOINT, ENDPOINT);
    sim.clock().advance(Duration.ofMinutes(5));
    sim.objects().put("s3://in/1.json", "[1]");
    SageMakerRuntimeClient runtime = clients.create(SageMakerRuntimeClient.class);
    return new Door.Scene(
        sim,
        misdeed -> answers(sim, misdeed),
        () -> {
          runtime.invokeEndpointAsync(
              r -> r.endpointName(ENDPOINT).inputLocation("s3://in/1.json"));
          sim.clock().advance(Duration.ofHours(1));
        });
  }
}
