package dev.mlsim.samples.benchmarks;

import dev.mlsim.Simulator;
import dev.mlsim.sdk.SimulatedClients;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.core.SdkClient;

/**
 * The same client three times: answered by mlsim, and by the bytes that mlsim answered, with keys
 * and without.
 *
 * @param <C> the interface of a service's client
 */
final class Clients<C extends SdkClient> implements AutoCloseable {
  private final SimulatedClients simulation;
  private final C simulated;
  private final C signed;
  private final C anonymous;

  /** Makes the clients; the floors give these answers. */
  Clients(Simulator sim, Supplier<? extends AwsClientBuilder<?, C>> builder, List<Answer> answers) {
    simulation = SimulatedClients.of(sim);
    simulated = simulation.configure(builder.get()).build();
    signed = Canned.signed(builder.get(), answers);
    anonymous = Canned.anonymous(builder.get(), answers);
  }

  /** Makes blocking clients; the call is made once, for what the floors answer. */
  static <C extends SdkClient> Clients<C> of(
      Simulator sim, Supplier<? extends AwsClientBuilder<?, C>> builder, Consumer<C> call) {
    return new Clients<>(sim, builder, Answer.recorded(sim, builder.get(), call));
  }

  /** The one that mlsim answers. */
  C simulated() {
    return simulated;
  }

  /** A race of the two floors, by work that is made of a client; contenders are to be added. */
  Race floors(Pace pace, Work.Of<C> work) {
    return new Race(pace)
        .with(Race.SIGNED, work.by(signed))
        .with(Race.ANONYMOUS, work.by(anonymous));
  }

  /** A race of all three. */
  Race race(Pace pace, Work.Of<C> work) {
    return floors(pace, work).with(Race.MLSIM, work.by(simulated));
  }

  @Override
  public void close() {
    simulated.close();
    signed.close();
    anonymous.close();
    simulation.close();
  }
}
