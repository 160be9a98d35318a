package dev.mlsim.sweeps;

import dev.mlsim.Simulator;
import java.time.Duration;
import software.amazon.awssdk.services.lookoutvision.LookoutVisionClient;

/** A world with a trained model: version 1 of the project of circuits. */
final class Lookout {
  private Lookout() {}

  static void arrange(Simulator sim, LookoutVisionClient lookout) {
    lookout.createProject(r -> r.projectName("circuits"));
    lookout.createDataset(
        r ->
            r.projectName("circuits")
                .datasetType("train")
                .datasetSource(
                    s ->
                        s.groundTruthManifest(
                            m -> m.s3Object(o -> o.bucket("images").key("train.manifest")))));
    sim.clock().advance(Duration.ofMinutes(1));
    lookout.createModel(
        r -> r.projectName("circuits").outputConfig(o -> o.s3Location(s -> s.bucket("models"))));
    sim.clock().advance(Duration.ofHours(1));
  }
}
